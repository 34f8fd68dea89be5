"""The factors of an estimate: for each model a median, a spread and where both come from.

Order of choice: the scenario, the model's own published figure, the prior of its chip, operator or place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from footprint.compute import training_compute_flop
from footprint.reference import Numbers, Reference, Texts
from footprint.scenario import Scenario

Mask = npt.NDArray[np.bool_]
DAYS_PER_YEAR = 365.2425
ENERGY_BOUNDARIES = ("facility", "it", "accelerator", "accelerator_with_pue")
TREND_YEARS = (-4.1, 6.0)  # first and last run behind the trend of energy per FLOP, in years from 2020


@dataclass(frozen=True)
class Factor:
    """One factor of all models: medians [its unit], spreads [log10] and origins; NaN median where unknown."""

    median: Numbers
    sd: Numbers
    origin: Texts

    @classmethod
    def unknown(cls, rows: int) -> Self:
        """Nothing known for any model."""
        return cls(np.full(rows, np.nan), np.zeros(rows), np.full(rows, "", dtype=object))

    @classmethod
    def given(cls, value: float, rows: int) -> Self:
        """Set by the reader: exact, and the same for all models."""
        return cls(np.full(rows, value), np.zeros(rows), np.full(rows, "scenario", dtype=object))

    @classmethod
    def from_prior(cls, reference: Reference, prior_id: str, rows: int) -> Self:
        """One distribution for all models."""
        origin = np.full(rows, f"prior:{prior_id}", dtype=object)
        return cls(np.full(rows, reference.median(prior_id)), np.full(rows, reference.sd(prior_id)), origin)

    @classmethod
    def from_facts(cls, models: pd.DataFrame, quantity: str, sd: float | Numbers = 0.0) -> Self:
        """The models' own published figures of a quantity."""
        median = models[quantity].to_numpy(dtype=float)
        origin = np.array([f"fact:{fact_id}" if fact_id else "" for fact_id in models[f"{quantity}_fact_id"]], dtype=object)
        return cls(median, np.where(np.isnan(median), 0.0, sd), origin)

    @property
    def known(self) -> Mask:
        """Where there is a value."""
        return ~np.isnan(self.median)

    def otherwise(self, other: Factor) -> Factor:
        """This factor where known, else the other."""
        return self.where(self.known, other)

    def where(self, mask: Mask, other: Factor) -> Factor:
        """This factor where the mask is true, else the other."""
        return Factor(
            np.where(mask, self.median, other.median),
            np.where(mask, self.sd, other.sd),
            np.where(mask, self.origin, other.origin),
        )

    def only(self, mask: Mask) -> Factor:
        """This factor where the mask is true, else unknown."""
        return self.where(mask, Factor.unknown(len(mask)))


def _by_id(ids: Texts, medians: pd.Series, sds: pd.Series, priors: pd.Series) -> Factor:
    """Factor looked up in a table by id; an empty id is unknown."""
    places = medians.index.get_indexer(pd.Index(ids))
    found = places >= 0
    median = np.where(found, medians.to_numpy(dtype=float)[places], np.nan)
    names = np.array([f"prior:{prior}" for prior in priors], dtype=object)[places]
    known = ~np.isnan(median)
    sd = np.where(known, np.nan_to_num(sds.to_numpy(dtype=float)[places]), 0.0)
    return Factor(median, sd, np.where(known, names, ""))


def chips(models: pd.DataFrame, reference: Reference, scenario: Scenario) -> tuple[Numbers, Factor, Factor]:
    """Peak speed [FLOP/s], effective MFU [1] and system power [W] of each model's chip."""
    rows = len(models)
    ids: Texts = models["accelerator_id"].to_numpy(dtype=object)
    if scenario.accelerator_id is not None:
        ids = np.full(rows, scenario.accelerator_id, dtype=object)
    reference.known_accelerators(ids)
    table = reference.accelerators
    peak = _by_id(ids, table["peak_flop_per_s"], table["mfu_sd_log10"], table["mfu_prior_id"]).median
    mfu = _by_id(ids, table["mfu"], table["mfu_sd_log10"], table["mfu_prior_id"])
    power = _by_id(ids, table["system_power_w"], table["system_power_sd_log10"], table["power_prior_id"])
    if scenario.accelerator_id is None:
        power = Factor.from_facts(models, "system_power_w", reference.sd("measured-power")).otherwise(power)
    if scenario.mfu is not None:
        mfu = Factor.given(scenario.mfu, rows)
    if scenario.system_power_w is not None:
        power = Factor.given(scenario.system_power_w, rows)
    return peak, mfu, power


