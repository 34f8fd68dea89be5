"""Which models are alike in size and date."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence

from footprint.units import DAYS_PER_YEAR


def nearest(
    place: int, training_compute_flop: Sequence[float], dates: Sequence[datetime.date | None], count: int
) -> list[int]:
    """Places of the models nearest to one of them, nearest first.

    The distance is that of a plane with compute in orders of magnitude and time in years. Where the model's own compute
    is unknown its date alone counts; models without a date, or without compute where that counts, are left out.

    Parameters
    ----------
    place : of the model in the sequences
    training_compute_flop : of each model, NaN where unknown [FLOP]
    dates : of release, None where unknown
    count : how many are wanted
    """
    date, flop = dates[place], training_compute_flop[place]
    if date is None:
        return []
    distances = []
    for other, (other_date, other_flop) in enumerate(zip(dates, training_compute_flop, strict=True)):
        if other == place or other_date is None:
            continue
        years = (other_date - date).days / DAYS_PER_YEAR
        decades = 0.0 if math.isnan(flop) else math.log10(other_flop / flop)
        if not math.isnan(decades):
            distances.append((math.hypot(years, decades), other))
    return [other for _, other in sorted(distances)[:count]]
