"""The files that the image has suffice, and the running dashboard writes none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import ROOT, start_server
from tests.browser.visitor import visit
from tests.deploy.test_container import copied

pytestmark = pytest.mark.browser


def test_it_runs_from_the_files_of_the_image_and_writes_nothing(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, home, temporary = tmp_path / "app", tmp_path / "home", tmp_path / "temporary"
    temporary.mkdir()
    for name in copied() - {"requirements.txt"}:
        target = app / name
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            app.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, target)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    for name, value in {"HOME": str(home), "TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}.items():
        monkeypatch.setenv(name, value)
    server = start_server(cwd=app)
    try:
        with visit(browser, f"{server.url}/growth") as found:
            assert found.headline
            assert found.trouble == []
    finally:
        server.stop()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
