"""Models of the reader's own: a small table of what is known of each, made ready for the estimator."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

NUMBERS = ("parameters", "tokens", "compute_flop", "chip_hours", "energy_mwh", "pue")
IDS = ("hardware", "region")
COLUMNS = ("name", *NUMBERS, *IDS)
MOST_ROWS = 1_000_000
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
    kind: str  # number, positive, pue, unknown, column, empty, rows
    value: str = ""


def problems(table: pd.DataFrame, hardware: Mapping[str, str], regions: Mapping[str, str]) -> Iterator[Problem]:
    """Everything that keeps a table of texts from being estimated, first rows first in each column.

    Parameters
    ----------
    table : columns of COLUMNS, any of them missing; texts, empty where unknown
    hardware, regions : id of each name and id that is understood, in lower case
    """
    if not len(table):
        yield Problem(0, "", "empty")
    if len(table) > MOST_ROWS:
        yield Problem(0, "", "rows", f"{len(table)}")
        return
    for column in table.columns:
        if column not in COLUMNS:
            yield Problem(0, str(column), "column", str(column))
    for column in (name for name in NUMBERS if name in table):
        texts, values = table[column].str.strip(), numbers(table[column])
        yield from _at(texts, values.isna() & (texts != ""), column, "number")
        impossible = (values < 1) if column == "pue" else (values <= 0)
        yield from _at(texts, impossible | np.isinf(values), column, "pue" if column == "pue" else "positive")
    for column, known in zip(IDS, (hardware, regions), strict=True):
        if column in table:
            texts = table[column].str.strip()
            understood = set(known)
            unknown = [text for text in texts.unique() if text and text.lower() not in understood]
            yield from _at(texts, texts.isin(unknown), column, "unknown")


def _at(texts: pd.Series, wrong: pd.Series, column: str, kind: str) -> Iterator[Problem]:
    for place in np.flatnonzero(wrong):
        yield Problem(int(place) + 1, column, kind, str(texts.iloc[place]))


def numbers(texts: pd.Series) -> pd.Series:
    """Texts as numbers; NaN where they are none."""
    return pd.to_numeric(texts.str.strip(), errors="coerce").astype(float)


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
        found[quantity] = numbers(table[column]).to_numpy() if column in table else np.full(rows, math.nan)
    for quantity in (*QUANTITIES.values(), *UNSTATED):
        found[f"{quantity}_fact_id"] = _same("", rows)
    found["training_compute_flop_kind"] = _same("reported", rows)
    return pd.DataFrame(found)


def _same(text: str, rows: int) -> Any:
    return pd.Categorical.from_codes(np.zeros(rows, np.int32), pd.Index([text]))


def _ids(table: pd.DataFrame, column: str, known: Mapping[str, str]) -> Any:
    if column not in table:
        return _same("", len(table))
    codes, texts = pd.factorize(table[column].str.strip().str.lower())
    ids = ["" if not text else known[text] for text in texts]
    places, categories = pd.factorize(np.array(ids, dtype=object))
    return pd.Categorical.from_codes(places[codes], pd.Index(categories))
