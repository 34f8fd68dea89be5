"""What makes a row of a table one of its kind: no two rows of it agree in these columns."""

from __future__ import annotations

UNIQUE: dict[str, list[str]] = {
    "models": ["model_id"],
    "facts": ["fact_id"],
    "sources": ["source_id"],
    "accelerators": ["accelerator_id"],
    "accelerator_names": ["hardware"],
    "epoch_names": ["epoch_name"],
    "operators": ["organization"],
    "grids": ["grid_id", "year"],
    "places": ["model_id"],
    "equivalences": ["equivalence_id"],
    "priors": ["prior_id"],
    "inference": ["item_id", "quantity"],
    "claims": ["claim_id"],
    "chart_2018": ["model_id"],
    "preferred_compute": ["model_id"],
    "overrides": ["override_id"],
    "backtest_runs": ["run_id"],
    "backtest_rivals": ["method", "model_id", "path"],
}
