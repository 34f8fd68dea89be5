"""Whether an estimate lies where the estimator was tested: the runs of the backtest with published chip-hours.

Outside, nothing tests it: the stated range may be too narrow.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from footprint.columns import Columns
from footprint.factors import Factor, kinds
from footprint.labels import Codes, Mask, Texts

TESTED_DOMAINS = ("language", "code", "multimodal")  # what the models of the tested runs write or read
TESTED_FLOP = (1.0e19, 3.9e25)  # training compute of the smallest and the largest of them [FLOP]
# Distributions of chips that no tested run used, or that nobody measured.
UNTESTED_MFU = ("prior:mfu-gpu", "prior:mfu-tpu")
UNMEASURED_POWER = "prior:power-tdp-ratio-unmeasured"
FLAGS = ("path", "domain", "compute", "accelerator", "architecture", "guess")
# Each combination of flags, by the number whose bits are the flags.
UNTESTED: Texts = np.array(
    [" ".join(flag for place, flag in enumerate(FLAGS) if code >> place & 1) for code in range(1 << len(FLAGS))],
    dtype=object,
)


def untested(models: Columns, by_year: Mask, used: Mapping[str, Factor], shaped: bool) -> Codes:
    """What puts each estimate outside the tested domain, as codes of UNTESTED; 0 inside it.

    path         energy from compute and date alone, which no run with published hours tests
    domain       MFU of language models stands for another kind of model
    compute      a smaller or larger run than any tested
    accelerator  MFU or power of a chip that no tested run used
    architecture MFU of an architecture of which fewer than fifteen runs were tested, so that the range is wider
    guess        compute, chips or time are guesses by their own source

    Parameters
    ----------
    models : rows of the wide models table
    by_year : whether the estimate goes by compute and date alone
    used : factors that enter each estimate
    shaped : whether the data set tells architectures apart
    """
    computed, flop = used["mfu"].known, used["compute"].median
    with np.errstate(invalid="ignore"):
        beyond = (flop < TESTED_FLOP[0]) | (flop > TESTED_FLOP[1])
    marks = {
        "path": by_year,
        "domain": computed & ~models.labels["domain"].one_of(*TESTED_DOMAINS),
        "compute": computed & beyond,
        "accelerator": used["mfu"].origin.one_of(*UNTESTED_MFU) | used["power"].origin.one_of(UNMEASURED_POWER),
    }
    if shaped:
        guessed = [
            models.labels[f"{name}_marks"].holding("speculative")
            for name in ("training_compute_flop", "chip_count", "wall_clock_hours")
        ]
        marks["architecture"] = computed & (kinds(models) > 0)
        marks["guess"] = (used["compute"].known & guessed[0]) | (used["chip_hours"].known & (guessed[1] | guessed[2]))
    code = np.zeros(len(models), np.int8)
    for place, flag in enumerate(FLAGS[: len(marks)]):
        code += marks[flag] * np.int8(1 << place)
    return code
