"""The factors of an estimate: for each model a median, a spread and where both come from.

Order of choice: the scenario, the model's own published figure, the prior of its chip, operator or place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from footprint.columns import Columns, Numbers
from footprint.compute import training_compute_flop
from footprint.errors import InputError
from footprint.labels import Codes, Labels, Mask
from footprint.reference import Places, Reference
from footprint.scenario import Scenario
from footprint.sizes import size
from footprint.units import DAYS_PER_YEAR
from footprint.utilization import MOST, classes

UNIX_YEAR = 1970  # numpy counts years from here
ENERGY_BOUNDARIES = ("facility", "it", "accelerator", "accelerator_with_pue")
TREND_YEARS = (-4.1, 6.0)  # first and last run behind the trend of energy per FLOP, in years from 2020
TREND_MARGIN_YEARS = 1.0  # the trend stands, at its end value, for this much longer


@dataclass(frozen=True)
class Factor:
    """One factor of all models: medians [its unit], spreads [log10] and origins; where unknown NaN, zero and empty."""

    median: Numbers
    sd: Numbers
    origin: Labels

    @classmethod
    def given(cls, value: float, rows: int) -> Self:
        """Set by the reader: exact, and the same for all models."""
        return cls(np.full(rows, value), np.zeros(rows), Labels.same("scenario", rows))

    @classmethod
    def from_prior(cls, reference: Reference, prior_id: str, rows: int) -> Self:
        """One distribution for all models."""
        origin = Labels.same(f"prior:{prior_id}", rows)
        median, sd = reference.priors.median(prior_id), reference.priors.sd(prior_id)
        return cls(np.full(rows, median), np.full(rows, sd), origin)

    @classmethod
    def where_known(cls, median: Numbers, sd: float | Numbers, origin: Labels) -> Self:
        """Spread and origin only where there is a median."""
        known = ~np.isnan(median)
        return cls(median, known * sd, origin.only(known))

    @classmethod
    def from_facts(cls, models: Columns, quantity: str, sd: float | Numbers = 0.0) -> Self:
        """The models' own published figures of a quantity."""
        return cls.where_known(models.numbers[quantity], sd, models.facts[quantity])

    @property
    def known(self) -> Mask:
        """Where there is a value; kept, as it is asked for again and again."""
        if "_known" not in self.__dict__:
            self.__dict__["_known"] = ~np.isnan(self.median)
        return self.__dict__["_known"]  # type: ignore[no-any-return]

    def otherwise(self, other: Factor) -> Factor:
        """This factor where known, else the other."""
        return Factor(
            np.where(self.known, self.median, other.median),
            self.sd + other.sd * ~self.known,
            self.origin.where(self.known, other.origin),
        )

    def only(self, mask: Mask) -> Factor:
        """This factor where the mask is true, else unknown."""
        return Factor(np.where(mask, self.median, np.nan), self.sd * mask, self.origin.only(mask))


def _looked_up(ids: Labels, places: Places, medians: Numbers, sds: Numbers, origins: Labels) -> Factor:
    """Rows of a table by ids, whose values stand at places of it; place -1 is unknown.

    Looked up for the few values first, then spread over the many rows.
    """
    known = (places >= 0) & ~np.isnan(medians[places])
    return Factor(
        np.where(known, medians[places], np.nan).take(ids.codes),
        np.where(known, sds[places], 0.0).take(ids.codes),
        Labels((known * origins.codes[places]).take(ids.codes), origins.parts),
    )


