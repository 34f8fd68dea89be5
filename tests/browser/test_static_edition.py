"""The static edition in a browser: from the disk and from any web server, without Python and without the internet."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from content.language.messages import LANGUAGES, Text
from content.tables import catalog
from edition import states
from edition.write import write
from tests.browser.accessibility import violations
from tests.browser.conftest import Server
from tests.browser.visitor import TIMEOUT, visit
from tests.charts import charts

MEGABYTES = 21  # of the whole edition: half of it are the charts of 1,260 models
DRAWN = "html[data-drawn] .plot .main-svg .point, html[data-drawn] .plot .main-svg .js-line"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LINK = re.compile(r'(?:href|src)="([^"]*)"')
WHAT_IF = {"hardware": "h100-sxm5", "region": "FRA"}


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole edition, below a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("edition") / "model footprint"
    folder.mkdir()
    write(folder, states.prepared())
    return folder


@contextmanager
def opened(
    browser: Browser,
    address: str,
    width: int = 1440,
    theme: Literal["light", "dark"] = "light",
    scripts: bool = True,
) -> Iterator[Page]:
    """A file in a browser, which must find nothing amiss and ask nobody else."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=theme,
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    trouble: list[str] = []
    home = urlsplit(address).netloc
    try:
        page = context.new_page()
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on(
            "request",
            lambda request: (
                trouble.append(request.url)
                if urlsplit(request.url).scheme not in ("data", "blob") and urlsplit(request.url).netloc != home
                else None
            ),
        )
        page.goto(address)
        yield page
        assert trouble == []
    finally:
        context.close()


class Quiet(SimpleHTTPRequestHandler):
    """A plain web server that keeps no log."""

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="session")
def site(edition: Path) -> Iterator[str]:
    """Address of the edition on a plain web server, below a path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(edition.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{quote(edition.name)}"
    server.shutdown()
    server.server_close()


def test_every_link_leads_to_a_file(edition: Path) -> None:
    missing = {
        f"{file.relative_to(edition)}: {link}"
        for file in edition.rglob("*.html")
        for link in LINK.findall(file.read_text(encoding="utf-8"))
        if not link.startswith(("http://", "https://", "#"))
        and not (file.parent / unquote(urlsplit(link).path)).resolve().is_file()
    }
    assert missing == set()


def test_every_page_is_there_in_every_language_and_all_is_small(edition: Path) -> None:
    for page in states.HELD:
        for language in LANGUAGES:
            text = (edition / states.first(page, language).file).read_text(encoding="utf-8")
            assert Text(language)("footer.text", version=catalog.dataset().version) in text  # licences ask for it
    assert sum(path.stat().st_size for path in edition.rglob("*") if path.is_file()) < MEGABYTES * 1e6


@pytest.mark.browser
@pytest.mark.parametrize(("language", "theme", "width"), [("en", "light", 1440), ("zh", "dark", 390)])
@pytest.mark.parametrize("address", states.HELD)
def test_page(
    browser: Browser, site: str, address: str, language: str, theme: Literal["light", "dark"], width: int
) -> None:
    with opened(browser, f"{site}/{states.first(address, language).file}", width, theme) as page:
        if charts(address):
            page.wait_for_selector(DRAWN, state="attached", timeout=TIMEOUT)
        assert bool(re.search("[\u4e00-\u9fff]", page.locator("h1").first.inner_text())) == (language == "zh")
        assert page.evaluate(SIDEWAYS) == 0
        assert violations(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_without_scripts_every_chart_is_a_picture(browser: Browser, site: str, width: int) -> None:
    with opened(browser, f"{site}/{states.first('emissions', 'en').file}", width, scripts=False) as page:
        pictures = page.locator(".plot > svg")
        assert pictures.count() == page.locator(".plot").count() > 1
        for place in range(pictures.count()):
            box = pictures.nth(place).bounding_box()
            assert box
            assert box["width"] > 300
            assert box["x"] + box["width"] <= width
        words = [" ".join(text.split()) for text in page.locator(".plot text").all_text_contents()]
    with opened(browser, f"{site}/{states.first('emissions', 'en').file}", width) as page:
        page.wait_for_selector(DRAWN, state="attached", timeout=TIMEOUT)
        assert page.locator(".plot > svg").count() == 0
        labels = [" ".join(text.split()) for text in page.locator(".ytick text").all_text_contents()]
        assert labels
        assert set(labels) <= set(words)


@pytest.mark.browser
def test_from_the_disk_the_numbers_are_those_of_the_dashboard(browser: Browser, server: Server, edition: Path) -> None:
    state = states.first("emissions", "en").but(**WHAT_IF)
    with visit(browser, f"{server.url}/emissions?{urlencode(state.address)}") as found:
        headline, cards = found.headline, found.cards
        ticks = found.page.locator(".js-plotly-plot").first.locator(".ytick text").all_inner_texts()
    with opened(browser, (edition / state.file).as_uri()) as page:
        page.wait_for_selector(DRAWN, state="attached", timeout=TIMEOUT)
        assert page.locator("h1").inner_text() == headline
        assert page.locator(".card .value").all_inner_texts() == cards
        assert page.locator(".plot").first.locator(".ytick text").all_inner_texts() == ticks


@pytest.mark.browser
def test_a_reader_steps_through_the_scenarios_by_keyboard_and_comes_back(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/") as page:
        page.wait_for_url("**/en/index.html")
        first = page.locator("h1").inner_text()
        page.keyboard.press("ArrowRight")
        page.wait_for_url(f"**/{states.first('', 'en').but(hardware='h100-sxm5').file}")
        assert page.locator("h1").inner_text() != first
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**/en/index.html")
        page.get_by_role("link", name="Emissions", exact=True).click()
        page.get_by_role("navigation", name="What if?").get_by_role(
            "link", name="France · grid of each training's year", exact=True
        ).click()
        page.get_by_role("link", name="中文").click()
        page.wait_for_url(f"**/{states.first('emissions', 'zh').but(region='FRA').file}")
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


@pytest.mark.browser
def test_a_guess_of_the_tour_shows_the_answer(browser: Browser, edition: Path) -> None:
    with opened(browser, (edition / states.first("tour", "en").file).as_uri()) as page:
        page.get_by_role("navigation", name="Your guess").get_by_role("link").nth(2).click()
        page.wait_for_selector(DRAWN, state="attached", timeout=TIMEOUT)
        expect(page.locator(".plot")).to_have_count(1)


@pytest.mark.browser
def test_a_reader_chooses_a_place_for_a_model_of_their_own(browser: Browser, edition: Path) -> None:
    with opened(browser, (edition / states.first("yours", "en").file).as_uri()) as page:
        headline = page.locator("h1").inner_text()
        page.get_by_role("navigation", name="Place").get_by_role("link", name="France", exact=True).click()
        page.wait_for_selector(DRAWN, state="attached", timeout=TIMEOUT)
        assert page.locator("h1").inner_text() != headline
        expect(page.get_by_text("Training tokens")).to_contain_text("2T")
        assert page.get_by_text("Example file").count() == 0
