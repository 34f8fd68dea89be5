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

import numpy as np
import pandas as pd

from footprint import checks, factors
from footprint.embodied import embodied_tco2e
from footprint.emissions import emissions_tco2e
from footprint.energy import chip_hours, energy_mwh
from footprint.errors import InputError
from footprint.factors import Factor, Mask
from footprint.reference import Numbers, Reference, Texts
from footprint.scenario import AS_PUBLISHED, Scenario
from footprint.uncertainty import combined_sd, interval, sum_of_two, variance_shares

PATHS = ("reported_energy", "chip_hours", "compute", "parameters_tokens", "compute_year")
FACTORS = ("energy", "host", "compute", "energy_per_flop", "chip_hours", "mfu", "power", "pue", "grid")
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
    path, reason (why there is no estimate) and boundary;
    energy_mwh, emissions_tco2e (operational, location-based, whole facility), embodied_tco2e and total_tco2e, each
    with the bounds of its 90 % range `_low_`/`_high_` and, for the first two, `_sd_log10`;
    training_compute_flop and chip_hours as used; and for each of FACTORS `_median`, `_sd_log10`, `_origin`
    (`fact:ID`, `prior:ID`, `grid:ID@year`, `scenario`) and `_share` of the variance of log emissions.

    Raises
    ------
    InputError, naming the field, for negative, zero or infinite figures and for ids that no table knows.
    """
    for field in POSITIVE:
        checks.positive(field, models[field])
    checks.at_least_one("pue", models["pue"])
    rows = len(models)
    peak, mfu, power = factors.chips(models, reference, scenario)
    own_pue = factors.pue(models, reference)
    pue = own_pue if scenario.pue is None else Factor.given(scenario.pue, rows)
    compute, counted = factors.compute(models, reference)
    hours = Factor.from_facts(models, "chip_hours")
    energy = factors.energy(models, reference)
    per_flop = factors.energy_per_flop(models, reference)
    path = _paths(models, scenario, energy, hours, compute, counted, peak, mfu, power, per_flop)
    used = {
        "energy": energy.only(path == "reported_energy"),
        "host": factors.host(models, reference).only(path == "reported_energy"),
        "compute": compute.only(np.isin(path, ("compute", "parameters_tokens", "compute_year"))),
        "energy_per_flop": per_flop.only(path == "compute_year"),
        "chip_hours": hours.only(path == "chip_hours"),
        "mfu": mfu.only(np.isin(path, ("compute", "parameters_tokens"))),
        "power": power.only(np.isin(path, ("chip_hours", "compute", "parameters_tokens"))),
        "pue": _pue_used(models, path, pue, own_pue, scenario),
        "grid": factors.grid(models, reference, scenario).only(path != "none"),
    }
    run_hours = np.where(used["mfu"].known, _hours(used["compute"], peak, used["mfu"]), hours.median)
    run_energy = _energy(models, used, run_hours, own_pue, scenario)
    result: dict[str, Numbers | Texts] = {
        "path": path,
        "reason": _reasons(models, path, scenario),
        "boundary": np.where(path == "none", "", "facility").astype(object),
        **_quantities(used, run_energy, np.where(path == "none", np.nan, run_hours), reference),
        "training_compute_flop": compute.median,
        "chip_hours": np.where(path == "none", np.nan, run_hours),
    }
    shares = variance_shares({name: factor.sd for name, factor in used.items()})
    return pd.DataFrame(result | factors.columns(used, shares), index=models.index)


def _paths(
    models: pd.DataFrame,
    scenario: Scenario,
    energy: Factor,
    hours: Factor,
    compute: Factor,
    counted: Mask,
    peak: Numbers,
    mfu: Factor,
    power: Factor,
    per_flop: Factor,
) -> Texts:
    """Best path of each model; `none` where nothing leads to an energy."""
    rows = len(models)
    as_it_ran = np.full(rows, not scenario.changes_run)
    computable = models["lineage"].isin(COMPUTABLE).to_numpy() & compute.known
    on_chip = computable & ~np.isnan(peak) & mfu.known & power.known
    possible = [
        energy.known & as_it_ran & np.full(rows, scenario.system_power_w is None),
        hours.known & power.known & as_it_ran,
        on_chip & ~counted,
        on_chip & counted,
        computable & per_flop.known,
    ]
    return np.select(possible, PATHS, default="none").astype(object)


def _pue_used(models: pd.DataFrame, path: Texts, pue: Factor, own: Factor, scenario: Scenario) -> Factor:
    """PUE where it enters: not into figures that hold it already, unless the scenario sets another.

    Then the new PUE stands for the ratio new / old, and carries the spread of the old.
    """
    whole = _holds_pue(models, path)
    rescaled = Factor(pue.median, np.where(whole, own.sd, pue.sd), pue.origin)
    enters = (path != "none") & (~whole if scenario.pue is None else np.full(len(path), True))
    return rescaled.only(enters)


def _holds_pue(models: pd.DataFrame, path: Texts) -> Mask:
    """Whether the energy of the path holds the site's PUE from the start."""
    counted = models["energy_boundary"].isin(("facility", "accelerator_with_pue")).to_numpy()
    mask: Mask = (path == "compute_year") | ((path == "reported_energy") & counted)
    return mask


