"""Whether an estimate lies where the estimator was tested: the runs of the backtest with published chip-hours.

Outside, nothing tests it: the stated range may be too narrow.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from footprint.factors import Factor, one_of, texts
from footprint.reference import Texts

TESTED_DOMAINS = ("language", "code", "multimodal")  # what the models of the tested runs write or read
TESTED_FLOP = (1.0e19, 3.9e25)  # training compute of the smallest and the largest of them [FLOP]
# Distributions of chips that no tested run used, or that nobody measured.
UNTESTED_MFU = ("prior:mfu-gpu", "prior:mfu-tpu")
UNMEASURED_POWER = "prior:power-tdp-ratio-unmeasured"
FLAGS = ("path", "domain", "compute", "accelerator")


def untested(models: pd.DataFrame, path: Texts, used: Mapping[str, Factor]) -> Texts:
    """What puts each estimate outside the tested domain: FLAGS with a space between; empty inside it.

    path         energy from compute and date alone, which no run with published hours tests
    domain       MFU of language models stands for another kind of model
    compute      a smaller or larger run than any tested
    accelerator  MFU or power of a chip that no tested run used

    Parameters
    ----------
    models : rows of the wide models table
    path : path of each estimate, one of `estimate.PATHS`, or `none`
    used : factors that enter each estimate
    """
    computed, flop = used["mfu"].known, used["compute"].median
    with np.errstate(invalid="ignore"):
        beyond = (flop < TESTED_FLOP[0]) | (flop > TESTED_FLOP[1])
    marks = {
        "path": path == "compute_year",
        "domain": computed & ~one_of(texts(models, "domain"), *TESTED_DOMAINS),
        "compute": computed & beyond,
        "accelerator": one_of(used["mfu"].origin, *UNTESTED_MFU) | (used["power"].origin == UNMEASURED_POWER),
    }
    found = [np.where(marks[flag], f"{flag} ", "").astype(object) for flag in FLAGS]
    return np.array([text.strip() for text in sum(found[1:], found[0])], dtype=object)
