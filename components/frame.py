"""The frame around every page: navigation, shared assumptions, language, footer."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path

import streamlit as st

from components import ahead, modules, releases, scheduling, share, urlstate
from components.controls import assumptions
from components.host import delivery
from content import parts
from content.files import html_file
from content.files.report import Report
from content.language import messages
from content.language.messages import Text
from content.parts import Part
from content.state import parameters
from content.state.parameters import DATA
from content.state.state import State
from content.state.values import Parameter
from content.tables import catalog, datasets
from content.view import View
from footprint.load import DatasetError

# address of the page -> its file; the title is the message `page.<file name>`
PAGES = {
    "": "overview",
    "growth": "growth",
    "emissions": "emissions",
    "model": "model",
    "regions": "regions",
    "yours": "yours",
    "inference": "inference",
    "claims": "claims",
    "data": "data",
    "method": "method",
    "tour": "tour",
    "present": "present",
    "teach": "teach",
}
CLASSROOM = ("tour", "present", "teach")  # under one heading of the navigation
STATED = ("tour", "teach", "yours")  # pages whose figures follow no assumption of the visitor's
BARE = ("present",)  # pages without a sidebar, which share by a button of their own
RUN = Path(__file__).parent / "script" / "dashboard.py"  # what Streamlit runs
BROWSER = Path(__file__).parent / "browser"
STYLES = (html_file.CARDS, BROWSER / "style.css")
PRESENTER = BROWSER / "presenter.css"
# In a frame of another page there is no bar above, so no room is kept for it; the sidebar's button stays clear.
FRAMED = "<style>[data-testid=stMainBlockContainer] { padding-top: 3rem }</style>"
ICON = f"/{html_file.STATIC_PATH}/{html_file.ICON.name}"  # a file would be read anew at every run

_listen = st.components.v2.component(ahead.COMPONENT, js=modules.component(modules.ENTRY), isolate_styles=False)
_run = threading.local()  # one script run is one thread: set while a page runs inside the frame


def file(address: str) -> Path:
    """The file of the page at an address."""
    return Path(__file__).parents[1] / "pages" / f"{PAGES[address]}.py"


def view() -> View:
    """What the running page knows."""
    found: View = _run.view
    return found


def later(*parts: Callable[[], None]) -> None:
    """Keep a place on the page for parts that a move hardly changes, and draw them once the rest is on its way.

    Elements reach the browser in the order in which they are drawn, and it draws each as it comes: charts go first.
    """
    _run.later.append((st.container(), parts))


@contextmanager
def _inside(current: View) -> Iterator[None]:
    _run.view = current
    _run.later = []
    try:
        yield
    finally:
        _run.view = None


def run() -> None:
    """Draw the frame and the page of this address, in this visitor's place in the queue (docs/decisions/0007)."""
    # A first visit sees its headline as soon as there is one.
    with scheduling.place():
        try:
            with nullcontext() if urlstate.resuming() else delivery.together():
                _draw()
        finally:
            ahead.end()


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
    defaults = {name: parameter.default for name, parameter in known.items()} | {"lang": first_text.language}
    values = urlstate.adopt(known, defaults)
    current = View(State.of(values))
    t = current.t
    pages = {address: _page(address, t) for address in PAGES}
    groups = {
        "": [page for address, page in pages.items() if address not in CLASSROOM],
        t("frame.classroom"): [pages[address] for address in CLASSROOM],
    }
    chosen = st.navigation(groups, position="top", expanded=True)
    scheduling.introduce(t, chosen.url_path)
    urlstate.publish((*parameters.SHARED, *parameters.PAGE_PARAMETERS[chosen.url_path]))
    st.logo(ICON)
    framed = FRAMED if st.context.is_embedded else ""
    st.html(_style(t, PAGES[chosen.url_path] == "present") + framed)
    browser = ahead.here()
    told = {"language": t.language, "visitor": browser.name if browser else ""}
    _listen(key=ahead.COMPONENT, data=told, on_again_change=urlstate.keep)
    with st.sidebar:  # it takes its width at once; what is in it comes when the page is on its way
        assumptions.language(current)
    releases.notice(current, chosen.url_path, PAGES[chosen.url_path])
    with _inside(current), parts.recorded() as kept:
        chosen.run()
        for place, blocks in _run.later:
            with place:
                for block in blocks:
                    block()
    with st.sidebar:
        if chosen.url_path not in BARE:
            share.button(current, chosen.title, PAGES[chosen.url_path])
        if chosen.url_path not in STATED:
            assumptions.panel(current)
    st.divider()
    _report(current, chosen.title, chosen.url_path, kept)
    _footer(current)
    if urlstate.settle():
        st.rerun()


def page(address: str) -> st.Page:
    """One of the pages, for a link to it."""
    return _page(address, view().t)


def _page(address: str, t: Text) -> st.Page:
    """One each time: sessions that share a page lose moves after a reconnection."""
    return st.Page(file(address), title=t(f"page.{PAGES[address]}"), url_path=address or None, default=not address)


@cache
def _style(t: Text, presented: bool) -> str:
    """How every page looks; the name of the site stands beside its sign."""
    # No rule here may ask what stands below an element (`:has`): the browser then goes through all of the page at every
    # change of a chart, 25 ms a move. Rules of one page that do come with that page alone.
    files = (*STYLES, PRESENTER) if presented else STYLES
    name = json.dumps(t("app.name"), ensure_ascii=False)
    return f"<style>:root {{ --name: {name} }}{''.join(map(html_file.text_of, files))}</style>"


def _footer(current: View) -> None:
    if st.context.is_embedded:
        st.caption(current.t("footer.framed", link=urlstate.link()))
    st.caption(current.t("footer.text", version=catalog.dataset().version))
    releases.menu(current)


def _report(current: View, title: str, address: str, kept: Sequence[Part]) -> None:
    """The button that gives the present view as a file; nothing is written before it is pressed."""
    if not any(isinstance(part, parts.Cards | parts.Chart) for part in kept):
        return
    t, version = current.t, datasets.shown()
    made = Report(current, title, urlstate.link(), kept)

    def write() -> bytes:
        with scheduling.place(), datasets.using(version), _inside(made.view):
            return made.html().encode()

    st.download_button(
        t("report.button"),
        write,
        f"model-footprint-{PAGES[address]}.html",
        "text/html",
        key=f"report.{t.language}",
        help=t("report.help"),
        on_click="ignore",
    )
