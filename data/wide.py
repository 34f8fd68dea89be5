"""Derived tables: the wide models table and the accelerators with their distributions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data import prefer


def models(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row a model: what it is, its preferred figures, its accelerator, place and operator."""
    base = tables["models"]
    facts = tables["facts"].set_index("fact_id")
    figures = prefer.preferred(
        tables["facts"], base, tables["sources"], tables["overrides"], tables["preferred_compute"]
    )
    wide = base.set_index("model_id").join(figures)
    wide.insert(
        9, "operator_class", wide["organization"].map(tables["operators"].set_index("organization")["operator_class"])
    )
    wide.insert(
        10, "pue_prior_id", wide["organization"].map(tables["operators"].set_index("organization")["pue_prior_id"])
    )
    for quantity in ("energy_mwh", "emissions_tco2e"):
        short = quantity.split("_")[0]
        for column in ("boundary", "basis"):
            wide[f"{short}_{column}"] = wide[f"{quantity}_fact_id"].map(facts[column]).fillna("")
    for column in ("compute_from", "marks"):
        wide[f"training_compute_flop_{column}"] = wide["training_compute_flop_fact_id"].map(facts[column]).fillna("")
    for quantity in ("chip_count", "wall_clock_hours"):
        wide[f"{quantity}_marks"] = wide[f"{quantity}_fact_id"].map(facts["marks"]).fillna("")
    wide["emissions_accounting"] = wide["emissions_tco2e_fact_id"].map(facts["accounting"]).fillna("")
    wide = wide.join(_hardware(tables, wide["run"])).join(_places(tables))
    text = wide.columns[[not pd.api.types.is_numeric_dtype(kind) for kind in wide.dtypes]].drop("release_date")
    wide[text] = wide[text].fillna("")
    return wide.reset_index()


def _hardware(tables: dict[str, pd.DataFrame], standing: pd.Series) -> pd.DataFrame:
    """Accelerator of each model's run and the fact that names it; unmapped names count as unknown."""
    facts = tables["facts"]
    named = prefer.of_run(facts[facts["quantity"] == "hardware"], standing)
    ids = tables["accelerator_names"].set_index("hardware")["accelerator_id"]
    named = named.assign(accelerator_id=named["text"].map(ids), value=1.0)
    named = named[named["accelerator_id"] != ""]
    best = prefer.ranked(named, tables["sources"], tables["overrides"]).drop_duplicates("model_id", keep="first")
    best = best.set_index("model_id")
    return pd.DataFrame({"accelerator_id": best["accelerator_id"], "accelerator_fact_id": best["fact_id"]})


def _places(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Training place of each model with its grid, year and source."""
    places = tables["places"].set_index("model_id")
    average_of = tables["grids"].drop_duplicates("grid_id").set_index("grid_id")["average_of"]
    return pd.DataFrame(
        {
            "place": places["place"],
            "grid_id": places["grid_id"],
            "place_year": places["year"].astype(float),
            "place_source_id": places["source_id"],
            "place_average_of": places["grid_id"].map(average_of).fillna(""),
        }
    )


def accelerators(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Accelerators with peak speed, system power and effective MFU, each with its spread and prior.

    System power is the measured distribution of the chip's generation, else TDP x the ratio of the measured
    generations. NaN where the rating is not published.
    """
    frame = tables["accelerators"].copy()
    priors = tables["priors"].set_index("prior_id")
    frame["peak_flop_per_s"] = frame["peak_training_tflops"] * 1e12
    power, mfu = frame["power_prior_id"], frame["mfu_prior_id"]
    median = power.map(priors["median"]).astype(float)
    is_ratio = power.map(priors["unit"]) == "ratio"
    frame["system_power_w"] = np.where(is_ratio, median * frame["tdp_w"], median)
    frame["system_power_sd_log10"] = power.map(priors["sd_log10"]).astype(float)
    frame["mfu"] = mfu.map(priors["median"]).astype(float)
    frame["mfu_sd_log10"] = mfu.map(priors["sd_log10"]).astype(float)
    return frame
