"""The headline stands in the page as it comes, in the words that the page will show."""

from __future__ import annotations

import html
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

from components.host import shell
from content.language.messages import LANGUAGES, Text
from content.pages import claims, overview, tour
from content.parts import Finding
from content.site import PAGES as SITE
from content.tables import datasets
from content.view import View
from tests.web.client import site
from web import headline, page
from web.headers import digest, policy

DRAWN = re.compile(r'<div id="headline"[^>]*>.*?</div><script>.*?</script><noscript>', re.DOTALL)
THEME = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())["theme"]


def drawn(address: str) -> str:
    """The headline of an address; empty where it comes without."""
    found = DRAWN.findall(site().get(address, headers={"Accept": "text/html"}).text)
    assert len(found) <= 1
    return html.unescape("".join(found))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(page.address for page in SITE.values() if page.opening is None))
def test_a_page_comes_with_its_finding_in_the_language_of_the_link(name: str, language: str) -> None:
    expected = SITE[name].finding(View.of({"lang": language, "region": "FRA"}))
    found = drawn(f"/{name}?lang={language}&region=FRA")
    assert f"<h1>{expected.title}</h1>" in found
    assert f"<p>{'<br>'.join(expected.lines)}</p>" in found


def test_without_a_language_in_the_link_the_browser_s_counts() -> None:
    answer = site().get("/teach", headers={"Accept": "text/html", "Accept-Language": "zh-CN"})
    assert f"<h1>{Text('zh')('teach.title')}</h1>" in answer.text
    assert f"<p>{Text('zh')('shell.noscript')}</p></noscript>" in answer.text


def test_pages_that_begin_with_other_words_come_with_those() -> None:
    view = View.of({"lang": "en", "step": "2", "guess": "70"})
    assert f"<h1>{tour.opening(view).title}</h1>" in drawn("/tour?lang=en&step=2&guess=70")
    assert tour.opening(view).above in drawn("/tour?lang=en&step=2&guess=70")
    assert re.search(r'<a href="https://[^"]+">', drawn("/claims?lang=en"))
    assert claims.finding(view).title in drawn("/claims?lang=en")
    chart = overview.chart_finding(view)
    assert f"<h1>{chart.title}</h1>" in drawn("/present?lang=en&slide=article")
    assert 'class="bare"' in drawn("/present?lang=en&slide=article")


@pytest.mark.parametrize(
    "address",
    [
        "/present?slide=days",  # what its chart says is known once that is drawn
        "/growth?embed=true",  # no bar above
        "/growth?region=atlantis",  # a notice comes first
        "/growth?data=2000.1.0",
        "/nothing",
    ],
)
def test_where_something_else_comes_first_there_is_no_headline(address: str) -> None:
    assert not drawn(address)


def test_of_earlier_data_a_notice_comes_first() -> None:
    assert drawn(f"/growth?{urlencode({'data': datasets.newest()})}")
    for version in set(datasets.versions()) - {datasets.newest()}:
        assert not drawn(f"/growth?{urlencode({'data': version})}")


def test_what_the_data_holds_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    sharp = Finding('<b>"&', ("</div><script>alert(1)</script>", "[x](javascript:alert(1))"), "<i>")
    monkeypatch.setitem(SITE, "growth", replace(SITE["growth"], finding=lambda view: sharp))
    found = headline.drawn("growth", {}, "en", shell.installed().font)
    assert not any(markup in found for markup in ("<b>", "<i>", "<script>alert", 'href="javascript'))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in found


def test_the_policy_lets_its_script_run() -> None:
    script = shell.early_script().removeprefix("<script>").removesuffix("</script>")
    assert digest(script) in policy(page.markup(), [])
    assert shell.early_script() in site().get("/growth", headers={"Accept": "text/html"}).text


def test_it_looks_as_the_theme_says_and_takes_the_letters_that_the_page_loads() -> None:
    style = (shell.FOLDER / "headline.css").read_text(encoding="utf-8")
    for name in ("backgroundColor", "textColor", "linkColor"):
        assert f"light-dark({THEME['light'][name]}, {THEME['dark'][name]})" in style
    assert THEME["font"].replace(" ", "") in re.sub(r'["\s]', "", style)
    assert f"font-size: {THEME['headingFontSizes'][0]};" in style
    assert re.search(r'url\("\./static/media/SourceSans[^"]+\.woff2"\)', drawn("/growth"))
