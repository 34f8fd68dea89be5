"""The nomenclature page names every quantity of the estimator's public functions, with its unit."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from footprint import units

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "nomenclature.md").read_text(encoding="utf-8")
UNITS = (
    "_w",
    "_mwh",
    "_wh",
    "_flop",
    "_flop_per_s",
    "_tco2e",
    "_gco2e_per_kwh",
    "_hours",
    "_months",
    "_per_query",
    "_per_day",
)
QUANTITIES = ("pue", "mfu", "wue", "ewif", "days", "utilization", "development", "active_parameters", "training_tokens")
CONVERSION = re.compile(r"\b(1000(\.0)?|1e3|1e6|86_?400|3600(\.0)?|365(\.2\d*)?)\b")


def named() -> set[str]:
    """Names of the first column of the tables of quantities."""
    return {name for row in re.findall(r"^\| (`.+?) \|", PAGE, re.M) for name in re.findall(r"`(\w+)`", row)}


def modules() -> list[Path]:
    return sorted((ROOT / "footprint").rglob("*.py"))


def converts(node: ast.AST) -> bool:
    """Whether a product or quotient has a bare conversion in it."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Mult | ast.Div):
        return False
    sides = (node.left, node.right)
    return any(isinstance(side, ast.Constant) and CONVERSION.fullmatch(str(side.value)) for side in sides)


def arguments() -> Iterator[str]:
    """Arguments of public functions that are physical quantities."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                for argument in (*node.args.args, *node.args.kwonlyargs):
                    if argument.arg.endswith(UNITS) or argument.arg in QUANTITIES:
                        yield argument.arg


def test_every_quantity_of_the_estimator_is_on_the_page() -> None:
    used = set(arguments())
    assert len(used) > 15
    assert used - named() == set()


def test_every_quantity_on_the_page_is_used() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in modules())
    assert len(named()) > 25
    assert [name for name in named() if not re.search(rf"\b\w*{name}\b", sources)] == []


def drawing() -> list[Path]:
    """Modules that say and draw what the estimator computes."""
    return sorted(
        path for folder in ("components", "content", "pages", "web") for path in (ROOT / folder).rglob("*.py")
    )


def test_what_draws_takes_the_one_function_of_units() -> None:
    """Formulas stand in the estimator; outside of it a quantity is only written in another unit."""
    taken = {
        alias.name
        for path in drawing()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == units.__name__
        for alias in node.names
    }
    assert taken == {"convert"}


def test_conversions_stand_in_one_module() -> None:
    """In code; a formula in a docstring writes the number out."""
    elsewhere = {}
    for path in (*modules(), *drawing()):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if path != Path(units.__file__) and (bare := [ast.unparse(node) for node in nodes if converts(node)]):
            elsewhere[path.name] = bare
    assert elsewhere == {}


@pytest.mark.parametrize("written", ["x * 1000", "x / 3600.0", "365.25 / 12", "x / 86400"])
def test_a_conversion_would_be_seen(written: str) -> None:
    assert converts(ast.parse(written, mode="eval").body)
