"""The headline is there before Streamlit is, and nothing moves when Streamlit's own comes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from content.site import PAGES
from tests.browser.conftest import Server
from tests.browser.visitor import HEADLINE, TIMEOUT

pytestmark = pytest.mark.browser

NEAR = 2  # px
LATEST_SECONDS = 10  # that the first headline stays next to what Streamlit has drawn
# Streamlit's parts that draw the page's own scripts, and stand above the headline.
LATE = re.compile(r"/static/js/(Html|BidiComponent)\.")
# Frames after the first headline in which there are two of them, or none with words.
WATCH = """
    window.wrong = [];
    let seen = false;
    const look = () => {
        const words = [...document.querySelectorAll('h1')].filter(one => one.textContent.trim());
        if (seen && words.length !== 1) window.wrong.push(words.length);
        seen ||= words.length > 0;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
"""
PLACE = """(title) => {
    const box = one => { const { x, y, width, height } = one.getBoundingClientRect(); return [x, y, width, height] };
    const style = getComputedStyle(title);
    return [...box(title), parseFloat(style.fontSize)];
}"""


@contextmanager
def before_scripts(
    browser: Browser, address: str, width: int = 1440, theme: Literal["light", "dark"] = "light", chosen: str = ""
) -> Iterator[tuple[Page, Callable[[], None]]]:
    """A page whose scripts of Streamlit's have not come yet, and what lets them come."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, locale="en-US"
    )
    held: list[Route] = []
    released = False

    def hold(route: Route) -> None:
        route.continue_() if released else held.append(route)

    def go_on() -> None:
        nonlocal released
        released = True
        for route in held:
            route.continue_()

    try:
        page = context.new_page()
        page.add_init_script(WATCH + chosen)
        page.route("**/static/js/*", hold)
        page.goto(address, wait_until="commit")
        yield page, go_on
    finally:
        context.close()


def lines(page: Page, place: str) -> str:
    """What stands below the title, without the breaks between lines."""
    return " ".join(page.locator(place).first.inner_text().split())


@pytest.mark.parametrize(("width", "language"), [(1440, "en"), (390, "zh")])
@pytest.mark.parametrize("address", PAGES)
def test_the_headline_is_there_first_and_stays_where_it_is(
    browser: Browser, server: Server, address: str, width: int, language: str
) -> None:
    with before_scripts(browser, f"{server.url}/{address}?lang={language}", width) as (page, go_on):
        early = page.locator("#headline h1")
        expect(early).to_be_visible(timeout=TIMEOUT)
        page.evaluate("document.fonts.ready")
        assert page.locator(HEADLINE).count() == 0
        title, below, place = early.inner_text(), lines(page, "#headline h1 + p"), early.evaluate(PLACE)
        go_on()
        own = page.locator(HEADLINE)
        expect(own).to_have_text(title, timeout=TIMEOUT)
        assert page.locator("#headline").count() == 0
        first: list[Any] = own.evaluate(PLACE)
        page.wait_for_load_state("networkidle")
        for found in (first, own.evaluate(PLACE)):
            assert found == pytest.approx(place, abs=NEAR)
        own_below = ".st-key-presenter .note" if address == "present" else ".st-key-headline p"
        if address == "tour":
            own_below = ".st-key-headline [data-testid=stMarkdown] p"
        assert lines(page, own_below) == below
        assert page.evaluate("window.wrong") == []


def test_parts_that_load_later_do_not_push_it_down(browser: Browser, server: Server) -> None:
    with before_scripts(browser, f"{server.url}/growth?lang=en") as (page, go_on):
        place = page.locator("#headline h1").evaluate(PLACE)
        late: list[Route] = []
        page.route(LATE, lambda route: late.append(route))
        go_on()
        own = page.locator(HEADLINE)
        own.wait_for(timeout=TIMEOUT)
        assert late
        assert own.evaluate(PLACE) == pytest.approx(place, abs=NEAR)


