"""Training compute [FLOP]."""

from __future__ import annotations

import numpy as np

from footprint import checks
from footprint.checks import Values

FLOP_PER_PARAMETER_AND_TOKEN = 6.0  # forward 2, backward 4 [1]
FLOP_ENCODER_DECODER = 3.0  # each token passes about half of the weights [2]


def flop_per_parameter_and_token(encoder_decoder: object) -> Values:
    """Floating-point operations of training for each parameter and token: 6, for an encoder-decoder 3 [FLOP]."""
    factor: Values = np.where(
        np.asarray(encoder_decoder, dtype=bool), FLOP_ENCODER_DECODER, FLOP_PER_PARAMETER_AND_TOKEN
    )
    return factor


def training_compute_flop(
    active_parameters: Values, training_tokens: Values, encoder_decoder: object = False
) -> Values:
    """Training compute from model size and tokens: C = 6 N D, or 3 N D for an encoder-decoder.

    Parameters
    ----------
    active_parameters : parameters that a token passes [count]
    training_tokens : tokens processed, repetitions included [tokens]
    encoder_decoder : bool or column of bool

    Returns
    -------
    Training compute of the final run [FLOP], attention and recomputation not counted.

    Raises
    ------
    InputError for a zero, negative or infinite input.

    References
    ----------
    [1] Kaplan J et al. (2020), Scaling Laws for Neural Language Models, Section 2.1.
    [2] Brown T et al. (2020), Language Models are Few-Shot Learners, Appendix D (T5 counted at half).
    [3] Amodei D, Hernandez D (2018), AI and Compute.
    """
    checks.positive("active_parameters", active_parameters)
    checks.positive("training_tokens", training_tokens)
    flop: Values = flop_per_parameter_and_token(encoder_decoder) * active_parameters * training_tokens
    return flop
