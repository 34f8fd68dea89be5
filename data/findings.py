"""Figures that do not fit together: each must be explained by a row of the overrides table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from data.prefer import QUANTITIES

MFU_BOUNDS = (0.02, 0.7)
GRID_BOUNDS = (0.0, 1200.0)  # gCO2e/kWh
COMPUTE_FACTOR = 3.0
TIME_FACTOR = 1.25  # between chips x hours and chip-hours
# Power of an hour by the chip's rating, by what the energy holds. Whole computers that train draw 1.22 to 1.28 times
# the rating of their chips in MLPerf Training v4.0 to v5.0; a facility adds its PUE.
POWER_BOUNDS = {
    "accelerator": (0.35, 1.05),
    "accelerator_with_pue": (0.35, 1.05),  # before PUE
    "it": (0.5, 1.6),
    "facility": (0.5, 1.9),
    "unknown": (0.35, 1.9),
}
ASSUMED_PUE = (1.0, 1.2)  # of publications that multiply by a PUE and do not state it
SAME_FACTOR = 1.15  # between two figures of one source
# What two figures must share to be expected to agree.
COMPARED = ["model_id", "quantity", "unit", "source_id", "boundary", "scope", "run", "accounting"]


@dataclass(frozen=True)
class Finding:
    """One quantity that the figures of a model imply and that cannot be taken as it stands."""

    model_id: str
    quantity: str
    value: float

    def __str__(self) -> str:
        return f"{self.model_id}: {self.quantity} = {self.value:.3g}"


def find(models: pd.DataFrame, accelerators: pd.DataFrame) -> Iterator[Finding]:
    """Findings over the wide models table.

    implied_mfu: training compute / (chip-hours x peak speed) outside 0.02-0.7;
    implied_grid: emissions / energy outside 0-1,200 g/kWh, or not above zero;
    implied_compute: training compute more than three times off 6 N D (3 N D for encoder-decoders);
    implied_hours: chips x duration more than 1.25 times off the chip-hours;
    implied_power: energy / chip-hours by the chip's rating outside POWER_BOUNDS of the energy's boundary.
    """
    chips = accelerators.set_index("accelerator_id")
    peak = models["accelerator_id"].map(chips["peak_flop_per_s"])
    mfu = models["training_compute_flop"] / (models["chip_hours"] * 3600 * peak)
    grid = models["emissions_tco2e"] / models["energy_mwh"] * 1000
    per_token = models["encoder_decoder"].map({True: 3.0, False: 6.0})
    ratio = models["training_compute_flop"] / (per_token * models["active_parameters"] * models["training_tokens"])
    product = models["chip_count"] * models["wall_clock_hours"]
    hours = product / models["chip_hours"]
    rating_mwh = models["chip_hours"].fillna(product) * models["accelerator_id"].map(chips["tdp_w"]) / 1e6
    power = models["energy_mwh"] / rating_mwh
    least, most = (_power_bound(models, end) for end in (0, 1))
    wrong = {
        "implied_mfu": (mfu < MFU_BOUNDS[0]) | (mfu > MFU_BOUNDS[1]),
        "implied_grid": (grid <= GRID_BOUNDS[0]) | (grid > GRID_BOUNDS[1]),
        "implied_compute": (ratio < 1 / COMPUTE_FACTOR) | (ratio > COMPUTE_FACTOR),
        "implied_hours": (hours < 1 / TIME_FACTOR) | (hours > TIME_FACTOR),
        "implied_power": (power < least) | (power > most),
    }
    values = {
        "implied_mfu": mfu, "implied_grid": grid, "implied_compute": ratio, "implied_hours": hours,
        "implied_power": power,
    }  # fmt: skip
    for quantity, mask in wrong.items():
        for index in models.index[mask]:
            yield Finding(str(models.at[index, "model_id"]), quantity, float(values[quantity][index]))


def _power_bound(models: pd.DataFrame, end: int) -> pd.Series:
    """Least (0) or most (1) that the energy of a chip's hour may be by the chip's rating [1]."""
    bound = models["energy_boundary"].map({boundary: bounds[end] for boundary, bounds in POWER_BOUNDS.items()})
    with_pue = models["energy_boundary"] == "accelerator_with_pue"
    return bound * models["pue"].fillna(ASSUMED_PUE[end]).where(with_pue, 1.0)


def disagreeing(usable: pd.DataFrame, reviewed_compute: pd.DataFrame) -> Iterator[Finding]:
    """Usable figures of one source that say the same thing and differ by more than 15 %; the value is their ratio.

    Ends of an interval and two ways of counting are right each, but only one stands: a row must say which, and why.
    For compute the reviewed table is that row.
    """
    settled = (usable["quantity"] == "training_compute") & usable["model_id"].isin(reviewed_compute["model_id"])
    figures = usable[usable["quantity"].isin([*QUANTITIES, "training_compute"]) & ~settled]
    for key, values in figures.groupby(COMPARED, sort=True)["value"]:
        if values.max() > SAME_FACTOR * values.min():
            ratio = values.max() / values.min() if values.min() > 0 else float("inf")
            yield Finding(str(key[0]), str(key[1]), float(ratio))


def unexplained(findings: list[Finding], overrides: pd.DataFrame) -> list[Finding]:
    """Findings without a reason: an explanation, or a row that says which of the figures stands."""
    rows = overrides[overrides["action"].isin(("explain_finding", "use_fact"))]
    explained = set(zip(rows["model_id"], rows["quantity"], strict=True))
    return [finding for finding in findings if (finding.model_id, finding.quantity) not in explained]


def obsolete(findings: list[Finding], overrides: pd.DataFrame) -> list[str]:
    """Explanations whose finding has gone: the figures were mended, so the row must go too."""
    rows = overrides[overrides["action"] == "explain_finding"]
    present = {(finding.model_id, finding.quantity) for finding in findings}
    return [
        override_id
        for override_id, *key in zip(rows["override_id"], rows["model_id"], rows["quantity"], strict=True)
        if tuple(key) not in present
    ]
