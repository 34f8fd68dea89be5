"""How far the computed energies of inference lie from measured ones: GPU energy per output token.

The measurements are those of the ML.ENERGY leaderboard in the table `inference`: accelerators only, steady state, known
batch. Both methods are judged in that boundary, without host and PUE, as a reader would use them: at the batch and the
utilization that they assume, and the regression at the true batch besides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from footprint import token_regression
from footprint.inference import energy_per_query_wh
from footprint.load import Dataset
from footprint.token_regression import Coefficients
from footprint.uncertainty import interval
from footprint.units import SECONDS_PER_HOUR

MEASURED = "mlenergy_leaderboard"  # source_id
QUANTITY = "energy_per_output_token"
UTILIZATION, SPREAD = "serving-utilization", "inference-token"  # prior ids
METHODS = ("first_principles", "regression", "regression_true_batch")
ALL = "all"


@dataclass(frozen=True)
class Accuracy:
    """Error factors of one method on the measured configurations of one chip."""

    method: str
    accelerator_id: str  # or ALL
    n: int
    models: int
    median_factor: float
    within_2: float  # share of the configurations [1]
    worst: float
    bias: float  # median of predicted / measured [1]
    sd_log10: float  # root mean square of log10(predicted / measured): as much for the bias as for the scatter
    covered_90: float  # share of the configurations within the range that the dashboard states, NaN without one [1]


def measured(dataset: Dataset) -> pd.DataFrame:
    """Measured configurations whose model's parameters are known, one a row, with what each method predicts [J].

    Columns: item_id, model_id, accelerator_id, batch, measured, and one for each of METHODS.
    """
    rows = dataset.inference[
        (dataset.inference["quantity"] == QUANTITY) & (dataset.inference["source_id"] == MEASURED)
    ].astype({"model_id": str, "accelerator_id": str})
    of_model = dataset.models.set_index("model_id")[["parameters", "active_parameters"]]
    of_chip = dataset.accelerators.set_index("accelerator_id")[["peak_flop_per_s", "tdp_w"]]
    rows = rows.join(of_model, on="model_id").join(of_chip, on="accelerator_id")
    rows = rows.dropna(subset=["active_parameters", "tdp_w"])
    utilization = dataset.priors.set_index("prior_id")["median"][UTILIZATION]
    coefficients = Coefficients.from_table(dataset.inference)
    every, active = rows["parameters"].to_numpy(float), rows["active_parameters"].to_numpy(float)
    batch = rows["batch"].to_numpy(float)
    first_principles = energy_per_query_wh(
        active, 0.0, 1.0, rows["peak_flop_per_s"].to_numpy(float), rows["tdp_w"].to_numpy(float), utilization, 1.0
    )
    configurations = rows[["item_id", "model_id", "accelerator_id", "batch"]].assign(measured=rows["value"])
    predicted = {
        "first_principles": first_principles,
        "regression": token_regression.gpu_wh_per_token(every, active, coefficients.batch_size, coefficients),
        "regression_true_batch": token_regression.gpu_wh_per_token(every, active, batch, coefficients),
    }
    joules = {method: wh * SECONDS_PER_HOUR for method, wh in predicted.items()}
    return configurations.assign(**joules).reset_index(drop=True)


def accuracies(dataset: Dataset) -> tuple[Accuracy, ...]:
    """Accuracy of each method, on each chip and on all."""
    rows = measured(dataset)
    spread = dataset.priors.set_index("prior_id")["sd_log10"][SPREAD]
    stated = {"first_principles": float(spread)}
    chips = (*sorted(rows["accelerator_id"].unique(), reverse=True), ALL)
    return tuple(
        _accuracy(method, chip, rows if chip == ALL else rows[rows["accelerator_id"] == chip], stated)
        for method in METHODS
        for chip in chips
    )


def _accuracy(method: str, chip: str, rows: pd.DataFrame, stated: dict[str, float]) -> Accuracy:
    ratio: npt.NDArray[np.float64] = (rows[method] / rows["measured"]).to_numpy(float)
    factors = np.maximum(ratio, 1 / ratio)
    low, high = interval(ratio, stated[method]) if method in stated else (np.nan, np.nan)
    covered = float(np.mean((low <= 1) & (high >= 1))) if method in stated else float("nan")
    return Accuracy(
        method=method,
        accelerator_id=chip,
        n=len(rows),
        models=rows["model_id"].nunique(),
        median_factor=float(np.median(factors)),
        within_2=float(np.mean(factors <= 2)),
        worst=float(factors.max()),
        bias=float(np.median(ratio)),
        sd_log10=float(np.sqrt(np.mean(np.log10(ratio) ** 2))),
        covered_90=covered,
    )
