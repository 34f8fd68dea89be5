"""Training energy [MWh] and the chip-hours behind it."""

from __future__ import annotations

from footprint import checks
from footprint.checks import Values
from footprint.units import SECONDS_PER_HOUR, WH_PER_MWH


def chip_hours(training_compute_flop: Values, peak_flop_per_s: Values, mfu: Values) -> Values:
    """Chip-hours of a run: H = C / (P U 3600).

    Parameters
    ----------
    training_compute_flop : C [FLOP]
    peak_flop_per_s : P, dense peak of one chip at the training precision [FLOP/s]
    mfu : U, effective model FLOP utilization over the whole run, restarts included [1]

    Raises
    ------
    InputError for an impossible input.

    References
    ----------
    Chowdhery A et al. (2022), PaLM, Section 4.1 (definition of MFU).
    """
    checks.positive("training_compute_flop", training_compute_flop)
    checks.positive("peak_flop_per_s", peak_flop_per_s)
    checks.fraction("mfu", mfu)
    return training_compute_flop / (peak_flop_per_s * mfu * SECONDS_PER_HOUR)


def flop_per_joule(peak_flop_per_s: Values, rated_w: Values) -> Values:
    """Efficiency of a chip at its peak: P / TDP [FLOP/J].

    Parameters
    ----------
    peak_flop_per_s : P, dense peak of one chip at the training precision [FLOP/s]
    rated_w : TDP, thermal design power of the chip [W]
    """
    checks.positive("peak_flop_per_s", peak_flop_per_s)
    checks.positive("rated_w", rated_w)
    return peak_flop_per_s / rated_w


def energy_mwh(chip_hours: Values, system_power_w: Values, pue: Values) -> Values:
    """Facility energy of a run: E = H W PUE / 1e6.

    Parameters
    ----------
    chip_hours : H [h]
    system_power_w : W, mean power of one chip with its share of host, memory, network and fans, before PUE [W]
    pue : power usage effectiveness of the data centre [1]

    Returns
    -------
    Energy of the whole facility [MWh].

    Raises
    ------
    InputError for an impossible input.

    References
    ----------
    Patterson D et al. (2021), Carbon Emissions and Large Neural Network Training, Section 2.2.
    """
    checks.positive("chip_hours", chip_hours)
    checks.positive("system_power_w", system_power_w)
    checks.at_least_one("pue", pue)
    return chip_hours * system_power_w * pue / WH_PER_MWH
