"""Operational emissions [t CO2e]."""

from __future__ import annotations

from footprint import checks
from footprint.checks import Values
from footprint.units import KG_PER_TONNE


def emissions_tco2e(energy_mwh: Values, grid_gco2e_per_kwh: Values) -> Values:
    """Location-based emissions of an energy: E I / 1000.

    Parameters
    ----------
    energy_mwh : facility energy [MWh]
    grid_gco2e_per_kwh : intensity of the grid where and when it was used [gCO2e/kWh], equal to [kgCO2e/MWh]

    Raises
    ------
    InputError for an impossible input.

    References
    ----------
    Patterson D et al. (2021), Carbon Emissions and Large Neural Network Training, Section 2.2.
    """
    checks.positive("energy_mwh", energy_mwh)
    checks.not_negative("grid_gco2e_per_kwh", grid_gco2e_per_kwh)
    return energy_mwh * grid_gco2e_per_kwh / KG_PER_TONNE
