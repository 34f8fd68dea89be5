"""Training energy and emissions of many models at once, each by the best path that its facts allow.

Paths, best first:
reported_energy      measured or sampled energy [x host where of the accelerators only, x PUE where without it]
chip_hours           chip-hours x system power x PUE
chips_time           chips x wall-clock time to chip-hours and on
compute              training compute / (peak x effective MFU) to chip-hours and on
parameters_tokens    6 N D (3 N D for encoder-decoders) to compute and on
compute_year         compute x energy per FLOP typical of the date, where the chip is unknown
Emissions are energy x grid intensity. Every factor is log-normal, so ranges and shares are exact (uncertainty.py).
As published and what-if are the same code: a scenario replaces factors.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_

import numpy as np
import pandas as pd

from footprint import checks, domain, factors
from footprint.checks import Values
from footprint.columns import Columns, Numbers
from footprint.embodied import embodied_tco2e
from footprint.emissions import emissions_tco2e
from footprint.energy import chip_hours, energy_mwh
from footprint.factors import Factor
from footprint.labels import Codes, Labels, Mask, Texts, categorical, first_true
from footprint.reference import Reference
from footprint.scenario import AS_PUBLISHED, Scenario
from footprint.uncertainty import combined_sd, interval, sum_of_two, variance_shares

PATHS = ("reported_energy", "chip_hours", "chips_time", "compute", "parameters_tokens", "compute_year")
HOURS = ("chip_hours", "chips_time")
COMPUTED = ("compute", "parameters_tokens")
# The factors of an estimate and the paths that they enter; the PUE only where the energy does not hold it yet.
PATHS_OF = {
    "reported_energy": ("reported_energy",),
    "host": ("reported_energy",),
    "compute": (*COMPUTED, "compute_year"),
    "energy_per_flop": ("compute_year",),
    "chip_hours": HOURS,
    "mfu": COMPUTED,
    "power": (*HOURS, *COMPUTED),
    "pue": PATHS,
    "grid": PATHS,
}
FACTORS = tuple(PATHS_OF)
PATH_NAMES: Texts = np.array(["none", *PATHS], dtype=object)
# Compute says little about the energy of these: other people's work came before, or it is not one run.
COMPUTABLE = ("from_scratch", "search")
POSITIVE = (
    "active_parameters", "training_tokens", "training_compute_flop", "chip_hours", "energy_mwh", "system_power_w",
)  # fmt: skip


def estimate(
    models: pd.DataFrame, reference: Reference, scenario: Scenario = AS_PUBLISHED, *, with_factors: bool = True
) -> pd.DataFrame:
    """Energy and emissions of each model's training under a scenario.

    Parameters
    ----------
    models : rows of the wide models table; missing figures are NaN or empty
    reference : accelerators, grids and distributions
    scenario : assumptions that replace the models' own
    with_factors : whether the result explains itself; without, it holds a third of the columns in half the time

    Returns
    -------
    Frame with the index of `models`:
    path, reason (why there is no estimate), boundary and untested (what puts it outside the tested domain);
    energy_mwh, emissions_tco2e (operational, location-based, whole facility), embodied_tco2e and total_tco2e, each
    with the bounds of its 90 % range `_low_`/`_high_` and, for the first two, `_sd_log10`;
    training_compute_flop and chip_hours as used; and, with factors, for each of FACTORS `_median`, `_sd_log10`,
    `_origin` (`fact:ID`, `prior:ID`, `grid:ID@year`, `scenario`) and `_share` of the variance of log emissions.

    Raises
    ------
    InputError, naming the field, for negative, zero or infinite figures and for ids that no table knows.
    """
    columns = Columns.of(models)
    numbers: dict[str, Numbers] = {}
    codes: dict[str, Codes] = {}
    for rows, block in columns.blocks():
        result = arrays(block, reference, scenario, with_factors)
        for name, values in result.items():
            target, part = (codes, values.codes) if isinstance(values, Labels) else (numbers, values)
            target.setdefault(name, np.empty(len(columns), part.dtype))[rows] = part
    # The texts behind the codes are those of any block: which they are follows from the scenario alone.
    finished = {
        name: categorical(codes[name], values.values) if isinstance(values, Labels) else numbers[name]
        for name, values in result.items()
    }
    return pd.DataFrame(finished, index=models.index, copy=False)


def arrays(
    models: Columns, reference: Reference, scenario: Scenario = AS_PUBLISHED, with_factors: bool = True
) -> dict[str, Numbers | Labels]:
    """All columns of the result for one block of models; of few models in half the time that a frame takes."""
    for field in POSITIVE:
        checks.positive(field, models.numbers[field])
    checks.at_least_one("pue", models.numbers["pue"])
    checks.not_negative("grid_gco2e_per_kwh", models.numbers["grid_gco2e_per_kwh"])
    rows = len(models)
    compute, counted = factors.compute(models, reference)
    peak, mfu, power = factors.chips(models, reference, scenario, compute.median)
    own_pue = factors.pue(models, reference)
    published_hours = Factor.from_facts(models, "chip_hours")
    hours = published_hours.otherwise(factors.chips_time(models, reference))
    known = {
        "reported_energy": factors.reported_energy(models, reference),
        "host": factors.host(models, reference),
        "compute": compute,
        "energy_per_flop": factors.energy_per_flop(models, reference),
        "chip_hours": hours,
        "mfu": mfu,
        "power": power,
        "pue": own_pue if scenario.pue is None else Factor.given(scenario.pue, rows),
        "grid": factors.grid(models, reference, scenario),
    }
    computable = models.labels["lineage"].one_of(*COMPUTABLE)
    path = first_true(_possible(scenario, known, counted, computable, published_hours.known))
    on_path = {name: path == code for code, name in enumerate(PATHS, 1)}
    estimated = path > 0
    enters = {names: reduce(or_, map(on_path.__getitem__, names)) for names in set(PATHS_OF.values())}
    used = {name: factor.only(enters[PATHS_OF[name]]) for name, factor in known.items()}
    holds_pue = _holds_pue(models, on_path)
    used["pue"] = _pue_used(used["pue"], own_pue, holds_pue, scenario)
    run_hours = _hours(used, peak, np.where(estimated, known["chip_hours"].median, np.nan))
    result: dict[str, Numbers | Labels] = {
        "path": Labels(path + np.int8(1), (PATH_NAMES,)),
        "reason": _reasons(models, scenario, known, computable).only(~estimated),
        "boundary": Labels.same("facility", rows).only(estimated),
        "untested": Labels(
            domain.untested(models, on_path["compute_year"], used, reference.shapes.known), (domain.UNTESTED[1:],)
        ),
        **_quantities(used, _energy(used, run_hours, own_pue, holds_pue), run_hours, reference),
        "training_compute_flop": compute.median,
        "chip_hours": run_hours,
    }
    if not with_factors:
        return result
    shares = variance_shares({name: factor.sd for name, factor in used.items()})
    for name, factor in used.items():
        result[f"{name}_median"], result[f"{name}_sd_log10"] = factor.median, factor.sd
        result[f"{name}_origin"], result[f"{name}_share"] = factor.origin, shares[name]
    return result


def _possible(
    scenario: Scenario, known: Mapping[str, Factor], counted: Mask, computable: Mask, hours: Mask
) -> list[Mask]:
    """Where each of PATHS leads to an energy under the scenario."""
    as_it_ran = not scenario.changes_run
    same_power = scenario.system_power_w is None
    drawn = known["power"].known & known["pue"].known
    from_compute = computable & known["compute"].known
    on_chip = from_compute & known["mfu"].known & drawn
    # A published energy says nothing about other chips or another power, and the trend nothing about any chip.
    return [
        known["reported_energy"].known & (as_it_ran and same_power),
        hours & drawn & as_it_ran,
        known["chip_hours"].known & drawn & as_it_ran,
        on_chip & ~counted,
        on_chip & counted,
        from_compute & known["energy_per_flop"].known & (as_it_ran and same_power),
    ]


def _holds_pue(models: Columns, on_path: Mapping[str, Mask]) -> Mask:
    """Whether the energy of the path holds the site's PUE from the start."""
    counted = models.labels["energy_boundary"].one_of("facility", "accelerator_with_pue")
    return on_path["compute_year"] | (on_path["reported_energy"] & counted)


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
) -> dict[str, Numbers]:
    """Energy, emissions, embodied share and total, with their ranges."""
    energy_sd = _numbers(combined_sd(*(factor.sd for name, factor in used.items() if name != "grid")))
    emissions = _numbers(emissions_tco2e(energy, used["grid"].median))
    emissions_sd = _numbers(combined_sd(energy_sd, used["grid"].sd))
    manufacture_sd = reference.priors.sd("embodied-chip-hour")
    embodied = _numbers(embodied_tco2e(hours, reference.priors.median("embodied-chip-hour")))
    embodied_sd = _numbers(combined_sd(manufacture_sd, used["compute"].sd, used["mfu"].sd, used["chip_hours"].sd))
    total, total_sd = sum_of_two(emissions, emissions_sd, embodied, embodied_sd)
    result: dict[str, Numbers] = {}
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


