"""Charts in the browser: moved in place, clicked, in the visitor's theme and language."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import pytest
from playwright.sync_api import Browser, Error, Page, Route, WebSocketRoute, expect

from tests.browser.conftest import Server
from tests.browser.visitor import TIMEOUT, visit

pytestmark = pytest.mark.browser

# Where the map has a country, in pixels of the window.
PLACE = """code => {
    const chart = document.querySelector('.plot'), box = chart.getBoundingClientRect();
    const trace = chart.data.find(one => one.customdata), at = trace.customdata.indexOf(code);
    const { xaxis, yaxis } = chart._fullLayout;
    return [box.left + xaxis._offset + xaxis.l2p(trace.x[at]), box.top + yaxis._offset + yaxis.l2p(trace.y[at])];
}"""
# Whether the drawing bears the title beside it: both are read at once, as a run may come in between.
NAMED = """() => {
    const chart = document.querySelector('[class*=st-key-chart-]'), title = chart.querySelector('h3').innerText;
    return chart.querySelector('.plot').ariaLabel === title.replaceAll('\\n', ' ');
}"""
INK = "() => getComputedStyle(document.querySelector('.plot .ytick text')).fill"


def test_a_slider_moves_the_chart_that_is_there(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/model?lang=en") as found:
        found.page.evaluate("() => { window.before = document.querySelector('.plot .main-svg') }")
        before = found.drawing()
        slider = found.page.get_by_role("slider").first
        slider.focus()
        for _ in range(5):  # faster than charts are drawn
            slider.press("ArrowRight")
        found.until_drawing_is_not(before)
        found.settle()
        found.page.wait_for_function(NAMED)
        assert found.page.evaluate("() => window.before.isConnected")
        assert found.trouble == []


MOVED = {
    "": "Effective MFU",
    "growth": "Your own curve doubles every",
    "emissions": "Effective MFU",
    "model": "Effective MFU",
    "regions": "Year of map and charts",
    "inference": "Effective MFU",
}


@pytest.mark.parametrize("address", MOVED)
def test_a_chart_that_was_moved_is_the_one_that_is_drawn_anew(browser: Browser, server: Server, address: str) -> None:
    with visit(browser, f"{server.url}/{address}?lang=en&mfu=0.3") as found:
        slider = found.page.get_by_role("slider", name=MOVED[address])
        for _ in range(3):
            before, link = found.drawing(), found.page.url
            slider.press("ArrowLeft")
            found.until_drawing_is_not(before)
            found.page.wait_for_url(lambda url, link=link: url != link)  # type: ignore[misc]
            found.settle()
        with visit(browser, found.page.url) as other:
            deadline = time.monotonic() + TIMEOUT / 1000
            # Both draw one chart after another.
            while found.drawing() != other.drawing() and time.monotonic() < deadline:
                found.page.wait_for_timeout(100)
            assert found.drawing() == other.drawing()
        assert found.trouble == []


def test_a_chart_waits_for_its_letters(browser: Browser, server: Server) -> None:
    address, held = f"{server.url}/model?lang=en&mfu=0.3", []

    def hold(route: Route) -> None:
        held.append(route)

    with visit(browser, address) as found:
        usual = found.drawing()
        found.page.route("**/*.woff2", hold)
        found.page.goto(address, wait_until="commit")
        found.page.wait_for_function("() => window.Plotly && document.querySelector('.plot')")
        assert held
        for one in held:
            one.continue_()
        found.page.unroute("**/*.woff2")
        found.settle()
        assert found.drawing() == usual
        assert found.trouble == []


@dataclass
class Connection:
    """One of a page's connections, whose messages may be kept back."""

    address: str
    holding: bool = False
    kept: list[Callable[[], None]] = field(default_factory=list)
    asked: list[str | bytes] = field(default_factory=list)  # what the page said

    def watch(self, page: Page) -> None:
        """Stand between the page and its server."""

        def connect(browser: WebSocketRoute) -> None:
            server = browser.connect_to_server()

            def ask(message: str | bytes) -> None:
                self.asked.append(message)
                server.send(message)

            browser.on_message(ask)
            server.on_message(lambda message: self.pass_on(partial(browser.send, message)))

        page.route_web_socket(re.compile(self.address), connect)

    def pass_on(self, send: Callable[[], None]) -> None:
        """Now or later."""
        if self.holding:
            self.kept.append(send)
        else:
            send()

    def release(self) -> None:
        """Let the page have what was kept back."""
        self.holding = False
        while self.kept:
            self.kept.pop(0)()


def test_a_chart_is_there_before_the_run_that_follows_a_move(browser: Browser, server: Server) -> None:
    run = Connection("_stcore/stream")
    with visit(browser, f"{server.url}/emissions?lang=en", before=run.watch) as found:
        before, headline = found.drawing(), found.headline
        run.holding = True
        found.page.get_by_role("slider").first.press("ArrowRight")
        found.until_drawing_is_not(before)
        assert found.headline == headline
        run.release()
        expect(found.page.locator("h1")).not_to_have_text(headline)
        found.settle()
        assert found.drawing() != before
        assert found.trouble == []


