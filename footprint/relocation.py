"""A training moved to other grids: the same energy, PUE included, times the intensity of each.

Reference: the location-based method, GHG Protocol (2015), Scope 2 Guidance, Section 4.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from footprint.emissions import emissions_tco2e
from footprint.labels import Labels
from footprint.reference import Vintages
from footprint.uncertainty import combined_sd, interval


@dataclass(frozen=True)
class Relocation:
    """A training on one grid.

    grid_id : of the grid
    median, low, high : emissions and their 90 % range [t CO2e]
    grid_gco2e_per_kwh : intensity of the grid [gCO2e/kWh]
    origin : row of the grids table that the intensity is from, as in `estimate`
    """

    grid_id: str
    median: float
    low: float
    high: float
    grid_gco2e_per_kwh: float
    origin: str


def relocate(
    energy_mwh: float, energy_sd_log10: float, grids: Vintages, grid_ids: Sequence[str], year: float
) -> list[Relocation]:
    """Emissions of a training on each of several grids: E I / 1000, spreads of energy and intensity as squares.

    Parameters
    ----------
    energy_mwh : E, of the whole facility [MWh]
    energy_sd_log10 : its standard deviation of log10 [1]
    grids : intensities by grid and year
    grid_ids : grids in the order of the answer
    year : whose intensities count, the nearest known one of each grid; NaN for the newest

    Raises
    ------
    InputError for an unknown grid and an impossible energy.
    """
    codes, names = pd.factorize(np.array(grid_ids, dtype=object))
    labels = Labels(codes.astype(np.int32) + np.int32(1), (names,))
    intensity, sd, origins = grids.nearest(labels, np.full(len(grid_ids), year))
    median = emissions_tco2e(energy_mwh, intensity)
    low, high = interval(median, combined_sd(energy_sd_log10, sd))
    rows = zip(grid_ids, median, low, high, intensity, origins.texts, strict=True)
    return [
        Relocation(grid_id, float(middle), float(least), float(most), float(grams), str(origin))
        for grid_id, middle, least, most, grams, origin in rows
    ]


def saved(moved: Relocation, base: Relocation) -> float:
    """Share of the emissions of one grid that another saves: 1 - m / b [1]; below zero where it emits more.

    The energy is the same on both, so its spread cancels.
    """
    return 1 - moved.median / base.median
