"""The library that draws the charts."""

from __future__ import annotations

from plotly.offline import get_plotlyjs_version

from components import drawing, modules
from content.files import html_file


def test_it_is_the_version_that_checks_the_figures() -> None:
    assert f"plotly.js (basic - minified) v{get_plotlyjs_version()}" in html_file.text_of(html_file.DRAWING)[:200]


def test_the_page_knows_where_it_is() -> None:
    assert f"new URL('{drawing.LIBRARY}', SITE)" in modules.files()[modules.CHART]
