"""The page on the tables names what is there, with its unit."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data.build import FOLDER, METADATA_KEY
from data.keys import UNIQUE
from data.prefer import QUANTITIES as PREFERRED
from data.quantities import QUANTITIES
from data.schema import TABLES

PAGE = (Path(__file__).parents[2] / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]*) \| ([^|]+) \|$", re.MULTILINE)


def _rows(heading: str) -> dict[str, tuple[str, str]]:
    """Name -> unit and meaning in the section of a heading."""
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return {name: (unit.strip(), meaning.strip()) for name, unit, meaning in ROW.findall(section)}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_column_with_its_unit(table: str) -> None:
    schema = pq.read_schema(FOLDER / f"{table}.parquet")
    units = json.loads(schema.metadata[METADATA_KEY])["units"]
    each = {f"{quantity}_{what}" for quantity in PREFERRED for what in ("fact_id", "kind")}  # described in one sentence
    expected = {name: units.get(name, "") for name in schema.names if table != "models" or name not in each}
    assert {name: unit for name, (unit, _) in _rows(table).items()} == expected


@pytest.mark.parametrize("table", sorted(UNIQUE))
def test_the_key_is_named(table: str) -> None:
    section = PAGE.split(f"\n## {table}\n", 1)[1].split("\n## ", 1)[0]
    assert f"Key: {', '.join(f'`{column}`' for column in UNIQUE[table])}." in section


def test_every_quantity_with_its_units() -> None:
    rows = _rows("Quantities of facts")
    assert {name: unit for name, (unit, _) in rows.items()} == {q: ", ".join(units) for q, units in QUANTITIES.items()}


@pytest.mark.parametrize("column", ["boundary", "basis", "scope", "accounting"])
def test_every_word_of_a_figure_s_boundary_is_explained(column: str) -> None:
    _, meaning = _rows("facts")[column]
    assert [word for word in TABLES["facts"][column].words if f"`{word}`" not in meaning] == []