def test_without_charts_over_http_a_run_moves_them(browser: Browser, server: Server) -> None:
    def unplug(page: Page) -> None:
        page.route("**/charts/**", lambda route: route.fulfill(status=503))

    with visit(browser, f"{server.url}/emissions?lang=en", before=unplug) as found:
        before, headline = found.drawing(), found.headline
        found.page.get_by_role("slider").first.press("ArrowRight")
        expect(found.page.locator("h1")).not_to_have_text(headline)
        found.until_drawing_is_not(before)
        found.settle()


def test_a_click_on_the_map_moves_the_model(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/regions?lang=en") as found:
        assert "Poland" not in found.headline
        before, place = None, found.page.evaluate(PLACE, "POL")
        while place != before:  # rows of controls above come after the map
            found.page.wait_for_timeout(300)
            before, place = place, found.page.evaluate(PLACE, "POL")
        found.page.mouse.click(*place)
        expect(found.page.locator("h1")).to_contain_text("Poland")
        found.page.wait_for_url("**region=POL**")
        assert found.trouble == []


def test_a_chart_follows_theme_and_language(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/emissions?lang=en", theme="light") as found:
        light = found.page.evaluate(INK)
        found.page.emulate_media(color_scheme="dark")
        found.page.wait_for_function(f"light => ({INK})() !== light", arg=light)
        found.page.get_by_text("中文").click()
        expect(found.page.locator("html")).to_have_attribute("lang", "zh")
        found.settle()
        deadline = time.monotonic() + TIMEOUT / 1000
        while "公布值" not in found.drawing() and time.monotonic() < deadline:  # names follow what moves
            found.page.wait_for_timeout(50)
        assert "公布值" in found.drawing()
        assert found.trouble == []


HANDLE = 17.6  # width of a handle [px]


def middle(page: Page, name: str) -> tuple[float, float]:
    """Where a slider's handle is."""
    slider = page.get_by_role("slider", name=name)
    box = slider.bounding_box()
    share = slider.evaluate("one => one.value / one.max")
    assert box
    return box["x"] + HANDLE / 2 + share * (box["width"] - HANDLE), box["y"] + box["height"] / 2


def test_a_slider_that_is_dragged_moves_its_chart_all_the_way(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/growth?lang=en&doubling=6.0") as found:
        page, (x, y) = found.page, middle(found.page, MOVED["growth"])
        steps, link = page.evaluate("history.length"), page.url
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, 5):
            before = found.drawing()
            page.mouse.move(x + 20 * step, y)
            found.until_drawing_is_not(before)
        assert page.url == link  # a drag is one move
        said = page.get_by_role("slider", name=MOVED["growth"]).get_attribute("aria-valuetext")
        page.mouse.up()
        page.wait_for_url(lambda url: url != link)
        found.settle()
        assert said == f"{found.address['doubling']} months"
        assert middle(page, MOVED["growth"])[0] == pytest.approx(x + 80, abs=2)
        assert page.evaluate("history.length") - steps == 1
        page.go_back()
        page.wait_for_url(lambda url: url == link)
        expect(page.get_by_role("slider", name=MOVED["growth"])).to_have_attribute("aria-valuetext", "6.0 months")
        assert found.trouble == []


def test_a_slow_server_is_asked_for_one_position_at_a_time_and_then_for_the_newest(
    browser: Browser, server: Server
) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    with visit(browser, f"{server.url}/growth?lang=en") as found:
        page, (x, y) = found.page, middle(found.page, MOVED["growth"])
        page.route("**/charts/**", hold)
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, 8):
            page.mouse.move(x + 5 * step, y)
            page.wait_for_timeout(40)
        assert len(waiting) == 1
        with suppress(Error):  # after a second the page has given it up
            waiting[0].continue_()
        newest = page.get_by_role("slider", name=MOVED["growth"]).get_attribute("aria-valuetext")
        deadline = time.monotonic() + TIMEOUT / 1000
        while len(waiting) < 2 and time.monotonic() < deadline:
            page.wait_for_timeout(20)
        assert newest is not None
        assert f"doubling={newest.removesuffix(' months')}&" in waiting[1].request.url
        with suppress(Error):
            waiting[1].continue_()
        page.unroute("**/charts/**")
        page.mouse.up()
        page.wait_for_url(lambda url: "doubling=" in url)
        assert found.trouble == []


def test_a_slider_says_its_value_to_who_does_not_see_it(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/growth?lang=en") as found:
        slider = found.page.get_by_role("slider", name=MOVED["growth"])
        slider.focus()
        slider.press("End")
        assert slider.get_attribute("aria-valuetext") == "36.0 months"
        expect(found.page.locator(".st-key-doubling-en [role=status]")).to_have_text("36.0 months")
        slider.press("Home")
        found.page.wait_for_url("**doubling=1.0**")
        assert found.trouble == []
