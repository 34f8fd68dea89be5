"""A visitor with a real browser, who notices everything that goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, expect

TIMEOUT = 30_000  # ms; only a hang reaches it
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
POINTS = ".js-plotly-plot .main-svg .point, .js-plotly-plot .main-svg .js-line"


@dataclass
class Visit:
    """One open page and the trouble it made."""

    page: Page
    trouble: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until the page is drawn: script done, nothing stale, a chart with points."""
        self.page.wait_for_selector(IDLE, timeout=TIMEOUT)
        self.page.wait_for_selector(POINTS, state="attached", timeout=TIMEOUT)
        expect(self.page.locator("[data-stale=true]")).to_have_count(0, timeout=TIMEOUT)

    @property
    def headline(self) -> str:
        """The finding at the top."""
        return self.page.locator("h1").inner_text()

    @property
    def cards(self) -> list[str]:
        """Numbers of all cards."""
        return self.page.get_by_test_id("stMetricValue").all_inner_texts()

    @property
    def address(self) -> dict[str, str]:
        """Parameters of the address."""
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    def chart(self) -> str:
        """Where the points of the first chart lie."""
        points = self.page.locator(".js-plotly-plot").first.locator(".point")
        return str(points.evaluate_all("all => all.map(one => one.getAttribute('transform')).join()"))


@contextmanager
def visit(
    browser: Browser,
    url: str,
    *,
    width: int = 1440,
    theme: Literal["light", "dark"] = "light",
    locale: str = "en-US",
) -> Iterator[Visit]:
    """Open an address in a new browser profile and wait until it stands there."""
    height = 900 if width > 500 else 844
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, locale=locale, reduced_motion="reduce"
    )
    try:
        page = context.new_page()
        found = Visit(page)
        host = urlsplit(url).netloc
        page.on("console", lambda message: found.trouble.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: found.trouble.append(str(error)))
        page.on(
            "request",
            lambda request: (
                found.trouble.append(f"request to {request.url}")
                if urlsplit(request.url).scheme.startswith(("http", "ws")) and urlsplit(request.url).netloc != host
                else None
            ),
        )
        page.goto(url)
        found.settle()
        yield found
    finally:
        context.close()
