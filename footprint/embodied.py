"""Embodied emissions: the share of a chip's manufacture that falls to a run [t CO2e]."""

from __future__ import annotations

from footprint import checks
from footprint.checks import Values
from footprint.units import KG_PER_TONNE


def embodied_tco2e(chip_hours: Values, kgco2e_per_chip_hour: Values) -> Values:
    """Share of manufacture by time of use: M = H m / 1000.

    Parameters
    ----------
    chip_hours : H [h]
    kgco2e_per_chip_hour : m, manufacture of one chip and its share of the server over its hours of life [kgCO2e/h]

    Raises
    ------
    InputError for an impossible input.

    References
    ----------
    ISO/IEC 21031:2024, Software Carbon Intensity, M = TE x TiR / EL x RR / ToR; coefficients: Morrison J et al. (2025)
    and EcoLogits (2025), prior `embodied-chip-hour`.
    """
    checks.positive("chip_hours", chip_hours)
    checks.positive("kgco2e_per_chip_hour", kgco2e_per_chip_hour)
    return chip_hours * kgco2e_per_chip_hour / KG_PER_TONNE
