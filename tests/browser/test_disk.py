"""A disk that is full or cannot be written matters to nobody: what the dashboard makes, it keeps in memory."""

from __future__ import annotations

import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from footprint.load import FOLDER
from tests.browser.conftest import TROUBLE, Server, start_server
from tests.browser.visitor import hand_in, move, visit

pytestmark = pytest.mark.browser
# In file systems of its own, which end with it: `full` fills the temporary folder, all else can only be read.
PREPARE = r"""
set -eu
kind=$1 folder=$2
shift 2
if [ "$kind" = full ]; then
    mount -t tmpfs -o size=64k tmpfs "$folder"
    cat /dev/zero >"$folder/filler" 2>/dev/null || true
fi
while read -r _ place _; do
    [ "$place" = "$folder" ] || mount -o remount,bind,ro "$place" 2>/dev/null || true
done </proc/self/mounts
for place in "$folder" /tmp "$PWD"; do
    if { echo "something" >"$place/written"; } 2>/dev/null; then
        echo "$place can still be written" >&2
        exit 1
    fi
done
exec "$@"
"""
ROWS = 30_000  # of a file too large for the memory that web servers usually give to one


@pytest.fixture(params=["full", "read-only"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    inside = ["unshare", "--map-root-user", "--mount", "sh", "-c", PREPARE, "sh", request.param, str(tmp_path)]
    try:
        tried = subprocess.run([*inside, "true"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no unshare on this system")
    if tried.returncode:
        pytest.skip(f"this system gives no file systems of one's own: {tried.stderr}")
    running = start_server(inside=inside, HOME=str(tmp_path), TMPDIR=str(tmp_path), FOOTPRINT_DATA=str(FOLDER))
    yield running
    running.stop()


def test_everything_works(browser: Browser, server: Server) -> None:
    with visit(browser, f"{server.url}/emissions?lang=en") as found:
        before = found.headline
        move(found, "pue", "End", "2.00")
        assert found.headline != before
        with found.page.expect_download() as report:
            found.page.get_by_role("button", name="report").click()
        assert report.value.failure() is None
        assert found.trouble == []
    with visit(browser, f"{server.url}/yours?lang=en") as found:
        hand_in(found, ROWS)
        assert found.trouble == []
    with urllib.request.urlopen(f"{server.url}/preview/growth.png", timeout=10) as picture:
        assert picture.read(4) == b"\x89PNG"
    assert not TROUBLE.search(server.said()), server.said()
