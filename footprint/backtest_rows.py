"""The published runs of the backtest, the predictions of other methods for them, and the accuracy of predictions.

The runs are frozen in the table `backtest_runs`. Seven more stand only in the rivals' table there; their figures come
from the models table, so that both sides are judged on the same runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from footprint.compute import training_compute_flop
from footprint.energy import chip_hours
from footprint.load import Dataset
from footprint.sizes import size
from footprint.uncertainty import interval
from footprint.units import SECONDS_PER_HOUR, WH_PER_MWH

# Hardware of the table -> row of the accelerators table, the same reading as data/tables/accelerator_names.csv.
ACCELERATORS = {
    "P100": "p100-sxm2",
    "V100": "v100-sxm2-16gb",
    "A100": "a100-sxm4-80gb",
    "H100": "h100-sxm5",
    "B200": "b200",
    "B300": "b300",
    "TPUv2": "tpu-v2",
    "TPUv3": "tpu-v3",
    "TPUv4": "tpu-v4",
}
# Runs of the rivals' table that the runs table lacks -> model of the models table, and its publication.
FROM_MODELS = {
    "gpt-neox-20b": ("gpt-neox-20b", "neox"),
    "llama1-7b": ("llama-7b", "llama1"),
    "llama1-13b": ("llama-13b", "llama1"),
    "llama1-33b": ("llama-33b", "llama1"),
    "llama1-65b": ("llama-65b", "llama1"),
    "opt-175b": ("opt-175b", "opt"),
    "starcoder-15b": ("starcoder", "starcoder"),
}
# Publications that share authors, cluster and code are left out together.
FAMILIES = {"llama31": "llama3", "llama32": "llama3", "olmo2024": "ai2-2025", "deepseekv3": "deepseekv2"}
# Strubell et al. 2019, Section 2.1: power sampled for at most a day, on other GPUs for the Transformer; then scaled.
SAMPLED = "strubell2019"
SAME_RUN = ("strubell-transformer-big",)  # hours and compute of transformer-big-p100 again

NUMBERS = (
    "chip_hours", "training_compute_flop", "pue", "energy_mwh", "active_parameters", "training_tokens",
)  # fmt: skip
FLAGS = ("moe", "encdec", "distill")

# The rivals' table in the words of this module.
RIVAL_PATHS = {
    "chip-hours -> energy": "chip_hours_to_energy",
    "FLOP -> chip-hours": "compute_to_chip_hours",
    "FLOP -> energy": "compute_to_energy",
    "-> emissions": "emissions",
}
RIVAL_TRUTHS = {
    "measured whole system": "measured_system",
    "measured whole system (small academic)": "sampled_system",
    "reported chip-hours": "reported_hours",
    "emissions as reported": "reported_emissions",
}
FLAT = {"flat 30% MFU": 0.3, "flat 40% MFU": 0.4}
FLAT_PATHS = {
    "compute_to_chip_hours": "training_compute_flop",
    "parameters_tokens_to_chip_hours": "counted_flop",
}
# Methods whose constants were taken from the very runs that they are judged on, by the beginning of their names.
IN_SAMPLE = ("Patterson 2021", "ML CO2 Impact with its TPU averages", "Epoch cost model")
UNITS = {"chip_hours": "h", "energy_mwh": "MWh", "emissions_t": "t"}


@dataclass(frozen=True)
class Row:
    """One run on one path: predicted and published value, and the spread stated beforehand."""

    run_id: str
    publication: str
    hardware: str
    path: str
    truth: str  # kind of the published value, one of TRUTHS
    cv: str  # what was left out: `model`, `publication`, or empty for a rival
    unit: str  # of both values: MWh, h or t
    predicted: float
    true: float
    sd_log10: float  # NaN where no range is stated
    architecture: str = ""  # of the run; empty for a rival

    @property
    def factor(self) -> float:
        """How far off, either way [1]."""
        return max(self.predicted / self.true, self.true / self.predicted)

    def covered(self, probability: float) -> float:
        """1 where the published value lies in the stated range, else 0; NaN where none is stated."""
        if np.isnan(self.sd_log10):
            return float("nan")
        low, high = interval(self.predicted, self.sd_log10, probability)
        return float(low <= self.true <= high)


@dataclass(frozen=True)
class Accuracy:
    """Error factors of n runs and coverage of the stated ranges; shares and coverages [1], NaN without ranges."""

    n: int
    median_factor: float
    within_1_25: float
    within_1_5: float
    within_2: float
    worst: float
    covered_50: float
    covered_90: float

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Accuracy:
        """Of rows of one path, truth and cross-validation."""
        factors = np.array([row.factor for row in rows])
        return cls(
            n=len(rows),
            median_factor=float(np.median(factors)),
            within_1_25=float(np.mean(factors <= 1.25)),
            within_1_5=float(np.mean(factors <= 1.5)),
            within_2=float(np.mean(factors <= 2.0)),
            worst=float(factors.max()),
            covered_50=float(np.mean([row.covered(0.5) for row in rows])),
            covered_90=float(np.mean([row.covered(0.9) for row in rows])),
        )


def runs(dataset: Dataset) -> pd.DataFrame:
    """All runs of the backtest, one a row.

    Columns: run_id, publication (its family), year, hardware, generation_class (gpu or tpu), operator;
    chip_hours [h], training_compute_flop [FLOP], active_parameters, training_tokens, energy_mwh [MWh], pue [1];
    counted_flop, 6 N D or 3 N D [FLOP]; peak_flop_per_s [FLOP/s] and tdp_w [W] of the chip; power_w, power of a chip in
    the boundary of the energy, before PUE [W]; mfu, effective MFU [1]; truth, kind of the published
    energy (measured_system, sampled_system, measured_accelerator, formula_tdp, formula_average, hours_only); moe,
    encdec and distill (from a larger model), each true or false.
    """
    table = dataset.backtest_runs.copy()
    for column in NUMBERS:
        table[column] = pd.to_numeric(table[column].replace("", None)).astype(float)
    for column in FLAGS:
        table[column] = pd.to_numeric(table[column].replace("", None)).fillna(0).astype(bool)
    table = pd.concat([table, _from_models(dataset, table)], ignore_index=True)
    table["truth"] = table["boundary"].where(table["publication"] != SAMPLED, "sampled_system")
    table["publication"] = table["publication"].replace(FAMILIES)
    table["year"] = table["date"].str[:4].astype(float)
    chips = dataset.accelerators.set_index("accelerator_id").reindex(table["hardware"].map(ACCELERATORS).tolist())
    table["peak_flop_per_s"] = chips["peak_flop_per_s"].to_numpy(dtype=float)
    table["tdp_w"] = chips["tdp_w"].to_numpy(dtype=float)
    table["generation_class"] = np.where(table["hardware"].str.startswith("TPU"), "tpu", "gpu")
    sizes = table["active_parameters"].to_numpy(), table["training_tokens"].to_numpy()
    table["counted_flop"] = training_compute_flop(*sizes, table["encdec"].to_numpy())
    table["training_compute_flop"] = table["training_compute_flop"].fillna(table["counted_flop"])
    table["size"] = size(*(table[name].to_numpy() for name in ("active_parameters", "training_compute_flop")))
    if not table["architecture"].any():  # before 2026.11.3 one level stood for all sizes
        table["size"] = 0.0
    seconds = table["chip_hours"] * SECONDS_PER_HOUR
    table["mfu"] = table["training_compute_flop"] / (seconds * table["peak_flop_per_s"])
    before_pue = table["truth"].isin(
        ("measured_accelerator", "measured_node")
    )  # `it` scope: the energy does not hold the PUE next to it
    facility = np.where(before_pue, 1.0, table["pue"])
    table["power_w"] = table["energy_mwh"] * WH_PER_MWH / (table["chip_hours"] * facility)
    return table


def _from_models(dataset: Dataset, table: pd.DataFrame) -> pd.DataFrame:
    """Runs of FROM_MODELS that the runs table lacks, with hours only."""
    missing = {run: model for run, model in FROM_MODELS.items() if run not in set(table["run_id"])}
    models = dataset.models.set_index("model_id").reindex([model for model, _ in missing.values()]).reset_index()
    models.insert(0, "run_id", list(missing))
    models["publication"] = [publication for _, publication in missing.values()]
    models["hardware"] = "A100"
    models["boundary"] = "hours_only"
    models["date"] = models["release_date"].astype(str)
    wanted = ["run_id", "publication", "date", "hardware", "boundary", "chip_hours", "training_compute_flop"]
    added = models[[*wanted, "active_parameters", "training_tokens"]].copy()
    for flag in FLAGS:
        added[flag] = False
    added["operator"], added["architecture"] = "", "dense" if table["architecture"].any() else ""
    return added


def rival_rows(dataset: Dataset) -> dict[str, list[Row]]:
    """Frozen predictions of each other method, and those of a flat MFU for the runs that came after."""
    rows: dict[str, list[Row]] = {}
    for rival in dataset.backtest_rivals.to_dict("records"):
        row = Row(
            rival["model_id"], "", "", RIVAL_PATHS[rival["path"]], RIVAL_TRUTHS[rival["truth_kind"]], "",
            UNITS[rival["quantity"]], float(rival["predicted"]), float(rival["reported"]), float("nan"),
        )  # fmt: skip
        rows.setdefault(rival["method"], []).append(row)
    for method, mfu in FLAT.items():
        frozen = {(row.run_id, row.path) for row in rows.get(method, [])}
        rows.setdefault(method, []).extend(
            row for row in _flat(runs(dataset), mfu) if (row.run_id, row.path) not in frozen
        )
    return rows


def _flat(table: pd.DataFrame, mfu: float) -> Iterator[Row]:
    """Chip-hours at one effective MFU for all runs, however their compute is known."""
    known = table[~np.isnan(table["chip_hours"]) & ~table["distill"] & ~table["run_id"].isin(SAME_RUN)]
    for path, compute in FLAT_PATHS.items():
        for rival in known[~np.isnan(known[compute])].to_dict("records"):
            hours = chip_hours(rival[compute], rival["peak_flop_per_s"], mfu)
            who = (rival["run_id"], "", "", path, "reported_hours", "", "h")
            yield Row(*who, float(hours), rival["chip_hours"], float("nan"))


def short_name(method: str) -> str:
    """Name of a method without the note in brackets."""
    return method.split(" (")[0]
