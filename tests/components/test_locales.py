"""Every text exists in every language, and nothing in the catalogues is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from components.i18n import DEFAULT_LANGUAGE, LANGUAGES, LOCALES, Text, guess, messages

ROOT = Path(__file__).parents[2]
SOURCES = [path for folder in ("components", "edition", "pages", "web") for path in (ROOT / folder).rglob("*.py")]


def _calls() -> Iterator[ast.expr]:
    """First argument of each call of a text: `t(…)`, `view.t(…)`, `first_text(…)`."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("t", "first_text"):
                    yield node.args[0]


def _constants() -> set[str]:
    return {
        node.value
        for source in SOURCES
        for node in ast.walk(ast.parse(source.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _patterns() -> set[str]:
    """Regular expressions of the ids that are put together, e.g. `path.{…}`."""
    found = set()
    for argument in _calls():
        for node in ast.walk(argument):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w-]+" for part in node.values
                ]
                found.add("".join(parts))
    return found


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {DEFAULT_LANGUAGE}))
def test_translation_is_complete_with_the_same_placeholders(language: str) -> None:
    english, translated = messages(DEFAULT_LANGUAGE), messages(language)
    assert translated.keys() == english.keys()
    differing = [key for key in english if _placeholders(english[key]) != _placeholders(translated[key])]
    assert differing == []


def test_every_text_asked_for_exists() -> None:
    asked = {argument.value for argument in _calls() if isinstance(argument, ast.Constant)}
    assert len(asked) > 50
    assert asked - messages(DEFAULT_LANGUAGE).keys() == set()


def test_every_composed_id_matches_a_message() -> None:
    known = messages(DEFAULT_LANGUAGE)
    assert [pattern for pattern in _patterns() if not any(re.fullmatch(pattern, key) for key in known)] == []


def test_no_message_is_left_over() -> None:
    # `{column}.{value}` would match anything: families reached only through it are named here.
    by_column = re.compile(r"(boundary|basis|accounting)\.\w+")
    patterns = [re.compile(pattern) for pattern in _patterns() if not pattern.startswith("[")]
    constants = _constants()
    unused = [
        key
        for key in messages(DEFAULT_LANGUAGE)
        if key not in constants
        and not by_column.fullmatch(key)
        and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unused == []


def test_each_language_has_one_catalogue() -> None:
    assert {path.stem for path in LOCALES.glob("*.po")} == set(LANGUAGES)


@pytest.mark.parametrize(
    ("browser", "language"),
    [("zh-CN", "zh"), ("zh", "zh"), ("en-GB", "en"), ("fr-FR", "en"), (None, "en"), ("", "en")],
)
def test_first_language_follows_the_browser(browser: str | None, language: str) -> None:
    assert guess(browser) == language


def test_countries_are_named_by_cldr() -> None:
    assert Text("en").country("FRA", "?") == "France"
    assert Text("zh").country("FRA", "?") == "法国"
    assert Text("zh").country("XKX", "?") == "科索沃"
    assert Text("en").country("", "World") == "World"
