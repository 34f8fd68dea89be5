"""Size of a run, as its effective MFU follows it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

SIZE = 1e10  # parameters at which a generation of chips has its level [count]
SIZES = (-2.0, 1.7)  # smallest and largest runs tested, in powers of ten of SIZE: the slopes end there
FLOP_PER_SQUARE = 600.0  # C = 600 N^2: 6 N D with a hundred tokens a parameter, typical where only C is known


def size(active_parameters: Any, training_compute_flop: Any) -> npt.NDArray[np.float64]:
    """Powers of ten of the active parameters over SIZE, within SIZES.

    Where the parameters are not known (NaN) they are those that are typical of the compute [FLOP]; 0 without either.
    """
    typical = np.sqrt(np.asarray(training_compute_flop, dtype=float) / FLOP_PER_SQUARE)
    parameters = np.where(np.isnan(active_parameters), typical, active_parameters)
    with np.errstate(divide="ignore", invalid="ignore"):
        powers = np.clip(np.log10(parameters / SIZE), *SIZES)
    known: npt.NDArray[np.float64] = np.nan_to_num(powers)
    return known
