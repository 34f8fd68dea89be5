"""What a visitor takes along: files and pictures of a chart, the link and its QR code."""

from __future__ import annotations

import csv
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Server
from tests.browser.visitor import TIMEOUT, Visit, visit

pytestmark = pytest.mark.browser

FRANCE = {"en": "France · grid of each training's year", "zh": "法国 · 各取训练当年的电网"}
SVG = "{http://www.w3.org/2000/svg}"


def opened(found: Visit) -> Locator:
    """The first chart of the page with its table and downloads open."""
    chart = found.page.locator("[class*=st-key-chart-]").first
    chart.locator("[aria-expanded]").click()
    expect(downloads(found, "SVG")).to_be_visible()
    return chart


def downloads(found: Visit, kind: str) -> Locator:
    """The button that saves the chart as such a file."""
    return found.page.locator("[class*=st-key-table-]").get_by_role("button", name=kind, exact=True)


@pytest.mark.parametrize(("width", "language"), [(1440, "en"), (390, "zh")])
def test_a_chart_is_saved_as_picture_and_file(
    browser: Browser, server: Server, tmp_path: Path, width: int, language: str
) -> None:
    with visit(browser, f"{server.url}/emissions?lang={language}&region=FRA", width=width) as found:
        chart = opened(found)
        title = " ".join(chart.locator("h3").first.inner_text().split())

        drawn = ElementTree.parse(found.saved(downloads(found, "SVG"), tmp_path)).getroot()
        words = [part.text or "" for part in drawn.findall(f"{SVG}text")]
        assert "".join("".join(words).split()).startswith(title.replace(" ", ""))
        assert drawn.findtext(f"{SVG}desc") == found.page.url
        points = chart.locator(".main-svg .point").count()
        assert sum("point" in part.get("class", "").split() for part in drawn.iter()) == points > 0

        picture = found.saved(downloads(found, "PNG"), tmp_path).read_bytes()
        assert picture.startswith(b"\x89PNG")
        wide, high = struct.unpack(">II", picture[16:24])
        size = (2 * float(drawn.get("width", 0)), 2 * float(drawn.get("height", 0)))
        assert (wide, high) == pytest.approx(size, abs=1)

        lines = found.saved(downloads(found, "CSV"), tmp_path).read_text("utf-8-sig").splitlines()
        assert lines[0] == f"# title: {title}"
        assert lines[2] == f"# scenario: {FRANCE[language]}"
        table = list(csv.reader(line for line in lines if not line.startswith("#")))
        assert len(table) > 10
        assert found.saved(downloads(found, "Parquet"), tmp_path).read_bytes()[:4] == b"PAR1"
        assert found.trouble == []


def test_the_shared_link_and_its_frame_show_the_same_view(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/emissions?lang=en&region=FRA&model=bloom-176b") as sender:
        sent = (sender.headline, sender.cards)
        sender.page.get_by_role("button", name="Share this view").click()
        panel = sender.page.get_by_role("dialog")
        expect(panel.get_by_role("img", name="Scan to open this view.")).to_be_visible(timeout=TIMEOUT)
        link = panel.locator("code").first.inner_text()
        assert sender.trouble == []
    for address in (link, f"{link}&embed=true"):
        with visit(browser, address) as receiver:
            assert (receiver.headline, receiver.cards) == sent
            assert receiver.trouble == []


@pytest.mark.parametrize("width", [360, 600])
def test_a_small_frame_begins_with_the_finding_and_leads_to_the_whole_page(
    browser: Browser, server: Server, width: int
) -> None:
    with visit(browser, f"{server.url}/emissions?lang=en&region=FRA&embed=true", width=width) as framed:
        button = framed.page.get_by_test_id("stExpandSidebarButton").bounding_box()
        title = framed.page.locator("h1").bounding_box()
        assert button
        assert title
        assert button["y"] + button["height"] <= title["y"] < 100
        assert framed.page.evaluate("document.documentElement.scrollWidth") <= width
        link = framed.page.get_by_role("link", name="Open this view").get_attribute("href") or ""
        headline = framed.headline
    assert "embed" not in link
    with visit(browser, link) as whole:
        assert whole.headline == headline
        assert whole.page.get_by_test_id("stTopNavLink").count() > 0


def test_a_presented_chart_shows_its_code_to_the_class(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/present?lang=en&slide=days&model=bloom-176b") as found:
        found.page.get_by_role("button", name="Share this view").click()
        panel = found.page.get_by_role("dialog")
        expect(panel.get_by_role("img", name="Scan to open this view.")).to_be_visible(timeout=TIMEOUT)
        assert "slide=days" in panel.locator("code").first.inner_text()
        assert found.trouble == []
