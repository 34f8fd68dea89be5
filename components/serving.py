"""A deployment as the reader set it up: energy per query, break-even day and share, with their ranges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components import catalog
from components.catalog import Row
from components.view import View
from footprint import inference
from footprint.emissions import emissions_tco2e
from footprint.uncertainty import interval

SERVING_ACCELERATOR = "h100-sxm5"  # served on this where the sidebar leaves the hardware as published
UTILIZATION, SPREAD = "serving-utilization", "inference-token"  # prior ids
CHART_STEPS = 60
ESTIMATED = "estimated"

Range = tuple[float, float, float]  # median and the bounds of the 90 % range


@dataclass(frozen=True)
class Deployment:
    """One model served for some days."""

    accelerator_id: str
    pue: float
    utilization: float  # share of peak while serving [1]
    fact_id: str  # fact behind a published energy per query, empty where it is estimated
    queries_per_day: float
    days: float
    tokens: float  # of one query, question and answer; a published energy has its own number
    training: Row
    wh_range: Range  # energy per query [Wh]
    break_even_range: Range  # [day]
    share_range: Range  # share of inference in the energy of both [1]
    emissions_range: Range  # emissions of inference over the period [t CO2e]
    grid_origin: str

    @property
    def training_mwh(self) -> Range:
        """Training energy with its range [MWh]."""
        row = self.training
        return float(row["energy_mwh"]), float(row["energy_low_mwh"]), float(row["energy_high_mwh"])


def _range(median: float, *sds: float) -> Range:
    """90 % range of a product of log-normal factors: their variances add on the log scale."""
    low, high = interval(median, float(np.hypot.reduce(sds)))
    return median, float(low), float(high)


def deployment(view: View, model_id: str) -> Deployment | None:
    """The deployment of a model under the view's settings; None where parameters or training energy are unknown."""
    model, training = catalog.model_rows()[model_id], view.estimates[model_id]
    if np.isnan(model["active_parameters"]) or np.isnan(training["energy_mwh"]):
        return None
    priors, values = catalog.priors(), view.values
    accelerator_id = view.scenario.accelerator_id or SERVING_ACCELERATOR
    chip = catalog.accelerators()[accelerator_id]
    pue = view.scenario.pue or float(priors[model["pue_prior_id"]]["median"])
    utilization = float(priors[UTILIZATION]["median"])
    published = values["energy"] != ESTIMATED and not np.isnan(model["inference_wh_per_query"])
    if published:
        wh, wh_sd = float(model["inference_wh_per_query"]), 0.0
    else:
        wh_sd = float(priors[SPREAD]["sd_log10"])
        wh = float(
            inference.energy_per_query_wh(
                model["active_parameters"],
                float(values["input"]),
                float(values["output"]),
                chip["peak_flop_per_s"],
                chip["system_power_w"],
                utilization,
                pue,
            )
        )
    queries, days = float(values["queries"]), float(values["days"])
    training_mwh, training_sd = float(training["energy_mwh"]), float(training["energy_sd_log10"])
    served_mwh = float(inference.cumulative_energy_mwh(wh, queries, days))
    served_tonnes = float(emissions_tco2e(served_mwh, training["grid_median"]))
    even_days = float(inference.break_even_days(training_mwh, wh, queries))
    ratio = _range(served_mwh / training_mwh, wh_sd, training_sd)
    return Deployment(
        accelerator_id=accelerator_id,
        pue=pue,
        utilization=utilization,
        fact_id=str(model["inference_wh_per_query_fact_id"]) if published else "",
        queries_per_day=queries,
        days=days,
        tokens=float(values["input"]) + float(values["output"]),
        training=training,
        wh_range=_range(wh, wh_sd),
        break_even_range=_range(even_days, wh_sd, training_sd),
        share_range=tuple(float(inference.inference_share(1.0, part)) for part in ratio),  # type: ignore[arg-type]
        emissions_range=_range(served_tonnes, wh_sd, float(training["grid_sd_log10"])),
        grid_origin=str(training["grid_origin"]),
    )
