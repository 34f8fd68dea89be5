"""Training energy and emissions of many models at once, each by the best path that its facts allow.

Paths, best first:
reported_energy      measured or sampled energy [x host where of the accelerators only, x PUE where without it]
chip_hours           chip-hours x system power x PUE
compute              training compute / (peak x effective MFU) to chip-hours and on
parameters_tokens    6 N D (3 N D for encoder-decoders) to compute and on
compute_year         compute x energy per FLOP typical of the date, where the chip is unknown
Emissions are energy x grid intensity. Every factor is log-normal, so ranges and shares are exact (uncertainty.py).
As published and what-if are the same code: a scenario replaces factors.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from footprint import checks, domain, factors
from footprint.checks import Values
from footprint.embodied import embodied_tco2e
from footprint.emissions import emissions_tco2e
from footprint.energy import chip_hours, energy_mwh
from footprint.factors import Factor, Mask
from footprint.reference import Numbers, Reference, Texts
from footprint.scenario import AS_PUBLISHED, Scenario
from footprint.uncertainty import combined_sd, interval, sum_of_two, variance_shares

PATHS = ("reported_energy", "chip_hours", "compute", "parameters_tokens", "compute_year")
COMPUTED = ("compute", "parameters_tokens")
# The factors of an estimate and the paths that they enter; the PUE only where the energy does not hold it yet.
PATHS_OF = {
    "reported_energy": ("reported_energy",),
    "host": ("reported_energy",),
    "compute": (*COMPUTED, "compute_year"),
    "energy_per_flop": ("compute_year",),
    "chip_hours": ("chip_hours",),
    "mfu": COMPUTED,
    "power": ("chip_hours", *COMPUTED),
    "pue": PATHS,
    "grid": PATHS,
}
FACTORS = tuple(PATHS_OF)
# Compute says little about the energy of these: other people's work came before, or it is not one run.
COMPUTABLE = ("from_scratch", "search")
POSITIVE = (
    "active_parameters", "training_tokens", "training_compute_flop", "chip_hours", "energy_mwh", "system_power_w",
)  # fmt: skip


def estimate(models: pd.DataFrame, reference: Reference, scenario: Scenario = AS_PUBLISHED) -> pd.DataFrame:
    """Energy and emissions of each model's training under a scenario.

    Parameters
    ----------
    models : rows of the wide models table; missing figures are NaN or empty
    reference : accelerators, grids and distributions
    scenario : assumptions that replace the models' own

    Returns
    -------
    Frame with the index of `models`:
    path, reason (why there is no estimate), boundary and untested (what puts it outside the tested domain);
    energy_mwh, emissions_tco2e (operational, location-based, whole facility), embodied_tco2e and total_tco2e, each
    with the bounds of its 90 % range `_low_`/`_high_` and, for the first two, `_sd_log10`;
    training_compute_flop and chip_hours as used; and for each of FACTORS `_median`, `_sd_log10`, `_origin`
    (`fact:ID`, `prior:ID`, `grid:ID@year`, `scenario`) and `_share` of the variance of log emissions.

    Raises
    ------
    InputError, naming the field, for negative, zero or infinite figures and for ids that no table knows.
    """
    for field in POSITIVE:
        checks.positive(field, factors.numbers(models, field))
    checks.at_least_one("pue", factors.numbers(models, "pue"))
    checks.not_negative("grid_gco2e_per_kwh", factors.numbers(models, "grid_gco2e_per_kwh"))
    rows = len(models)
    peak, mfu, power = factors.chips(models, reference, scenario)
    own_pue = factors.pue(models, reference)
    compute, counted = factors.compute(models, reference)
    known = {
        "reported_energy": factors.reported_energy(models, reference),
        "host": factors.host(models, reference),
        "compute": compute,
        "energy_per_flop": factors.energy_per_flop(models, reference),
        "chip_hours": Factor.from_facts(models, "chip_hours"),
        "mfu": mfu.only(~np.isnan(peak)),
        "power": power,
        "pue": own_pue if scenario.pue is None else Factor.given(scenario.pue, rows),
        "grid": factors.grid(models, reference, scenario),
    }
    path = _paths(models, scenario, known, counted)
    used = {name: factor.only(np.isin(path, PATHS_OF[name])) for name, factor in known.items()}
    holds_pue = _holds_pue(models, path)
    used["pue"] = _pue_used(used["pue"], own_pue, holds_pue, scenario)
    run_hours = _hours(used, peak, known["chip_hours"].median)
    run_hours[path == "none"] = np.nan
    result: dict[str, Numbers | Texts] = {
        "path": path,
        "reason": _reasons(models, path, scenario, known),
        "boundary": np.where(path == "none", "", "facility").astype(object),
        "untested": domain.untested(models, path, used),
        **_quantities(used, _energy(used, run_hours, own_pue, holds_pue), run_hours, reference),
        "training_compute_flop": compute.median,
        "chip_hours": run_hours,
    }
    shares = variance_shares({name: factor.sd for name, factor in used.items()})
    return pd.DataFrame(result | factors.columns(used, shares), index=models.index)


def _paths(models: pd.DataFrame, scenario: Scenario, known: Mapping[str, Factor], counted: Mask) -> Texts:
    """Best path of each model; `none` where nothing leads to an energy under the scenario."""
    as_it_ran = not scenario.changes_run
    same_power = scenario.system_power_w is None
    drawn = known["power"].known & known["pue"].known
    computable = factors.one_of(factors.texts(models, "lineage"), *COMPUTABLE) & known["compute"].known
    on_chip = computable & known["mfu"].known & drawn
    # A published energy says nothing about other chips or another power, and the trend nothing about any chip.
    possible = [
        known["reported_energy"].known & (as_it_ran and same_power),
        known["chip_hours"].known & drawn & as_it_ran,
        on_chip & ~counted,
        on_chip & counted,
        computable & known["energy_per_flop"].known & (as_it_ran and same_power),
    ]
    return np.select(possible, PATHS, default="none").astype(object)


def _holds_pue(models: pd.DataFrame, path: Texts) -> Mask:
    """Whether the energy of the path holds the site's PUE from the start."""
    counted = factors.one_of(factors.texts(models, "energy_boundary"), "facility", "accelerator_with_pue")
    mask: Mask = (path == "compute_year") | ((path == "reported_energy") & counted)
    return mask


