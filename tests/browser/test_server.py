"""The production server as browsers and programs meet it."""

from __future__ import annotations

import gzip
import http.server
import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from components import drawing
from tests.browser.conftest import Server, start_server
from tests.browser.visitor import IDLE, TIMEOUT

pytestmark = pytest.mark.browser


def get(url: str, **headers: str) -> tuple[dict[str, str], bytes]:
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return {name.lower(): value for name, value in answer.headers.items()}, answer.read()


def test_a_first_visit_is_told_all_and_loads_little(server: Server) -> None:
    headers, body = get(f"{server.url}/growth?lang=zh", **{"Accept-Encoding": "gzip"})
    page = gzip.decompress(body).decode()
    assert headers["cache-control"] == "private, no-cache"  # it names its visitor
    assert re.fullmatch(r"visitor=[\w.-]+; Path=/; HttpOnly; SameSite=Lax", headers["set-cookie"])
    again, _ = get(f"{server.url}/growth?lang=zh", Cookie=headers["set-cookie"].split(";")[0])
    assert (again["cache-control"], again.get("set-cookie")) == ("no-cache", None)
    assert "script-src 'self' blob: 'sha256-" in headers["content-security-policy"]
    assert '<html lang="zh">' in page
    scripts = re.findall(r'(?:src|href)="\./((?:app/)?static/[^"]+\.(?:js|css))"', page)
    assert len(scripts) > 10
    assert drawing.LIBRARY in scripts
    plain = compressed = 0
    for script in scripts:
        headers, body = get(f"{server.url}/{script}", **{"Accept-Encoding": "gzip"})
        assert headers["content-encoding"] == "gzip"
        assert "immutable" in headers["cache-control"]
        assert int(re.findall(r"max-age=(\d+)", headers["cache-control"])[0]) >= 365 * 24 * 3600
        compressed += len(body)
        plain += len(gzip.decompress(body))
    assert compressed < plain / 2.5


def test_what_watches_over_it_and_programs_find_it(server: Server) -> None:
    assert json.loads(get(f"{server.url}/health")[1])["status"] == "ok"
    version = json.loads(get(f"{server.url}/ready")[1])["data_version"]
    assert json.loads(get(f"{server.url}/api/v1/version")[1])["data_version"] == version
    page = get(f"{server.url}/emissions?model=gpt-4")[1].decode()
    picture = re.findall(r'property="og:image" content="([^"]+)"', page)[0].replace("&amp;", "&")
    assert picture.startswith(server.url)
    headers, body = get(picture)
    assert (headers["content-type"], body[:4]) == ("image/png", b"\x89PNG")
    with pytest.raises(urllib.error.HTTPError) as wrong:
        get(f"{server.url}/api/v1/estimate")
    assert wrong.value.headers["content-type"] == "application/problem+json"


def noted(page: Page) -> list[str]:
    """What the page writes to its console, as it comes."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    return said


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Another site, which says nothing of its visits."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def other_site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A site of another origin, and its folder."""
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}", tmp_path
    site.shutdown()


def test_only_a_site_that_is_configured_may_hold_it_in_a_frame(
    browser: Browser, server: Server, other_site: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    origin, folder = other_site
    monkeypatch.setenv("FOOTPRINT_FRAME_ANCESTORS", origin)
    allowing = start_server()
    try:
        for url, allowed in ((allowing.url, True), (server.url, False)):
            (folder / "index.html").write_text(f'<iframe src="{url}/growth?embed=true" width=900 height=700></iframe>')
            page = browser.new_page()
            said = noted(page)
            page.goto(origin)
            if allowed:
                page.frame_locator("iframe").locator(IDLE).wait_for(timeout=TIMEOUT)
                assert page.frame_locator("iframe").locator("h1").inner_text()
            else:
                page.wait_for_timeout(500)
                assert any("frame-ancestors" in text for text in said)
            page.close()
    finally:
        allowing.stop()
