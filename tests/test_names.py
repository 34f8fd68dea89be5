"""Names are the field's terms or the noun, not a word that fits everything (CONTRIBUTING.md).

`old_names.txt` lists the modules that still have such names. It only gets shorter: a module that is new or moved has
none, and one that has lost its last leaves the list.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bench", "components", "content", "data", "deploy", "edition", "footprint", "pages", "runtime", "web")
WORDS = {"found", "told", "turn", "ahead", "together", "aside", "later", "shown"}  # as a part of a name too
WHOLE = {"one"}  # `at_least_one` says something
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


def listed() -> list[str]:
    return (ROOT / "tests" / "old_names.txt").read_text().split()


def given(tree: ast.AST) -> Iterator[str]:
    """Names that a module gives: to functions, classes, arguments, variables, fields and what it imports."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.alias(asname=str(name)):
                yield name


def forbidden(name: str) -> bool:
    return name.strip("_") in WHOLE or not WORDS.isdisjoint(word.lower() for word in WORD.findall(name))


def old_names() -> dict[str, set[str]]:
    """Forbidden names by module, of those that have any."""
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    assert len(paths) > 100
    names = {
        path.relative_to(ROOT).as_posix(): {*given(ast.parse(path.read_text(encoding="utf-8"))), path.stem}
        for path in paths
    }
    wrong = {path: set(filter(forbidden, every)) for path, every in names.items()}
    return {path: bad for path, bad in wrong.items() if bad}


def test_names_are_nouns_and_terms() -> None:
    done = {path: names for path, names in old_names().items() if path not in listed()}
    assert done == {}


def test_the_list_of_old_names_only_gets_shorter() -> None:
    assert sorted(set(listed()) - set(old_names())) == []
    assert listed() == sorted(set(listed()))


@pytest.mark.parametrize("name", ["found", "_found", "shown_amount", "Shown", "StillShown", "one", "_one", "turn_2"])
def test_a_forbidden_name_would_be_seen(name: str) -> None:
    assert forbidden(name)


@pytest.mark.parametrize("name", ["foundation", "at_least_one", "return_value", "ones", "turnover", "display"])
def test_other_names_pass(name: str) -> None:
    assert not forbidden(name)


def test_all_ways_to_give_a_name_are_read() -> None:
    source = """
import a as b
class C:
    d: int
    def e(self, f, *g, h=1, **i): self.j = [k for k in g if (l := k)]
for m, n in (): pass
with o() as p: pass
"""
    assert set(given(ast.parse(source))) == set("bCdefghijklmnp") | {"self"}
