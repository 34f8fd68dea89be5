"""Whoever receives a link sees what the sender saw, to the digit."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from content.language.messages import Text
from tests.browser.conftest import Server
from tests.browser.visitor import Visit, move, visit

pytestmark = pytest.mark.browser


def _slider(found: Visit, name: str, language: str = "en") -> str:
    return found.page.locator(f".st-key-{name}-{language}").get_by_role("slider").get_attribute("aria-valuetext") or ""


def test_a_moved_slider_changes_numbers_and_chart_and_the_link_keeps_them(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/emissions?model=bloom-176b&lang=en") as sender:
        headline, cards, drawn = sender.headline, sender.cards, sender.drawing()
        move(sender, "pue", "End", "2.00")
        move(sender, "pue", "ArrowLeft", "1.99")
        expect(sender.page.locator("h1")).not_to_have_text(headline)
        sender.until_drawing_is_not(drawn)
        assert sender.cards != cards
        sent = (sender.headline, sender.cards, sender.drawing(), _slider(sender, "pue"))
        link = sender.page.url
    with visit(browser, link) as receiver:
        assert (receiver.headline, receiver.cards, receiver.drawing(), _slider(receiver, "pue")) == sent
        assert receiver.address["model"] == "bloom-176b"
        assert receiver.trouble == []


@pytest.mark.parametrize(
    ("address", "name", "value"),
    [("", "mfu", "0.70"), ("emissions", "mfu", "0.70"), ("growth", "doubling", "36.0"), ("inference", "days", "3650")],
)
def test_a_slider_of_each_page_redraws_its_chart(
    browser: Browser, server: Server, address: str, name: str, value: str
) -> None:
    with visit(browser, f"{server.url}/{address}?lang=en") as found:
        drawn = found.drawing()
        move(found, name, "End", value)
        found.until_drawing_is_not(drawn)
        assert found.trouble == []


def test_a_country_chosen_by_its_name_stands_in_the_link_as_an_id(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/emissions?lang=en") as found:
        headline = found.headline
        box = found.page.locator(".st-key-region-en").get_by_role("combobox")
        box.click()
        box.fill("Sweden")
        found.page.get_by_role("option", name="Sweden", exact=True).click()
        expect(found.page).to_have_url(re.compile("[?&]region=SWE(&|$)"))
        found.settle()
        expect(found.page.locator("h1")).not_to_have_text(headline)
        assert found.trouble == []


def test_back_and_forward_walk_through_the_states(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/emissions?lang=en") as found:
        first = found.headline
        move(found, "pue", "End", "2.00")
        expect(found.page.locator("h1")).not_to_have_text(first)
        second = found.headline
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
        before = found.headline
        found.page.evaluate("() => { window.same = true }")
        found.page.locator(".ways a[href*=h100-sxm5]").click()
        expect(found.page).to_have_url(re.compile(r"/model\?.*hardware=h100-sxm5"))
        expect(found.page.locator("h1")).to_contain_text("instead of")
        found.settle()
        state = found.address
        assert (state["region"], state["model"], state["pue"]) == ("FRA", "gpt-3-175b", "published")
        assert found.page.evaluate("() => window.same")  # nothing was loaded anew
        found.page.go_back()
        expect(found.page).to_have_url(re.compile(r"/\?.*pue=1.50"))
        expect(found.page.locator("h1")).to_have_text(before.replace("\n", " "))
        assert found.trouble == []


def test_what_is_unfolded_is_unfolded_for_the_receiver_too(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/emissions?lang=en&region=FRA") as sender:
        steps = sender.page.locator(".st-key-table-ranking")
        sender.page.locator(".st-key-chart-ranking .toggle").click()
        expect(sender.page).to_have_url(re.compile("[?&]open=table-ranking(&|$)"))
        expect(steps.get_by_role("button", name="SVG", exact=True)).to_be_visible()
        move(sender, "pue", "End", "2.00")
        moved = sender.headline
        expect(steps.get_by_role("button", name="SVG", exact=True)).to_be_visible()
        sender.settle()
        link = sender.page.url
        sender.page.go_back()
        expect(sender.page.locator("h1")).not_to_have_text(moved)
        slider = sender.page.locator(".st-key-pue-en").get_by_role("slider")
        expect(slider).to_have_attribute("aria-valuetext", Text("en")("control.published"))
        sender.settle()
        sender.page.wait_for_timeout(500)  # Streamlit's page takes over the slider's value some time after it is shown
        sender.page.go_back()
        expect(steps.get_by_role("button", name="SVG", exact=True)).to_be_hidden()
        assert sender.trouble == []
    with visit(browser, link) as receiver:
        expect(receiver.page.get_by_role("button", name="SVG", exact=True)).to_have_count(1)
        receiver.page.get_by_text("Table and downloads").first.click()
        expect(receiver.page).not_to_have_url(re.compile("open="))
        expect(receiver.page.get_by_role("button", name="SVG", exact=True)).to_be_hidden()
        assert receiver.trouble == []


def test_a_guess_that_is_not_yet_made_is_where_the_sender_left_it(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/tour?lang=en&step=2") as sender:
        sender.page.get_by_role("slider").press("ArrowRight")
        expect(sender.page).to_have_url(re.compile("[?&]draft=51(&|$)"))
        sender.settle()
        guess, link = sender.page.get_by_role("slider").get_attribute("aria-valuetext"), sender.page.url
    with visit(browser, link) as receiver:
        assert receiver.page.get_by_role("slider").get_attribute("aria-valuetext") == guess
        receiver.page.get_by_role("button", name="Show the answer").click()
        expect(receiver.page).to_have_url(re.compile("[?&]guess=51(&|$)"))
