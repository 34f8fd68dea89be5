"""What a visitor with a browser waits for: the first chart, and the redrawn chart after a slider was moved.

All times are taken inside the page by its own clock, so that driving the browser is not measured.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bench.figures import Spread, spread
from bench.servers import ROOT, Server
from bench.watch import ANSWER_MS, WATCH

FIND_CHROMIUM = ("sh", str(ROOT / "tests" / "browser" / "chromium.sh"), "--find")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
LOAD_MS = 60_000  # only a hang reaches it
SEARCH_MS = 2_000  # shorter than for a counted move, as the sliders that change nothing all reach it
QUIET_MS = 400  # pause before a move, so that nothing of the last answer is still being drawn
WATCHED = {"redrawn": "chart", "reworded": "words"}
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"


@dataclass(frozen=True)
class Place:
    """One page of one server, and whether it has a chart to wait for."""

    server: Server
    address: str
    name: str
    has_chart: bool


@dataclass(frozen=True)
class PageTimes:
    """One page of one server in the browser; None for what the page has not."""

    target: str
    page: str
    headline_ms: Spread | None
    chart_ms: Spread | None
    slider: str  # label of the slider that was moved, empty where none changes anything
    watched: str  # what had to change: `chart`, or `words` (headline and cards) where no chart follows a slider
    slider_ms: Spread | None
    unchanged: int  # moves after which it was the same as before


@dataclass(frozen=True)
class _Chosen:
    """The slider that is moved on a page: its place among the sliders, its label, the sign that it was answered."""

    place: int
    label: str
    sign: str


@dataclass
class _Timings:
    headline_ms: list[float] = field(default_factory=list)
    chart_ms: list[float] = field(default_factory=list)
    slider_ms: list[float] = field(default_factory=list)
    unchanged: int = 0
    chosen: _Chosen | None = None


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


def measure(browser: Browser, places: Sequence[Place], visits: int, moves: int) -> list[PageTimes]:
    """So many cold visits of each page, and so many moves of its slider in each.

    Goes round all pages again and again: whatever else the machine does then disturbs all of them alike.
    """
    measured = [_Timings() for _ in places]
    with _cold_page(browser) as page:  # what a browser does once after its own start is nobody's first chart
        _open(page, places[0], _Timings())
    for visit in range(visits):
        for place, so_far in zip(places, measured, strict=True):
            with _cold_page(browser) as page:
                _open(page, place, so_far)
                if place.has_chart and visit == 0:
                    so_far.chosen = _choose(page)
                if so_far.chosen:
                    _move(page, so_far.chosen, moves, so_far)
    return [_times(place, so_far) for place, so_far in zip(places, measured, strict=True)]


def _times(place: Place, times: _Timings) -> PageTimes:
    chosen = times.chosen
    return PageTimes(
        place.server.target.name,
        place.name,
        spread(times.headline_ms),
        spread(times.chart_ms),
        chosen.label if chosen else "",
        WATCHED[chosen.sign] if chosen else "",
        spread(times.slider_ms),
        times.unchanged,
    )


@contextmanager
def _cold_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        yield page
    finally:
        context.close()


def _open(page: Page, place: Place, times: _Timings) -> None:
    page.goto(f"{place.server.url}/{place.address}", wait_until="commit")
    times.headline_ms.append(_seen_ms(page, "headline", LOAD_MS))
    if place.has_chart:
        times.chart_ms.append(_seen_ms(page, "chart", LOAD_MS))
    page.wait_for_selector(IDLE, timeout=LOAD_MS)


def _choose(page: Page) -> _Chosen | None:
    """The first slider that changes a chart, else the first that changes words."""
    rewording = None
    with suppress(PlaywrightTimeout):  # they come after the charts, and their code is fetched first
        page.get_by_role("slider").first.wait_for(timeout=SEARCH_MS)
    for place, slider in enumerate(page.get_by_role("slider").all()):
        label = slider.get_attribute("aria-label") or ""
        _press(page, slider, "ArrowRight")
        try:
            _seen_ms(page, "redrawn", SEARCH_MS)
        except PlaywrightTimeout:
            if rewording is None and page.evaluate("bench.seen.reworded") is not None:
                rewording = _Chosen(place, label, "reworded")
        else:
            return _Chosen(place, label, "redrawn")
    return rewording


def _move(page: Page, chosen: _Chosen, moves: int, times: _Timings) -> None:
    slider = page.get_by_role("slider").nth(chosen.place)
    key = "ArrowRight"
    for _ in range(moves):
        key = _turned(slider, key)
        _press(page, slider, key)
        try:
            times.slider_ms.append(_seen_ms(page, chosen.sign, ANSWER_MS))
        except PlaywrightTimeout:
            times.unchanged += 1


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
