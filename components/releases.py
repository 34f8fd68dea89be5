"""Old links: which data they show, what was corrected since, and whether their sender saw another figure."""

from __future__ import annotations

import re
from collections.abc import Iterable

import streamlit as st

from components import urlstate
from components.controls import bound
from components.panel import panel
from content.findings import link_words
from content.language import quantity
from content.page import Page
from content.parts import Finding
from content.state.parameters import DATA
from content.tables import changes, datasets
from content.tables.changes import Change
from content.view import View
from footprint.load import VERSION

FEW = 2  # corrections that are said in the notice itself
PANEL = "corrected"


def notice(view: View, page: Page) -> None:
    """What sets the view apart from what the sender of its link saw, and from the newest data."""
    t, version, newest = view.t, view.state.data, datasets.newest()
    asked, sent = urlstate.unknown(DATA), urlstate.sent()
    gone = asked if re.fullmatch(VERSION, asked, re.ASCII) else ""
    lost = [name for name in urlstate.lost() if name != DATA or not gone]
    if gone:
        st.info(t("release.gone", asked=asked, shown=version))
    for words in link_words.notices(t, lost, urlstate.unsure()):
        st.info(words)
    made = sent.version if sent else gone or (version if version != newest else "")
    corrected = changes.since(made, page.address, view.state.texts()) if made else ()
    lines = _newer(view, page, newest) if version != newest else []
    own = page.finding(view).figure if sent else None
    if sent and own and own != sent.figure:
        causes = {"rule": bool(corrected), "data": bool(gone), "setting": bool(lost)}
        names = [name for name, holds in causes.items() if holds] or ["unknown"]
        lines.append(t("release.seen", then=sent.figure.text(t), now=own.text(t)))
        lines.append(" ".join(t(f"release.seen.{name}", made=made) for name in names))
    # Where the sender saw the same figure, no correction is worth a line before it.
    loud = [change for change in corrected if change.visible and not (sent and own == sent.figure)]
    _say(lines, _reasons(loud, view), _reasons(corrected, view), made, view)
    if version != newest:
        label = t("release.update", newest=newest)
        st.button(label, key=f"update.{t.language}", on_click=urlstate.set_value, args=(DATA, newest))


def _say(lines: list[str], loud: list[str], reasons: list[str], made: str, view: View) -> None:
    """The notice with the corrections that are worth it, where they are few; below it the others unfold."""
    t, unfolded = view.t, [reason for reason in reasons if reason not in loud]
    if len(loud) > FEW:
        lines, unfolded = [*lines, t("release.corrected.many", made=made, count=len(loud))], reasons
    elif loud:
        lines = [*lines, t("release.corrected", made=made), *loud]
    if lines:
        st.info("  \n".join(lines))
    if unfolded:
        label = "release.corrected.all" if unfolded == reasons else "release.corrected.rest"
        with panel(t(label, made=made), PANEL):
            st.markdown("\n".join(unfolded))


def _newer(view: View, page: Page, newest: str) -> list[str]:
    """The version shown, and the finding then and now."""
    t, then = view.t, page.finding(view)
    with datasets.using(newest):
        now = page.finding(view.in_version(newest))
    both = t("release.both", then=_beside(then, now), now=_beside(now, then))
    lines = [t("release.older", shown=view.state.data, newest=newest)]
    return [*lines, t("release.same") if then == now else both]


def _reasons(corrected: Iterable[Change], view: View) -> list[str]:
    """Why rules were corrected, each reason once, as lines of Markdown."""
    return [f"- {reason}" for reason in dict.fromkeys(_reason(change, view) for change in corrected)]


def _reason(change: Change, view: View) -> str:
    t, reason = view.t, change.reason[view.t.language]
    if change.visible:
        return reason
    return t("release.corrected.within", reason=reason, percent=quantity.number(100 * change.within, t))


def _beside(figure: Finding, other: Finding) -> str:
    """A finding with what another does not say in the same words, such as its range."""
    return " · ".join((figure.title, *(line for line in figure.lines if line not in other.lines)))


def menu(view: View) -> None:
    """The choice of the data version, where there is more than one."""
    if len(datasets.versions()) > 1:
        with st.container(key="version"):
            bound.menu(view, DATA, str)
