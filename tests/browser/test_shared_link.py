"""Whoever receives a link sees what the sender saw, to the digit."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Server
from tests.browser.visitor import Visit, visit

pytestmark = pytest.mark.browser


def _slider(found: Visit, name: str, language: str = "en") -> str:
    return found.page.locator(f".st-key-{name}-{language}").get_by_role("slider").get_attribute("aria-valuetext") or ""


def _move(found: Visit, name: str, steps: int) -> None:
    """Move a slider by keyboard and wait until the page has followed."""
    thumb = found.page.locator(f".st-key-{name}-en").get_by_role("slider")
    before = found.page.url
    thumb.focus()
    for _ in range(steps):
        thumb.press("ArrowRight")
    expect(found.page).not_to_have_url(before)
    found.settle()


def test_a_moved_slider_changes_numbers_and_chart_and_the_link_keeps_them(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/emissions?model=bloom-176b") as sender:
        headline, cards, chart = sender.headline, sender.cards, sender.chart()
        _move(sender, "pue", 41)
        expect(sender.page.locator("h1")).not_to_have_text(headline)
        assert sender.address["pue"] == "1.40"
        assert sender.cards != cards
        assert sender.chart() != chart
        sent, link = (sender.headline, sender.cards, _slider(sender, "pue")), sender.page.url
    with visit(browser, link) as receiver:
        assert (receiver.headline, receiver.cards, _slider(receiver, "pue")) == sent
        assert receiver.address["model"] == "bloom-176b"
        assert receiver.trouble == []


def test_back_and_forward_walk_through_the_states(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/emissions?lang=en") as found:
        first = found.headline
        _move(found, "pue", 1)
        second = found.headline
        assert first != second
        found.page.go_back()
        expect(found.page.locator("h1")).to_have_text(first)
        found.page.go_forward()
        expect(found.page.locator("h1")).to_have_text(second)


def test_the_language_can_be_switched_and_stands_in_the_link(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/emissions?lang=en&region=FRA&model=bloom-176b") as found:
        english = found.headline
        found.page.get_by_role("radio", name="中文").click()
        expect(found.page.locator("h1")).to_have_text(re.compile("[\u4e00-\u9fff]"))
        found.settle()
        assert found.address["lang"] == "zh"
        assert found.address["region"] == "FRA"
        assert re.findall(r"\d+", english) == re.findall(r"\d+", found.headline)
        link = found.page.url
    with visit(browser, link) as receiver:
        assert receiver.address["lang"] == "zh"
        assert re.search("[\u4e00-\u9fff]", receiver.headline)


def test_the_browser_s_language_comes_first(browser: Browser, server: Server) -> None:
    with visit(browser, server.url, locale="zh-CN") as found:
        assert re.search("[\u4e00-\u9fff]", found.headline)
        assert found.address["lang"] == "zh"


def test_assumptions_follow_the_visitor_to_the_next_page(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/emissions?region=FRA&lang=en") as found:
        found.page.get_by_test_id("stTopNavLink").nth(1).click()
        expect(found.page).to_have_url(re.compile(r"/growth\?.*region=FRA"))
        found.settle()
        assert found.address["region"] == "FRA"
        assert found.trouble == []


def test_the_ready_made_question_opens_its_state(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/?lang=en&pue=1.50") as found:
        found.page.get_by_test_id("stPageLink-NavLink").last.click()
        expect(found.page).to_have_url(re.compile(r"/emissions\?.*hardware=h100-sxm5"))
        found.settle()
        state = found.address
        assert (state["region"], state["model"], state["pue"]) == ("FRA", "gpt-3-175b", "published")
        assert "instead of" in found.headline