def chips(
    models: Columns, reference: Reference, scenario: Scenario, training_compute_flop: Numbers
) -> tuple[Numbers, Factor, Factor]:
    """Peak speed [FLOP/s], effective MFU [1] and system power [W] of each model's chip; no MFU without a peak.

    The MFU follows size and architecture too; the training compute tells the size where parameters are not known.

    Raises InputError for an unknown accelerator_id, and for a scenario's chip whose peak or power is not published.
    """
    rows, table = len(models), reference.chips
    ids = models.labels["accelerator_id"]
    if scenario.accelerator_id is not None:
        ids = Labels.same(scenario.accelerator_id, rows)
    places = table.ids.find(ids)
    if scenario.accelerator_id is not None and not table.can_train(scenario.accelerator_id):
        raise InputError("accelerator_id", f"peak speed or power of {scenario.accelerator_id} is not published")
    peak = np.where(places >= 0, table.peak_flop_per_s[places], np.nan).take(ids.codes)
    mfu = _looked_up(ids, places, table.mfu, table.mfu_sd, table.mfu_origins)
    shape, shape_sd = reference.shapes.factor(
        kinds(models), size(models.numbers["active_parameters"], training_compute_flop), places.take(ids.codes)
    )
    median = np.minimum(mfu.median * shape, np.fmax(mfu.median, MOST))
    mfu = Factor(median, np.hypot(mfu.sd, shape_sd * mfu.known), mfu.origin)
    power = _looked_up(ids, places, table.system_power_w, table.system_power_sd, table.system_power_origins)
    if scenario.accelerator_id is None:
        measured_sd = reference.priors.sd("measured-power")
        power = Factor.from_facts(models, "system_power_w", measured_sd).otherwise(power)
    if scenario.mfu is not None:
        mfu = Factor.given(scenario.mfu, rows).only(~np.isnan(peak))
    if scenario.system_power_w is not None:
        power = Factor.given(scenario.system_power_w, rows)
    return peak, mfu, power


def kinds(models: Columns) -> Codes:
    """Class of architecture of each model, as a place in utilization.CLASSES."""
    return classes(models.labels["architecture"], models.labels["domain"], models.encoder_decoder)


def pue(models: Columns, reference: Reference) -> Factor:
    """Published PUE of each model's site, else the distribution of its operator's class."""
    table, ids = reference.priors, models.labels["pue_prior_id"]
    by_operator = _looked_up(ids, table.ids.find(ids), table.medians, table.sds, table.origins)
    return Factor.from_facts(models, "pue").otherwise(by_operator)


def compute(models: Columns, reference: Reference) -> tuple[Factor, Mask]:
    """Training compute [FLOP], and where it had to be counted from parameters and tokens.

    What the authors report is taken as it stands; counts by others and guesses carry the spread that they show, and
    6 N D that of `flop-6nd`.
    """
    sd, priors = reference.priors.sd("flop-6nd"), reference.priors
    kind, marks = models.labels["training_compute_flop_kind"], models.labels["training_compute_flop_marks"]
    others_sd = np.where(kind.one_of("third_party"), priors.sd_or("compute-third-party", sd), sd)
    others_sd = np.where(marks.holding("speculative"), priors.sd_or("compute-speculative", sd), others_sd)
    stated = Factor.from_facts(models, "training_compute_flop", np.where(kind.one_of("reported"), 0.0, others_sd))
    parameters, tokens = models.numbers["active_parameters"], models.numbers["training_tokens"]
    flop = np.asarray(training_compute_flop(parameters, tokens, models.encoder_decoder))
    counted = Factor.where_known(flop, sd, models.facts["active_parameters"])
    return stated.otherwise(counted), ~stated.known & counted.known


def chips_time(models: Columns, reference: Reference) -> Factor:
    """Chips x wall-clock time [h], with the spread that runs with all three figures show.

    A third party's counts never stand before the authors' own compute. "Up to" so many chips is a bound.
    """
    priors, labels = reference.priors, models.labels
    hours = models.numbers["chip_count"] * models.numbers["wall_clock_hours"]
    if "chip-time" not in priors.ids.places:  # before 2026.11.3
        return Factor.where_known(np.full(len(models), np.nan), 0.0, models.facts["wall_clock_hours"])
    third = labels["chip_count_kind"].one_of("third_party") | labels["wall_clock_hours_kind"].one_of("third_party")
    bound = labels["chip_count_marks"].holding("up_to") | labels["wall_clock_hours_marks"].holding("up_to")
    guess = labels["chip_count_marks"].holding("speculative") | labels["wall_clock_hours_marks"].holding("speculative")
    hours = np.where(third & labels["training_compute_flop_kind"].one_of("reported"), np.nan, hours)
    hours = np.where(bound, hours * priors.median("chip-time-up-to"), hours)
    sd = np.where(third, priors.sd("chip-time-third-party"), priors.sd("chip-time"))
    sd = np.where(bound | guess, np.maximum(sd, priors.sd("chip-time-up-to")), sd)
    return Factor.where_known(hours, sd, models.facts["wall_clock_hours"])


