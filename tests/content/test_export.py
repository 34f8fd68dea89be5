"""Files of a chart: numbers stay numbers, say what they are, and never run in a spreadsheet."""

from __future__ import annotations

import csv
import datetime
import io
import json
import math

import pyarrow.parquet
import pytest

from content.columns import About, Columns, Numbers, texts
from content.files.export import as_csv, as_parquet, plain_text

ABOUT = About(
    title="GPT-3 emitted 550 t",
    quantity="Emissions",
    scenario="France",
    source="From [Patterson, Table 4](https://example.org/paper)\nand others",
    link="http://localhost/emissions?model=gpt-3-175b",
    data_version="2026.11.0",
    retrieved=datetime.date(2026, 11, 23),
)
COLUMNS: Columns = {
    "Model": ["GPT-3", "=HYPERLINK(1)"],
    "Emissions": Numbers([552.123456789, math.nan], "t CO2e", lambda value: f"{value:.0f} t"),
}


def rows(file: bytes) -> list[list[str]]:
    """Lines of a CSV file below its comments."""
    found = csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))
    return [row for row in found if not row[0].startswith("#")]


def test_on_screen_a_number_is_a_text_and_a_missing_one_an_empty_cell() -> None:
    assert texts(COLUMNS) == {"Model": ["GPT-3", "=HYPERLINK(1)"], "Emissions": ["552 t", ""]}


def test_csv_has_plain_numbers_with_their_unit() -> None:
    assert rows(as_csv(COLUMNS, ABOUT))[:2] == [["Model", "Emissions [t CO2e]"], ["GPT-3", "552.123"]]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_cells_never_begin_a_formula(begin: str) -> None:
    (cell,) = rows(as_csv({"Model": [f"{begin}1+1"]}, ABOUT))[1]
    assert cell.startswith("'")


def test_csv_describes_itself_line_by_line() -> None:
    lines = as_csv(COLUMNS, ABOUT).decode("utf-8-sig").splitlines()
    described = dict(line.removeprefix("# ").split(": ", 1) for line in lines if line.startswith("# "))
    assert described["source"] == "From Patterson, Table 4 <https://example.org/paper> and others"
    assert (described["link"], described["scenario"]) == (ABOUT.link, "France")
    assert (described["data_version"], described["retrieved"]) == ("2026.11.0", "2026-11-23")


def test_parquet_keeps_every_digit_and_the_description() -> None:
    found = pyarrow.parquet.read_table(io.BytesIO(as_parquet(COLUMNS, ABOUT)))
    assert found.to_pydict() == {
        "Model": ["GPT-3", "=HYPERLINK(1)"],
        "Emissions [t CO2e]": [552.123456789, None],
    }
    assert json.loads(found.schema.metadata[b"model_footprint"])["title"] == ABOUT.title


def test_markdown_becomes_plain() -> None:
    assert plain_text(r"**Hour** \[a\] [b \[c\]](http://x/y)") == "Hour [a] b [c] <http://x/y>"
