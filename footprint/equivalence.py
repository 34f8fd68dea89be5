"""Emissions in everyday units."""

from __future__ import annotations

import math
from collections.abc import Mapping

from footprint import checks
from footprint.checks import Values
from footprint.units import KG_PER_TONNE


def count(emissions_tco2e: Values, kgco2e_per_unit: float) -> Values:
    """How many units (car lifetimes, person-years, flights) emit as much: 1000 x t / kg.

    Parameters
    ----------
    emissions_tco2e : [t CO2e]
    kgco2e_per_unit : emissions of one unit, from the equivalences table [kgCO2e]
    """
    checks.not_negative("emissions_tco2e", emissions_tco2e)
    checks.positive("kgco2e_per_unit", kgco2e_per_unit)
    return emissions_tco2e * KG_PER_TONNE / kgco2e_per_unit


READABLE = (1.0, 10_000.0)  # a count that readers can picture; beyond it a number is all zeros


def readable(emissions_tco2e: float, kgco2e_per_unit: Mapping[str, float], most: int) -> list[str]:
    """Units in which a quantity stays readable: those whose count lies between 1 and 10,000, else the nearest to it.

    Parameters
    ----------
    emissions_tco2e : [t CO2e]
    kgco2e_per_unit : emissions of one of each unit by its id, the preferred first [kgCO2e]
    most : how many are wanted

    Returns
    -------
    Ids in the order of `kgco2e_per_unit`.
    """

    def beyond(unit: str) -> float:
        """Powers of ten between the count and the readable ones."""
        units = count(emissions_tco2e, kgco2e_per_unit[unit])
        low, high = READABLE
        if units <= 0:
            return math.inf
        return max(0.0, math.log10(low / units), math.log10(units / high))

    nearest = sorted(kgco2e_per_unit, key=beyond)[:most]
    return [unit for unit in kgco2e_per_unit if unit in nearest]
