"""Places in a ranking of uncertain quantities: which order the ranges still allow."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from footprint.errors import InputError

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


def places(low: Floats, high: Floats) -> tuple[Places, Places]:
    """First and last place of each quantity, the largest first, that ranges allow.

    A quantity comes before another for certain only where its whole range lies above the other's:
    first = 1 + number of ranges wholly above, last = n - number of ranges wholly below. With 90 % ranges of 5 % on
    each side such an order is right with a probability of at least 90 %, however the errors of the two hang together
    (Boole's inequality: 5 % + 5 %). Where two ranges touch, nothing is said about their order.

    Parameters
    ----------
    low, high : bounds of the ranges; equal for a quantity without a range [any unit]

    Returns
    -------
    First and last place [1].
    """
    if not np.all(low <= high):
        raise InputError("low", "must not lie above high, and neither may be missing")
    first = 1 + len(low) - np.searchsorted(np.sort(low), high, side="right")
    last = len(high) - np.searchsorted(np.sort(high), low, side="left")
    return first.astype(np.int64), last.astype(np.int64)
