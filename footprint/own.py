"""Models of the reader's own: a small table of what is known of each, made ready for the estimator."""

from __future__ import annotations

import datetime
import math
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

NUMBERS = ("parameters", "tokens", "compute_flop", "chip_hours", "energy_mwh", "pue")
IDS = ("hardware", "region")
FACILITY = "facility"
BOUNDARY = "energy_boundary"  # what a measured energy counts: facility, it or accelerator
# Least and most of each, as the fields and links of the page have them: what is beyond is a slip of the keyboard.
BOUNDS = {
    "parameters": (1e3, 1e16),
    "tokens": (1e3, 1e18),
    "compute_flop": (1e9, 1e35),
    "chip_hours": (0.01, 1e12),
    "energy_mwh": (1e-9, 1e9),
    "pue": (1.0, 3.0),
}
# Column of the wide models table that each figure stands for.
QUANTITIES = {
    "parameters": "active_parameters",
    "tokens": "training_tokens",
    "compute_flop": "training_compute_flop",
    "chip_hours": "chip_hours",
    "energy_mwh": "energy_mwh",
    "pue": "pue",
}
UNSTATED = ("chip_count", "wall_clock_hours", "system_power_w", "grid_gco2e_per_kwh", "emissions_tco2e", "place_year")
OPERATOR = "pue-other"  # nobody runs a hyperscaler's site by default


def models(table: pd.DataFrame, year: int) -> pd.DataFrame:
    """Rows of the wide models table.

    Parameters
    ----------
    table : columns of NUMBERS, IDS and BOUNDARY, any of them missing; NaN and the empty text where unknown
    year : of the grid, and of the run where nothing but its compute is known

    A measured energy counts as that of the whole facility where no boundary is stated; that of the computers takes the
    PUE, that of the accelerators the energy of their servers too. What is not stated comes from the distributions: an
    undisclosed place, the PUE of smaller operators. Figures of the reader's own have no fact behind them.
    """
    rows = len(table)
    columns: dict[str, object] = {
        "lineage": _same("from_scratch", rows),
        "domain": _same("language", rows),
        "encoder_decoder": np.zeros(rows, dtype=bool),
        "pue_prior_id": _same(OPERATOR, rows),
        "place_average_of": _same("", rows),
        "energy_boundary": _boundaries(table),
        "energy_basis": _same("measured", rows),
        "release_date": np.full(rows, np.datetime64(datetime.date(year, 7, 1))),
        "accelerator_id": _ids(table, "hardware"),
        "grid_id": _ids(table, "region"),
        **{column: np.full(rows, math.nan) for column in UNSTATED},
    }
    for column, quantity in QUANTITIES.items():
        columns[quantity] = table[column].to_numpy(dtype=float) if column in table else np.full(rows, math.nan)
    for quantity in (*QUANTITIES.values(), *UNSTATED):
        columns[f"{quantity}_fact_id"] = _same("", rows)
    columns["architecture"] = _same("dense", rows)
    for name in ("training_compute_flop_marks", "chip_count_marks", "wall_clock_hours_marks"):
        columns[name] = _same("", rows)
    columns["training_compute_flop_kind"] = _same("reported", rows)
    columns["chip_count_kind"] = columns["wall_clock_hours_kind"] = _same("reported", rows)
    return pd.DataFrame(columns)


def _same(text: str, rows: int) -> Any:
    return pd.Categorical.from_codes(np.zeros(rows, np.int32), dtype=_only(text), validate=False)


@cache
def _only(text: str) -> pd.CategoricalDtype:
    """Column type of one text; making it takes longer than filling a column with it."""
    return pd.CategoricalDtype([text])


def _boundaries(table: pd.DataFrame) -> Any:
    """What a measured energy counts; the whole facility where that is not stated."""
    if BOUNDARY not in table:
        return _same(FACILITY, len(table))
    column = table[BOUNDARY].astype("category")
    if FACILITY not in column.cat.categories:
        column = column.cat.add_categories([FACILITY])
    return column.fillna(FACILITY)


def _ids(table: pd.DataFrame, column: str) -> Any:
    return table[column].astype("category") if column in table else _same("", len(table))
