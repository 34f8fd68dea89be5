"""A deployment as the reader set it up: energy per query, break-even day and shares, with their ranges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from content.language.messages import Text
from content.state.parameters import ASSUMED, DEPLOYMENT, NEVER
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint import inference, life_cycle, query_backtest, token_regression
from footprint.checks import Values
from footprint.emissions import emissions_tco2e
from footprint.labels import Labels
from footprint.query_backtest import Accuracy
from footprint.scenario import Scenario
from footprint.token_regression import Coefficients
from footprint.uncertainty import combined_sd, interval, sum_of_two
from footprint.units import KG_PER_TONNE, WH_PER_MWH

SERVING_ACCELERATOR = "h100-sxm5"  # served on this where neither the page nor the sidebar names a chip
UTILIZATION, SPREAD = "serving-utilization", "inference-token"  # prior ids
PLACE_UNKNOWN = "grid-place-unknown"  # prior id
MANUFACTURE = "embodied-chip-hour"  # prior id
ESTIMATED, REGRESSION = "estimated", "regression"
BASELINE_BATCH = 64.0  # of the published regression: with it the batch counts as unknown

Range = tuple[float, float, float]  # median and the bounds of the 90 % range
Curve = tuple[Values, Values, Values]


@dataclass(frozen=True)
class Amount:
    """A log-normal amount in the deployment's unit."""

    median: Values
    sd: Values  # [log10]

    @property
    def range(self) -> Range:
        """Median and the bounds of the 90 % range."""
        low, high = interval(self.median, self.sd)
        return float(self.median), float(low), float(high)

    @property
    def curve(self) -> Curve:
        """The same of many days."""
        return (self.median, *interval(self.median, self.sd))


@dataclass(frozen=True)
class Deployment:
    """One model served for some days; amounts in MWh or, where the reader looks at emissions, in t CO2e."""

    accelerator_id: str
    pue: float
    utilization: float  # share of peak while serving [1]
    batch: float  # requests served together, of the regression alone
    method: str  # behind the energy per query: estimated, regression or published
    fact_id: str  # fact behind a published energy per query, empty where it is computed
    queries_per_day: float  # on the first day
    growth: float  # of the queries a day in a month [1]
    months_between: float  # retrainings; infinite for none
    development: float  # everything before and with the final run / the final run [1]
    days: float
    tokens: float  # of one query that count: question and answer, for the regression the answer alone
    impact: str  # energy or emissions
    training: Row
    wh_range: Range  # energy per query [Wh]
    final_run: Amount
    first_day: Amount  # use on the first day
    ratio_sd: float  # spread of use / training [log10]: a grid that both share cancels
    first_day_tonnes: Amount  # operational emissions of the first day [t CO2e]
    training_hours: Amount  # chip-hours of the final run, NaN where unknown
    first_day_hours: Amount  # chip-hours of use on the first day
    grid_origin: str

    def training_by(self, days: Values) -> Amount:
        """Cost of all trainings up to a day."""
        repeated = life_cycle.trainings(days, self.development, self.months_between)
        return Amount(self.final_run.median * repeated, self.final_run.sd)

    @property
    def development_share(self) -> float:
        """Share of research and development in all trainings of the period [1]."""
        return float((self.development - 1) / life_cycle.trainings(self.days, self.development, self.months_between))

    def use_by(self, days: Values) -> Amount:
        """Cost of all queries up to a day."""
        return Amount(self.first_day.median * life_cycle.traffic_days(days, self.growth), self.first_day.sd)

    def embodied_by(self, days: Values) -> Amount:
        """Manufacture of the chips of training and use, in the share of the time up to a day [t CO2e].

        One distribution of manufacture holds for both, so the spreads of the chip-hours combine before it enters.
        """
        repeated = life_cycle.trainings(days, self.development, self.months_between)
        used = self.first_day_hours.median * life_cycle.traffic_days(days, self.growth)
        hours, sd = used, self.first_day_hours.sd
        if np.isfinite(self.training_hours.median):
            trained = self.training_hours.median * repeated
            hours, sd = sum_of_two(trained, self.training_hours.sd, used, self.first_day_hours.sd)
        prior = catalog.priors()[MANUFACTURE]
        tonnes = hours * float(prior["median"]) / KG_PER_TONNE
        return Amount(tonnes, combined_sd(sd, float(prior["sd_log10"])))

    @cached_property
    def break_even_range(self) -> Range:
        """Day on which use has cost as much as training [day]; infinite where it never does."""
        even = Amount(self.final_run.median / self.first_day.median, self.ratio_sd)
        median, low, high = (
            float(life_cycle.break_even_days(days, self.growth, self.development, self.months_between))
            for days in even.range
        )
        return median, low, high

    @cached_property
    def share_range(self) -> Range:
        """Share of inference in training and inference over the period [1]."""
        ratio = Amount(float(self.use_by(self.days).median / self.training_by(self.days).median), self.ratio_sd)
        median, low, high = (float(inference.inference_share(1.0, part)) for part in ratio.range)
        return median, low, high

    @cached_property
    def emissions_range(self) -> Range:
        """Operational emissions of inference over the period [t CO2e]."""
        tonnes = self.first_day_tonnes
        return Amount(tonnes.median * life_cycle.traffic_days(self.days, self.growth), tonnes.sd).range

    def queries_for(self, share: float) -> Range:
        """Queries on the first day with which inference reaches a share over the period [count]."""
        now = Amount(float(self.use_by(self.days).median / self.training_by(self.days).median), self.ratio_sd)
        median, low, high = (self.queries_per_day * share / (1 - share) / ratio for ratio in now.range)
        return median, high, low


