"""The factors of the backtest, estimated from the runs that are left in.

Effective MFU and system power follow one random-effects model on the log scale (evidence.py).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from footprint.evidence import POWER, Estimate, Evidence, Group
from footprint.load import Dataset

GPUS_PER_SERVER = 8
# Generation -> row of accelerator_power with the rating of its usual 8-GPU server.
RATED = {"P100": "p100-sxm2", "V100": "v100-sxm2-16gb", "A100": "a100-sxm4-40gb", "H100": "h100-sxm5", "B200": "b200"}
# Outside the runs tested: 8-GPU H100 nodes under training draw this share of their rating (Newkirk et al. 2025).
ANCHOR_SYSTEM = "newkirk2025"
# GPU-only power while OLMo trained (Morrison et al. 2025); never used for runs of the same authors.
ANCHOR_ACCELERATOR = "morrison2025"
ANCHOR_AUTHORS = "ai2-2025"

PUE_PRIORS = {"hyper": "pue-hyperscaler"}
PUE_PRIOR_OTHER = "pue-other"

# Priors of the estimator -> class and generation whose level they are; `other` is a generation without any run.
DENSE = "dense"
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
# Ratio of a tenfold of the active parameters, by the prior of its level.
MFU_SIZES = {prior_id.replace("mfu-", "mfu-size-", 1): which for prior_id, which in MFU_PRIORS.items()}
# Effective MFU over that of a dense model on the same chip, by architecture.
MFU_RATIOS = {
    "mfu-ratio-moe": "moe",
    "mfu-ratio-encoder-decoder": "encoder_decoder",
    "mfu-ratio-diffusion": "diffusion",
    "mfu-ratio-vision": "vision",
    "mfu-ratio-other": "other",
}
POWER_PRIORS = {
    "power-p100": ("gpu", "P100"),
    "power-v100": ("gpu", "V100"),
    "power-a100": ("gpu", "A100"),
    "power-h100": ("gpu", "H100"),
    "power-b200": ("gpu", "B200"),
    "power-rating-ratio": ("gpu", "other"),
    "power-tpu-v2": ("tpu", "TPUv2"),
    "power-tpu-v3": ("tpu", "TPUv3"),
    "power-tpu-v4": ("tpu", "TPUv4"),
}
NOBODY = ""  # a publication that none of the runs is from


def rated_power_w(dataset: Dataset) -> dict[str, float]:
    """Rated power of a server for each of its GPUs, by generation [W]; 1 for TPUs, which are not sold in servers."""
    table = dataset.accelerator_power
    rated = table[table["quantity"] == "system_max_power_w"].set_index("accelerator_id")["value"].astype(float)
    return {name: float(rated[chip]) / GPUS_PER_SERVER for name, chip in RATED.items()}


def system_power(dataset: Dataset, runs: pd.DataFrame) -> Evidence:
    """Measured system power / rated power of its server share [1]; for TPUs the power itself [W]."""
    measured = runs[runs["truth"].isin(("measured_system", "measured_node"))]
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
    rows = table[(table["source_id"] == source_id) & (table["quantity"] == quantity)]
    return float(rows["value"].iloc[0])


def _with_anchor(evidence: Evidence, publication: str, value: float) -> Evidence:
    """Evidence with one more value, on an H100."""
    group = Group(publication, "gpu", "H100")
    return evidence.with_run(f"anchor-{publication}", group, float(np.log10(value)))


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
