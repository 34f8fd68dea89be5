"""Every text exists in every language, and nothing in the catalogues is left over."""

from __future__ import annotations

import ast
import re
from calendar import month_abbr, month_name
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from content.language.messages import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    LOCALES,
    Text,
    catalogue,
    data_texts,
    forms,
    guess,
    messages,
)
from content.state.parameters import LANDMARKS
from footprint.load import RELEASES, Dataset, load, releases

ROOT = Path(__file__).parents[2]
SOURCES = [
    path for folder in ("components", "content", "edition", "pages", "web") for path in (ROOT / folder).rglob("*.py")
]
TEMPLATES = [path for folder in ("content", "edition", "web") for path in (ROOT / folder).rglob("templates/*.html")]


def _in_templates() -> set[str]:
    """Ids of the texts that templates ask for."""
    return {key for path in TEMPLATES for key in re.findall(r'\bt\("([\w.]+)"', path.read_text())}


def _calls() -> Iterator[ast.expr]:
    """First argument of each call of a text: `t(…)`, `view.t(…)`, `t.plural(…)`, `_counted(…)`."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("t", "first_text", "plural", "_counted"):
                    yield node.args[0]


def _constants() -> set[str]:
    return _in_templates() | {
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_the_forms_of_their_language_and_no_placeholder_of_their_own(language: str) -> None:
    several = {message.id[0] for message in catalogue("en") if isinstance(message.id, tuple)}
    number = catalogue(language).num_plurals
    assert len(several) > 10
    assert {key: len(forms(language)[key]) for key in several} == dict.fromkeys(several, number)
    for key in several:
        assert all(_placeholders(text) <= _placeholders(messages(language)[key]) for text in forms(language)[key]), key


def test_a_number_chooses_its_form() -> None:
    english, chinese = Text("en"), Text("zh")
    assert [english.plural("unit.days", n, value=n) for n in (0, 1, 1.5, 2, 21)] == [
        "0 days",
        "1 day",
        "1.5 days",
        "2 days",
        "21 days",
    ]
    assert chinese.plural("unit.days", 1, value=1) == chinese("unit.days", value=1) == "1 天"
    assert english.plural("inference.course.retraining", 1, months=1) == "Retrained every month."
    assert english.plural("app.name", 1) == english("app.name")


def test_every_text_asked_for_exists() -> None:
    asked = {argument.value for argument in _calls() if isinstance(argument, ast.Constant)}
    assert len(asked) > 50
    assert len(_in_templates()) > 5
    asked |= _in_templates()
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


WITH_PROSE = sorted(path.stem for path in (LOCALES / "data").glob("*.po"))  # a language may leave the prose in English


# Prose of the tables that readers of any language meet: of every estimate, and of the models that they ask for first.
def _prose() -> set[str]:
    tables = load()
    landmarks = tables.facts["model_id"].isin(LANDMARKS)
    columns = (
        *(tables.priors[column] for column in ("quantity", "applies_to", "support")),
        tables.facts.loc[landmarks, "note"],
        tables.facts["run"],
        tables.models["note"],
        tables.models["place"],
    )
    return {text for column in columns for text in column.astype(str) if re.search("[a-z]{3}", NAMES.sub("", text))}


def _versions() -> list[Dataset]:
    """The data in use and those of the versions that links still show."""
    return [load(), *(load(RELEASES / version) for version in releases())]


def _all_prose() -> set[str]:
    columns = [tables.facts[column] for tables in _versions() for column in ("note", "run")]
    columns += [tables.models["note"] for tables in _versions()]
    return _prose() | _places() | {text for column in columns for text in column.astype(str)}


def _places() -> set[str]:
    """What names a grid: its whole name, or the place in brackets after a provider's id."""
    grids = load().grids
    names = set(grids.loc[grids["level"].isin(("subregion", "cloud")), "name"].astype(str))
    ember = set(grids.loc[grids["name"].str.endswith("(Ember)"), "name"].astype(str))
    return names | ember | {found[1] for name in names if (found := re.search(r"\((.+)\)$", name))}


NAMES = re.compile(r"\b(GPT|TPU|LaMDA|PaLM|GLaM)\b")
MONTHS = {name: number for names in (month_name, month_abbr) for number, name in enumerate(names) if name}
MONTH = re.compile(rf"\b({'|'.join(MONTHS)})(?= \d)")
SPELLED = {"Table 3": "表 3", "Section 4.2, Table 1": "第 4.2 节, 表 1", "row 'GPT-4', Parameters": "“GPT-4”行, 参数量"}


@pytest.mark.parametrize("language", WITH_PROSE)
def test_prose_of_the_tables_is_translated(language: str) -> None:
    assert sorted(_prose() - data_texts(language).keys()) == []


def test_names_of_grids_are_read_in_chinese() -> None:
    t = Text("zh")
    names = load().grids.query("level in ('subregion', 'cloud')")["name"].astype(str).unique()
    assert [name for name in names if t.place(name) == name] == []
    assert t.place("AWS us-east-1 (N. Virginia)") == "AWS us-east-1（弗吉尼亚州北部）"
    assert [name for name in names if Text("en").place(name) != name] == []


@pytest.mark.parametrize("language", WITH_PROSE)
def test_no_translation_of_prose_is_left_over(language: str) -> None:
    locators = {
        text
        for tables in _versions()
        for table in vars(tables).values()
        if hasattr(table, "columns") and "locator" in table
        for text in table["locator"].astype(str)
    }
    parts = {part for text in locators for part in text.split(", ")}

    def used(text: str) -> bool:
        word, is_pattern, _ = text.partition(" {n}")
        return any(f"{word} " in one for one in locators) if is_pattern else text in parts

    assert [text for text in data_texts(language).keys() - _all_prose() if not used(text)] == []


@pytest.mark.parametrize("language", WITH_PROSE)
def test_translated_prose_has_the_same_numbers(language: str) -> None:
    def numbers(text: str) -> list[str]:
        dated = MONTH.sub(lambda found: str(MONTHS[found[1]]), text)  # `July 2021` is 2021 年 7 月
        return sorted(re.findall(r"\d[\d,.]*\d|\d", dated))

    differing = {text: found for text, found in data_texts(language).items() if numbers(text) != numbers(found)}
    assert differing == {}


def test_english_prose_stays_as_it_is() -> None:
    assert all(Text("en").data(text) == text for text in _all_prose())


@pytest.mark.parametrize(("english", "chinese"), SPELLED.items())
def test_places_in_a_source_are_read_in_chinese(english: str, chinese: str) -> None:
    assert Text("zh").locator(english) == chinese
    assert Text("en").locator(english) == english


@pytest.mark.parametrize("path", sorted(LOCALES.rglob("*.po")), ids=lambda path: str(path.relative_to(LOCALES)))
def test_no_text_stands_twice(path: Path) -> None:
    ids = re.findall(r'^msgid (".+"(?:\n".*")*)$', path.read_text(encoding="utf-8"), re.M)
    assert [text for text, count in Counter(ids).items() if count > 1] == []
