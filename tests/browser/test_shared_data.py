"""A running server takes over a new data version by itself, and refuses a broken one."""

from __future__ import annotations

import json
import shutil
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from footprint import load
from tests.browser.conftest import START_SECONDS, Server, start_server
from tests.browser.visitor import visit
from tests.releases import MODEL, write_release

pytestmark = pytest.mark.browser
NEXT = "2099.1.0"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder that several servers could share."""
    place = tmp_path / "shared"
    place.mkdir()
    for name in (*(f"{table}.parquet" for table in load.TABLES), load.VERSION_FILE):
        shutil.copy(load.FOLDER / name, place)
    return place


@pytest.fixture
def watching(shared: Path) -> Iterator[Server]:
    server = start_server(FOOTPRINT_DATA=str(shared), FOOTPRINT_DATA_SECONDS="0.2")
    yield server
    server.stop()


def version(server: Server) -> str:
    with urllib.request.urlopen(f"{server.url}/ready", timeout=START_SECONDS) as answer:
        return str(json.load(answer)["data_version"])


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_broken_version_is_refused_and_the_next_one_taken(browser: Browser, watching: Server, shared: Path) -> None:
    before = version(watching)
    link = f"{watching.url}/emissions?model={MODEL}&lang=en"
    with visit(browser, link) as found:
        seen = found.headline
        write_release(shared, NEXT)
        facts = shared / "facts.parquet"
        facts.write_bytes(facts.read_bytes()[:-50])
        until(lambda: f"The version shown stays {before}" in watching.said())
        assert version(watching) == before
        write_release(shared, NEXT)
        until(lambda: version(watching) == NEXT)
        with visit(browser, link) as newcomer:
            assert newcomer.headline != seen
            assert newcomer.address["data"] == NEXT
        found.page.locator(".st-key-pue-en").get_by_role("slider").press("End")  # keeps its numbers, and is told
        expect(found.page.get_by_test_id("stAlert")).to_contain_text(NEXT)
        assert found.address["data"] == before
        assert found.trouble == []
