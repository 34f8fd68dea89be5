"""Earlier data versions: a link shows the numbers that its sender saw, and says so once newer ones exist."""

from __future__ import annotations

import importlib
import re

import streamlit as st

from components import urlstate
from components.controls import bound
from content.findings import link_words
from content.parts import Finding
from content.state import parameters
from content.state.parameters import DATA
from content.tables import catalog, datasets
from content.view import View
from footprint.load import VERSION


def notice(view: View, page: str) -> None:
    """Which data the page shows where that is not the newest, with the finding then and now."""
    t, shown, newest = view.t, view.values[DATA], datasets.newest()
    asked = urlstate.unknown(DATA)
    if re.fullmatch(VERSION, asked):
        st.info(t("release.gone", asked=asked, shown=shown))
    for words in link_words.notices(t, _lost(asked), urlstate.unsure()):
        st.info(words)
    if shown == newest:
        return
    finding = getattr(importlib.import_module(f"components.blocks.{page}"), "finding", None)
    lines = [t("release.older", shown=shown, newest=newest)]
    if finding is not None:
        then = finding(view)
        with datasets.using(newest):
            now = finding(_today(view))
        both = t("release.both", then=_beside(then, now), now=_beside(now, then))
        lines.append(t("release.same") if then == now else both)
    st.info("  \n".join(lines))
    label = t("release.update", newest=newest)
    st.button(label, key=f"update.{t.language}", on_click=urlstate.set_value, args=(DATA, newest))


def _beside(one: Finding, other: Finding) -> str:
    """A finding with what another does not say in the same words, such as its range."""
    return " · ".join((one.title, *(line for line in one.lines if line not in other.lines)))


def _lost(asked: str) -> list[str]:
    """Names whose values are not known; a data version that is not kept is told by its number."""
    return [name for name in urlstate.lost() if name != DATA or not re.fullmatch(VERSION, asked)]


def _today(view: View) -> View:
    """The same view of the data in use; what they lack falls back to the default."""
    known = catalog.all_parameters()
    values = {
        name: value if name != DATA and known[name].knows(value) else known[name].default
        for name, value in view.values.items()
    }
    return View(view.t, values, parameters.scenario(values))


def menu(view: View) -> None:
    """The choice of the data version, where there is more than one."""
    if len(datasets.versions()) > 1:
        with st.container(key="version"):
            bound.menu(view, DATA, str)
