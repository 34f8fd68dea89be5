"""The frame around every page: navigation, shared assumptions, language, footer."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import streamlit as st

from components import modules, releases, scheduling, share, urlstate
from components.controls import assumptions
from components.host import styles
from content import site
from content.files import html_file
from content.language import messages
from content.language.messages import Text
from content.page import page_name
from content.state import parameters
from content.state.parameters import DATA
from content.state.values import Parameter
from content.tables import catalog, datasets
from content.view import View
from footprint.load import DatasetError

RUN = Path(__file__).parent / "script" / "dashboard.py"  # what Streamlit runs
BROWSER = Path(__file__).parent / "browser"
STYLES = (html_file.CARDS, BROWSER / "style.css")
ICON = f"/{html_file.STATIC_PATH}/{html_file.ICON.name}"  # a file would be read anew at every run

LISTEN = "listen"  # of the component through which the page's scripts ask for a run
_listen = st.components.v2.component(LISTEN, js=modules.component(modules.ENTRY), isolate_styles=False)


def file(address: str) -> Path:
    """The file of the page at an address."""
    return Path(__file__).parents[1] / "pages" / f"{page_name(address)}.py"


def run() -> None:
    """Draw the frame and the page of this address, in this visitor's place in the queue (docs/decisions/0007)."""
    with scheduling.place():
        _draw()


def _draw() -> None:
    first_text = Text(messages.guess(st.context.locale))
    st.set_page_config(page_title=first_text("app.name"), page_icon=ICON, layout="wide")
    try:
        asked = urlstate.asked(DATA)
        version = asked if asked in datasets.versions() else datasets.newest()
        with datasets.using(version):
            known = catalog.all_parameters()
    except DatasetError as error:
        logging.getLogger(__name__).error("%s", error)
        st.error(f"{first_text('error.data')} {error}")
        st.stop()
    with datasets.using(version):
        _draw_page(known, first_text)


def _draw_page(known: Mapping[str, Parameter], first_text: Text) -> None:
    """Navigation, assumptions, the page of this address and the footer, all of one data version."""
    t = Text(urlstate.language(known, first_text.language))
    pages = {address: page(address, t) for address in site.PAGES}
    groups: dict[str, list[st.Page]] = {"": [], t("frame.classroom"): []}
    for address, record in site.PAGES.items():
        groups[t("frame.classroom") if record.classroom else ""].append(pages[address])
    chosen = st.navigation(groups, position="top", expanded=True)
    record = site.PAGES[chosen.url_path]
    scheduling.introduce(t, record.address)
    names = (*parameters.SHARED, *parameters.PAGE_PARAMETERS[record.address])
    current = View(urlstate.adopt(known, names, t.language))
    urlstate.publish(current.address(record.address))
    st.logo(ICON)
    st.html(f"<style>{_style(t)}{styles.page(record.bare, bool(st.context.is_embedded))}</style>")
    _listen(key=LISTEN, data={"language": t.language}, on_again_change=urlstate.keep)
    with st.sidebar:  # it takes its width at once; what is in it comes when the page is on its way
        assumptions.language(current)
    releases.notice(current, record)
    chosen.run()
    with st.sidebar:
        if not record.bare:
            share.button(current, record)
        if not record.stated:
            assumptions.panel(current)
    _footer(current)
    if urlstate.settle():
        st.rerun()


def page(address: str, t: Text) -> st.Page:
    """One of the pages; made anew each time, as sessions that share one lose moves after a reconnection."""
    return st.Page(file(address), title=t(f"page.{page_name(address)}"), url_path=address or None, default=not address)


@cache
def _style(t: Text) -> str:
    """How every page looks; the name of the site stands beside its sign."""
    # No rule here may ask what stands below an element (`:has`): the browser then goes through all of the page at every
    # change of a chart, 25 ms a move. Rules of one page that do come with that page alone.
    name = json.dumps(t("app.name"), ensure_ascii=False)
    return f":root {{ --name: {name} }}{''.join(map(html_file.text_of, STYLES))}"


def _footer(current: View) -> None:
    if st.context.is_embedded:
        st.caption(current.t("footer.framed", link=urlstate.link()))
    st.caption(current.t("footer.text", version=catalog.dataset().version))
    releases.menu(current)
