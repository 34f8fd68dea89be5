"""Every page in each language, theme and width: no error, nothing fetched from elsewhere, nothing cut off, open to all.

SCREENSHOTS=folder keeps a picture of each.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from content.language.messages import LANGUAGES
from content.site import PAGES
from content.state.parameters import SLIDES
from tests.browser.accessibility import violations
from tests.browser.conftest import Server
from tests.browser.visitor import Visit, states, visit
from tests.charts import charts

# Each of these lists what is wrong.
CUT_OFF = """() => [...document.querySelector('[data-testid=stMain]').querySelectorAll(
    'h1, h2, h3, [data-testid=stCaptionContainer] p, .cards p, .chart .note')]
    .filter(one => {
        const box = one.getBoundingClientRect();
        const around = one.closest('[data-testid=stColumn], [data-testid=stMain]').getBoundingClientRect();
        return box.width > 0 && (box.right > around.right + 1 || box.left < around.left - 1);
    }).map(one => one.textContent)"""
# Controls with more than their place shows.
HIDDEN_CHOICES = """() => [...document.querySelectorAll('[data-testid=stMain] [data-testid=stButtonGroup] *')]
    .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible')
    .map(one => one.textContent)"""
EMPTY_CHARTS = """() => [...document.querySelectorAll('[class*=st-key-chart-] .plot')].filter(chart =>
    ![...chart.querySelectorAll('.main-svg .point, .main-svg .js-line')].some(mark => {
        const box = mark.getBoundingClientRect();
        return box.width + box.height > 4;
    })).map(chart => chart.closest('[class*=st-key-chart]').className)"""
SIDEWAYS = """() => [document.querySelector('[data-testid=stMain]'), document.documentElement]
    .map(one => one.scrollWidth - one.clientWidth).filter(hidden => hidden > 0)"""

# Letters of one chart that lie on each other, of axes, labels and notes.
OVERLAPPING = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
    const words = [...chart.querySelectorAll(
        '.xtick text, .ytick text, .annotation-text, .textpoint text, .legendtext')].filter(one => one.textContent);
    const boxes = words.map(one => one.getBoundingClientRect());
    const shared = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left))
        * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
    return words.flatMap((one, i) => words.slice(i + 1).map((_, k) => [i, i + 1 + k]))
        .filter(([i, k]) => shared(boxes[i], boxes[k]) > 0.1 * Math.min(
            boxes[i].width * boxes[i].height, boxes[k].width * boxes[k].height))
        .map(([i, k]) => words[i].textContent + ' / ' + words[k].textContent);
})"""
# Tables that show a reader of a telephone only some of their columns.
HALF_SHOWN = """() => [...document.querySelectorAll('[data-testid=stMarkdownContainer] table')]
    .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"""