def _hours(compute: Factor, peak: Numbers, mfu: Factor) -> Numbers:
    return np.asarray(chip_hours(compute.median, peak, mfu.median))


def _energy(
    models: pd.DataFrame, used: dict[str, Factor], run_hours: Numbers, own_pue: Factor, scenario: Scenario
) -> Numbers:
    """Median facility energy [MWh]."""
    from_chips = np.asarray(energy_mwh(run_hours, used["power"].median, used["pue"].median))
    published = used["energy"].median * np.where(used["host"].known, used["host"].median, 1.0)
    whole = np.where(used["energy"].known, published, used["compute"].median * used["energy_per_flop"].median)
    without_pue = used["energy"].known & models["energy_boundary"].isin(("it", "accelerator")).to_numpy()
    factor = np.where(without_pue, used["pue"].median, 1.0)
    if scenario.pue is not None:
        factor = np.where(without_pue, factor, scenario.pue / own_pue.median)
    return np.where(used["power"].known, from_chips, whole * factor)


def _quantities(
    used: dict[str, Factor], energy: Numbers, hours: Numbers, reference: Reference
) -> dict[str, Numbers | Texts]:
    """Energy, emissions, embodied share and total, with their ranges."""
    energy_sd = combined_sd(*(factor.sd for name, factor in used.items() if name != "grid"))
    emissions = np.asarray(emissions_tco2e(energy, used["grid"].median))
    emissions_sd = combined_sd(energy_sd, used["grid"].sd)
    prior = Factor.from_prior(reference, "embodied-chip-hour", len(hours))
    embodied = np.asarray(embodied_tco2e(hours, prior.median))
    embodied_sd = combined_sd(prior.sd, used["compute"].sd, used["mfu"].sd)
    total, total_sd = sum_of_two(emissions, emissions_sd, embodied, embodied_sd)
    result: dict[str, Numbers | Texts] = {}
    for name, unit, median, sd in (
        ("energy", "mwh", energy, energy_sd),
        ("emissions", "tco2e", emissions, emissions_sd),
        ("embodied", "tco2e", embodied, embodied_sd),
        ("total", "tco2e", total, total_sd),
    ):
        low, high = interval(median, sd)
        result |= {f"{name}_{unit}": median, f"{name}_low_{unit}": np.asarray(low), f"{name}_high_{unit}": np.asarray(high)}
    return result | {"energy_sd_log10": energy_sd, "emissions_sd_log10": emissions_sd}


def _reasons(models: pd.DataFrame, path: Texts, scenario: Scenario) -> Texts:
    """Why a model has no estimate; empty where it has one."""
    lineage = models["lineage"]
    refused = ~lineage.isin(COMPUTABLE)
    unusable = models["energy_mwh"].notna() | models["emissions_tco2e"].notna()
    without = np.where(unusable, "only_unusable_figures", "missing_inputs")
    if scenario.changes_run:
        without = np.full(len(path), "scenario_needs_compute")
    reason = np.where(refused, "lineage_" + lineage.astype(object), without)
    return np.where(path == "none", reason, "").astype(object)


__all__ = ["FACTORS", "PATHS", "InputError", "estimate"]
