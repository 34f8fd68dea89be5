"""A deployment as the reader set it up: from address values and tables to `footprint.deployment`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from content.findings import grid_basis
from content.language.messages import Text
from content.state.parameters import ASSUMED, ASSUMPTIONS, DEPLOYMENT, NEVER
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint import deployment as costs
from footprint import query_backtest
from footprint.deployment import ESTIMATED, REGRESSION, Amount, Deployment, Period, Service, Training
from footprint.labels import Labels
from footprint.query_backtest import Accuracy
from footprint.token_regression import Coefficients
from footprint.uncertainty import combined_sd

SERVING_ACCELERATOR = "h100-sxm5"  # served on this where neither the page nor the sidebar names a chip
UTILIZATION, SPREAD = "serving-utilization", "inference-token"  # prior ids
PLACE_UNKNOWN = "grid-place-unknown"  # prior id
MANUFACTURE = "embodied-chip-hour"  # prior id
BASELINE_BATCH = 64.0  # of the published regression: with it the batch counts as unknown


@catalog.shared()
def coefficients() -> Coefficients:
    """Coefficients of the published token regression."""
    return Coefficients.from_table(catalog.dataset().inference)


@catalog.shared()
def accuracies() -> dict[tuple[str, str], Accuracy]:
    """Accuracy of the computed energies per token, by method and chip."""
    return {(row.method, row.accelerator_id): row for row in query_backtest.accuracies(catalog.dataset())}


def service(model: Row, view: View) -> Service:
    """How a model is served: as the reader set it, else as in the sidebar, else as the dashboard assumes."""
    values = view.values
    accelerator_id = _given(values, "serving_hardware") or view.scenario.accelerator_id or SERVING_ACCELERATOR
    if values["energy"] == REGRESSION:
        accelerator_id = SERVING_ACCELERATOR  # the only chip that it was fitted to
    chip = catalog.accelerators()[accelerator_id]
    usual = float(catalog.priors()[model["pue_prior_id"]]["median"])
    return Service(
        accelerator_id,
        float(chip["peak_flop_per_s"]),
        float(chip["system_power_w"]),
        float(_given(values, "serving_pue") or view.scenario.pue or usual),
        float(values["utilization"]),
        float(values["batch"]),
        float(values["input"]),
        float(values["output"]),
    )


def _given(values: Mapping[str, str], name: str) -> str | None:
    return None if values[name] == ASSUMED else values[name]


def first_principles(model: Row, served: Service) -> Amount:
    """Energy of one query from parameters, tokens and the chip [Wh]."""
    return costs.first_principles(model["active_parameters"], served, float(catalog.priors()[SPREAD]["sd_log10"]))


def regression(model: Row, served: Service) -> Amount:
    """Energy of one query by the published token regression [Wh]; its spread is its error on measured H100."""
    method = "regression" if served.batch == BASELINE_BATCH else "regression_true_batch"
    spread = accuracies()[method, SERVING_ACCELERATOR].sd_log10
    return costs.regression(model["parameters"], model["active_parameters"], served, coefficients(), spread)


def deployment(view: View, model_id: str) -> Deployment | None:
    """The deployment of a model under the view's settings; None where parameters or training energy are unknown."""
    return _deployment(model_id, view.only(*ASSUMPTIONS, *DEPLOYMENT))


@catalog.shared(catalog.SCENARIOS_KEPT)
def _deployment(model_id: str, view: View) -> Deployment | None:
    """The same by what it depends on: every block of the page asks for it."""
    model, estimate, values = catalog.model_rows()[model_id], view.estimates[model_id], view.values
    if np.isnan(model["active_parameters"]) or np.isnan(estimate["energy_mwh"]):
        return None
    served, method = service(model, view), values["energy"]
    published = method not in (ESTIMATED, REGRESSION) and not np.isnan(model["inference_wh_per_query"])
    if published:
        query = Amount(float(model["inference_wh_per_query"]), 0.0)
    elif method == REGRESSION:
        query = regression(model, served)
    else:
        method, query = ESTIMATED, first_principles(model, served)
    grid, grid_origin = serving_grid(estimate, view)
    return costs.deploy(
        _training(estimate),
        query,
        served,
        _period(values),
        grid,
        grid_origin,
        _prior(MANUFACTURE),
        impact=values["impact"],
        method=method,
        fact_id=str(model["inference_wh_per_query_fact_id"]) if published else "",
    )


def mixed_grids(found: Deployment, t: Text) -> str:
    """Warning where emissions of training and use rest on grids of different bases; else empty."""
    origins = (found.grid_origin, found.training_grid_origin)
    return grid_basis.warning(origins, t) if found.impact == costs.EMISSIONS else ""


def bases(found: Deployment, t: Text) -> str:
    """The basis of each of the two grids where they differ, in a few words; else empty."""
    if not mixed_grids(found, t):
        return ""
    use, training = (grid_basis.row_of(origin) for origin in (found.grid_origin, found.training_grid_origin))
    assert use, found.grid_origin
    assert training, found.training_grid_origin
    return t("inference.bases", use=t(f"grid.basis.{use['method']}"), training=t(f"grid.basis.{training['method']}"))


def _training(estimate: Row) -> Training:
    """The final run of an estimate."""
    hours_sd = float(combined_sd(estimate["compute_sd_log10"], estimate["mfu_sd_log10"]))
    return Training(
        Amount(float(estimate["energy_mwh"]), float(estimate["energy_sd_log10"])),
        Amount(float(estimate["emissions_tco2e"]), float(estimate["emissions_sd_log10"])),
        Amount(float(estimate["chip_hours"]), hours_sd),
        Amount(float(estimate["grid_median"]), float(estimate["grid_sd_log10"])),
        str(estimate["grid_origin"]),
    )


def _period(values: Mapping[str, str]) -> Period:
    """Queries, days and trainings as the reader set them."""
    return Period(
        queries_per_day=float(values["queries"]),
        growth=float(values["traffic_growth"]) / 100,
        months_between=np.inf if values["retraining"] == NEVER else float(values["retraining"]),
        development=float(values["development"]),
        days=float(values["days"]),
    )


def _prior(prior_id: str) -> Amount:
    prior = catalog.priors()[prior_id]
    return Amount(float(prior["median"]), float(prior["sd_log10"]))


def serving_grid(estimate: Row, view: View) -> tuple[Amount, str]:
    """Intensity of the grid that serves [gCO2e/kWh] and its origin: the training's unless the reader names another."""
    region = _given(view.values, "serving_region")
    if region is None and estimate["grid_origin"]:
        return Amount(float(estimate["grid_median"]), float(estimate["grid_sd_log10"])), str(estimate["grid_origin"])
    if region is None:  # no estimate of the training: an undisclosed place, as the estimator takes it
        return _prior(PLACE_UNKNOWN), f"prior:{PLACE_UNKNOWN}"
    year = np.nan if view.scenario.year is None else float(view.scenario.year)
    median, sd, origin = catalog.reference().grids.nearest(Labels.same(region, 1), np.array([year]))
    return Amount(float(median[0]), float(sd[0])), str(origin.texts[0])