@catalog.shared()
def coefficients() -> Coefficients:
    """Coefficients of the published token regression."""
    return Coefficients.from_table(catalog.dataset().inference)


@catalog.shared()
def accuracies() -> dict[tuple[str, str], Accuracy]:
    """Accuracy of the computed energies per token, by method and chip."""
    return {(row.method, row.accelerator_id): row for row in query_backtest.accuracies(catalog.dataset())}


@dataclass(frozen=True)
class Serving:
    """Where and how queries are served."""

    accelerator_id: str
    peak_flop_per_s: float
    power_w: float  # of one chip with its share of the server
    pue: float
    utilization: float
    batch: float
    input_tokens: float
    output_tokens: float

    @classmethod
    def of(cls, model: Row, view: View) -> Serving:
        """As the reader set it, else as in the sidebar, else as the dashboard assumes."""
        values = view.values
        accelerator_id = _given(values, "serving_hardware") or view.scenario.accelerator_id or SERVING_ACCELERATOR
        if values["energy"] == REGRESSION:
            accelerator_id = SERVING_ACCELERATOR  # the only chip that it was fitted to
        chip = catalog.accelerators()[accelerator_id]
        usual = float(catalog.priors()[model["pue_prior_id"]]["median"])
        return cls(
            accelerator_id,
            float(chip["peak_flop_per_s"]),
            float(chip["system_power_w"]),
            float(_given(values, "serving_pue") or view.scenario.pue or usual),
            float(values["utilization"]),
            float(values["batch"]),
            float(values["input"]),
            float(values["output"]),
        )


def _given(values: Mapping[str, str], name: str) -> str | None:
    return None if values[name] == ASSUMED else values[name]


def first_principles(model: Row, serving: Serving) -> Amount:
    """Energy of one query from parameters, tokens and the chip [Wh]."""
    wh = inference.energy_per_query_wh(
        model["active_parameters"],
        serving.input_tokens,
        serving.output_tokens,
        serving.peak_flop_per_s,
        serving.power_w,
        serving.utilization,
        serving.pue,
    )
    return Amount(float(wh), float(catalog.priors()[SPREAD]["sd_log10"]))


def regression(model: Row, serving: Serving) -> Amount:
    """Energy of one query by the published token regression [Wh]; its spread is its error on measured H100."""
    every = model["active_parameters"] if np.isnan(model["parameters"]) else model["parameters"]
    wh = token_regression.energy_per_query_wh(
        every, model["active_parameters"], serving.output_tokens, serving.batch, serving.pue, coefficients()
    )
    method = "regression" if serving.batch == BASELINE_BATCH else "regression_true_batch"
    return Amount(float(wh), accuracies()[method, SERVING_ACCELERATOR].sd_log10)


