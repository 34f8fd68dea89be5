"""The report of a view stands alone, says what it rests on, and runs nothing of a visitor's."""

from __future__ import annotations

import re

import pytest

from content.charts import rows, style
from content.columns import Columns, Numbers
from content.files import report
from content.files.report import Report
from content.language.quantity import Displayed
from content.parts import Cards, Chart, Code, Figure, Finding, Part, Words
from content.tables import catalog
from content.view import View

HOSTILE = "</script><!--<script>alert(1)</script>"
LINK = "https://example.org/emissions?lang=en&region=FRA"
PAPER = "https://example.org.invalid/paper"


def chart(count: int = 2, name: str = "model") -> Chart:
    """A chart of one series."""
    columns: Columns = {"Model": [name] * count, "Value": Numbers([1.0] * count, "t", str)}
    series = [rows.Series(name, style.REPORTED, "circle", [rows.Point(name, 1.0, "", "")])]
    drawn = rows.drawn(series, [name], {"range": [0, 2]})
    return Chart("chart", drawn, f"Title of {name}", "subtitle", f"[Paper, Table 3]({PAPER})", lambda: columns)


def written(*parts: Part, language: str = "en") -> str:
    """A report of these parts, in France."""
    return Report(View.of({"region": "FRA", "lang": language}), "Emissions", LINK, parts).html()


def test_a_citation_to_be_copied_states_the_address_of_the_view() -> None:
    html = written(Code(lambda link: f"url = {{{link}}}", "latex"))
    assert f"url = {{{LINK.replace('&', '&amp;')}}}" in html


def test_it_says_what_it_rests_on() -> None:
    figure = Figure("Emissions", Displayed("550", "t", "300", "1,000"), "derived", f"[Paper]({PAPER})")
    html = written(Finding("Finding", ("first line",)), Cards([figure]), Words("**words**"), chart())
    for text in (
        "Finding",
        "first line",
        "550\u00a0t",
        "300",
        "1,000",
        "<strong>words</strong>",
        "Title of model",
        "France",
    ):
        assert text in html
    assert LINK.replace("&", "&amp;") in html
    assert catalog.dataset().version in html
    assert html.count(f'href="{PAPER}"') == 3  # below the figure, below the chart, and among the sources


def test_it_asks_for_nothing() -> None:
    html = written(chart())
    assert not re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="', html)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_of_a_visitor_runs(language: str) -> None:
    parts = (Finding(HOSTILE, (HOSTILE,)), Words(HOSTILE), chart(name=HOSTILE))
    html = written(*parts, language=language)
    plain = written(Finding("a", ("b",)), Words("c"), chart(name="d"), language=language)
    assert html.count("<script") == plain.count("<script")
    assert html.count("</script") == plain.count("</script")
    assert html.count("<!--") == plain.count("<!--")


def test_a_long_table_is_left_to_the_dashboard() -> None:
    assert written(chart(count=report.LONGEST_TABLE)).count("<td") == 2 * report.LONGEST_TABLE
    assert "<td" not in written(chart(count=report.LONGEST_TABLE + 1))


def test_links_within_the_dashboard_lead_back_to_it() -> None:
    html = written(Words("[sheet](model?model=gpt-4)"))
    assert 'href="https://example.org/model?model=gpt-4"' in html
    assert "<ol" not in html  # no publication
