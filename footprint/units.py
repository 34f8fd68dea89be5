"""Units: how many of one go into another. Every conversion of the project is one of these (docs/nomenclature.md).

Quantities carry their unit in the name (`energy_mwh`, `power_w`); a conversion is a product or quotient with a
constant of this module, so that no bare power of ten stands in a formula. What only writes a quantity in another unit
asks `convert`, which knows what can be converted into what.
"""

from __future__ import annotations

from footprint.errors import InputError

SECONDS_PER_HOUR = 3600.0
SECONDS_PER_DAY = 86_400.0
HOURS_PER_DAY = 24.0
DAYS_PER_YEAR = 365.25  # Julian year: IAU Style Manual (1989), Section 5.15
DAYS_PER_MONTH = DAYS_PER_YEAR / 12

W_PER_KW = 1e3
WH_PER_KWH = 1e3
KWH_PER_MWH = 1e3
WH_PER_MWH = 1e6
WH_PER_J = 1 / SECONDS_PER_HOUR
MWH_PER_GWH = 1e3
MWH_PER_TWH = 1e6

KG_PER_TONNE = 1e3
G_PER_TONNE = 1e6
TONNES_PER_MEGATONNE = 1e6

MILLILITRES_PER_LITRE = 1e3
LITRES_PER_CUBIC_METRE = 1e3
LITRES_PER_MEGALITRE = 1e6

FLOP_PER_TFLOP = 1e12
FLOP_PER_ZFLOP = 1e21
FLOP_PER_PFS_DAY = 1e15 * SECONDS_PER_DAY  # petaflop/s-day: Amodei D, Hernandez D (2018), AI and Compute, appendix

# Units that tables, pages and files write: dimension, and size in the smallest unit of it.
UNITS: dict[str, tuple[str, float]] = {
    "J": ("energy", 1.0),
    "Wh": ("energy", SECONDS_PER_HOUR),
    "kWh": ("energy", SECONDS_PER_HOUR * WH_PER_KWH),
    "MWh": ("energy", SECONDS_PER_HOUR * WH_PER_MWH),
    "GWh": ("energy", SECONDS_PER_HOUR * WH_PER_MWH * MWH_PER_GWH),
    "TWh": ("energy", SECONDS_PER_HOUR * WH_PER_MWH * MWH_PER_TWH),
    "g": ("mass", 1.0),
    "kg": ("mass", G_PER_TONNE / KG_PER_TONNE),
    "t": ("mass", G_PER_TONNE),
    "Mt": ("mass", G_PER_TONNE * TONNES_PER_MEGATONNE),
    "mL": ("volume", 1.0),
    "L": ("volume", MILLILITRES_PER_LITRE),
    "m3": ("volume", MILLILITRES_PER_LITRE * LITRES_PER_CUBIC_METRE),
    "ML": ("volume", MILLILITRES_PER_LITRE * LITRES_PER_MEGALITRE),
    "hour": ("time", 1.0),
    "day": ("time", HOURS_PER_DAY),
    "month": ("time", HOURS_PER_DAY * DAYS_PER_MONTH),
    "year": ("time", HOURS_PER_DAY * DAYS_PER_YEAR),
    "FLOP": ("compute", 1.0),
    "pfs-days": ("compute", FLOP_PER_PFS_DAY),
    "ZFLOP": ("compute", FLOP_PER_ZFLOP),
    "FLOP/s": ("speed", 1.0),
    "TFLOP/s": ("speed", FLOP_PER_TFLOP),
}


def convert(value: float, unit: str, to: str) -> float:
    """A quantity in another unit of its dimension.

    Parameters
    ----------
    value : [unit]
    unit, to : names of UNITS

    Returns
    -------
    The same quantity [to]. By one product or quotient with a whole number wherever the larger unit is a whole number
    of the smaller ones, so that it is rounded once.

    Raises
    ------
    InputError for a unit that is not known, and for two of different dimensions.
    """
    for name in (unit, to):
        if name not in UNITS:
            raise InputError("unit", f"is not known: {name!r}")
    (dimension, size), (other, target) = UNITS[unit], UNITS[to]
    if dimension != other:
        raise InputError("unit", f"{unit} is a unit of {dimension}, {to} of {other}")
    return value * (size / target) if size >= target else value / (target / size)
