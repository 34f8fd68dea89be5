"""A visitor with a real browser, who notices everything that goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from components import upload
from content.tables import catalog

TIMEOUT = 30_000  # ms; only a hang reaches it
SETTLING = 3_000  # ms; only a fault reaches it
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
TABLE = "[data-testid=stDataFrame] canvas"
POINTS = ".js-plotly-plot .main-svg .point, .js-plotly-plot .main-svg .js-line"
HEADLINE = "[data-testid=stMain] h1"  # Streamlit's own, not the one that comes with the page
# What the pages without a chart draw; the tour draws one only once a guess was made.
DRAWN = {"data": TABLE, "tour": HEADLINE, "teach": HEADLINE}

DRAWING = """() => {
    const chart = document.querySelector('.js-plotly-plot');
    const marks = chart.querySelectorAll('.main-svg .point, .main-svg .point path, .main-svg .js-line');
    return [...marks].map(one => [one.getAttribute('transform'), one.getAttribute('d')].join()).join(';')
        + chart.innerText;
}"""


@dataclass
class Visit:
    """One open page and the trouble it made."""

    page: Page
    trouble: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until the page is drawn: script done, nothing stale, a chart with points, or the data page's table."""
        self.page.wait_for_selector(IDLE, timeout=TIMEOUT)
        path = urlsplit(self.page.url).path.removeprefix("/")
        self.page.wait_for_selector(DRAWN.get(path, POINTS), state="attached", timeout=TIMEOUT)
        expect(self.page.locator("[data-stale=true]")).to_have_count(0, timeout=TIMEOUT)

    @property
    def headline(self) -> str:
        """The finding at the top."""
        return self.page.locator("h1").inner_text()

    @property
    def cards(self) -> list[str]:
        """Numbers of all cards."""
        return self.page.locator(".cards .value").all_inner_texts()

    @property
    def address(self) -> dict[str, str]:
        """What the address means: what it says, and the defaults that it leaves out."""
        written = {name: values[-1] for name, values in parse_qs(urlsplit(self.page.url).query).items()}
        return {name: known.default for name, known in catalog.all_parameters().items()} | written

    @property
    def lit(self) -> bool:
        """Whether the page is light: the brightness of its background."""
        colour = self.page.get_by_test_id("stApp").evaluate("one => getComputedStyle(one).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3])) > 3 * 128

    def at_last(self, faults: str) -> list[str]:
        """Faults that a script lists in the page and that do not go away while the layout settles."""
        with suppress(PlaywrightTimeout):
            self.page.wait_for_function(f"() => ({faults})().length === 0", timeout=SETTLING)
        return [str(fault) for fault in self.page.evaluate(faults)]

    def saved(self, button: Locator, folder: Path) -> Path:
        """The file that a click on a button saves."""
        with self.page.expect_download() as download:
            button.click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def drawing(self) -> str:
        """All lines and points of the first chart, and the words in it."""
        return str(self.page.evaluate(DRAWING))

    def until_drawing_is_not(self, before: str) -> None:
        """Wait until the first chart is another: the library draws after the script has ended."""
        self.page.wait_for_function(f"before => ({DRAWING})() !== before", arg=before, timeout=TIMEOUT)


@contextmanager
def visit(
    browser: Browser,
    url: str,
    *,
    width: int = 1440,
    theme: Literal["light", "dark"] = "light",
    locale: str = "en-US",
    before: Callable[[Page], None] = lambda page: None,
) -> Iterator[Visit]:
    """Open an address in a new browser profile and wait until it stands there; `before` prepares the empty page."""
    height = 900 if width > 500 else 844
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, locale=locale, reduced_motion="reduce"
    )
    try:
        page = context.new_page()
        found = Visit(page)
        host = urlsplit(url).netloc
        page.on("console", lambda message: found.trouble.append(message.text) if message.type == "error" else None)
        page.on(
            "websocket",
            lambda socket: (
                found.trouble.append(f"socket to {socket.url}") if urlsplit(socket.url).netloc != host else None
            ),
        )
        page.on("pageerror", lambda error: found.trouble.append(str(error)))
        page.on(
            "request",
            lambda request: (
                found.trouble.append(f"request to {request.url}")
                if urlsplit(request.url).scheme.startswith(("http", "ws")) and urlsplit(request.url).netloc != host
                else None
            ),
        )
        before(page)
        page.goto(url)
        found.settle()
        yield found
    finally:
        context.close()


def move(found: Visit, name: str, key: str, value: str) -> None:
    """Press a key on a slider and wait until the address states the value and the page has followed."""
    found.page.locator(f".st-key-{name}-en").get_by_role("slider").press(key)
    expect(found.page).to_have_url(states(name, value))
    found.settle()


def hand_in(found: Visit, rows: int) -> None:
    """Give the page of one's own a file of so many models, and wait until it has counted them."""
    header, model, *_ = upload.example().splitlines(keepends=True)
    place = found.page.get_by_test_id("stFileUploaderDropzoneInput")
    place.set_input_files({"name": "own.csv", "mimeType": "text/csv", "buffer": header + model * rows})
    expect(found.page.get_by_text(re.compile(f"{rows:,}")).first).to_be_visible(timeout=TIMEOUT)


def states(name: str, value: str) -> re.Pattern[str]:
    """Addresses that mean this value; a default is what they leave out."""
    if value == catalog.all_parameters()[name].default:
        return re.compile(rf"^(?!.*[?&]{name}=)")
    return re.compile(rf"[?&]{name}={re.escape(value)}(&|$)")
