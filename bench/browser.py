"""What a visitor with a browser waits for: the first chart, and the redrawn chart after a slider was moved.

All times are taken inside the page by its own clock, so that driving the browser is not measured.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bench.figures import Spread, spread
from bench.servers import ROOT, Server

FIND_CHROMIUM = ("sh", str(ROOT / "tests" / "browser" / "chromium.sh"), "--find")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
LOAD_MS = 30_000  # only a hang reaches it
ANSWER_MS = 2_000  # a move that changes nothing reaches it
QUIET_MS = 400  # pause before a move, so that nothing of the last answer is still being drawn
WATCHED = {"redrawn": "chart", "reworded": "words"}
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"

# Runs before the page's own scripts. Looks once a frame, as a visitor sees no more than that.
WATCH = """
window.bench = (() => {
    const marks = '.js-plotly-plot .main-svg .point, .js-plotly-plot .main-svg .js-line';
    const all = query => [...document.querySelectorAll(query)];
    const words = () => all('h1, [data-testid=stMetricValue]').map(one => one.textContent).join('|');
    const chart = () => all(marks + ', .js-plotly-plot .main-svg .point path')
        .map(one => [one.getAttribute('transform'), one.getAttribute('d')].join())
        .concat(all('.js-plotly-plot .main-svg').map(one => one.textContent)).join('|');
    const seen = {headline: null, chart: null, redrawn: null, reworded: null};
    const opening = () => {
        if (all('h1').some(one => one.textContent.trim())) seen.headline ??= performance.now();
        if (document.querySelector(marks)) seen.chart ??= performance.now();
        if (seen.headline === null || seen.chart === null) requestAnimationFrame(opening);
    };
    requestAnimationFrame(opening);
    let turn = 0;  // a look that still waits when the next key comes must not answer for that one
    const arm = () => {
        const mine = ++turn;
        const before = {chart: chart(), words: words()};
        seen.redrawn = seen.reworded = null;
        document.addEventListener('keydown', () => {
            const start = performance.now();
            const look = () => {
                if (mine !== turn) return;
                const after = performance.now() - start;
                if (chart() !== before.chart) seen.redrawn ??= after;
                if (words() !== before.words) seen.reworded ??= after;
                if ((seen.redrawn === null || seen.reworded === null) && after < LIMIT) requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        }, {once: true, capture: true});
    };
    return {seen, arm};
})();
""".replace("LIMIT", str(ANSWER_MS))


@dataclass(frozen=True)
class PageTimes:
    """One page of one server in the browser; None for what the page has not."""

    target: str
    page: str
    headline_ms: Spread | None
    chart_ms: Spread | None
    slider: str  # label of the slider that was moved, empty where none changes anything
    watched: str  # `chart`, or `words` (headline and cards) where no chart follows a slider
    slider_ms: Spread | None
    unchanged: int  # moves after which it was the same as before


@dataclass
class _Found:
    headline_ms: list[float] = field(default_factory=list)
    chart_ms: list[float] = field(default_factory=list)
    slider: str = ""
    watched: str = ""
    slider_ms: list[float] = field(default_factory=list)
    unchanged: int = 0


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser for everything; each visit takes a profile of its own."""
    path = subprocess.run(FIND_CHROMIUM, capture_output=True, text=True, check=False).stdout.strip()
    if not path:
        raise RuntimeError("no Chromium found: run `make chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def measure(
    browser: Browser, server: Server, pages: Sequence[tuple[str, str, bool]], visits: int, moves: int
) -> list[PageTimes]:
    """Cold visits of each page, given as address, name and whether it has a chart; moves of its slider in the last."""
    taken = []
    with _cold_page(browser) as page:  # what a browser does once after its own start is nobody's first chart
        _open(page, server.url, pages[0][2], _Found())
    for address, name, has_chart in pages:
        found = _Found()
        for visit in range(visits):
            with _cold_page(browser) as page:
                _open(page, f"{server.url}/{address}", has_chart, found)
                if has_chart and visit == visits - 1:
                    _move_slider(page, moves, found)
        taken.append(
            PageTimes(
                server.target.name,
                name,
                spread(found.headline_ms),
                spread(found.chart_ms),
                found.slider,
                found.watched,
                spread(found.slider_ms),
                found.unchanged,
            )
        )
    return taken


@contextmanager
def _cold_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        yield page
    finally:
        context.close()


def _open(page: Page, url: str, has_chart: bool, found: _Found) -> None:
    page.goto(url, wait_until="commit")
    found.headline_ms.append(_seen_ms(page, "headline", LOAD_MS))
    if has_chart:
        found.chart_ms.append(_seen_ms(page, "chart", LOAD_MS))


def _move_slider(page: Page, moves: int, found: _Found) -> None:
    chosen = _choose(page)
    if chosen is None:
        return
    slider, sign = chosen
    found.watched = WATCHED[sign]
    found.slider = slider.get_attribute("aria-label") or ""
    key = "ArrowRight"
    for _ in range(moves):
        key = _turned(slider, key)
        _press(page, slider, key)
        try:
            found.slider_ms.append(_seen_ms(page, sign, ANSWER_MS))
        except PlaywrightTimeout:
            found.unchanged += 1


def _choose(page: Page) -> tuple[Locator, str] | None:
    """The first slider that changes a chart, else the first that changes words; its move is a warm-up, not counted."""
    rewording = None
    for slider in page.get_by_role("slider").all():
        _press(page, slider, "ArrowRight")
        try:
            _seen_ms(page, "redrawn", ANSWER_MS)
        except PlaywrightTimeout:
            if rewording is None and page.evaluate("bench.seen.reworded") is not None:
                rewording = slider, "reworded"
        else:
            return slider, "redrawn"
    return rewording


def _turned(slider: Locator, key: str) -> str:
    """The key to press next: the slider goes back and forth between its ends."""
    at_end, at_start = slider.evaluate("one => [one.value === one.max, one.value === one.min]")
    return "ArrowLeft" if at_end else "ArrowRight" if at_start else key


def _press(page: Page, slider: Locator, key: str) -> None:
    page.wait_for_timeout(QUIET_MS)
    page.wait_for_selector(IDLE, timeout=LOAD_MS)
    slider.focus()
    page.evaluate("bench.arm()")
    page.keyboard.press(key)


def _seen_ms(page: Page, what: str, limit_ms: int) -> float:
    """When the page noticed something: after its navigation began, or after the key."""
    page.wait_for_function("what => (window.bench?.seen[what] ?? null) !== null", arg=what, timeout=limit_ms)
    return float(page.evaluate("what => bench.seen[what]", what))
