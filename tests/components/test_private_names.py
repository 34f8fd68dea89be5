"""What the dashboard knows of others' insides is still there in the installed packages: an upgrade is a red list."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import streamlit
from streamlit import config

from components.host.words import WORDS
from content.files import html_file
from content.language.messages import Text

ROOT = Path(__file__).parents[2]
HOST = ROOT / "components" / "host"
NAMES: dict[str, dict[str, str]] = tomllib.loads((HOST / "private_names.toml").read_text(encoding="utf-8"))
IN_THE_BUNDLE = ("test_id", "dom", "window", "storage", "seen")
TEST_ID = re.compile(r'data-testid\^?=\\?["\']?(st\w+(?:-\w+)?)')
BUNDLE = Path(streamlit.__file__).parent / "static" / "static" / "js"
OURS = ("components", "content", "web", "pages", "edition", "deploy", "runtime", "footprint")
TEST = Path(__file__).relative_to(ROOT).as_posix()
HELD = ("components/host/", "web/static/")
# Test ids, classes and globals of Streamlit's page; what both keep under an underscore; Plotly's layers.
PRIVATE_NAME = re.compile(
    r"data-test\w*(?:-\w+)*|\bst[A-Z]\w+|__streamlit\w*|_stcore|_fullLayout|_fullData|\b_enqueue|\b_script_\w+"
    r"|data-stale|rc-overflow[\w-]*|main-svg|(?:hover|drag|info)layer|updatemenu-\w+|js-plotly-plot"
)
PRIVATE = re.compile(r"_(?!_)")
OWN = ("self", "super()")
PUBLIC = {"streamlit", "streamlit.testing.v1"}  # what Streamlit documents


@pytest.fixture(scope="module")
def bundle() -> str:
    """All scripts of Streamlit's page."""
    scripts = sorted(BUNDLE.glob("*.js"))
    assert scripts
    return "\n".join(path.read_text(encoding="utf-8") for path in scripts)


def owner(path: str) -> Any:
    """The module or class that a name of the table belongs to."""
    module, _, name = path.partition(":")
    imported: ModuleType = importlib.import_module(module)
    return getattr(imported, name.split(".")[0]) if "." in name else imported


def has(thing: Any, attribute: str) -> bool:
    """Whether a module or class has an attribute, or its objects are given one."""
    return (
        hasattr(thing, attribute)
        or attribute in getattr(thing, "__annotations__", {})
        or f"self.{attribute} = " in inspect.getsource(thing)
    )


@pytest.mark.parametrize("path", NAMES["python"])
def test_python_has_it(path: str) -> None:
    assert has(owner(path), path.rpartition(":")[2].rpartition(".")[2])


@pytest.mark.parametrize("path", NAMES["path"])
def test_the_page_asks_at_this_address(bundle: str, path: str) -> None:
    assert path.strip("/") in bundle


@pytest.mark.parametrize("name", [name for table in IN_THE_BUNDLE for name in NAMES[table]])
def test_the_page_has_it(bundle: str, name: str) -> None:
    assert NAMES["composed"].get(name, name) in bundle


def texts(*folders: str) -> dict[str, str]:
    """Files of ours that a browser or Python reads, and their texts."""
    return {path: text for kind in ("py", "js", "css") for path, text in sources(kind, *folders).items()}


def test_every_mark_of_an_element_is_in_the_table() -> None:
    assert set(TEST_ID.findall("\n".join(texts("components/host").values()))) == set(NAMES["test_id"])


def test_outside_of_this_folder_stands_no_name_of_the_table() -> None:
    """Nor another one of the kind."""
    outside = {path: text for path, text in texts(*OURS).items() if not path.startswith(HELD)}
    assert len(outside) > 200
    used = {path: set(PRIVATE_NAME.findall(text)) for path, text in outside.items()}
    assert {path: names for path, names in used.items() if names} == {}
    known = [name for table in IN_THE_BUNDLE for name in NAMES[table] if not name.isalpha()]
    assert {(path, name) for path, text in outside.items() for name in known if name in text} == set()


@pytest.mark.parametrize(
    "text", ["[data-testid=stMain]", ".stLogo", "__streamlit", "place._fullLayout", "ctx._enqueue"]
)
def test_such_a_name_would_be_seen(text: str) -> None:
    assert PRIVATE_NAME.search(text)


def test_every_sentence_that_is_translated_is_one_of_streamlit_s(bundle: str) -> None:
    english = {name: Text("en")(f"streamlit.{name}") for name in WORDS}
    # `#` stands for a part that changes.
    parts = {name: [part.strip(" :") for part in text.split("#") if part.strip(" :")] for name, text in english.items()}
    assert all(parts.values())
    assert {name: text for name, text in parts.items() if not all(part in bundle for part in text)} == {}


@pytest.mark.parametrize("name", NAMES["plotly"])
def test_a_drawing_has_it(name: str) -> None:
    assert name in html_file.text_of(html_file.DRAWING)


def test_tests_look_at_nothing_that_this_test_does_not_look_up() -> None:
    known = {name for table in NAMES.values() for name in table} | {"stElse"}  # which a test calls stMain
    known |= {path.rpartition(".")[2] for path in NAMES["python"]}
    looking = {path: text for path, text in texts("tests", "bench").items() if path != TEST}
    used = {path: set(PRIVATE_NAME.findall(text)) for path, text in looking.items()}
    assert sum(map(bool, used.values())) > 10
    # `stTopNav` is the beginning of two of them, `data-testid` and `_stcore` come before a name.
    begun = {(path, name) for path, names in used.items() for name in names if name not in {"data-testid", "_stcore"}}
    assert {pair for pair in begun if not any(name.startswith(pair[1]) for name in known)} == set()


@pytest.mark.parametrize("option", NAMES["option"])
def test_an_option_can_be_set(option: str) -> None:
    config.get_option(option)


def test_every_setting_is_one_of_streamlit_s() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    names = [f"{section}.{name}" for section, values in settings.items() for name in values]
    assert len(names) > 10
    for name in names:
        if name not in ("theme.light", "theme.dark"):
            config.get_option(name)


def sources(kind: str, *folders: str) -> dict[str, str]:
    """Files of ours of a kind and their texts."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((ROOT / folder).rglob(f"*.{kind}"))
    }


def imported(text: str) -> Iterator[str]:
    """What a module takes from inside of Streamlit, as the table writes it."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (f"{alias.name}:" for alias in node.names if alias.name.startswith("streamlit."))
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if module.startswith("streamlit.") and module not in PUBLIC:
                yield from (f"{module}:{alias.name}" for alias in node.names)


def test_only_this_folder_takes_what_streamlit_does_not_document() -> None:
    written = sources("py", *OURS)
    assert len(written) > 100
    used = {path: names for path, text in written.items() if (names := set(imported(text)))}
    inside = {name for path, names in used.items() if path.startswith("components/host/") for name in names}
    assert inside - set(NAMES["python"]) == set()
    assert {path for path in used if not path.startswith("components/host/")} == set()


def test_every_private_attribute_is_in_the_table() -> None:
    known = {path.rpartition(".")[2] for path in NAMES["python"]}
    used = {
        node.attr
        for text in sources("py", "components/host").values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and PRIVATE.match(node.attr) and ast.unparse(node.value) not in OWN
    }
    assert used <= known


def test_no_name_of_the_table_is_unused() -> None:
    text = "\n".join(texts("components/host", "tests", "bench").values())
    text += (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    names = {name.rpartition(".")[2].rpartition(":")[2] for table in NAMES.values() for name in table}
    assert {name for name in names if name not in text} == set()
