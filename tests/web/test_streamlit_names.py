"""What the dashboard knows of Streamlit's insides is still there in the installed package: an upgrade is a red list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit

from components.frame import WORDS
from content.language.messages import Text
from web import headline, page

ROOT = Path(__file__).parents[2]
BUNDLE = Path(streamlit.__file__).parent / "static" / "static" / "js"
TEST_ID = re.compile(r'data-testid\^?=\\?["\']?(st\w+)')
COMPOSED = {"stBaseButton-primary": "stBaseButton"}  # put together as the page runs
STORED = ("stActiveTheme", "sidebarWidth", "stSidebarCollapsed")  # names under which a browser keeps theme and sidebar
READ_BY_SCRIPTS = ("data-test-connection-state", "data-stale", "stLogo", "BACKEND_BASE_URL")


@pytest.fixture(scope="module")
def bundle() -> str:
    """All scripts of Streamlit's page."""
    scripts = sorted(BUNDLE.glob("*.js"))
    assert scripts
    return "\n".join(path.read_text(encoding="utf-8") for path in scripts)


def sources() -> list[Path]:
    return [
        path
        for folder in ("components", "web")
        for kind in ("py", "js", "css")
        for path in (ROOT / folder).rglob(f"*.{kind}")
    ]


def named() -> set[str]:
    """Marks of Streamlit's elements that our styles and scripts name."""
    return {name for path in sources() for name in TEST_ID.findall(path.read_text(encoding="utf-8"))}


def test_every_element_that_our_styles_name_is_there(bundle: str) -> None:
    assert len(named()) >= 15
    assert {name for name in named() if COMPOSED.get(name, name) not in bundle} == set()


@pytest.mark.parametrize("name", [*STORED, *READ_BY_SCRIPTS])
def test_what_our_scripts_read_is_there(bundle: str, name: str) -> None:
    assert name in bundle


def test_every_sentence_that_is_translated_is_one_of_streamlit_s(bundle: str) -> None:
    english = {name: Text("en")(f"streamlit.{name}") for name in WORDS}
    # `#` stands for a part that changes.
    parts = {name: [part.strip(" :") for part in text.split("#") if part.strip(" :")] for name, text in english.items()}
    assert all(parts.values())
    assert {name: text for name, text in parts.items() if not all(part in bundle for part in text)} == {}


def test_the_shell_has_every_place_that_is_completed() -> None:
    markup = page.SHELL.read_text(encoding="utf-8")
    for token in ("<head>", "</head>", '<html lang="en">', headline.PLACE):
        assert markup.count(token) == 1, token
    assert page.TITLE.search(markup)
    assert headline.FONT.search(markup)
