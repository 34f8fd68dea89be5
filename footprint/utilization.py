"""Effective MFU of a run: the level of its chip, its size on that chip, and its architecture against dense models.

All three come from the model that the backtest judges (evidence.py) by way of the priors; a data set whose priors know
neither sizes nor architectures has one level a chip.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from footprint.labels import Codes, Labels, Mask

Numbers = npt.NDArray[np.float64]

LANGUAGE = ("language", "code", "multimodal")  # whose dense models the tested runs are
DENSE = "dense"
# Code of an architecture class, and the prior of its ratio to dense models.
RATIOS = {
    "moe": "mfu-ratio-moe",
    "encoder_decoder": "mfu-ratio-encoder-decoder",
    "diffusion": "mfu-ratio-diffusion",
    "vision": "mfu-ratio-vision",
    "other": "mfu-ratio-other",
}
CLASSES = (DENSE, *RATIOS)
MOST = 0.75  # of the peak: no whole run is published above


def classes(architecture: Labels, domain: Labels, encoder_decoder: Mask) -> Codes:
    """Class of each model, as a place in CLASSES."""
    conditions = [
        architecture.one_of("moe"),
        encoder_decoder,
        architecture.one_of("diffusion"),
        domain.one_of("vision"),
        ~(architecture.one_of(DENSE) & domain.one_of(*LANGUAGE)),
    ]
    return np.select(conditions, [np.int8(place) for place in range(1, len(CLASSES))], np.int8(0))


@dataclass(frozen=True)
class Shapes:
    """How size and architecture move the effective MFU; medians and spreads on the log scale [log10]."""

    slope: Numbers  # of a tenfold of the active parameters, by chip
    slope_sd: Numbers
    ratio: Numbers  # by place in CLASSES
    ratio_sd: Numbers

    @property
    def known(self) -> bool:
        """Whether the data set tells architectures apart."""
        return bool(self.ratio_sd.any())

    def factor(self, kinds: Codes, sizes: Numbers, chips: npt.NDArray[np.integer]) -> tuple[Numbers, Numbers]:
        """What the level of each model's chip is multiplied by [1], and the spread that comes with it [log10].

        Parameters
        ----------
        kinds : of `classes`
        sizes : of `sizes.size`
        chips : place of each model's chip, -1 where unknown
        """
        known = chips >= 0
        log10 = np.where(known, self.slope[chips] * sizes, 0.0) + self.ratio[kinds]
        sd = np.hypot(np.where(known, self.slope_sd[chips] * sizes, 0.0), self.ratio_sd[kinds])
        return 10**log10, sd
