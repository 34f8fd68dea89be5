"""The report of a view: one file that shows the same without the dashboard and without a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from content.site import PAGES
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


CUT_OFF = """() => [...document.querySelectorAll('.plot')]
    .filter(plot => Math.max(...[...plot.querySelectorAll('.main-svg')].map(one => one.getBoundingClientRect().right))
        > plot.getBoundingClientRect().right)
    .map(plot => plot.ariaLabel)"""
A4 = 688  # between the margins [px]


@pytest.mark.parametrize("page", ["emissions", "growth", "regions"])
def test_on_paper_no_chart_is_cut_off_and_nothing_waits_to_be_opened(
    browser: Browser, server: Server, tmp_path: Path, page: str
) -> None:
    with visit(browser, f"{server.url}/{page}?lang=en") as found:
        file = found.saved(found.page.get_by_role("button", name=BUTTONS["en"]), tmp_path)
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    try:
        paper = context.new_page()
        paper.goto(file.as_uri())
        paper.wait_for_selector("html[data-drawn]", state="attached")
        paper.evaluate("dispatchEvent(new Event('beforeprint'))")
        paper.emulate_media(media="print")
        paper.set_viewport_size({"width": A4, "height": 1000})
        assert paper.evaluate(CUT_OFF) == []
        assert paper.locator("summary:visible, .updatemenu-container:visible").count() == 0
    finally:
        context.close()