def _pue_used(pue: Factor, own: Factor, holds_pue: Mask, scenario: Scenario) -> Factor:
    """PUE where it enters: not into figures that hold it already, unless the scenario sets another.

    Then the new PUE stands for the ratio new / old, and carries the spread of the old.
    """
    if scenario.pue is None:
        return pue.only(~holds_pue)
    return Factor(pue.median, np.where(holds_pue, own.sd, pue.sd), pue.origin)


def _hours(used: Mapping[str, Factor], peak: Numbers, published: Numbers) -> Numbers:
    """Chip-hours, from compute where the path goes that way, else as published [h]."""
    computed = _numbers(chip_hours(used["compute"].median, peak, used["mfu"].median))
    return np.where(used["mfu"].known, computed, published)


def _energy(used: Mapping[str, Factor], hours: Numbers, own_pue: Factor, holds_pue: Mask) -> Numbers:
    """Median facility energy [MWh]."""
    pue = used["pue"].median
    of_chips = _numbers(energy_mwh(hours, used["power"].median, pue))
    published = used["reported_energy"].median * np.where(used["host"].known, used["host"].median, 1.0)
    typical = used["compute"].median * used["energy_per_flop"].median
    of_pue = np.where(used["pue"].known, np.where(holds_pue, pue / own_pue.median, pue), 1.0)
    of_run = np.where(used["reported_energy"].known, published, typical) * of_pue
    return np.where(used["power"].known, of_chips, of_run)


def _quantities(
    used: Mapping[str, Factor], energy: Numbers, hours: Numbers, reference: Reference
) -> dict[str, Numbers | Texts]:
    """Energy, emissions, embodied share and total, with their ranges."""
    energy_sd = _numbers(combined_sd(*(factor.sd for name, factor in used.items() if name != "grid")))
    emissions = _numbers(emissions_tco2e(energy, used["grid"].median))
    emissions_sd = _numbers(combined_sd(energy_sd, used["grid"].sd))
    manufacture_sd = reference.priors.sd("embodied-chip-hour")
    embodied = _numbers(embodied_tco2e(hours, reference.priors.median("embodied-chip-hour")))
    embodied_sd = _numbers(combined_sd(manufacture_sd, used["compute"].sd, used["mfu"].sd))
    total, total_sd = sum_of_two(emissions, emissions_sd, embodied, embodied_sd)
    result: dict[str, Numbers | Texts] = {}
    for name, unit, median, sd in (
        ("energy", "mwh", energy, energy_sd),
        ("emissions", "tco2e", emissions, emissions_sd),
        ("embodied", "tco2e", embodied, embodied_sd),
        ("total", "tco2e", total, total_sd),
    ):
        low, high = interval(median, sd)
        result[f"{name}_{unit}"] = median
        result[f"{name}_low_{unit}"], result[f"{name}_high_{unit}"] = _numbers(low), _numbers(high)
    return {**result, "energy_sd_log10": energy_sd, "emissions_sd_log10": emissions_sd}


def _numbers(values: Values) -> Numbers:
    return np.asarray(values, dtype=float)


def _reasons(models: pd.DataFrame, path: Texts, scenario: Scenario, known: Mapping[str, Factor]) -> Texts:
    """Why a model has no estimate; empty where it has one."""
    lineage = factors.texts(models, "lineage")
    published = [~np.isnan(factors.numbers(models, column)) for column in ("energy_mwh", "emissions_tco2e")]
    reason = np.where(published[0] | published[1], "only_unusable_figures", "missing_inputs")
    reason = np.where(known["compute"].known, "outside_trend", reason)
    if scenario.changes_run:
        reason = np.where(known["compute"].known, "scenario_needs_accelerator", "scenario_needs_compute")
    elif scenario.system_power_w is not None:
        used_otherwise = known["reported_energy"].known | known["compute"].known
        reason = np.where(used_otherwise, "scenario_needs_chip_hours", reason)
    refused = ~factors.one_of(lineage, *COMPUTABLE)
    reason = np.where(refused, "lineage_" + lineage, reason)
    return np.where(path == "none", reason, "").astype(object)
