"""A deployment: what use costs over a period beside the trainings, when it overtakes them, and its share, with ranges.

Costs are energy [MWh] or emissions [t CO2e], as the caller asks; the same formulas serve both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from footprint import inference, life_cycle, token_regression
from footprint.checks import Values
from footprint.emissions import emissions_tco2e
from footprint.token_regression import Coefficients
from footprint.uncertainty import combined_sd, interval, sum_of_two
from footprint.units import KG_PER_TONNE, WH_PER_MWH, convert

ESTIMATED, REGRESSION = "estimated", "regression"  # ways to the energy of a query; any other is a published figure
ENERGY, EMISSIONS = "energy", "emissions"  # what is counted

Range = tuple[float, float, float]  # median and the bounds of the 90 % range
Curve = tuple[Values, Values, Values]


@dataclass(frozen=True)
class Amount:
    """A log-normal amount in a unit that its user names."""

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


def cost_of_uses(wh: Amount, impact: str, grid: Amount, uses: float = 1.0) -> Amount:
    """Cost of some uses: n e / 1e6 [MWh], or that times the intensity of the grid / 1000 [t CO2e].

    Parameters
    ----------
    wh : e, energy of one use [Wh]
    impact : what is counted, energy or emissions
    grid : that serves [gCO2e/kWh]
    uses : n [count]
    """
    mwh = Amount(convert(uses * wh.median, "Wh", "MWh"), wh.sd)
    if impact == ENERGY:
        return mwh
    return Amount(emissions_tco2e(mwh.median, grid.median), combined_sd(mwh.sd, grid.sd))


@dataclass(frozen=True)
class Service:
    """Where and how queries are served."""

    accelerator_id: str
    peak_flop_per_s: float
    power_w: float  # of one chip with its share of the server
    pue: float
    utilization: float  # share of the peak while serving [1]
    batch: float  # requests served together, of the regression alone
    input_tokens: float  # of one query
    output_tokens: float  # of one query


@dataclass(frozen=True)
class Training:
    """One final training run."""

    energy_mwh: Amount
    emissions_tco2e: Amount
    chip_hours: Amount  # NaN where unknown
    grid: Amount  # [gCO2e/kWh]
    grid_origin: str


@dataclass(frozen=True)
class Period:
    """How long and how much a model is used, and how often it is trained."""

    queries_per_day: float  # on the first day
    growth: float  # of the queries a day in a month [1]
    months_between: float  # retrainings; infinite for none
    development: float  # everything before and with the final run / the final run [1]
    days: float


@dataclass(frozen=True)
class Deployment:
    """One model served for a period; costs in MWh or t CO2e after `impact`."""

    service: Service
    period: Period
    method: str  # behind the energy per query: estimated, regression or published
    fact_id: str  # fact behind a published energy per query, empty where it is computed
    impact: str  # energy or emissions
    wh_range: Range  # energy per query [Wh]
    final_run: Amount
    first_day: Amount  # use on the first day
    ratio_sd: float  # spread of use / training [log10]: a grid that both share cancels
    first_day_tonnes: Amount  # operational emissions of the first day [t CO2e]
    training_hours: Amount  # chip-hours of the final run, NaN where unknown
    first_day_hours: Amount  # chip-hours of use on the first day
    manufacture: Amount  # of the chip and its share of the server [kgCO2e/h]
    grid_origin: str  # of the grid that serves
    training_grid_origin: str

    @property
    def tokens(self) -> float:
        """Tokens of one query that count: question and answer, for the regression the answer alone."""
        return self.service.output_tokens + (0.0 if self.method == REGRESSION else self.service.input_tokens)

    def trainings(self, days: Values) -> Values:
        """Trainings up to a day in final runs [1]."""
        return life_cycle.trainings(days, self.period.development, self.period.months_between)

    def training_by(self, days: Values) -> Amount:
        """Cost of all trainings up to a day."""
        return Amount(self.final_run.median * self.trainings(days), self.final_run.sd)

    def use_by(self, days: Values) -> Amount:
        """Cost of all queries up to a day."""
        return Amount(self.first_day.median * life_cycle.traffic_days(days, self.period.growth), self.first_day.sd)

    def embodied_by(self, days: Values) -> Amount:
        """Manufacture of the chips of training and use, in the share of the time up to a day [t CO2e].

        One distribution of manufacture holds for both, so the spreads of the chip-hours combine before it enters.
        """
        used = self.first_day_hours.median * life_cycle.traffic_days(days, self.period.growth)
        hours, sd = used, self.first_day_hours.sd
        if np.isfinite(self.training_hours.median):
            trained = self.training_hours.median * self.trainings(days)
            hours, sd = sum_of_two(trained, self.training_hours.sd, used, self.first_day_hours.sd)
        return Amount(hours * self.manufacture.median / KG_PER_TONNE, combined_sd(sd, self.manufacture.sd))

    @property
    def break_even_range(self) -> Range:
        """Day on which use has cost as much as training [day]; infinite where it never does."""
        even, period = Amount(self.final_run.median / self.first_day.median, self.ratio_sd), self.period
        median, low, high = (
            float(life_cycle.break_even_days(days, period.growth, period.development, period.months_between))
            for days in even.range
        )
        return median, low, high

    def parts_by(self, days: Values) -> dict[str, Amount]:
        """Cost of each part up to a day: of the chips in emissions alone, as nobody publishes their energy."""
        parts = {"training": self.training_by(days), "inference": self.use_by(days)}
        return parts if self.impact == ENERGY else {**parts, "embodied": self.embodied_by(days)}

    @property
    def shares(self) -> dict[str, float]:
        """Share of each part in their sum over the period [1]: inference, final_runs, development and chips."""
        medians = {part: float(amount.median) for part, amount in self.parts_by(self.period.days).items()}
        shares = {part: median / sum(medians.values()) for part, median in medians.items()}
        training = shares.pop("training")
        development = training * float((self.period.development - 1) / self.trainings(self.period.days))
        return {**shares, "final_runs": training - development, "development": development}

    @property
    def use_over_training(self) -> Amount:
        """Use over training in the whole period [1]."""
        days = self.period.days
        return Amount(float(self.use_by(days).median / self.training_by(days).median), self.ratio_sd)

    @property
    def share_range(self) -> Range:
        """Share of inference in training and inference over the period [1]."""
        median, low, high = (float(inference.inference_share(1.0, part)) for part in self.use_over_training.range)
        return median, low, high

    @property
    def emissions_range(self) -> Range:
        """Operational emissions of inference over the period [t CO2e]."""
        tonnes, traffic = self.first_day_tonnes, life_cycle.traffic_days(self.period.days, self.period.growth)
        return Amount(tonnes.median * traffic, tonnes.sd).range

    def queries_for(self, share: float) -> Range:
        """Queries on the first day with which inference reaches a share over the period [count]."""
        queries = self.period.queries_per_day * share / (1 - share)
        median, low, high = (queries / ratio for ratio in self.use_over_training.range)
        return median, high, low


def first_principles(active_parameters: float, service: Service, sd_log10: float) -> Amount:
    """Energy of one query from parameters, tokens and the chip [Wh]: `inference.energy_per_query_wh`.

    `sd_log10` is the spread of measured energies around it (prior `inference-token`).
    """
    wh = inference.energy_per_query_wh(
        active_parameters,
        service.input_tokens,
        service.output_tokens,
        service.peak_flop_per_s,
        service.power_w,
        service.utilization,
        service.pue,
    )
    return Amount(float(wh), sd_log10)


def regression(
    parameters: float, active_parameters: float, service: Service, coefficients: Coefficients, sd_log10: float
) -> Amount:
    """Energy of one query by the published token regression [Wh]; `sd_log10` is its error on measured chips.

    `parameters` may be NaN where all parameters are active.
    """
    every = active_parameters if np.isnan(parameters) else parameters
    wh = token_regression.energy_per_query_wh(
        every, active_parameters, service.output_tokens, service.batch, service.pue, coefficients
    )
    return Amount(float(wh), sd_log10)


def deploy(
    training: Training,
    query: Amount,
    service: Service,
    period: Period,
    grid: Amount,
    grid_origin: str,
    manufacture: Amount,
    *,
    impact: str = ENERGY,
    method: str = ESTIMATED,
    fact_id: str = "",
) -> Deployment:
    """Costs of a deployment.

    Parameters
    ----------
    training : the final run, with the grid on which it ran
    query : energy of one query of the whole facility [Wh]
    service, period : how queries are served, how many and how long
    grid, grid_origin : grid that serves [gCO2e/kWh]; where its origin is the training's own, its spread cancels in
        the ratio of use and training
    manufacture : of one chip with its share of the server over its hours of life [kgCO2e/h]
    impact : what is counted, energy or emissions
    method, fact_id : where `query` comes from, carried through

    Raises
    ------
    InputError for an impossible input.
    """
    first_day_mwh = float(inference.cumulative_energy_mwh(query.median, period.queries_per_day, 1.0))
    tonnes = Amount(emissions_tco2e(first_day_mwh, grid.median), float(combined_sd(query.sd, grid.sd)))
    apart = [query.sd, training.energy_mwh.sd]  # what lets use and training differ
    if impact == ENERGY:
        final_run, first_day = training.energy_mwh, Amount(first_day_mwh, query.sd)
    else:
        final_run, first_day = training.emissions_tco2e, tonnes
        if grid_origin != training.grid_origin:
            apart += [grid.sd, training.grid.sd]
    return Deployment(
        service=service,
        period=period,
        method=method,
        fact_id=fact_id,
        impact=impact,
        wh_range=query.range,
        final_run=final_run,
        first_day=first_day,
        ratio_sd=float(combined_sd(*apart)),
        first_day_tonnes=tonnes,
        training_hours=training.chip_hours,
        first_day_hours=Amount(first_day_mwh * WH_PER_MWH / (service.power_w * service.pue), query.sd),
        manufacture=manufacture,
        grid_origin=grid_origin,
        training_grid_origin=training.grid_origin,
    )
