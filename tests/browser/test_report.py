"""The report of a view: one file that shows the same without the dashboard and without a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from components.frame import PAGES
from tests.browser.conftest import Server
from tests.browser.visitor import Visit, visit

pytestmark = pytest.mark.browser

WITHOUT = ("data", "tour", "teach")  # pages that show neither charts nor cards
BUTTONS = {"en": "Report of this view", "zh": "生成本视图的报告"}


@pytest.mark.parametrize(
    ("page", "language"), [*((page, "en") for page in PAGES if page not in WITHOUT), ("inference", "zh")]
)
def test_the_file_shows_what_the_page_shows(
    browser: Browser, server: Server, tmp_path: Path, page: str, language: str
) -> None:
    with visit(browser, f"{server.url}/{page}?lang={language}&region=FRA") as found:
        headline, charts = found.headline, found.page.locator("[class*=st-key-chart-] .plot").count()
        shown = [" ".join(one.split()) for one in found.cards]
        file = found.saved(found.page.get_by_role("button", name=BUTTONS[language]), tmp_path)
        assert found.trouble == []
    offline = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    try:
        reader = Visit(offline.new_page())
        reader.page.on("pageerror", lambda error: reader.trouble.append(str(error)))
        reader.page.on("request", lambda request: reader.trouble.append(request.url) if "http" in request.url else None)
        reader.page.goto(file.as_uri())
        expect(reader.page.locator(".plot .main-svg:first-of-type")).to_have_count(charts)
        if page != "present":  # one chart without a finding of its own
            assert reader.headline == headline
        written = [" ".join(one.split()) for one in reader.page.locator(".card .value").all_inner_texts()]
        assert written == shown
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert reader.trouble == []
    finally:
        offline.close()


@pytest.mark.parametrize("page", WITHOUT)
def test_a_page_of_words_has_none(browser: Browser, server: Server, page: str) -> None:
    with visit(browser, f"{server.url}/{page}?lang=en") as found:
        assert found.page.get_by_role("button", name=BUTTONS["en"]).count() == 0
