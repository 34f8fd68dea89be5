"""The reader's own models: names that their tables may use, and estimates of them."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from content.charts import ranges
from content.findings import estimate_cards
from content.language.messages import LANGUAGES, Text
from content.state.values import NONE
from content.tables import catalog
from content.tables.catalog import Row
from content.tables.records import Estimates
from content.view import View
from footprint import own
from footprint.columns import Columns
from footprint.estimate import arrays, estimate
from footprint.own import Problem

KEPT = 256  # typed models whose estimates are kept
MOST_BYTES = 2**29  # of a file's columns as they lie in memory; a small file can claim any number
UNPUBLISHED = ("reported_energy", "chip_hours")  # paths whose words for known models speak of publications
# Address value -> column of a table of own models.
TYPED = {
    "own_parameters": "parameters",
    "own_tokens": "tokens",
    "own_hours": "chip_hours",
    "own_energy": "energy_mwh",
    "own_hardware": "hardware",
    "own_region": "region",
    "own_pue": "pue",
}


class RefusedError(Exception):
    """A file that is not read, and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


@catalog.shared()
def hardware() -> dict[str, str]:
    """Id of every chip by its id and its name, in lower case."""
    chips = catalog.accelerators()
    return {text.lower(): chip_id for chip_id, chip in chips.items() for text in (chip_id, str(chip["name"]))}


@catalog.shared()
def regions() -> dict[str, str]:
    """Id of every grid by its id and its names, in lower case."""
    found = {name.lower(): grid_id for code in LANGUAGES for grid_id, name in catalog.region_names(code).items()}
    return found | {grid_id.lower(): grid_id for grid_id in catalog.places()}


@catalog.shared()
def year() -> int:
    """Newest year of the grids: that of a model whose year nobody states."""
    return max(int(row["year"]) for row in catalog.places().values())


def typed(values: Mapping[str, str]) -> Row:
    """Estimate of the model that stands in the address."""
    return _typed(tuple((column, values[name]) for name, column in TYPED.items()))


@catalog.shared(KEPT)
def _typed(stated: tuple[tuple[str, str], ...]) -> Row:
    texts = tuple((column, "" if text == NONE else text) for column, text in stated if column not in own.NUMBERS)
    numbers = {own.QUANTITIES[column]: np.array([_number(text)]) for column, text in stated if column in own.NUMBERS}
    known = _without_numbers(texts)
    model = replace(known, numbers=known.numbers | numbers)
    return Estimates([""], arrays(model, catalog.reference()))[""]


@catalog.shared(KEPT)
def _without_numbers(texts: tuple[tuple[str, str], ...]) -> Columns:
    """A model without numbers: a slider changes those at each move, and a table takes long to make."""
    return Columns.of(_models(pd.DataFrame({column: [text] for column, text in texts})))


def _number(text: str) -> float:
    """What the reader typed or chose; the address has checked it."""
    return math.nan if text == NONE else float(text)


def path(name: str, t: Text) -> str:
    """How an estimate came about, in words for figures of the reader's own, which nobody published."""
    return t(f"yours.path.{name}" if name in UNPUBLISHED else f"path.{name}")


def chart_row(label: str, estimate: Row, view: View) -> ranges.Row:
    """An own model as a row of the ranking chart."""
    t, shown = view.t, estimate_cards.emissions(estimate, view)
    about = (t(f"kind.{estimate_cards.kind(estimate)}"), estimate_cards.estimate_boundary(estimate, view))
    hover = (f"<b>{label}</b>", shown.text, shown.range_text(t), " · ".join(about))
    return ranges.Row(
        label=label,
        estimate=estimate["emissions_tco2e"],
        low=estimate["emissions_low_tco2e"],
        high=estimate["emissions_high_tco2e"],
        estimate_hover="<br>".join(line for line in hover if line),
        chosen=True,
    )


def estimates(table: pd.DataFrame) -> pd.DataFrame:
    """Estimates of a table without problems."""
    return estimate(_models(table), catalog.reference(), with_factors=False)


def _models(table: pd.DataFrame) -> pd.DataFrame:
    return own.models(table, hardware(), regions(), year())


def read(content: bytes) -> pd.DataFrame:
    """Table of a CSV or Parquet file, its texts as categories; raises RefusedError. The content decides, not the name.

    What can be told from the header and the description of the columns is told before the rows are read.
    """
    try:
        table = _read_parquet(content) if content.startswith(b"PAR1") else _read_csv(content)
        return pd.DataFrame(
            {name: _column(name, values) for name, values in zip(_names(table), table.columns, strict=True)}
        )
    except (pa.ArrowException, csv.Error, OSError, ValueError) as error:
        raise RefusedError(Problem(0, "", "unreadable")) from error


def _names(table: pa.Table) -> list[str]:
    return [name.strip().lower() for name in table.column_names]


def _refuse(problems: Iterable[Problem]) -> None:
    for problem in problems:
        raise RefusedError(problem)


def _read_parquet(content: bytes) -> pa.Table:
    described = pyarrow.parquet.read_schema(io.BytesIO(content))
    texts = [
        field.name for field in described if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)
    ]
    file = pyarrow.parquet.ParquetFile(io.BytesIO(content), read_dictionary=texts)
    about = file.metadata
    _refuse(own.header_problems(name.strip().lower() for name in described.names))
    _refuse(own.size_problems(about.num_rows))
    if sum(about.row_group(number).total_byte_size for number in range(about.num_row_groups)) > MOST_BYTES:
        raise RefusedError(Problem(0, "", "unreadable"))
    return file.read().unify_dictionaries()


def _read_csv(content: bytes) -> pa.Table:
    """Numbers as numbers; as texts where one of them is none, so that it can be told which."""
    header = content.split(b"\n", 1)[0].decode("utf-8-sig").strip("\r")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    names = next(csv.reader([header], delimiter=delimiter), [])
    _refuse(own.header_problems(name.strip().lower() for name in names))
    texts: dict[str, pa.DataType] = dict.fromkeys(names, pa.dictionary(pa.int32(), pa.string()))
    numbers = {name: pa.float64() for name in names if name.strip().lower() in own.NUMBERS}
    try:
        return _parsed(content, delimiter, texts | numbers)
    except pa.ArrowInvalid:
        return _parsed(content, delimiter, texts)


def _parsed(content: bytes, delimiter: str, types: Mapping[str, pa.DataType]) -> pa.Table:
    options = pyarrow.csv.ConvertOptions(column_types=dict(types), null_values=[""], strings_can_be_null=False)
    table = pyarrow.csv.read_csv(
        io.BytesIO(content), parse_options=pyarrow.csv.ParseOptions(delimiter=delimiter), convert_options=options
    )
    for column in table.columns:
        if pa.types.is_floating(column.type) and pc.any(pc.is_nan(column)).as_py():
            raise pa.ArrowInvalid("a text that stands for no number")
    return table.unify_dictionaries()


def _column(name: str, values: pa.ChunkedArray) -> pd.Series:
    """A column of numbers as such, any other as categories."""
    if name in own.NUMBERS and (pa.types.is_integer(values.type) or pa.types.is_floating(values.type)):
        return pd.Series(values.cast(pa.float64()).to_numpy())
    if not pa.types.is_dictionary(values.type):
        values = values.cast(pa.string()).dictionary_encode()
    found: pd.Series = values.to_pandas()
    return found
