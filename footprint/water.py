"""Water that a training consumed: evaporated on site to cool the computers, and off site where power is generated.

    on site  = E / PUE x 1000 x WUE        off site = E x 1000 x EWIF

with E the energy of the whole facility [MWh], PUE its power usage effectiveness [1], WUE litres a kWh of the computers
[L/kWh] and EWIF litres a kWh of electricity, the grid's water intensity [L/kWh]. Consumption, not withdrawal: what
flows back does not count. Water of making the chips is left out: only a lower bound is published.

Reference: Li P, Yang J, Islam MA, Ren S (2025), Making AI Less "Thirsty", Communications of the ACM, equation of the
operational water footprint; Shehabi A et al. (2024), 2024 United States Data Center Energy Usage Report, for the grid.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from footprint import checks
from footprint.checks import Values
from footprint.uncertainty import combined_sd, interval, sum_of_two
from footprint.units import KWH_PER_MWH

ON_SITE, OFF_SITE = "wue_onsite", "wue_offsite"
# Whole fleets of data centres, each with its newest year; AWS states withdrawal, which consumption cannot exceed.
FLEETS = (("Google", "2023-2024"), ("Microsoft", "FY25"), ("AWS", "2025"), ("US data centres", "2023"))
# Two publications of the same grid: how far the methods lie apart.
SAME_GRID = ("US grid (WRI)", "US grid (LBNL)")
COUNTRY, WORLD = "country ", "WOR"


@dataclass(frozen=True)
class Intensity:
    """Litres a kWh: log-normal with median [L/kWh] and standard deviation of log10 [1]."""

    median: float
    sd_log10: float


@dataclass(frozen=True)
class Intensities:
    """What a data centre and the grids consume."""

    on_site: Intensity
    countries: Mapping[str, float]  # by ISO 3166 alpha-3 code [L/kWh]
    between_methods: float  # standard deviation of log10 for a known country [1]

    @classmethod
    def from_table(cls, water: pd.DataFrame) -> Intensities:
        """From the table `water`."""
        by_name = water.set_index(["provider_or_place", "quantity", "period"])["value"]
        fleets = np.log10([float(by_name[name, ON_SITE, period]) for name, period in FLEETS])
        table = water[water["quantity"] == OFF_SITE]
        grids = dict(zip(table["provider_or_place"].astype(str), table["value"].astype(float), strict=True))
        first, second = (grids[name] for name in SAME_GRID)
        return cls(
            Intensity(float(10 ** fleets.mean()), float(fleets.std(ddof=1))),
            {name.removeprefix(COUNTRY): value for name, value in grids.items() if name.startswith(COUNTRY)},
            abs(math.log10(second / first)),
        )

    @property
    def method_factor(self) -> float:
        """Factor that lies between two methods for the same grid: 10^s [1]."""
        return float(10**self.between_methods)

    def off_site(self, country: str) -> Intensity | None:
        """Of a country; of any country for an empty code, as spread as they are; none where nothing is published."""
        if country:
            value = self.countries.get(country)
            return Intensity(value, self.between_methods) if value else None
        others = np.log10([value for code, value in self.countries.items() if code != WORLD])
        return Intensity(self.countries[WORLD], float(combined_sd(others.std(ddof=1), self.between_methods)))


@dataclass(frozen=True)
class Litres:
    """Median and central 90 % range [L]."""

    median: float
    low: float
    high: float


def on_site_litres(energy_mwh: Values, pue: Values, wue: Values) -> Values:
    """Water evaporated at the data centre: E / PUE x 1000 x WUE [L].

    Parameters
    ----------
    energy_mwh : E, of the whole facility [MWh]
    pue : power usage effectiveness [1]
    wue : litres a kWh of the computers [L/kWh]

    Raises
    ------
    InputError for an impossible input.
    """
    checks.not_negative("energy_mwh", energy_mwh)
    checks.at_least_one("pue", pue)
    checks.not_negative("wue", wue)
    return energy_mwh / pue * KWH_PER_MWH * wue


def off_site_litres(energy_mwh: Values, ewif: Values) -> Values:
    """Water consumed by power stations: E x 1000 x EWIF [L].

    Parameters
    ----------
    energy_mwh : E, of the whole facility [MWh]
    ewif : litres a kWh of the grid [L/kWh]

    Raises
    ------
    InputError for an impossible input.
    """
    checks.not_negative("energy_mwh", energy_mwh)
    checks.not_negative("ewif", ewif)
    return energy_mwh * KWH_PER_MWH * ewif


def consumed(
    energy_mwh: float, energy_sd_log10: float, pue: float, on_site: Intensity, off_site: Intensity | None
) -> dict[str, Litres]:
    """Water of a training by place: `on_site`, and where the grid is known `off_site` and `total`.

    The energy is the same in both, so its spread is added after the sum.

    Parameters
    ----------
    energy_mwh : median energy of the whole facility [MWh]
    energy_sd_log10 : its standard deviation of log10 [1]
    pue : power usage effectiveness [1]
    on_site, off_site : litres a kWh of the computers and of electricity
    """
    here = on_site_litres(energy_mwh, pue, on_site.median)
    parts = {"on_site": (here, on_site.sd_log10)}
    if off_site is not None:
        there = off_site_litres(energy_mwh, off_site.median)
        total, sd = sum_of_two(
            np.array([here]), np.array([on_site.sd_log10]), np.array([there]), np.array([off_site.sd_log10])
        )
        parts |= {"off_site": (there, off_site.sd_log10), "total": (total.item(), sd.item())}
    return {
        name: Litres(float(median), *map(float, interval(median, combined_sd(sd, energy_sd_log10))))
        for name, (median, sd) in parts.items()
    }