def pue(models: pd.DataFrame, reference: Reference) -> Factor:
    """Published PUE of each model's site, else the distribution of its operator's class."""
    priors = reference.priors
    ids: Texts = models["pue_prior_id"].to_numpy(dtype=object)
    by_operator = _by_id(ids, priors["median"], priors["sd_log10"], pd.Series(priors.index, index=priors.index))
    return Factor.from_facts(models, "pue").otherwise(by_operator)


def compute(models: pd.DataFrame, reference: Reference) -> tuple[Factor, Mask]:
    """Training compute [FLOP], and where it had to be counted from parameters and tokens.

    What the authors report is taken as it stands; counts by others and 6 N D carry the spread of `flop-6nd`.
    """
    sd = reference.sd("flop-6nd")
    by_authors = (models["training_compute_flop_kind"] == "reported").to_numpy()
    stated = Factor.from_facts(models, "training_compute_flop", np.where(by_authors, 0.0, sd))
    counted = Factor.from_facts(models, "active_parameters", sd)
    flop = training_compute_flop(
        counted.median, models["training_tokens"].to_numpy(dtype=float), models["encoder_decoder"].to_numpy()
    )
    counted = Factor(np.asarray(flop), counted.sd, counted.origin).only(~np.isnan(np.asarray(flop)))
    return stated.otherwise(counted), ~stated.known & counted.known


def energy(models: pd.DataFrame, reference: Reference) -> Factor:
    """Published energy [MWh], where it was measured or sampled; hours times a rating say no more than the hours."""
    basis, boundary = models["energy_basis"], models["energy_boundary"]
    sampled = (basis == "sampled").to_numpy()
    sd = np.where(sampled, reference.sd("energy-sampled"), reference.sd("measured-power"))
    usable = basis.isin(("measured", "sampled")) & boundary.isin(ENERGY_BOUNDARIES)
    return Factor.from_facts(models, "energy_mwh", sd).only(usable.to_numpy())


def host(models: pd.DataFrame, reference: Reference) -> Factor:
    """Energy of whole servers / energy of their accelerators, where only the latter was measured [1]."""
    only_chips = models["energy_boundary"].isin(("accelerator", "accelerator_with_pue")).to_numpy()
    return Factor.from_prior(reference, "server-over-chip-h100", len(models)).only(only_chips)


def energy_per_flop(models: pd.DataFrame, reference: Reference) -> Factor:
    """Facility energy per FLOP typical of the model's date [MWh/FLOP]."""
    dates = pd.to_datetime(models["release_date"])
    years = ((dates - pd.Timestamp("2020-01-01")).dt.days / DAYS_PER_YEAR).to_numpy(dtype=float)
    at_2020 = Factor.from_prior(reference, "energy-per-flop-2020", len(models))
    trend = reference.median("energy-per-flop-year") ** np.clip(years, *TREND_YEARS)
    dated = Factor(at_2020.median * trend, at_2020.sd, at_2020.origin)
    return dated.only(~np.isnan(years))


def grid(models: pd.DataFrame, reference: Reference, scenario: Scenario) -> Factor:
    """Intensity of the grid [gCO2e/kWh].

    A figure published for the site is taken as it stands; an average that stands for an undisclosed site, and a
    table value, carry the spread of sites around it.
    """
    rows = len(models)
    if scenario.grid_gco2e_per_kwh is not None:
        return Factor.given(scenario.grid_gco2e_per_kwh, rows)
    own_ids: Texts = models["grid_id"].to_numpy(dtype=object)
    released = pd.to_datetime(models["release_date"]).dt.year.to_numpy(dtype=float)
    years = models["place_year"].to_numpy(dtype=float)
    years = np.where(np.isnan(years), released, years)
    if scenario.year is not None:
        years = np.full(rows, float(scenario.year))
    if scenario.grid_id is not None:
        return Factor(*reference.intensity(np.full(rows, scenario.grid_id, dtype=object), years))
    at_place = Factor(*reference.intensity(own_ids, years))
    at_site = models["place_level"].isin(("subregion", "cloud")).to_numpy()
    published = Factor.from_facts(
        models, "grid_gco2e_per_kwh", np.where(at_site, 0.0, reference.sd("grid-country"))
    )
    if scenario.year is not None:
        published = published.only(~at_place.known)
    return published.otherwise(at_place).otherwise(Factor.from_prior(reference, "grid-place-unknown", rows))


def columns(factors: Mapping[str, Factor], shares: Mapping[str, Numbers]) -> dict[str, Numbers | Texts]:
    """Columns `<factor>_median`, `_sd_log10`, `_origin` and `_share` of a result."""
    found: dict[str, Numbers | Texts] = {}
    for name, factor in factors.items():
        found[f"{name}_median"] = factor.median
        found[f"{name}_sd_log10"] = factor.sd
        found[f"{name}_origin"] = factor.origin
        found[f"{name}_share"] = shares[name]
    return found
