"""How right the estimates are: published runs, each predicted without itself or without its whole publication.

`python -m footprint.backtest` prints the tables. Levels and spreads come from the runs left in (backtest_model.py).
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd

from footprint import backtest_model as model
from footprint.backtest_rows import IN_SAMPLE, SAME_RUN, Accuracy, Row, rival_rows, runs, short_name
from footprint.energy import chip_hours, energy_mwh
from footprint.evidence import POWER, Estimate, Evidence, Group
from footprint.load import Dataset, load
from footprint.uncertainty import combined_sd
from footprint.units import SECONDS_PER_HOUR

COMPUTE_OF = {  # the column that a path starts from, beside chip-hours
    "chip_hours_to_energy": "",
    "compute_to_chip_hours": "training_compute_flop",
    "parameters_tokens_to_chip_hours": "counted_flop",
    "compute_to_energy": "training_compute_flop",
    "parameters_tokens_to_energy": "counted_flop",
}
PATHS = tuple(COMPUTE_OF)
LEFT_OUT = ("model", "publication")
MEASURED = ("measured_system", "measured_node", "sampled_system", "measured_accelerator")
FORMULA = ("formula_tdp", "formula_average")  # hours times a rating or a borrowed average: arithmetic, no validation
HOURS, DISTILLED = "reported_hours", "reported_hours_distilled"
TRUTHS = (*MEASURED, *FORMULA, HOURS, DISTILLED)

COLUMNS = {"median_factor": 1, "within_1_5": -1, "worst": 1}  # compared with rivals; 1 where lower is better


@dataclass(frozen=True)
class Result(Accuracy):
    """Accuracy of a path against run kind of truth."""

    path: str
    truth: str
    cv: str


@dataclass(frozen=True)
class Rival(Accuracy):
    """Accuracy of another published method on the same runs."""

    method: str
    path: str
    truth: str
    in_sample: bool  # its constants come from these runs


@dataclass(frozen=True)
class Verdict:
    """Whether a rival is ahead in run column, on the runs that both predict."""

    path: str
    truth: str
    cv: str
    column: str  # median_factor, within_1_5 or worst
    ours: float
    best_method: str
    best: float
    better: tuple[str, ...]  # every rival that is better than ours


@dataclass(frozen=True)
class Backtest:
    """Everything at once."""

    rows: list[Row]
    results: list[Result]
    rivals: list[Rival]
    verdicts: list[Verdict]


@dataclass(frozen=True)
class Bench:
    """The runs of a data set and the evidence that they give on each factor."""

    dataset: Dataset
    table: pd.DataFrame
    rated_w: dict[str, float]
    system_power: Evidence
    accelerator_power: Evidence
    mfu: dict[str, Evidence]  # by path, counted as the path counts compute

    @classmethod
    def of(cls, dataset: Dataset) -> Bench:
        """From the frozen runs."""
        table = runs(dataset)
        own = table[~table["run_id"].isin(SAME_RUN) & ~table["distill"]]
        work = own["chip_hours"] * own["peak_flop_per_s"] * SECONDS_PER_HOUR
        counted = {
            name: Evidence.of(own, np.log10((own[name] / work).to_numpy())) for name in set(COMPUTE_OF.values()) - {""}
        }
        return cls(
            dataset,
            table,
            model.rated_power_w(dataset),
            model.system_power(dataset, table),
            model.accelerator_power(dataset, table),
            {path: counted[name] for path, name in COMPUTE_OF.items() if name},
        )

    def rows(self, path: str, cv: str, run_ids: Collection[str] | None = None) -> Iterator[Row]:
        """Predictions of every run on a path, or of some."""
        for _, run in self.table.iterrows():
            truth = _truth(run, path)
            if truth and (run_ids is None or run["run_id"] in run_ids):
                yield self._row(run, path, truth, cv)

    def _row(self, run: pd.Series, path: str, truth: str, cv: str) -> Row:
        """Prediction of run run from the others."""
        factors: list[Estimate] = []
        value, true, unit = run["chip_hours"], run["chip_hours"], "h"
        if COMPUTE_OF[path]:
            mfu = _from_others(self.mfu[path], run, cv)
            factors.append(mfu)
            value = chip_hours(run[COMPUTE_OF[path]], run["peak_flop_per_s"], 10**mfu.log10)
        if truth not in (HOURS, DISTILLED):
            power_w, pue = self._power_w(run, truth, cv), self._pue(run, truth, cv)
            factors += [power_w, pue]
            value = energy_mwh(value, 10**power_w.log10, 10**pue.log10)
            true, unit = run["energy_mwh"], "MWh"
        sd = float("nan") if truth in FORMULA else float(combined_sd(*(factor.sd for factor in factors)))
        who = (run["run_id"], run["publication"], run["hardware"])
        return Row(*who, path, truth, cv, unit, float(value), float(true), sd, run["architecture"])

    def _power_w(self, run: pd.Series, truth: str, cv: str) -> Estimate:
        """Power of a chip in the boundary of the truth [W]."""
        if truth == "formula_tdp":
            return Estimate(float(np.log10(run["tdp_w"])), 0.0)
        if truth == "measured_accelerator":
            share, whole = _from_others(self.accelerator_power, run, cv), run["tdp_w"]
        else:
            share, whole = _from_others(self.system_power, run, cv), self.rated_w.get(run["hardware"], 1.0)
        return Estimate(share.log10 + float(np.log10(whole)), share.sd)

    def _pue(self, run: pd.Series, truth: str, cv: str) -> Estimate:
        """PUE; exactly 1 where the boundary of the truth ends before the building."""
        if truth in ("measured_accelerator", "measured_node") or (truth in FORMULA and run["pue"] == 1):
            return Estimate(0.0, 0.0)
        key = "publication" if cv == "publication" else "run_id"
        return model.pue(self.dataset, self.table[self.table[key] != run[key]], run["operator"])


def _from_others(evidence: Evidence, run: pd.Series, cv: str) -> Estimate:
    """A factor of a run, from the other runs or the other publications."""
    power = evidence.levels == POWER
    shape = ("", 0.0) if power else (run["architecture"], run["size"])
    group = Group(run["publication"], run["generation_class"], run["hardware"], *shape)
    return evidence.left_out(run["run_id"], group, cv == "publication")


def _truth(run: pd.Series, path: str) -> str:
    """Kind of truth that a run offers on a path; empty where it offers none, or lacks a figure of the path."""
    compute = COMPUTE_OF[path]
    if compute and (np.isnan(run[compute]) or run["run_id"] in SAME_RUN):
        return ""
    if path.endswith("chip_hours"):
        known = not np.isnan(run["chip_hours"])
        return (DISTILLED if run["distill"] else HOURS) if known else ""
    known = not np.isnan(run["energy_mwh"]) and (bool(compute) or not np.isnan(run["chip_hours"]))
    wanted = MEASURED if compute else (*MEASURED, *FORMULA)
    return str(run["truth"]) if known and run["truth"] in wanted else ""


def rows(dataset: Dataset, run_ids: Collection[str] | None = None) -> list[Row]:
    """Every run on every path that its figures allow, predicted without itself and without its publication.

    Only some runs where run_ids are given; the evidence is that of all the others either way.
    """
    bench = Bench.of(dataset)
    return [row for path in PATHS for cv in LEFT_OUT for row in bench.rows(path, cv, run_ids)]


def run(dataset: Dataset) -> Backtest:
    """Backtest of a data set; takes a few seconds."""
    ours, theirs = rows(dataset), rival_rows(dataset)
    return Backtest(ours, _results(ours), _rivals(theirs), list(_verdicts(ours, theirs)))


def levels(dataset: Dataset) -> dict[str, Estimate]:
    """Distributions that the estimator uses for MFU [1] and system power [W, or share of the rating], by prior_id.

    The model that is judged here, with no run left out, for a run of a new publication: what is tested is what is used.
    """
    bench = Bench.of(dataset)
    values = {name: _utilization(bench, *which) for name, which in model.MFU_PRIORS.items()}
    for prior_id, which in model.MFU_SIZES.items():
        less, level, more = (_utilization(bench, *which, size=size) for size in (-1.0, 0.0, 1.0))
        spread = max((less.sd**2 + more.sd**2) / 2 - level.sd**2, 0.0) ** 0.5
        values[prior_id] = Estimate(more.log10 - level.log10, spread)
    dense = _utilization(bench, "gpu", "other")
    for prior_id, architecture in model.MFU_RATIOS.items():
        other = _utilization(bench, "gpu", "other", architecture)
        values[prior_id] = Estimate(other.log10 - dense.log10, max(other.sd**2 - dense.sd**2, 0.0) ** 0.5)
    for prior_id, (generation_class, generation) in model.POWER_PRIORS.items():
        share = bench.system_power.estimate(Group(model.NOBODY, generation_class, generation))
        rated_w = bench.rated_w.get(generation, 1.0)
        values[prior_id] = Estimate(share.log10 + float(np.log10(rated_w)), share.sd)
    return values


def _utilization(
    bench: Bench, generation_class: str, generation: str, architecture: str = model.DENSE, size: float = 0.0
) -> Estimate:
    """Effective MFU of a run of a new publication [1]."""
    group = Group(model.NOBODY, generation_class, generation, architecture, size)
    return bench.mfu["compute_to_chip_hours"].estimate(group)


def results(dataset: Dataset) -> list[Result]:
    """Accuracy of each path against each kind of truth, never mixed, with the run or its publication left out."""
    return _results(rows(dataset))


def rivals(dataset: Dataset) -> list[Rival]:
    """Accuracy of the methods of the table `backtest_rivals`, from their frozen predictions."""
    return _rivals(rival_rows(dataset))


def _results(ours: Sequence[Row]) -> list[Result]:
    groups = [(path, truth, cv) for path in PATHS for truth in TRUTHS for cv in LEFT_OUT]
    by_key = {key: [row for row in ours if (row.path, row.truth, row.cv) == key] for key in groups}
    return [Result(**_fields(Accuracy.of(some)), path=p, truth=t, cv=cv) for (p, t, cv), some in by_key.items() if some]


def _fields(accuracy: Accuracy) -> dict[str, Any]:
    return {field.name: getattr(accuracy, field.name) for field in fields(Accuracy)}


def _rivals(theirs: dict[str, list[Row]]) -> list[Rival]:
    rivals = []
    for method, predicted in theirs.items():
        for path, truth in sorted({(row.path, row.truth) for row in predicted}):
            same = [row for row in predicted if (row.path, row.truth) == (path, truth)]
            in_sample = method.startswith(IN_SAMPLE)
            rivals.append(
                Rival(**_fields(Accuracy.of(same)), method=method, path=path, truth=truth, in_sample=in_sample)
            )
    return sorted(rivals, key=lambda rival: (rival.path, rival.truth, rival.median_factor))


def _verdicts(ours: Sequence[Row], theirs: dict[str, list[Row]]) -> Iterator[Verdict]:
    """Column by column, on the runs that both sides predict."""
    for result in _results(ours):
        same = [row for row in ours if (row.path, row.truth, row.cv) == (result.path, result.truth, result.cv)]
        ids = {row.run_id for row in same}
        scores: dict[str, Accuracy] = {}
        for method, predicted in theirs.items():
            shared = [r for r in predicted if (r.path, r.truth) == (result.path, result.truth) and r.run_id in ids]
            if len(shared) == len(ids):
                scores[method] = Accuracy.of(shared)
        for column, sign in COLUMNS.items():
            if scores:
                value = getattr(result, column)
                ranked = sorted(scores, key=lambda method: sign * getattr(scores[method], column))
                better = tuple(method for method in ranked if sign * getattr(scores[method], column) < sign * value)
                best = getattr(scores[ranked[0]], column)
                yield Verdict(result.path, result.truth, result.cv, column, value, ranked[0], best, better)


def main() -> int:
    """Command line: how right the estimates are, how right other methods are, and who is ahead on the same runs."""
    dataset = load()
    done = run(dataset)
    groups = ["path", "truth", "cv"]
    ours, theirs, verdicts = (pd.DataFrame(some) for some in (done.results, done.rivals, done.verdicts))
    theirs["method"] = theirs["method"].map(short_name)
    verdicts["best_method"] = verdicts["best_method"].map(short_name)
    verdicts["better"] = [", ".join(map(short_name, methods)) or "none" for methods in verdicts["better"]]
    known = levels(dataset).items()
    priors = [{"prior_id": name, "median": 10**level.log10, "sd_log10": level.sd} for name, level in known]
    tables = {
        "Model Footprint": ours.set_index(groups),
        "Other methods": theirs.set_index(["method", "path", "truth"]).drop(columns=["covered_50", "covered_90"]),
        "Who is ahead": verdicts.set_index(groups),
        "Levels with all runs: the estimator's priors": pd.DataFrame(priors).set_index("prior_id"),
    }
    for title, table in tables.items():
        text = table.reset_index().to_string(index=False, float_format="{:.3g}".format, na_rep="-")
        sys.stdout.write(f"{title}\n{text}\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
