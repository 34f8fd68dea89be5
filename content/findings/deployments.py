"""A deployment as the reader set it up: from the state and tables to `footprint.deployment`."""

from __future__ import annotations

import numpy as np

from content.findings import grid_basis
from content.language.messages import Text
from content.state.parameters import ASSUMPTIONS, DEPLOYMENT
from content.state.state import State
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint import deployment as costs
from footprint import query_backtest
from footprint.deployment import ESTIMATED, REGRESSION, Amount, Deployment, Period, Service, Training
from footprint.labels import Labels
from footprint.query_backtest import Accuracy
from footprint.records import Estimate
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
    state = view.state
    accelerator_id = state.serving_hardware or state.hardware or SERVING_ACCELERATOR
    if state.energy == REGRESSION:
        accelerator_id = SERVING_ACCELERATOR  # the only chip that it was fitted to
    chip = catalog.accelerators()[accelerator_id]
    usual = float(catalog.priors()[model["pue_prior_id"]]["median"])
    return Service(
        accelerator_id,
        float(chip["peak_flop_per_s"]),
        float(chip["system_power_w"]),
        state.serving_pue or state.pue or usual,
        state.utilization,
        float(state.batch),
        float(state.input),
        float(state.output),
    )


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
    model, estimate, state = catalog.model_rows()[model_id], view.estimates[model_id], view.state
    if np.isnan(model["active_parameters"]) or np.isnan(estimate.energy.median):
        return None
    served, method = service(model, view), str(state.energy)
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
        _period(state),
        grid,
        grid_origin,
        _prior(MANUFACTURE),
        impact=state.impact,
        method=method,
        fact_id=str(model["inference_wh_per_query_fact_id"]) if published else "",
    )


def mixed_grids(deployed: Deployment, t: Text) -> str:
    """Warning where emissions of training and use rest on grids of different bases; else empty."""
    origins = (deployed.grid_origin, deployed.training_grid_origin)
    return grid_basis.warning(origins, t) if deployed.impact == costs.EMISSIONS else ""


def bases(deployed: Deployment, t: Text) -> str:
    """The basis of each of the two grids where they differ, in a few words; else empty."""
    if not mixed_grids(deployed, t):
        return ""
    use, training = (grid_basis.row_of(origin) for origin in (deployed.grid_origin, deployed.training_grid_origin))
    assert use, deployed.grid_origin
    assert training, deployed.training_grid_origin
    return t("inference.bases", use=t(f"grid.basis.{use['method']}"), training=t(f"grid.basis.{training['method']}"))


def _training(estimate: Estimate) -> Training:
    """The final run of an estimate."""
    hours_sd = float(combined_sd(*map(estimate.sd, ("compute", "mfu", "chip_hours"))))
    return Training(
        Amount(estimate.energy.median, estimate.energy.sd),
        Amount(estimate.emissions.median, estimate.emissions.sd),
        Amount(estimate.chip_hours, hours_sd),
        Amount(estimate.median("grid"), estimate.sd("grid")),
        estimate.origin("grid"),
    )


def _period(state: State) -> Period:
    """Queries, days and trainings as the reader set them."""
    return Period(
        queries_per_day=float(state.queries),
        growth=state.traffic_growth / 100,
        months_between=np.inf if state.retraining is None else float(state.retraining),
        development=state.development,
        days=float(state.days),
    )


def _prior(prior_id: str) -> Amount:
    prior = catalog.priors()[prior_id]
    return Amount(float(prior["median"]), float(prior["sd_log10"]))


def serving_grid(estimate: Estimate, view: View) -> tuple[Amount, str]:
    """Intensity of the grid that serves [gCO2e/kWh] and its origin: the training's unless the reader names another."""
    region, year = view.state.serving_region, view.state.year
    if region is None and estimate.origin("grid"):
        return Amount(estimate.median("grid"), estimate.sd("grid")), estimate.origin("grid")
    if region is None:  # no estimate of the training: an undisclosed place, as the estimator takes it
        return _prior(PLACE_UNKNOWN), f"prior:{PLACE_UNKNOWN}"
    asked = np.array([np.nan if year is None else float(year)])
    median, sd, origin = catalog.reference().grids.nearest(Labels.same(region, 1), asked)
    return Amount(float(median[0]), float(sd[0])), str(origin.texts[0])