def _reasons(models: Columns, scenario: Scenario, known: Mapping[str, Factor], computable: Mask) -> Labels:
    """Why a model has no estimate, if it has none."""
    computed = known["compute"].known
    if scenario.changes_run:
        reasons = {"scenario_needs_accelerator": computed, "scenario_needs_compute": ~computed}
    else:
        published = ~np.isnan(models.numbers["energy_mwh"]) | ~np.isnan(models.numbers["emissions_tco2e"])
        otherwise = {"only_unusable_figures": published, "missing_inputs": ~published}
        if scenario.system_power_w is None:
            reasons = {"outside_trend": computed, **otherwise}
        else:
            reasons = {"scenario_needs_chip_hours": known["reported_energy"].known | computed, **otherwise}
    # The first that holds.
    why = Labels(first_true([*reasons.values()]), (np.array([*reasons], dtype=object),))
    why = why.where(computable, models.labels["lineage"].prefixed("lineage_"))
    # What is not computed has an estimate as it ran: the scenario takes it away.
    as_it_ran = known["reported_energy"].known | (known["chip_hours"].known & known["power"].known)
    lost = ~computable & as_it_ran & (scenario.changes_run or scenario.system_power_w is not None)
    return Labels.same("scenario_not_computable", len(models)).where(lost, why)
