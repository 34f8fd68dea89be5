"""Emissions in everyday units."""

from __future__ import annotations

from footprint import checks
from footprint.checks import Values


def count(emissions_tco2e: Values, kgco2e_per_unit: float) -> Values:
    """How many units (car lifetimes, person-years, flights) emit as much: 1000 x t / kg.

    Parameters
    ----------
    emissions_tco2e : [t CO2e]
    kgco2e_per_unit : emissions of one unit, from the equivalences table [kgCO2e]
    """
    checks.not_negative("emissions_tco2e", emissions_tco2e)
    checks.positive("kgco2e_per_unit", kgco2e_per_unit)
    return emissions_tco2e * 1000.0 / kgco2e_per_unit
