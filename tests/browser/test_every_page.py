"""Every page in each language, theme and width: no error, nothing fetched from elsewhere, nothing cut off.

SCREENSHOTS=folder keeps a picture of each.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from components.frame import PAGES
from components.i18n import LANGUAGES
from tests.browser.conftest import Server
from tests.browser.visitor import visit

# Each of these lists what is wrong.
CUT_OFF = """() => [...document.querySelector('[data-testid=stMain]').querySelectorAll(
    'h1, h2, h3, [data-testid=stMetricLabel] p, [data-testid=stMetricValue] p, [data-testid=stCaptionContainer] p')]
    .filter(one => {
        const box = one.getBoundingClientRect();
        const around = one.closest('[data-testid=stColumn], [data-testid=stMain]').getBoundingClientRect();
        return box.width > 0 && (box.right > around.right + 1 || box.left < around.left - 1);
    }).map(one => one.textContent)"""
EMPTY_CHARTS = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].filter(chart =>
    ![...chart.querySelectorAll('.main-svg .point, .main-svg .js-line')].some(mark => {
        const box = mark.getBoundingClientRect();
        return box.width + box.height > 4;
    })).map(chart => chart.closest('[class*=st-key-chart]').className)"""
SIDEWAYS = """() => [document.querySelector('[data-testid=stMain]'), document.documentElement]
    .map(one => one.scrollWidth - one.clientWidth).filter(hidden => hidden > 0)"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_page(
    browser: Browser, server: Server, address: str, language: str, theme: Literal["light", "dark"], width: int
) -> None:
    with visit(browser, f"{server.url}/{address}?lang={language}", width=width, theme=theme) as found:
        page = found.page
        if folder := os.environ.get("SCREENSHOTS"):
            height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            page.set_viewport_size({"width": width, "height": min(height, 8000)})
            found.settle()
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{address or 'overview'}-{language}-{theme}-{width}.png")
        assert page.get_by_test_id("stException").count() == 0
        assert page.get_by_test_id("stAlert").count() == 0
        assert found.at_last(SIDEWAYS) == []
        assert found.at_last(CUT_OFF) == []
        assert bool(re.search("[\u4e00-\u9fff]", found.headline)) == (language == "zh")
        assert found.lit == (theme == "light")
        assert page.locator(".js-plotly-plot, [data-testid=stDataFrame]").count() >= 1
        assert found.at_last(EMPTY_CHARTS) == []
        assert found.trouble == []