def test_a_message_instead_of_the_page_takes_its_place(browser: Browser, server: Server) -> None:
    with before_scripts(browser, f"{server.url}/growth") as (page, _):
        expect(page.locator("#headline h1")).to_be_visible(timeout=TIMEOUT)
        page.locator("#root").wait_for(state="attached")  # further down in the HTML
        page.evaluate("""document.getElementById('root').innerHTML =
            '<main data-testid=stMain><div data-testid=stAlert role=alert>No data.</div></main>'""")
        expect(page.locator("#headline")).to_have_count(0)
        expect(page.get_by_text("No data.")).to_be_visible()


def at_the_title(page: Page) -> str:
    """Text of what a click into the middle of the first headline meets."""
    met: str = page.evaluate("""() => {
        const { x, y, width, height } = document.querySelector('#headline h1').getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2).textContent;
    }""")
    return met


def test_where_streamlit_never_comes_the_words_stay_and_can_be_used(browser: Browser, server: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.route("**/static/js/*", lambda route: route.abort())
    page.goto(f"{server.url}/growth?lang=en")
    title = page.locator("#headline h1").inner_text()
    page.clock.fast_forward(LATEST_SECONDS * 1000 * 2)
    assert at_the_title(page) == title
    context.close()


def test_what_streamlit_draws_is_above_the_words_and_takes_their_place_after_a_while(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1)  # from here on only the test moves it, however slow the machine is
    page.route("**/static/js/*", lambda route: route.abort())
    page.goto(f"{server.url}/growth?lang=en")
    page.evaluate("""document.getElementById('root').innerHTML =
        '<div style="position: absolute; inset: 0">Drawn otherwise.</div>'""")
    assert at_the_title(page) == "Drawn otherwise."
    page.clock.run_for(LATEST_SECONDS * 1000 - 1000)
    expect(page.locator("#headline")).to_be_visible()
    page.clock.run_for(2000)
    expect(page.locator("#headline")).to_have_count(0)
    context.close()


def test_the_page_can_be_read_where_streamlit_s_main_part_has_another_name(browser: Browser, server: Server) -> None:
    def renamed(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("stMain", "stElse"))

    context = browser.new_context()
    page = context.new_page()
    page.route("**/static/js/*", renamed)
    page.goto(f"{server.url}/growth?lang=en")
    expect(page.locator("[data-testid=stElse] h1")).to_be_visible(timeout=TIMEOUT)
    expect(page.locator("#headline")).to_have_count(0)
    assert page.locator("[data-testid=stElse]").evaluate("one => getComputedStyle(one).opacity") == "1"
    context.close()


@pytest.mark.parametrize(("theme", "chosen"), [("light", "Dark"), ("dark", "Light")])
def test_it_follows_the_theme_and_the_sidebar_that_a_visitor_has_chosen(
    browser: Browser, server: Server, theme: Literal["light", "dark"], chosen: str
) -> None:
    kept = f"""
        localStorage.setItem('stActiveTheme-/growth-v2', '"{chosen}"');
        localStorage.setItem('stSidebarCollapsed-', 'true');
    """
    colour = "one => getComputedStyle(one).color"
    with before_scripts(browser, f"{server.url}/growth?lang=en", 1440, theme, kept) as (page, go_on):
        early = page.locator("#headline h1")
        expect(early).to_be_visible(timeout=TIMEOUT)
        before = (early.evaluate(colour), early.evaluate(PLACE))
        go_on()
        own = page.locator(HEADLINE)
        own.wait_for(timeout=TIMEOUT)
        assert own.evaluate(colour) == before[0]
        assert own.evaluate(PLACE) == pytest.approx(before[1], abs=NEAR)
        assert page.evaluate("document.documentElement.style.colorScheme") == ""


def test_without_scripts_the_finding_can_be_read(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/emissions?lang=en")
    expect(page.get_by_role("heading", level=1)).to_contain_text("GPT-3")
    context.close()
