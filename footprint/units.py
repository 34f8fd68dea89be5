"""Units: how many of one go into another. Every conversion of the project is one of these (docs/nomenclature.md).

Quantities carry their unit in the name (`energy_mwh`, `power_w`); a conversion is a product or quotient with a
constant of this module, so that no bare power of ten stands in a formula.
"""

from __future__ import annotations

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

KG_PER_TONNE = 1e3
G_PER_TONNE = 1e6

LITRES_PER_CUBIC_METRE = 1e3

FLOP_PER_PFS_DAY = 1e15 * SECONDS_PER_DAY  # petaflop/s-day: Amodei D, Hernandez D (2018), AI and Compute, appendix