# Letters of a chart beyond its edge, where nobody sees them.
BEYOND = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
    const edge = chart.getBoundingClientRect();
    return [...chart.querySelectorAll('text')].filter(one => one.textContent).filter(one => {
        const box = one.getBoundingClientRect();
        return box.width > 0 && (box.left < edge.left - 1 || box.right > edge.right + 1
            || box.top < edge.top - 1 || box.bottom > edge.bottom + 1);
    }).map(one => one.textContent);
})"""
TALL = ("ranking", "queries", "tasks", "right")  # slides of many rows, which need their height
# Widths looked at in one visit: a window that is made wider and narrower; a telephone.
WIDTHS = {"screen": (1440, 1920, 768), "phone": (390,)}


@pytest.mark.browser
@pytest.mark.parametrize("device", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_page(
    browser: Browser, server: Server, address: str, language: str, theme: Literal["light", "dark"], device: str
) -> None:
    first, *others = WIDTHS[device]
    with visit(browser, f"{server.url}/{address}?lang={language}", width=first, theme=theme) as found:
        page = found.page
        assert page.get_by_test_id("stException").count() == 0
        assert page.get_by_test_id("stAlert").count() == 0
        assert bool(re.search("[\u4e00-\u9fff]", found.headline)) == (language == "zh")
        assert found.lit == (theme == "light")
        assert page.locator(".js-plotly-plot").count() == len(charts(address, lang=language))
        assert (page.get_by_test_id("stDataFrame").count() > 0) == (address == "data")
        assert page.locator("html").get_attribute("lang") == language
        assert violations(page) == []
        for width in (first, *others):
            if width != first:
                page.set_viewport_size({"width": width, "height": 900})
                found.settle()
            _keep_picture(found, f"{address or 'overview'}-{language}-{theme}-{width}", width)
            for faults in (SIDEWAYS, CUT_OFF, HIDDEN_CHOICES, EMPTY_CHARTS, OVERLAPPING, BEYOND):
                assert found.at_last(faults) == [], width
            assert device != "phone" or found.at_last(HALF_SHOWN) == []
        assert found.trouble == []


def _keep_picture(found: Visit, name: str, width: int) -> None:
    folder, page = os.environ.get("SCREENSHOTS"), found.page
    if not folder:
        return
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(height, 8000)})
    found.settle()
    Path(folder).mkdir(parents=True, exist_ok=True)
    page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_tour_with_an_answer(browser: Browser, server: Server, theme: Literal["light", "dark"]) -> None:
    with visit(browser, f"{server.url}/tour?step=5&guess=40", theme=theme) as found:
        found.page.wait_for_selector(".js-plotly-plot .main-svg .point", state="attached")
        assert violations(found.page) == []
        for faults in (SIDEWAYS, CUT_OFF, EMPTY_CHARTS, OVERLAPPING):
            assert found.at_last(faults) == []


@pytest.mark.browser
@pytest.mark.parametrize("slide", [slide for slide in SLIDES if slide not in TALL])
def test_a_slide_fits_on_the_screen(browser: Browser, server: Server, slide: str) -> None:
    with visit(browser, f"{server.url}/present?lang=en&slide={slide}") as found:
        chart, buttons = found.page.locator(".plot").bounding_box(), found.page.locator(".st-key-slides").bounding_box()
        assert chart is not None
        assert buttons is not None
        assert chart["y"] + chart["height"] <= buttons["y"] + 1
        assert buttons["y"] + buttons["height"] <= 900
        size = "one => parseFloat(getComputedStyle(one).fontSize)"
        finding, subtitle = (found.page.locator(f".chart .{part}").first.evaluate(size) for part in ("title", "note"))
        assert finding > 1.3 * subtitle


@pytest.mark.browser
def test_who_walks_by_keys_sees_where(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/?lang=en") as found:
        for _ in range(25):
            found.page.keyboard.press("Tab")
            if found.page.evaluate("document.activeElement.dataset.testid === 'stTopNavLink'"):
                break
        width = found.page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "solid 3px" in width


@pytest.mark.browser
def test_streamlit_s_own_words_follow_the_language(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/?lang=zh", width=768) as found:
        expect(found.page.get_by_test_id("stSkipToContent")).to_have_text("跳到正文")
        expect(found.page.locator(".rc-overflow-item-rest")).to_have_text(re.compile(r"^另外 \d+ 页$"))
        expect(found.page.get_by_role("button", name="数据版本：说明")).to_be_attached()
        found.page.get_by_role("button", name="主菜单").click()
        expect(found.page.get_by_role("menuitem", name="打印")).to_be_visible()
        found.page.keyboard.press("Escape")
        found.page.get_by_test_id("stExpandSidebarButton").click()
        found.page.get_by_text("English").click()
        expect(found.page.get_by_test_id("stSkipToContent")).to_have_text("Skip to main content")
        expect(found.page.get_by_role("button", name="Help for Data version")).to_be_attached()
        assert found.trouble == []


@pytest.mark.browser
def test_slides_follow_the_arrow_keys(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/present?lang=en") as found:
        first = found.headline
        found.page.keyboard.press("ArrowRight")
        # While a run comes in, Streamlit's page may hold the last slide beside the new one.
        expect(found.page).to_have_url(states("slide", "growth"))
        found.settle()
        expect(found.page.locator("h1")).not_to_have_text(first)
        found.page.keyboard.press("ArrowLeft")
        expect(found.page).to_have_url(states("slide", "article"))
        found.settle()
        expect(found.page.locator("h1")).to_have_text(first)
        assert found.trouble == []
