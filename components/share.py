"""Hand on the present view: its link, a QR code for the projector, a frame for other pages, a citation."""

from __future__ import annotations

import html

import segno
import streamlit as st

from components import urlstate
from content.files import citation
from content.language.messages import Text
from content.page import Page
from content.tables import catalog
from content.view import View
from footprint import load

EMBEDDED = "embed=true"  # Streamlit leaves out its bars
FRAME_HEIGHT = 900  # of an embedded page [px]
QR_PIXELS = 8  # of one module


def button(view: View, page: Page) -> None:
    """The button that opens the panel."""
    t = view.t
    if st.button(t("share.button"), key=f"share.{t.language}", width="stretch"):
        figure = page.finding(view).figure
        seen = figure.sent(load.program()) if figure else ""
        title = t(f"page.{page.name}")
        st.dialog(t("share.title"), width="large")(_panel)(t, title, urlstate.link(seen), urlstate.link())


def _panel(t: Text, title: str, link: str, scanned: str) -> None:
    """`scanned` is the link without the figure that its sender sees: who scans it sees that on the same screen."""
    st.markdown(t("share.link"))
    st.code(link, language=None, wrap_lines=True)
    st.image(picture(scanned), width=420, alt=t("share.qr"))
    st.caption(t("share.qr"))
    st.markdown(t("share.embed"))
    st.code(frame(link, title), language="html", wrap_lines=True)
    st.markdown(t("share.cite"))
    cited = (title, link, catalog.dataset().version, citation.today())
    st.code(citation.citation(*cited), language=None, wrap_lines=True)
    st.code(citation.bibtex(*cited), language="latex", wrap_lines=True)


def code(link: str) -> segno.QRCode:
    """The link as a QR code, as small as it can be, with as much correction of errors as that size has room for."""
    return segno.make_qr(link, error="l")


def picture(link: str) -> str:
    """The code as an SVG with a light ground, which phones read on a dark page too."""
    return str(code(link).svg_inline(scale=QR_PIXELS, border=4, light="#ffffff"))


def frame(link: str, page: str) -> str:
    """Markup that shows the view inside another page."""
    address, title = html.escape(f"{link}&{EMBEDDED}"), html.escape(f"{page} – Model Footprint")
    size = f'width="100%" height="{FRAME_HEIGHT}"'
    return f'<iframe src="{address}" title="{title}" {size} loading="lazy" style="border:0"></iframe>'
