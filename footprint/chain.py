"""One estimate as a chain of steps that a reader can follow: compute to chip-hours to energy to tonnes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from footprint.estimate import FACTORS
from footprint.records import Estimate
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


def steps(estimate: Estimate) -> list[Step]:
    """Steps from the first factor of an estimate to its operational emissions, and on to the total.

    Parameters
    ----------
    estimate : with the factors that enter it

    Returns
    -------
    One step a factor, in the order in which they enter; with the manufacture of the chips last, where the chip-hours
    are known. The last results are the estimate's own. Empty for a model without an estimate.
    """
    chain: list[Step] = []
    spreads: list[float] = []
    for name, factor in estimate.factors.items():
        before = chain[-1].result if chain else math.nan
        result = _result(name, before, factor.median, estimate)
        spreads.append(factor.sd)
        low, high = interval(result, float(combined_sd(*spreads)))
        replaced = factor.median * before / result if name == "pue" else math.nan
        if replaced < 1 + SMALLEST_DIFFERENCE:
            replaced = math.nan
        chain.append(Step(name, factor.median, factor.origin, result, float(low), float(high), replaced))
    if chain and estimate.embodied.median > 0:
        origin = "prior:embodied-chip-hour"
        chain.append(Step("embodied", estimate.embodied.median, origin, *estimate.total.bounds))
    return chain


def _result(name: str, before: float, value: float, estimate: Estimate) -> float:
    """What the chain has come to with this factor."""
    if name == "mfu":
        return estimate.chip_hours
    if name == "power":
        return before * value / WH_PER_MWH
    if name == "pue":
        return estimate.energy.median
    if name == "grid":
        return estimate.emissions.median
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


def ratio(first: Estimate, second: Estimate) -> tuple[float, float, float]:
    """Emissions of the first estimate over the second, of the same model: median and 90 % range [1].

    A factor that both take from the same place is the same unknown number in both and cancels; all others are
    independent.
    """
    median = first.emissions.median / second.emissions.median
    apart = [name for name in FACTORS if first.origin(name) != second.origin(name)]
    spreads = [estimate.sd(name) for name in apart for estimate in (first, second)]
    low, high = interval(median, float(combined_sd(*spreads)))
    return median, float(low), float(high)
