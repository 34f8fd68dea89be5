"""A data set that cannot be read gives one clear sentence instead of a page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import ROOT, start_server
from tests.deploy.test_container import BUILD_ALONE
from tests.test_layers import ENTRIES, MAY_IMPORT

PARTS = ({*MAY_IMPORT, *ENTRIES} - BUILD_ALONE) | {".streamlit"}


@pytest.mark.browser
def test_a_missing_table_is_named_with_its_remedy(browser: Browser, tmp_path: Path) -> None:
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, tmp_path / part)
        else:
            shutil.copy(source, tmp_path)
    (tmp_path / "data" / "grids.parquet").unlink()
    server = start_server(cwd=tmp_path)
    try:
        page = browser.new_page(locale="en-US")
        page.goto(f"{server.url}/emissions")
        alert = page.get_by_test_id("stAlert")
        expect(alert).to_have_text(
            "The data set could not be read. data/grids.parquet is missing: run make data (or python -m data.build).",
            timeout=30_000,
        )
        page.close()
    finally:
        server.stop()
