"""The share panel hands on the very address of the view."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from components import share
from tests.pages.visit import address, healthy, open_page, written


def opened(app: AppTest) -> AppTest:
    """The page with its share panel open."""
    language = address(app)["lang"]
    return healthy(app.button(key=f"share.{language}").click().run())


def codes(app: AppTest) -> list[str]:
    """Link, frame, citation and BibTeX of the open panel."""
    return [str(code.value) for code in app.code]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", ["", "growth", "emissions", "inference", "tour"])
def test_link_frame_and_citation_hold_the_whole_state(page: str, language: str) -> None:
    app = open_page(page, lang=language, region="FRA", model="bloom-176b")
    state = written(app)
    link, frame, citation, bibtex = codes(opened(app))
    sent = {name: values[-1] for name, values in parse_qs(urlsplit(link).query).items()}
    seen = sent.pop("seen", None)
    assert sent == state
    assert (seen is None) == (page == "tour")  # which must not tell its answers
    (framed,) = re.findall(r'src="([^"]+)"', frame)
    assert html.unescape(framed) == f"{link}&{share.EMBEDDED}"
    assert citation.endswith(link)
    assert f"url = {{{link}}}" in bibtex


def test_a_closed_panel_costs_nothing() -> None:
    assert codes(open_page("emissions")) == []


def test_a_frame_cannot_break_out_of_its_markup() -> None:
    frame = share.frame('http://x/?a="><script>', 'A "page" <b>')
    assert frame.count("<") == 2  # of the frame's own two tags
    assert frame.count(">") == 2
