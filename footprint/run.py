"""One training run that a reader describes, or a model of the data set: hours, energy and emissions with their ranges.

Whatever is known of the run goes in by name; the best path that it allows is taken, and what it did not need is named.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal, get_args

import numpy as np
import pandas as pd

from footprint import load, own
from footprint.errors import InputError
from footprint.estimate import estimate
from footprint.load import Dataset
from footprint.reference import Reference
from footprint.scenario import YEARS
from footprint.spellings import Spellings
from footprint.uncertainty import combined_sd, interval

Architecture = Literal["dense", "moe", "encoder_decoder", "diffusion", "vision", "other"]
Task = Literal["language", "code", "multimodal", "vision", "image", "video", "speech", "science", "games", "other"]
Boundary = Literal["facility", "it", "accelerator"]
ARCHITECTURES, TASKS, BOUNDARIES = (get_args(words) for words in (Architecture, Task, Boundary))
SEEN = ("image", "video")  # tasks that the data set counts as vision
OF_HOURS = {
    "chip_hours": ("chip_hours",),
    "chips_time": ("chips", "wall_clock_hours"),
    "parameters_tokens": ("parameters", "active_parameters", "tokens", "architecture", "task", "hardware"),
}
OF_ENERGY = {
    "reported_energy": ("energy_mwh", "energy_boundary"),
    "chip_hours": ("hardware", "pue"),
    "chips_time": ("hardware", "pue"),
    "parameters_tokens": ("hardware", "pue"),
    "compute_year": ("parameters", "active_parameters", "tokens", "architecture", "year"),
}


@dataclass(frozen=True)
class Spread:
    """Median of a quantity with its 90 % and 50 % ranges [its unit]."""

    median: float
    low: float
    high: float
    low50: float
    high50: float

    @classmethod
    def of(cls, median: float, sd_log10: float) -> Spread | None:
        """From median and spread on the log scale; None where nothing is known."""
        if not median > 0:
            return None
        low, high = interval(median, sd_log10)
        low50, high50 = interval(median, sd_log10, 0.5)
        return cls(float(median), float(low), float(high), float(low50), float(high50))


@dataclass(frozen=True)
class Run:
    """Estimate of one run; None where nothing leads to a quantity.

    path : how the energy came about, one of estimate.PATHS, or none
    hours_path : the same for the chip-hours
    unused : what was given and did not enter
    untested : what sets the run apart from those that the estimates were tested on
    """

    path: str
    hours_path: str
    chip_hours: Spread | None
    energy_mwh: Spread | None
    emissions_tco2e: Spread | None
    unused: tuple[str, ...] = ()
    untested: tuple[str, ...] = field(default=())


def estimate_run(
    *,
    model: str | None = None,
    parameters: float | None = None,
    active_parameters: float | None = None,
    tokens: float | None = None,
    architecture: str | None = None,
    task: str | None = None,
    hardware: str | None = None,
    chips: float | None = None,
    wall_clock_hours: float | None = None,
    chip_hours: float | None = None,
    energy_mwh: float | None = None,
    energy_boundary: str | None = None,
    pue: float | None = None,
    region: str | None = None,
    year: int | None = None,
    dataset: Dataset | None = None,
) -> Run:
    """Chip-hours, facility energy [MWh] and operational, location-based emissions [t CO2e] of a run.

    Parameters
    ----------
    model : model_id of the data set; then nothing else may be given
    parameters, active_parameters : all, and those that a token passes; the same for dense models [count]
    tokens : tokens processed, repetitions included [tokens]
    architecture, task : one of ARCHITECTURES (dense) and TASKS (language)
    hardware : accelerator_id, or its name as people write it
    chips, wall_clock_hours, chip_hours : accelerators at a time, duration [h], and their product as measured [h]
    energy_mwh, energy_boundary : measured energy [MWh], and what it counts, one of BOUNDARIES (facility)
    pue : power usage effectiveness of the site [1]
    region, year : grid_id, and year of the grid (the newest)
    dataset : data set to look things up in; else the one that comes with the program

    Raises
    ------
    InputError, naming the field, for an impossible or unknown value, and for a model together with own figures.
    """
    given = {name: value for name, value in locals().items() if name != "dataset" and value is not None}
    tables = dataset or _beside()
    reference = _reference(tables.version) if dataset is None else _indexed(tables)
    if "model" in given:
        if others := given.keys() - {"model"}:
            raise InputError(min(others), "a model of the data set stands for all of its own figures")
        rows = tables.models[tables.models["model_id"] == model]
        if rows.empty:
            raise InputError("model", f"unknown: {model}")
    else:
        rows = _row(given, tables)
    return _answer(given, rows, reference)


def _row(given: dict[str, object], tables: Dataset) -> pd.DataFrame:
    """The run as a row of the wide models table."""
    architecture = _one_of("architecture", given.get("architecture", "dense"), ARCHITECTURES)
    task = _one_of("task", given.get("task", "language"), TASKS)
    boundary = _one_of("energy_boundary", given.get("energy_boundary", "facility"), BOUNDARIES)
    year = given.get("year", int(tables.grids.loc[~tables.grids["suspect"], "year"].max()))
    if not isinstance(year, int) or not YEARS[0] <= year <= YEARS[1]:
        raise InputError("year", f"must be a whole year between {YEARS[0]} and {YEARS[1]}")
    known: dict[str, object] = {
        name: given[name] for name in ("tokens", "chip_hours", "energy_mwh", "pue") if name in given
    }
    active = given.get("active_parameters", given.get("parameters") if architecture != "moe" else None)
    if active is not None:
        known["parameters"] = active
    table = pd.DataFrame([{name: _number(name, value) for name, value in known.items()}], index=[0])
    table["hardware"] = _chip(str(given["hardware"]), tables) if "hardware" in given else ""
    table["region"] = _region(str(given["region"]), tables) if "region" in given else ""
    table[own.BOUNDARY] = boundary
    row = own.models(table, year)
    row["architecture"] = architecture if architecture in ("moe", "diffusion", "other") else "dense"
    row["domain"] = "vision" if architecture == "vision" or task in SEEN else task
    row["encoder_decoder"] = architecture == "encoder_decoder"
    for column, name in (("chip_count", "chips"), ("wall_clock_hours", "wall_clock_hours")):
        row[column] = _number(name, given.get(name, np.nan))
    return row


def _answer(given: dict[str, object], rows: pd.DataFrame, reference: Reference) -> Run:
    """Energy by the best path; chip-hours too where the energy came about without them."""
    best = estimate(rows, reference).iloc[0]
    hours = estimate(rows.assign(energy_mwh=np.nan), reference).iloc[0]
    path, hours_path = str(best["path"]), str(hours["path"])
    count, spread = float(hours["chip_hours"]), 0.0
    if np.isnan(count):  # hours need no accelerator, their energy does
        count, spread = _stated_hours(rows, reference)
        hours_path = hours_path if np.isnan(count) else "chip_hours"
    sd = spread + float(combined_sd(*(hours[f"{name}_sd_log10"] for name in ("compute", "mfu", "chip_hours"))))
    used = {"model", *OF_HOURS.get(hours_path, ()), *OF_ENERGY.get(path, ()), "region"}
    if path == "reported_energy" and given.get("energy_boundary", "facility") != "facility":
        used.add("pue")
    if "region" in given:
        used.add("year")
    if given.get("architecture") == "moe" or "active_parameters" in given:
        used.discard("parameters")
    return Run(
        path=path,
        hours_path=hours_path,
        chip_hours=Spread.of(count, sd),
        energy_mwh=Spread.of(float(best["energy_mwh"]), float(best["energy_sd_log10"])),
        emissions_tco2e=Spread.of(float(best["emissions_tco2e"]), float(best["emissions_sd_log10"])),
        unused=tuple(name for name in given if name not in used),
        untested=tuple(str(best["untested"]).split()),
    )


def _stated_hours(rows: pd.DataFrame, reference: Reference) -> tuple[float, float]:
    """Chip-hours as given, or chips x duration, with their spread."""
    run = rows.iloc[0]
    if run["chip_hours"] > 0:
        return float(run["chip_hours"]), 0.0
    return float(run["chip_count"] * run["wall_clock_hours"]), reference.priors.sd("chip-time")


def _one_of(name: str, value: object, words: tuple[str, ...]) -> str:
    word = str(value).strip().lower().replace("-", "_").replace(" ", "_")
    if word not in words:
        raise InputError(name, f"must be one of {', '.join(words)}")
    return word


def _number(name: str, value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise InputError(name, "must be a number") from None


def _chip(text: str, tables: Dataset) -> str:
    chips = tables.accelerators
    chip_id = _spellings(tuple(chips["accelerator_id"]), tuple(chips["name"])).find(text)
    if chip_id is None:
        raise InputError("hardware", f"unknown: {text}")
    return chip_id


def _region(text: str, tables: Dataset) -> str:
    ids = {str(grid).casefold(): str(grid) for grid in tables.grids["grid_id"].unique()}
    if text.casefold() not in ids:
        raise InputError("region", f"unknown: {text}")
    return ids[text.casefold()]


@cache
def _spellings(ids: tuple[str, ...], names: tuple[str, ...]) -> Spellings:
    same = [(name, name) for name in ids]
    return Spellings.of(same, list(zip(names, ids, strict=True)), load.chip_spellings(), plain=2, makers=True)


@cache
def _beside() -> Dataset:
    return load.load()


@cache
def _reference(version: str) -> Reference:
    return _indexed(_beside())


def _indexed(tables: Dataset) -> Reference:
    return Reference.from_tables(tables.accelerators, tables.grids, tables.priors)
