"""The columns of the wide models table that the estimator reads, as arrays; taken once, then worked on in blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from footprint.labels import Labels, Mask

Numbers = npt.NDArray[np.float64]

FACTS = (
    "active_parameters", "training_compute_flop", "chip_hours", "energy_mwh", "system_power_w", "pue",
    "grid_gco2e_per_kwh", "wall_clock_hours",
)  # fmt: skip
OTHERS = ("training_tokens", "chip_count", "emissions_tco2e", "place_year")
IDS = (
    "lineage", "domain", "architecture", "training_compute_flop_kind", "energy_basis", "energy_boundary",
    "accelerator_id", "pue_prior_id", "grid_id", "place_average_of", "training_compute_flop_marks", "chip_count_marks",
    "wall_clock_hours_marks", "chip_count_kind", "wall_clock_hours_kind",
)  # fmt: skip
# Rows of a block: its arrays stay in the processor's cache from one factor to the next.
BLOCK = 16_384


@dataclass(frozen=True)
class Columns:
    """Models as arrays; missing figures are NaN, missing texts empty."""

    numbers: dict[str, Numbers]
    labels: dict[str, Labels]
    facts: dict[str, Labels]  # origin of each figure of FACTS
    encoder_decoder: Mask
    released: npt.NDArray[np.datetime64]  # [D], NaT where unknown

    @classmethod
    def of(cls, models: pd.DataFrame) -> Columns:
        """From rows of the wide models table."""
        return cls(
            {name: models[name].to_numpy(dtype=float) for name in (*FACTS, *OTHERS)},
            {name: Labels.of(models[name]) for name in IDS},
            {name: Labels.of(models[f"{name}_fact_id"]).prefixed("fact:") for name in FACTS},
            models["encoder_decoder"].to_numpy(dtype=bool),
            models["release_date"].to_numpy(dtype="datetime64[D]"),
        )

    def __len__(self) -> int:
        """Number of models."""
        return len(self.encoder_decoder)

    def without(self, *names: str) -> Columns:
        """The same models as if some of their figures were not known."""
        unknown = np.full(len(self), np.nan)
        return replace(self, numbers={**self.numbers, **dict.fromkeys(names, unknown)})

    def blocks(self) -> Iterator[tuple[slice, Columns]]:
        """All rows, some at a time; one empty block where there are none."""
        for first in range(0, max(len(self), 1), BLOCK):
            rows = slice(first, first + BLOCK)
            yield (
                rows,
                Columns(
                    {name: values[rows] for name, values in self.numbers.items()},
                    {name: labels.block(rows) for name, labels in self.labels.items()},
                    {name: labels.block(rows) for name, labels in self.facts.items()},
                    self.encoder_decoder[rows],
                    self.released[rows],
                ),
            )
