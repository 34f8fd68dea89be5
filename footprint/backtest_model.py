"""The factors of the backtest, estimated from the runs that are left in.

Effective MFU and system power follow one random-effects model on the log scale,
y = class + generation + publication + run, so that a publication with many runs has one voice, a generation with few
runs leans on its class, and a generation without runs gets a wider range. The spreads of the four parts are chosen by
maximum likelihood on the runs that are left in. Reference: Robinson G (1991), That BLUP is a Good Thing,
Statistical Science 6(1), Section 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from footprint.checks import Values
from footprint.columns import Numbers
from footprint.labels import Mask, Texts
from footprint.load import Dataset

UTILIZATION = (1.0, 0.3)  # spread of the common mean, and of the classes around it: all but free [log10]
POWER = (10.0, 0.0)  # each class alone: shares of a rating for GPUs and watts for TPUs are different quantities [log10]
GRID_GENERATION = (0.02, 0.05, 0.1, 0.2)  # spreads tried [log10]
GRID_PUBLICATION = (0.02, 0.05, 0.1, 0.15)
GRID_RUN = (0.02, 0.04, 0.08, 0.12)

GPUS_PER_SERVER = 8
# Generation -> row of accelerator_power with the rating of its usual 8-GPU server.
RATED = {"P100": "p100-sxm2", "V100": "v100-sxm2-16gb", "A100": "a100-sxm4-40gb", "H100": "h100-sxm5"}
# Outside the runs tested: 8-GPU H100 nodes under training draw this share of their rating (Newkirk et al. 2025).
ANCHOR_SYSTEM = "newkirk2025"
# GPU-only power while OLMo trained (Morrison et al. 2025); never used for runs of the same authors.
ANCHOR_ACCELERATOR = "morrison2025"
ANCHOR_AUTHORS = "ai2-2025"

PUE_PRIORS = {"hyper": "pue-hyperscaler"}
PUE_PRIOR_OTHER = "pue-other"

# Priors of the estimator -> class and generation whose level they are; `other` is a generation without any run.
MFU_PRIORS = {
    "mfu-v100": ("gpu", "V100"),
    "mfu-a100": ("gpu", "A100"),
    "mfu-h100": ("gpu", "H100"),
    "mfu-gpu": ("gpu", "other"),
    "mfu-tpu-v2": ("tpu", "TPUv2"),
    "mfu-tpu-v3": ("tpu", "TPUv3"),
    "mfu-tpu-v4": ("tpu", "TPUv4"),
    "mfu-tpu": ("tpu", "other"),
}
POWER_PRIORS = {
    "power-p100": ("gpu", "P100"),
    "power-v100": ("gpu", "V100"),
    "power-a100": ("gpu", "A100"),
    "power-h100": ("gpu", "H100"),
    "power-rating-ratio": ("gpu", "other"),
    "power-tpu-v2": ("tpu", "TPUv2"),
    "power-tpu-v3": ("tpu", "TPUv3"),
    "power-tpu-v4": ("tpu", "TPUv4"),
}
NOBODY = ""  # a publication that none of the runs is from


@dataclass(frozen=True)
class Estimate:
    """Median and spread of a factor on the log scale [log10]."""

    log10: float
    sd: float


@dataclass(frozen=True)
class Spreads:
    """Spreads of the parts of the model [log10]."""

    publication: float
    generation: float
    run: float


SPREADS = tuple(Spreads(*spreads) for spreads in product(GRID_PUBLICATION, GRID_GENERATION, GRID_RUN))


@dataclass(frozen=True)
class Evidence:
    """What is known of one factor: its logarithm by run, with the groups that a run belongs to."""

    run_id: Texts
    publication: Texts
    generation_class: Texts
    generation: Texts
    log10: Numbers
    levels: tuple[float, float]  # spread of the common mean, and of the classes around it [log10]

    @classmethod
    def of(cls, frame: pd.DataFrame, log10: Numbers, levels: tuple[float, float] = UTILIZATION) -> Evidence:
        """From rows of runs that have the factor."""
        known = ~np.isnan(log10)
        run_id, publication, generation_class, generation = (
            frame[name].to_numpy(dtype=object)[known]
            for name in ("run_id", "publication", "generation_class", "hardware")
        )
        return cls(run_id, publication, generation_class, generation, log10[known], levels)

    def without(self, run_id: str, publication: str | None = None) -> Evidence:
        """Evidence of the other runs; of other publications only, where one is given."""
        kept = self.run_id != run_id
        if publication is not None:
            kept &= self.publication != publication
        return self._only(kept)

    def _only(self, kept: Mask) -> Evidence:
        """Evidence of some of the runs."""
        return Evidence(
            self.run_id[kept],
            self.publication[kept],
            self.generation_class[kept],
            self.generation[kept],
            self.log10[kept],
            self.levels,
        )

    def estimate(self, publication: str, generation_class: str, generation: str) -> Estimate:
        """Best linear prediction of a run of these groups, averaged over the spreads that the evidence allows."""
        related = self if self.levels != POWER else self._only(self.generation_class == generation_class)
        return related._predict(publication, generation_class, generation)

    def _predict(self, publication: str, generation_class: str, generation: str) -> Estimate:
        known = (self.publication, self.generation_class, self.generation)
        wanted = (publication, generation_class, generation)
        alike = [(group[:, None] == group[None, :]).astype(float) for group in known]
        to_new = [(group == other).astype(float) for group, other in zip(known, wanted, strict=True)]
        own = np.eye(len(self.log10))
        covariances = np.stack([self._covariance(alike, spreads) + spreads.run**2 * own for spreads in SPREADS])
        crosses = np.stack([self._covariance(to_new, spreads) for spreads in SPREADS])
        totals = np.array([float(self._covariance([1.0, 1.0, 1.0], spreads)) + spreads.run**2 for spreads in SPREADS])
        solved = np.linalg.solve(covariances, np.stack([crosses, np.broadcast_to(self.log10, crosses.shape)], axis=2))
        medians = np.einsum("sr,sr->s", crosses, solved[:, :, 1])
        variances = totals - np.einsum("sr,sr->s", crosses, solved[:, :, 0])
        misfit = solved[:, :, 1] @ self.log10
        likelihood = -0.5 * (np.linalg.slogdet(covariances)[1] + misfit)
        weights = np.exp(likelihood - likelihood.max())
        weights /= weights.sum()
        median = weights @ medians
        return Estimate(float(median), float(np.sqrt(weights @ (variances + np.square(medians - median)))))

    def _covariance(self, alike: Sequence[Values], spreads: Spreads) -> Values:
        """Covariance of runs that share publication, class and generation or not."""
        sd_mean, sd_class = self.levels
        publication, generation_class, generation = alike
        return (
            sd_mean**2
            + sd_class**2 * generation_class
            + spreads.generation**2 * generation
            + spreads.publication**2 * publication
        )


def rated_power_w(dataset: Dataset) -> dict[str, float]:
    """Rated power of a server for each of its GPUs, by generation [W]; 1 for TPUs, which are not sold in servers."""
    table = dataset.accelerator_power
    rated = table[table["quantity"] == "system_max_power_w"].set_index("accelerator_id")["value"].astype(float)
    return {name: float(rated[chip]) / GPUS_PER_SERVER for name, chip in RATED.items()}


def system_power(dataset: Dataset, runs: pd.DataFrame) -> Evidence:
    """Measured system power / rated power of its server share [1]; for TPUs the power itself [W]."""
    measured = runs[runs["truth"] == "measured_system"]
    rated = measured["hardware"].map(rated_power_w(dataset)).fillna(1.0)
    evidence = Evidence.of(measured, np.log10((measured["power_w"] / rated).to_numpy(dtype=float)), POWER)
    return _with_anchor(evidence, ANCHOR_SYSTEM, _anchor(dataset, ANCHOR_SYSTEM, "node_power_fraction_of_rating"))


def accelerator_power(dataset: Dataset, runs: pd.DataFrame) -> Evidence:
    """Measured power of the accelerators alone / their TDP [1]."""
    measured = runs[runs["truth"] == "measured_accelerator"]
    evidence = Evidence.of(measured, np.log10((measured["power_w"] / measured["tdp_w"]).to_numpy(dtype=float)), POWER)
    tdp = dataset.accelerators.set_index("accelerator_id")["tdp_w"]["h100-sxm5"]
    return _with_anchor(evidence, ANCHOR_AUTHORS, _anchor(dataset, ANCHOR_ACCELERATOR, "avg_power_w") / float(tdp))


def _anchor(dataset: Dataset, source_id: str, quantity: str) -> float:
    """A published power that belongs to none of the runs."""
    table = dataset.accelerator_power
    published = table[(table["source_id"] == source_id) & (table["quantity"] == quantity)]
    return float(published["value"].iloc[0])


def _with_anchor(evidence: Evidence, publication: str, value: float) -> Evidence:
    """Evidence with one more value, on an H100."""
    return Evidence(
        np.append(evidence.run_id, f"anchor-{publication}"),
        np.append(evidence.publication, publication),
        np.append(evidence.generation_class, "gpu"),
        np.append(evidence.generation, "H100"),
        np.append(evidence.log10, np.log10(value)),
        evidence.levels,
    )


def pue(dataset: Dataset, runs: pd.DataFrame, operator: str) -> Estimate:
    """PUE of an operator class: log-mean of the runs left in, one vote a publication; spread of the frozen priors."""
    prior_id = PUE_PRIORS.get(operator, PUE_PRIOR_OTHER)
    prior = dataset.priors[dataset.priors["prior_id"] == prior_id]
    median, sd = (float(prior[column].iloc[0]) for column in ("median", "sd_log10"))
    same = runs[(runs["operator"] == operator) & runs["truth"].isin(("measured_system", "sampled_system"))]
    if same.empty:
        return Estimate(float(np.log10(median)), sd)
    votes = np.log10(same["pue"]).groupby(same["publication"]).mean()
    return Estimate(float(votes.mean()), sd)
