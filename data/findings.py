"""Figures that do not fit together: each must be explained by a row of the overrides table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

MFU_BOUNDS = (0.02, 0.7)
GRID_BOUNDS = (0.0, 1200.0)  # gCO2e/kWh
COMPUTE_FACTOR = 3.0
FINDINGS = ("implied_mfu", "implied_grid", "implied_compute")


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
    implied_compute: training compute more than three times off 6 N D (3 N D for encoder-decoders).
    """
    peak = models["accelerator_id"].map(accelerators.set_index("accelerator_id")["peak_flop_per_s"])
    mfu = models["training_compute_flop"] / (models["chip_hours"] * 3600 * peak)
    grid = models["emissions_tco2e"] / models["energy_mwh"] * 1000
    per_token = models["encoder_decoder"].map({True: 3.0, False: 6.0})
    ratio = models["training_compute_flop"] / (per_token * models["active_parameters"] * models["training_tokens"])
    wrong = {
        "implied_mfu": (mfu < MFU_BOUNDS[0]) | (mfu > MFU_BOUNDS[1]),
        "implied_grid": (grid <= GRID_BOUNDS[0]) | (grid > GRID_BOUNDS[1]),
        "implied_compute": (ratio < 1 / COMPUTE_FACTOR) | (ratio > COMPUTE_FACTOR),
    }
    values = {"implied_mfu": mfu, "implied_grid": grid, "implied_compute": ratio}
    for quantity, mask in wrong.items():
        for index in models.index[mask]:
            yield Finding(str(models.at[index, "model_id"]), quantity, float(values[quantity][index]))


def unexplained(findings: list[Finding], overrides: pd.DataFrame) -> list[Finding]:
    """Findings without an explanation."""
    rows = overrides[overrides["action"] == "explain_finding"]
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
