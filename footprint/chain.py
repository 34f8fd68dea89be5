"""One estimate as a chain of steps that a reader can follow: compute to chip-hours to energy to tonnes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footprint.estimate import FACTORS
from footprint.uncertainty import combined_sd, interval
from footprint.units import KG_PER_TONNE, SECONDS_PER_HOUR, WH_PER_MWH

ENERGIES = ("reported_energy", "host", "energy_per_flop", "power", "pue")  # steps whose result is an energy [MWh]
SMALLEST_DIFFERENCE = 1e-9  # of two PUEs; the rest is rounding


@dataclass(frozen=True)
class Step:
    """One step of the chain.

    name : the factor that enters, one of estimate.FACTORS, or `embodied`
    value : the factor [its unit]; for `embodied` the manufacture's share [t CO2e]
    origin : where it comes from, as in `estimate`
    result : what the chain has come to [FLOP, h, MWh or t CO2e]
    low, high : 90 % range of the result
    replaced_pue : PUE that the energy held before a scenario set another; NaN elsewhere
    """

    name: str
    value: float
    origin: str
    result: float
    low: float
    high: float
    replaced_pue: float = math.nan


def steps(estimate: Mapping[str, Any]) -> list[Step]:
    """Steps from the first factor of an estimate to its operational emissions, and on to the total.

    Parameters
    ----------
    estimate : one row of `estimate.estimate`

    Returns
    -------
    One step a factor, in the order in which they enter; with the manufacture of the chips last, where the chip-hours
    are known. The last results are the estimate's own. Empty for a model without an estimate.
    """
    chain: list[Step] = []
    spreads: list[float] = []
    for name in FACTORS:
        if not estimate[f"{name}_origin"]:
            continue
        before = chain[-1].result if chain else math.nan
        value = float(estimate[f"{name}_median"])
        result = _result(name, before, value, estimate)
        spreads.append(float(estimate[f"{name}_sd_log10"]))
        low, high = interval(result, float(combined_sd(*spreads)))
        replaced = value * before / result if name == "pue" else math.nan
        if replaced < 1 + SMALLEST_DIFFERENCE:
            replaced = math.nan
        chain.append(Step(name, value, str(estimate[f"{name}_origin"]), result, float(low), float(high), replaced))
    if chain and estimate["embodied_tco2e"] > 0:
        bounds = estimate["total_low_tco2e"], estimate["total_high_tco2e"]
        origin = "prior:embodied-chip-hour"
        chain.append(Step("embodied", estimate["embodied_tco2e"], origin, estimate["total_tco2e"], *bounds))
    return chain


def _result(name: str, before: float, value: float, estimate: Mapping[str, Any]) -> float:
    """What the chain has come to with this factor."""
    if name == "mfu":
        return float(estimate["chip_hours"])
    if name == "power":
        return before * value / WH_PER_MWH
    if name == "pue":
        return float(estimate["energy_mwh"])
    if name == "grid":
        return float(estimate["emissions_tco2e"])
    return value if math.isnan(before) else before * value


def tonnes(chain: Sequence[Step]) -> list[tuple[str, float]]:
    """Operational emissions by the step that adds them [t CO2e]: what the first energy emits, then host and PUE.

    A PUE below the one that the energy held before takes some away.
    """
    grid = next(step.value for step in chain if step.name == "grid")
    parts, before = [], 0.0
    for step in chain:
        if step.name in ENERGIES and not (step.name == "pue" and step.result == before):
            parts.append((step.name, (step.result - before) * grid / KG_PER_TONNE))
            before = step.result
    return parts


def peak_flop_per_s(compute: Step, speed: Step) -> float:
    """Peak of one chip that leads from the compute of one step to the chip-hours of the next [FLOP/s]."""
    return compute.result / (speed.result * speed.value * SECONDS_PER_HOUR)


def ratio(first: Mapping[str, Any], second: Mapping[str, Any]) -> tuple[float, float, float]:
    """Emissions of the first estimate over the second, of the same model: median and 90 % range [1].

    A factor that both take from the same place is the same unknown number in both and cancels; all others are
    independent.
    """
    median = float(first["emissions_tco2e"]) / float(second["emissions_tco2e"])
    spreads = [
        float(estimate[f"{name}_sd_log10"])
        for name in FACTORS
        if first[f"{name}_origin"] != second[f"{name}_origin"]
        for estimate in (first, second)
    ]
    low, high = interval(median, float(combined_sd(*spreads)))
    return median, float(low), float(high)