def deployment(view: View, model_id: str) -> Deployment | None:
    """The deployment of a model under the view's settings; None where parameters or training energy are unknown."""
    return _deployment(model_id, view.scenario, tuple(view.values[name] for name in DEPLOYMENT))


@catalog.shared(catalog.SCENARIOS_KEPT)
def _deployment(model_id: str, scenario: Scenario, chosen: tuple[str, ...]) -> Deployment | None:
    """The same by what it depends on: every block of the page asks for it."""
    view = View(Text(), dict(zip(DEPLOYMENT, chosen, strict=True)), scenario)
    model, training, values = catalog.model_rows()[model_id], view.estimates[model_id], view.values
    if np.isnan(model["active_parameters"]) or np.isnan(training["energy_mwh"]):
        return None
    serving, method = Serving.of(model, view), values["energy"]
    if method not in (ESTIMATED, REGRESSION) and np.isnan(model["inference_wh_per_query"]):
        method = ESTIMATED
    if method == ESTIMATED:
        query = first_principles(model, serving)
    elif method == REGRESSION:
        query = regression(model, serving)
    else:
        query = Amount(float(model["inference_wh_per_query"]), 0.0)
    queries, impact = float(values["queries"]), values["impact"]
    grid, grid_origin = serving_grid(training, view)
    first_day_mwh = float(inference.cumulative_energy_mwh(query.median, queries, 1.0))
    tonnes = Amount(emissions_tco2e(first_day_mwh, grid.median), float(combined_sd(query.sd, grid.sd)))
    energy_sd = float(training["energy_sd_log10"])
    apart = [query.sd, energy_sd]  # what lets use and training differ: a grid that both share cancels
    if impact == "energy":
        final_run, first_day = Amount(float(training["energy_mwh"]), energy_sd), Amount(first_day_mwh, query.sd)
    else:
        final_run = Amount(float(training["emissions_tco2e"]), float(training["emissions_sd_log10"]))
        first_day = tonnes
        if grid_origin != training["grid_origin"]:
            apart += [grid.sd, float(training["grid_sd_log10"])]
    hours_sd = float(combined_sd(training["compute_sd_log10"], training["mfu_sd_log10"]))
    return Deployment(
        accelerator_id=serving.accelerator_id,
        pue=serving.pue,
        utilization=serving.utilization,
        batch=serving.batch,
        method=method,
        fact_id=str(model["inference_wh_per_query_fact_id"]) if method not in (ESTIMATED, REGRESSION) else "",
        queries_per_day=queries,
        growth=float(values["traffic_growth"]) / 100,
        months_between=np.inf if values["retraining"] == NEVER else float(values["retraining"]),
        development=float(values["development"]),
        days=float(values["days"]),
        tokens=serving.output_tokens + (0.0 if method == REGRESSION else serving.input_tokens),
        impact=impact,
        training=training,
        wh_range=query.range,
        final_run=final_run,
        first_day=first_day,
        ratio_sd=float(combined_sd(*apart)),
        first_day_tonnes=tonnes,
        training_hours=Amount(float(training["chip_hours"]), hours_sd),
        first_day_hours=Amount(first_day_mwh * WH_PER_MWH / (serving.power_w * serving.pue), query.sd),
        grid_origin=grid_origin,
    )


def serving_grid(training: Row, view: View) -> tuple[Amount, str]:
    """Intensity of the grid that serves [gCO2e/kWh] and its origin: the training's unless the reader names another."""
    region = _given(view.values, "serving_region")
    if region is None and training["grid_origin"]:
        return Amount(float(training["grid_median"]), float(training["grid_sd_log10"])), str(training["grid_origin"])
    if region is None:  # no estimate of the training: an undisclosed place, as the estimator takes it
        prior = catalog.priors()[PLACE_UNKNOWN]
        return Amount(float(prior["median"]), float(prior["sd_log10"])), f"prior:{PLACE_UNKNOWN}"
    year = np.nan if view.scenario.year is None else float(view.scenario.year)
    median, sd, origin = catalog.reference().grids.nearest(Labels.same(region, 1), np.array([year]))
    return Amount(float(median[0]), float(sd[0])), str(origin.texts[0])
