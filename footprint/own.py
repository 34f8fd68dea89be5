"""Models of the reader's own: a small table of what is known of each, made ready for the estimator."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from footprint.labels import Mask, Texts

NUMBERS = ("parameters", "tokens", "compute_flop", "chip_hours", "energy_mwh", "pue")
IDS = ("hardware", "region")
COLUMNS = ("name", *NUMBERS, *IDS)
MOST_ROWS = 1_000_000
LONGEST = 200  # characters of a name
# Column of the wide models table that each figure stands for.
QUANTITIES = {
    "parameters": "active_parameters",
    "tokens": "training_tokens",
    "compute_flop": "training_compute_flop",
    "chip_hours": "chip_hours",
    "energy_mwh": "energy_mwh",
    "pue": "pue",
}
UNSTATED = ("system_power_w", "grid_gco2e_per_kwh", "emissions_tco2e", "place_year")
OPERATOR = "pue-other"  # nobody runs a hyperscaler's site by default


@dataclass(frozen=True)
class Problem:
    """What is wrong with a table, in which row (the first is 1; 0 for the whole table) and column."""

    row: int
    column: str
    kind: str  # number, positive, pue, unknown, long, column, twice, empty, rows; of a file also unreadable
    value: str = ""


def header_problems(columns: Iterable[str]) -> Iterator[Problem]:
    """Columns that are not understood or stand there twice."""
    for column, count in Counter(columns).items():
        if column not in COLUMNS:
            yield Problem(0, column, "column", column)
        elif count > 1:
            yield Problem(0, column, "twice", column)


def size_problems(rows: int) -> Iterator[Problem]:
    """Too few or too many rows."""
    if not rows:
        yield Problem(0, "", "empty")
    if rows > MOST_ROWS:
        yield Problem(0, "", "rows", f"{rows:,}")


def problems(table: pd.DataFrame, hardware: Mapping[str, str], regions: Mapping[str, str]) -> Iterator[Problem]:
    """Everything that keeps a table from being estimated, first rows first in each column.

    Parameters
    ----------
    table : columns of COLUMNS, any of them missing; numbers (NaN where unknown) or texts (empty where unknown), which
        cost least as categories
    hardware, regions : id of each name and id that is understood, in lower case
    """
    size = list(size_problems(len(table)))
    yield from size
    if len(table) > MOST_ROWS:
        return
    yield from header_problems(map(str, table.columns))
    for column in (name for name in NUMBERS if name in table):
        values = numbers(table[column])
        yield from _at(table[column], _stated(table[column]) & np.isnan(values), "number")
        impossible = (values < 1) if column == "pue" else (values <= 0)
        yield from _at(table[column], impossible | np.isinf(values), "pue" if column == "pue" else "positive")
    for column, known in zip(IDS, (hardware, regions), strict=True):
        if column in table:
            codes, texts = _coded(table[column])
            unknown = np.array([bool(text) and text.lower() not in known for text in texts])
            yield from _at(table[column], unknown[codes], "unknown")
    if "name" in table:
        yield from _at(table["name"], np.asarray(table["name"].str.len() > LONGEST), "long")


def _at(column: pd.Series, wrong: Mask, kind: str) -> Iterator[Problem]:
    for place in np.flatnonzero(wrong):
        value = column.iloc[place]
        text = str(value).strip() if isinstance(value, str) else f"{value:g}"
        yield Problem(int(place) + 1, str(column.name), kind, text)


def _coded(column: pd.Series) -> tuple[npt.NDArray[np.integer], Texts]:
    """Texts of a column as places in an array of few; its last one, which code -1 leads to, is the empty text."""
    categories = column if isinstance(column.dtype, pd.CategoricalDtype) else column.astype("category")
    texts = [str(text).strip() for text in categories.cat.categories]
    return categories.cat.codes.to_numpy(), np.array([*texts, ""], dtype=object)


def _stated(column: pd.Series) -> Mask:
    """Where a column says anything."""
    if pd.api.types.is_numeric_dtype(column.dtype):
        return np.asarray(column.notna())
    codes, texts = _coded(column)
    stated: Mask = (texts != "")[codes]
    return stated


def numbers(column: pd.Series) -> npt.NDArray[np.float64]:
    """A column as numbers; NaN where it holds none."""
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column.to_numpy(dtype=float)
    codes, texts = _coded(column)
    values = pd.to_numeric(pd.Series(texts), errors="coerce").to_numpy(dtype=float)
    found: npt.NDArray[np.float64] = values[codes]
    return found


def models(table: pd.DataFrame, hardware: Mapping[str, str], regions: Mapping[str, str], year: int) -> pd.DataFrame:
    """Rows of the wide models table from a table without problems.

    Parameters
    ----------
    table, hardware, regions : as in `problems`
    year : of the grid, and of the run where nothing but its compute is known

    A measured energy counts as that of the whole facility. What is not stated comes from the distributions: an
    undisclosed place, the PUE of smaller operators. Figures of the reader's own have no fact behind them.
    """
    rows = len(table)
    found: dict[str, object] = {
        "lineage": _same("from_scratch", rows),
        "domain": _same("language", rows),
        "encoder_decoder": np.zeros(rows, dtype=bool),
        "pue_prior_id": _same(OPERATOR, rows),
        "place_level": _same("", rows),
        "energy_boundary": _same("facility", rows),
        "energy_basis": _same("measured", rows),
        "release_date": np.full(rows, np.datetime64(datetime.date(year, 7, 1))),
        "accelerator_id": _ids(table, "hardware", hardware),
        "grid_id": _ids(table, "region", regions),
        **{column: np.full(rows, math.nan) for column in UNSTATED},
    }
    for column, quantity in QUANTITIES.items():
        found[quantity] = numbers(table[column]) if column in table else np.full(rows, math.nan)
    for quantity in (*QUANTITIES.values(), *UNSTATED):
        found[f"{quantity}_fact_id"] = _same("", rows)
    found["training_compute_flop_kind"] = _same("reported", rows)
    return pd.DataFrame(found)


def _same(text: str, rows: int) -> Any:
    return pd.Categorical.from_codes(np.zeros(rows, np.int32), dtype=_only(text), validate=False)


@cache
def _only(text: str) -> pd.CategoricalDtype:
    """Column type of one text; making it takes longer than filling a column with it."""
    return pd.CategoricalDtype([text])


def _ids(table: pd.DataFrame, column: str, known: Mapping[str, str]) -> Any:
    if column not in table:
        return _same("", len(table))
    codes, texts = _coded(table[column])
    places, ids = pd.factorize(np.array([known[text.lower()] if text else "" for text in texts], dtype=object))
    return pd.Categorical.from_codes(places[codes], pd.Index(ids))
