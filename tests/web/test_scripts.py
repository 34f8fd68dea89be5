"""The page's scripts are files that a browser may keep, and find one another."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components import modules
from content.language.messages import LANGUAGES, Text
from web import page, scripts

IMPORTS = re.compile(r"""(?:from|import) '(\.[^']+)'|import\('(\.[^']+)'\)""")


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=scripts.ROUTES))


def test_each_may_be_kept_for_ever_and_all_that_it_needs_is_there(client: TestClient) -> None:
    needed = 0
    for path in modules.files():
        answer = client.get(modules.address(path))
        kind = "application/json" if path.endswith(".json") else "text/javascript"
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers["cache-control"].endswith("immutable")
        for static, dynamic in IMPORTS.findall(answer.text):
            needed += 1
            assert client.get(urljoin(modules.address(path), static or dynamic)).status_code == 200
    assert needed >= 6


def test_streamlit_s_words_come_in_each_language(client: TestClient) -> None:
    for language in LANGUAGES:
        words = client.get(modules.address(f"components/host/words/{language}.json")).text
        assert json.loads(words)["Skip to main content"] == Text(language)("streamlit.skip")


@pytest.mark.parametrize("path", ["components/frame.py", "components/host/headline.js", "../../etc/passwd", ""])
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    assert client.get(modules.address("") + path).status_code == 404


def test_the_readme_names_every_script_and_style() -> None:
    folder = modules.ROOT / "components"
    words = (folder / "browser" / "README.md").read_text(encoding="utf-8")
    files = [path for path in folder.rglob("*") if path.suffix in (".js", ".css")]
    assert len(files) > 10
    assert [path.name for path in files if f"{path.name}`" not in words] == []


def test_the_page_has_a_browser_load_them_before_they_are_asked_for() -> None:
    assert f'<link rel="modulepreload" href="{modules.address(modules.ENTRY)}">' in page.HEAD
    assert not any(modules.address(path) in page.HEAD for path in modules.LATE)