def reported_energy(models: Columns, reference: Reference) -> Factor:
    """Published energy [MWh], where it was measured or sampled; hours times a rating say no more than the hours."""
    basis, boundary = models.labels["energy_basis"], models.labels["energy_boundary"]
    priors = reference.priors
    sd = np.where(basis.one_of("sampled"), priors.sd("energy-sampled"), priors.sd("measured-power"))
    usable = basis.one_of("measured", "sampled") & boundary.one_of(*ENERGY_BOUNDARIES)
    energy = np.where(usable, models.numbers["energy_mwh"], np.nan)
    return Factor.where_known(energy, sd, models.facts["energy_mwh"])


def host(models: Columns, reference: Reference) -> Factor:
    """Energy of whole servers / energy of their accelerators, where only the latter was measured [1]."""
    only_chips = models.labels["energy_boundary"].one_of("accelerator", "accelerator_with_pue")
    return Factor.from_prior(reference, "server-over-chip-h100", len(models)).only(only_chips)


def energy_per_flop(models: Columns, reference: Reference) -> Factor:
    """Facility energy per FLOP typical of the date [MWh/FLOP]; unknown long before or after the trend's runs."""
    days = models.released - np.datetime64("2020-01-01", "D")
    years = np.where(np.isnat(days), np.nan, days.astype(float) / DAYS_PER_YEAR)
    at_2020 = Factor.from_prior(reference, "energy-per-flop-2020", len(models))
    within = np.clip(years, *TREND_YEARS)
    trend = reference.priors.median("energy-per-flop-year") ** within
    dated = Factor(at_2020.median * trend, at_2020.sd, at_2020.origin)
    return dated.only(np.abs(years - within) <= TREND_MARGIN_YEARS)


def grid_years(models: Columns, scenario: Scenario) -> Numbers:
    """Year whose grid each training is put on: the scenario's, else that of the run, else of release; NaN unknown.

    Elsewhere is the same run on another grid, so it stays in its own year: the newest would mix a place with time.
    """
    if scenario.year is not None:
        return np.full(len(models), float(scenario.year))
    dates, years = models.released, models.numbers["place_year"]
    released = np.where(np.isnat(dates), np.nan, dates.astype("datetime64[Y]").astype(float) + UNIX_YEAR)
    return np.where(np.isnan(years), released, years)


def grid(models: Columns, reference: Reference, scenario: Scenario) -> Factor:
    """Intensity of the grid [gCO2e/kWh].

    A figure published for the site is taken as it stands; an average that stands for an undisclosed site, and a
    table value, carry the spread of sites around it.
    """
    rows = len(models)
    if scenario.grid_gco2e_per_kwh is not None:
        return Factor.given(scenario.grid_gco2e_per_kwh, rows)
    years = grid_years(models, scenario)
    if scenario.grid_id is not None:
        ids = Labels.same(scenario.grid_id, rows)
        return Factor(*reference.grids.nearest(ids, years))
    at_place = Factor(*reference.grids.nearest(models.labels["grid_id"], years))
    at_site = models.labels["place_average_of"].one_of("grid_region", "site")
    average_sd = reference.priors.sd("grid-country")
    published = Factor.from_facts(models, "grid_gco2e_per_kwh", np.where(at_site, 0.0, average_sd))
    if scenario.year is not None:
        published = published.only(~at_place.known)
    return published.otherwise(at_place).otherwise(Factor.from_prior(reference, "grid-place-unknown", rows))
