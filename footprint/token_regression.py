"""Energy of a query by the published token regression of EcoLogits, fitted to ML.ENERGY measurements on H100.

Reference: Rince S, Banse A (2025), EcoLogits, Journal of Open Source Software 10(111), 7471; coefficients of version
0.11.3 in the table `inference`. Input tokens do not enter; weights are taken as 16 bits each.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from footprint import checks
from footprint.checks import Values
from footprint.units import SECONDS_PER_HOUR, W_PER_KW

BYTES_PER_PARAMETER = 2.0  # 16 bits
MEMORY_ALLOWANCE = 1.2  # memory needed / memory of the weights (EcoLogits, impacts/llm.py)
BILLION = 1e9


@dataclass(frozen=True)
class Coefficients:
    """The published coefficients, named as in the table `inference` after `coefficient_`."""

    energy_alpha: float  # [Wh per token and billion active parameters]
    energy_beta: float  # [1 per request served together]
    energy_gamma: float  # [Wh per token]
    latency_alpha: float  # [s per token and billion active parameters]
    latency_beta: float  # [s per token and request served together]
    latency_gamma: float  # [s per token]
    batch_size: float  # of the published method [requests]
    gpu_memory: float  # [GB]
    server_power_non_gpu: float  # [kW]
    gpus_per_server: float

    @classmethod
    def from_table(cls, inference: pd.DataFrame) -> Coefficients:
        """From the rows of the table `inference`."""
        values = dict(zip(inference["quantity"], inference["value"], strict=True))
        return cls(**{name: float(values[f"coefficient_{name}"]) for name in cls.__dataclass_fields__})


def gpus(parameters: Values, known: Coefficients) -> Values:
    """GPUs that hold a model: the power of two at or above 1.2 x 2 bytes x N / memory of one [count]."""
    checks.positive("parameters", parameters)
    needed = np.ceil(MEMORY_ALLOWANCE * BYTES_PER_PARAMETER * parameters / BILLION / known.gpu_memory)
    count: Values = 2.0 ** np.ceil(np.log2(needed))
    return count


def gpu_wh_per_token(parameters: Values, active_parameters: Values, batch: Values, known: Coefficients) -> Values:
    """Energy of all GPUs for one output token: n (alpha e^(beta B) N + gamma).

    Parameters
    ----------
    parameters : all parameters, which set the number n of GPUs [count]
    active_parameters : N, in billions in the formula [count]
    batch : B, requests served together [count]

    Returns
    -------
    Energy of the GPUs, without host and PUE [Wh].

    Raises
    ------
    InputError for an impossible input.
    """
    checks.positive("active_parameters", active_parameters)
    checks.positive("batch", batch)
    of_one = known.energy_alpha * np.exp(known.energy_beta * batch) * active_parameters / BILLION + known.energy_gamma
    return gpus(parameters, known) * of_one


def energy_per_query_wh(
    parameters: Values,
    active_parameters: Values,
    output_tokens: Values,
    batch: Values,
    pue: Values,
    known: Coefficients,
) -> Values:
    """Facility energy of one query: PUE x tokens x (GPUs + share of the server that waits for them).

    Parameters
    ----------
    parameters, active_parameters, batch : as in `gpu_wh_per_token`
    output_tokens : length of the answer [tokens]
    pue : power usage effectiveness [1]

    Returns
    -------
    Energy of one query [Wh]. The server's other parts draw 1.2 kW for the time of a token, a N + b B + c, in the share
    n / 8 of the server that the model takes, divided among the B requests.

    Raises
    ------
    InputError for an impossible input.
    """
    checks.positive("output_tokens", output_tokens)
    checks.at_least_one("pue", pue)
    of_gpus = gpu_wh_per_token(parameters, active_parameters, batch, known)
    seconds = known.latency_alpha * active_parameters / BILLION + known.latency_beta * batch + known.latency_gamma
    server_w = known.server_power_non_gpu * W_PER_KW * gpus(parameters, known) / known.gpus_per_server
    of_server = seconds / SECONDS_PER_HOUR * server_w / batch
    return pue * output_tokens * (of_gpus + of_server)
