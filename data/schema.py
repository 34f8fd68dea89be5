"""What each table must hold: types, ranges, units, allowed words, keys. Used when the data set is built and tested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import pandera.pandas as pa

SCHEMA = 1  # raise it when a column is renamed, removed or changes its meaning
VERSION = "2026.11.0"

ID = r"^[a-z0-9][a-z0-9.+_-]*$"
LOG_NORMAL_TOLERANCE = 0.03  # printed bounds are rounded to two or three digits


@dataclass(frozen=True)
class Field:
    """One column: its type, its checks and its unit."""

    dtype: str  # str, float, int, bool or date
    unit: str = ""
    low: float | None = None
    high: float | None = None
    words: tuple[str, ...] = ()
    pattern: str = ""
    required: bool = True  # whether an empty cell is an error

    def column(self) -> pa.Column:
        """The pandera column."""
        checks: list[pa.Check] = []
        if self.low is not None:
            checks.append(pa.Check.ge(self.low))
        if self.high is not None:
            checks.append(pa.Check.le(self.high))
        if self.words:
            checks.append(pa.Check.isin([*self.words, *([] if self.required else [""])]))
        if self.pattern:
            checks.append(pa.Check.str_matches(self.pattern))
        if self.dtype == "str" and self.required:
            checks.append(pa.Check.str_length(min_value=1))
        types: dict[str, Any] = {"str": str, "float": float, "int": int, "bool": bool, "date": "datetime64[s]"}
        nullable = not self.required and self.dtype in ("float", "date")
        return pa.Column(types[self.dtype], checks, nullable=nullable)


def text(*words: str, pattern: str = "", required: bool = True) -> Field:
    """Text, perhaps out of a list of words."""
    return Field("str", words=words, pattern=pattern, required=required)


def free() -> Field:
    """Text that may be empty."""
    return Field("str", required=False)


def number(unit: str, low: float | None = None, high: float | None = None, required: bool = True) -> Field:
    """Number with its unit and bounds."""
    return Field("float", unit, low, high, required=required)


def year(required: bool = True) -> Field:
    """Calendar year."""
    return Field("int", "year", 1950, 2030, required=required)


READ = text("primary", "secondary")
SOURCE = {"source_id": text(), "locator": free(), "note": free(), "read": READ}
KINDS = ("reported", "third_party", "derived")
DOMAINS = ("language", "multimodal", "vision", "games", "speech", "science", "code")
LINEAGES = (
    "from_scratch", "distilled", "pruned", "fine_tuned", "grown", "search", "family", "project", "service",
)  # fmt: skip
BOUNDARIES = ("facility", "it", "accelerator_with_pue", "accelerator", "life_cycle", "unknown")
BASES = ("measured", "sampled", "rating", "modelled", "unknown")
SCOPES = (
    "final_run", "part_of_run", "whole_project", "family", "fine_tuning", "counterfactual", "idle",
    "training_and_use", "chip", "server",
)  # fmt: skip
ACCOUNTING = ("location", "market", "unknown")
# The unit of each published quantity; training compute comes in two.
UNITS: dict[str, tuple[str, ...]] = {
    "parameters": ("count",),
    "active_parameters": ("count",),
    "training_tokens": ("tokens",),
    "training_compute": ("FLOP", "pfs-days"),
    "chip_hours": ("h",),
    "chip_count": ("count",),
    "wall_clock_hours": ("h",),
    "energy_mwh": ("MWh",),
    "emissions_tco2e": ("tCO2e",),
    "embodied_tco2e": ("tCO2e",),
    "system_power_w": ("W",),
    "chip_power_w": ("W",),
    "pue": ("ratio",),
    "utilization": ("ratio",),
    "grid_gco2e_per_kwh": ("gCO2e/kWh",),
    "inference_wh_per_query": ("Wh",),
    "dataset_words": ("words",),
    "experiments_count": ("count",),
    "rd_gpu_days": ("GPU-days",),
    "hardware": ("name",),
    "region": ("place",),
}

TABLES: dict[str, dict[str, Field]] = {
    "models": {
        "model_id": text(pattern=ID),
        "name": text(),
        "short_name": text(pattern=r"^.{1,24}$"),
        "organization": text(),
        "release_date": Field("date", required=False),
        "domain": text(*DOMAINS),
        "architecture": text("dense", "moe", "rl", "nas", "other"),
        "lineage": text(*LINEAGES),
        "encoder_decoder": Field("bool"),
        "note": free(),
    },
    "facts": {
        "fact_id": text(pattern=ID),
        "model_id": text(pattern=ID),
        "quantity": text(*UNITS),
        "value": number("see column unit", 0, required=False),
        "text": free(),
        "unit": text(),
        "kind": text(*KINDS),
        "boundary": text(*BOUNDARIES, required=False),
        "basis": text(*BASES, required=False),
        "scope": text(*SCOPES, required=False),
        "accounting": text(*ACCOUNTING, required=False),
        **SOURCE,
    },
    "sources": {
        "source_id": text(),
        "citation": text(),
        "year": number("year", 1950, 2030, required=False),
        "url": free(),
        "note": free(),
    },
    "accelerators": {
        "accelerator_id": text(pattern=ID),
        "name": text(),
        "vendor": text(),
        "year": year(),
        "tdp_w": number("W", 10, 30000, required=False),
        "memory_gb": number("GB", 0.5, 1e5, required=False),
        "peak_fp32_tflops": number("TFLOP/s", 0.1, 1e5, required=False),
        "peak_training_tflops": number("TFLOP/s, dense", 0.1, 1e5, required=False),
        "training_precision": free(),
        "process_nm": number("nm", 1, 100, required=False),
        "die_mm2": number("mm2", 10, 1e5, required=False),
        "embodied_kgco2e": number("kgCO2e", 1, 1e4, required=False),
        "source_id": text(),
        "locator": free(),
        "note": free(),
        "read": READ,
        "power_prior_id": free(),
        "mfu_prior_id": free(),
    },
    "accelerator_power": {
        "accelerator_id": free(),
        "quantity": text(),
        "value": number("see column unit", 0),
        "unit": text(),
        "scope": free(),
        "workload": free(),
        **SOURCE,
    },
    "accelerator_names": {"hardware": text(), "accelerator_id": free(), "note": free()},
    "operators": {
        "organization": text(),
        "operator_class": text("hyperscaler", "other"),
        "pue_prior_id": text("pue-hyperscaler", "pue-other"),
    },
    "grids": {
        "grid_id": text(),
        "name": text(),
        "iso3": free(),
        "level": text("country", "aggregate", "subregion", "cloud"),
        "year": year(),
        "gco2e_per_kwh": number("gCO2e/kWh", 0, 1500),
        "low_carbon_share": number("1", 0, 1.001, required=False),
        **SOURCE,
        "method": text("life_cycle", "direct"),
        "suspect": Field("bool"),
    },
    "cloud_regions": {
        "provider": text(),
        "region_code": text(),
        "place": text(),
        "country_iso3": free(),
        "grid_gco2e_per_kwh": number("gCO2e/kWh", 0, 1500, required=False),
        "cfe_share": number("1", 0, 1, required=False),
        "year": year(),
        **SOURCE,
    },
    "places": {
        "model_id": text(),
        "place": text(),
        "grid_id": free(),
        "year": year(),
        "reported_gco2e_per_kwh": number("gCO2e/kWh", 0, 1500, required=False),
        **SOURCE,
    },
    "pue": {"provider": text(), "scope": free(), "period": free(), "pue": number("1", 1, 3), **SOURCE},
    "utilization": {
        "model_id": free(),
        "model": text(),
        "year": year(),
        "metric": text(),
        "value": number("1", 0, 1.5),
        "accelerator_id": free(),
        "chips": number("chips", 1, 1e6, required=False),
        "convention": free(),
        **SOURCE,
    },
    "equivalences": {
        "equivalence_id": text(pattern=ID),
        "description": text(),
        "kgco2e_per_unit": number("kgCO2e", 0, 1e9),
        "unit": text(),
        "as_published": free(),
        "published_unit": free(),
        "gas_basis": free(),
        "year": year(),
        **SOURCE,
    },
    "priors": {
        "prior_id": text(pattern=ID),
        "quantity": text(),
        "applies_to": free(),
        "unit": text(),
        "distribution": text("log-normal"),
        "median": number("see column unit", 0),
        "sd_log10": number("log10", 0, 1),
        "low_90": number("see column unit", 0),
        "high_90": number("see column unit", 0),
        "support": text(),
        "source_id": free(),
        "read": READ,
    },
    "experiments": {
        "item_id": text(),
        "subject": text(),
        "quantity": text(),
        "value": number("see column unit", 0),
        "unit": text(),
        "scope": free(),
        "year": free(),
        **SOURCE,
    },
    "inference": {
        "item_id": text(),
        "subject": text(),
        "quantity": text(),
        "value": number("see column unit"),
        "unit": text(),
        "boundary": free(),
        "year": year(),
        **SOURCE,
    },
    "shares": {
        "scope": text(),
        "measure": text(),
        "training": number("1", 0, 1, required=False),
        "inference": number("1", 0, 1, required=False),
        "other": number("1", 0, 1, required=False),
        "year": free(),
        "kind": text(*KINDS),
        **SOURCE,
    },
    "embodied": {
        "item": text(),
        "quantity": text(),
        "value": number("see column unit", 0),
        "unit": text(),
        "boundary": free(),
        **SOURCE,
    },
    "water": {
        "provider_or_place": text(),
        "quantity": text(),
        "value": number("see column unit", 0),
        "unit": text(),
        "period": free(),
        **SOURCE,
    },
    "claims": {
        "claim_id": text(pattern=ID),
        "value": number("see column unit", 0),
        "unit": text(),
        "until_year": number("year", 1950, 2030, required=False),
        **SOURCE,
    },
    "preferred_compute": {
        "model_id": text(),
        "compute_flop": number("FLOP", 1e10, 1e28),
        "kind": text(*KINDS),
        "source_id": text(),
        "basis": free(),
        "flag": free(),
    },
    "overrides": {
        "override_id": text(pattern=ID),
        "model_id": text(),
        "quantity": text(),
        "action": text("use_fact", "exclude_fact", "explain_finding"),
        "fact_id": free(),
        "reason": text(),
        "source_id": free(),
    },
    "backtest_runs": {},
    "backtest_rivals": {},
}

UNIQUE: dict[str, list[str]] = {
    "models": ["model_id"],
    "facts": ["fact_id"],
    "sources": ["source_id"],
    "accelerators": ["accelerator_id"],
    "accelerator_names": ["hardware"],
    "operators": ["organization"],
    "grids": ["grid_id", "year"],
    "places": ["model_id"],
    "equivalences": ["equivalence_id"],
    "priors": ["prior_id"],
    "inference": ["item_id", "quantity"],
    "claims": ["claim_id"],
    "preferred_compute": ["model_id"],
    "overrides": ["override_id"],
}
# (table, column, table that must hold the id, its column); an empty cell refers to nothing.
FOREIGN_KEYS: tuple[tuple[str, str, str, str], ...] = (
    *((table, "source_id", "sources", "source_id") for table, fields in TABLES.items() if "source_id" in fields),
    ("facts", "model_id", "models", "model_id"),
    ("models", "organization", "operators", "organization"),
    ("operators", "pue_prior_id", "priors", "prior_id"),
    ("places", "model_id", "models", "model_id"),
    ("places", "grid_id", "grids", "grid_id"),
    ("preferred_compute", "model_id", "models", "model_id"),
    ("overrides", "model_id", "models", "model_id"),
    ("overrides", "fact_id", "facts", "fact_id"),
    ("accelerator_names", "accelerator_id", "accelerators", "accelerator_id"),
    ("accelerators", "power_prior_id", "priors", "prior_id"),
    ("accelerators", "mfu_prior_id", "priors", "prior_id"),
    ("accelerator_power", "accelerator_id", "accelerators", "accelerator_id"),
    ("utilization", "accelerator_id", "accelerators", "accelerator_id"),
)


def check(table: str, frame: pd.DataFrame) -> None:
    """Raise pandera's SchemaErrors, which lists every wrong cell of a table."""
    fields = TABLES[table]
    schema = pa.DataFrameSchema(
        {name: field.column() for name, field in fields.items()},
        strict=bool(fields),
        unique=UNIQUE.get(table),
    )
    schema.validate(frame, lazy=True)
