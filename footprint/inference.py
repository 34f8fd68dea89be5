"""Energy of inference, and when it overtakes the energy of training."""

from __future__ import annotations

from footprint import checks
from footprint.checks import Values
from footprint.errors import InputError
from footprint.units import SECONDS_PER_HOUR, WH_PER_MWH, convert

FLOP_PER_PARAMETER_AND_TOKEN = 2.0  # forward pass only [1]
# Uses that a published figure is of, by its quantity in the table `inference`; of speech, a use is a minute.
USES = {"energy_per_1000_queries": 1000.0, "energy_per_1000_inferences": 1000.0, "energy_per_audio_second": 1 / 60}


def published_wh_per_use(value: float, unit: str, quantity: str) -> float:
    """Energy of one use as published: value / uses that the figure is of [Wh].

    Parameters
    ----------
    value : published energy [unit]
    unit : J, Wh or kWh
    quantity : what it is of, a key of USES; one use for any other

    Raises
    ------
    InputError for a unit that is none of energy.
    """
    return convert(value, unit, "Wh") / USES.get(quantity, 1.0)


def energy_per_query_wh(
    active_parameters: Values,
    input_tokens: Values,
    output_tokens: Values,
    peak_flop_per_s: Values,
    system_power_w: Values,
    utilization: Values,
    pue: Values,
) -> Values:
    """Facility energy of one query: e = 2 N (d_in + d_out) / (P u) x W x PUE / 3600.

    Parameters
    ----------
    active_parameters : N [count]
    input_tokens, output_tokens : d_in, d_out; one of them may be zero [tokens]
    peak_flop_per_s : P, peak of one chip [FLOP/s]
    system_power_w : W, power of one chip with its share of the server [W]
    utilization : u, share of the peak that serving reaches [1]
    pue : power usage effectiveness [1]

    Returns
    -------
    Energy of one query [Wh]. The batch size is not known, which alone moves it by more than ten times
    (prior `inference-token`).

    Raises
    ------
    InputError for an impossible input.

    References
    ----------
    [1] Kaplan J et al. (2020), Scaling Laws for Neural Language Models, Section 2.1.
    Utilization 0.1: You J (2025), How much energy does ChatGPT use?, Epoch AI.
    """
    checks.positive("active_parameters", active_parameters)
    checks.not_negative("input_tokens", input_tokens)
    checks.not_negative("output_tokens", output_tokens)
    checks.positive("tokens", input_tokens + output_tokens)
    checks.positive("peak_flop_per_s", peak_flop_per_s)
    checks.positive("system_power_w", system_power_w)
    checks.fraction("utilization", utilization)
    checks.at_least_one("pue", pue)
    flop = FLOP_PER_PARAMETER_AND_TOKEN * active_parameters * (input_tokens + output_tokens)
    return flop / (peak_flop_per_s * utilization) * system_power_w * pue / SECONDS_PER_HOUR


def cumulative_energy_mwh(wh_per_query: Values, queries_per_day: Values, days: Values) -> Values:
    """Energy of a deployment: e q t / 1e6 [MWh], from energy per query [Wh], queries a day and time [day]."""
    checks.positive("wh_per_query", wh_per_query)
    checks.not_negative("queries_per_day", queries_per_day)
    checks.not_negative("days", days)
    return wh_per_query * queries_per_day * days / WH_PER_MWH


def break_even_days(training_mwh: Values, wh_per_query: Values, queries_per_day: Values) -> Values:
    """Days after which inference has used as much energy as training: E 1e6 / (e q) [day]."""
    checks.positive("training_mwh", training_mwh)
    checks.positive("wh_per_query", wh_per_query)
    checks.positive("queries_per_day", queries_per_day)
    return training_mwh * WH_PER_MWH / (wh_per_query * queries_per_day)


def inference_share(training_mwh: Values, inference_mwh: Values) -> Values:
    """Share of inference in the energy of both [1]."""
    checks.positive("training_mwh", training_mwh)
    checks.not_negative("inference_mwh", inference_mwh)
    return inference_mwh / (training_mwh + inference_mwh)


def queries_for_share(share: float, training_mwh: float, wh_per_query: float) -> float:
    """Queries in all at which inference reaches a share s of the energy of both: E s / (1 - s) / e [count]."""
    if not 0 < share < 1:
        raise InputError("share", f"must lie between zero and one, got {share:g}")
    checks.positive("training_mwh", training_mwh)
    checks.positive("wh_per_query", wh_per_query)
    return training_mwh * WH_PER_MWH * share / (1 - share) / wh_per_query
