"""What is loaded or computed once and shared by every visitor: the only home of caches.

Caches by key (runtime/caches.py): Streamlit's own hash their arguments anew at each call, an eighth of a run's time,
and those of functools do not say who waits for whom. What they return is shared, never copied, and so never to be
changed by its users. Keys are small frozen values; no frame is ever an argument. An error is not kept, so a mended data
set is found by the next visitor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np
import pandas as pd

from content.language.messages import LANGUAGES, Text
from content.state import parameters
from content.state.parameters import DATA
from content.state.values import Parameter
from content.tables import datasets
from content.tables.records import Estimates, by
from footprint import load
from footprint.backtest import Backtest, run
from footprint.columns import Columns
from footprint.estimate import arrays
from footprint.factors import grid_years
from footprint.labels import Labels
from footprint.load import Dataset
from footprint.neighbours import nearest
from footprint.reference import Reference
from footprint.scenario import AS_PUBLISHED, Scenario
from footprint.water import Intensities
from runtime.caches import Cache

SCENARIOS_KEPT = 128
NEIGHBOURS = 6  # of a model, on its sheet

P = ParamSpec("P")
T = TypeVar("T")
Row = dict[str, Any]
Rows = Mapping[str, Row]


def shared(kept: int | None = None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Compute once for all visitors of a data version; a class that arrives together waits for one computation."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        cache: Cache[T] = Cache(f"{function.__module__}.{function.__name__}", kept)

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            key = (datasets.current_version(), args, *kwargs.items())
            return cache.get(key, lambda: function(*args, **kwargs))

        return call

    return decorate


def dataset() -> Dataset:
    """The data set that this run shows; raises DatasetError with the command that mends it."""
    return datasets.current()


@shared()
def reference() -> Reference:
    """Accelerators, grids and priors, indexed for the estimator."""
    tables = dataset()
    return Reference.from_tables(tables.accelerators, tables.grids, tables.priors)


def all_parameters() -> dict[str, Parameter]:
    """Everything that can stand in the address."""
    return _parameters(datasets.versions())


@shared()
def _parameters(versions: tuple[str, ...]) -> dict[str, Parameter]:
    return {**parameters.build(dataset()), DATA: Parameter(DATA, datasets.current_version(), versions)}


@shared()
def models() -> pd.DataFrame:
    """Models by model_id, for selections and for the estimator."""
    return dataset().models.set_index("model_id", drop=False)


@shared()
def model_rows() -> Rows:
    """Models by model_id."""
    return by(dataset().models, "model_id")


@shared()
def model_names() -> dict[str, str]:
    """Full names by model_id in the order of the alphabet, for menus."""
    names = {model_id: str(row["name"]) for model_id, row in model_rows().items()}
    return dict(sorted(names.items(), key=lambda item: item[1].lower()))


@shared()
def _best_known() -> dict[str, str]:
    """Names of the models that more than a collection tells of."""
    return {model_id: name for model_id, name in model_names().items() if not model_rows()[model_id]["known_from"]}


def menu(*chosen: str | None) -> dict[str, str]:
    """Names for a menu: of the best known models, and of those that are chosen; no page sends a thousand."""
    known, names = _best_known(), model_names()
    if all(model_id in known or model_id not in names for model_id in chosen):
        return known
    return {model_id: name for model_id, name in names.items() if model_id in known or model_id in chosen}


@shared()
def organizations() -> dict[str, str]:
    """Names of organizations by id in the order of the alphabet."""
    names = sorted({str(row["organization"]) for row in model_rows().values()}, key=str.lower)
    return {parameters.organization_id(name): name for name in names}


@shared()
def facts() -> Rows:
    """Published figures by fact_id."""
    return by(dataset().facts, "fact_id")


@shared()
def chart_2018() -> Rows:
    """The systems of OpenAI's chart by model_id."""
    return by(dataset().chart_2018, "model_id")


def fact_value(fact_id: str) -> float:
    """Value of a published figure, in its own unit."""
    return float(facts()[fact_id]["value"])


@shared()
def facts_of() -> Counter[str]:
    """Number of published figures by model_id."""
    return Counter(dataset().facts["model_id"])


@shared()
def sources() -> Rows:
    """Publications by source_id."""
    return by(dataset().sources, "source_id")


@shared()
def accelerators() -> Rows:
    """Accelerators by accelerator_id."""
    return by(dataset().accelerators, "accelerator_id")


@shared()
def priors() -> Rows:
    """Distributions by prior_id."""
    return by(dataset().priors, "prior_id")


@shared()
def equivalences() -> Rows:
    """What a tonne of CO2e equals, by equivalence_id."""
    return by(dataset().equivalences, "equivalence_id")


@shared()
def experiments() -> Rows:
    """Published figures of research and development by item_id."""
    return by(dataset().experiments, "item_id")


@shared()
def claims() -> Rows:
    """Figures of the claims that the dashboard checks, by claim_id."""
    return by(dataset().claims, "claim_id")


@shared()
def inference_items() -> Rows:
    """Published energies of inference by item_id."""
    return by(dataset().inference, "item_id")


@shared()
def waters() -> list[Row]:
    """Published water intensities and amounts."""
    return list(by(dataset().water.reset_index(names="row"), "row").values())


@shared()
def outlines() -> dict[str, dict[str, list[float | None]]]:
    """Outlines of countries on the map by ISO 3166 code."""
    return load.outlines()


@shared()
def sites() -> dict[str, list[float]]:
    """Place of cloud regions on the map by grid_id."""
    return load.sites()


@shared()
def grid_rows() -> Rows:
    """Grid intensities by `grid_id@year`, the way in which estimates name them."""
    grids = dataset().grids
    return by(grids.assign(vintage=grids["grid_id"] + "@" + grids["year"].astype(str)), "vintage")


@shared()
def places() -> Rows:
    """Newest usable row of each grid by grid_id."""
    grids = dataset().grids
    newest = grids[~grids["suspect"]].sort_values("year").drop_duplicates("grid_id", keep="last")
    return by(newest, "grid_id")


@shared()
def _columns() -> Columns:
    return Columns.of(models())


@shared(SCENARIOS_KEPT)
def estimates(scenario: Scenario = AS_PUBLISHED) -> Estimates:
    """Estimate of every model under a scenario, by model_id."""
    return Estimates(model_rows(), arrays(_columns(), reference(), scenario))


@shared(SCENARIOS_KEPT)
def vintage(grid_id: str, year: float) -> int:
    """Year of the figure that stands for a grid in a year; the newest where that is unknown (NaN)."""
    origin = reference().grids.nearest(Labels.same(grid_id, 1), np.array([year]))[2]
    return int(str(origin.texts[0]).rpartition("@")[2])


@shared()
def training_years() -> dict[str, float]:
    """Year whose grid each model's training is put on unless a visitor sets one, by model_id; NaN where unknown."""
    return dict(zip(model_rows(), grid_years(_columns(), AS_PUBLISHED).tolist(), strict=True))


# What an estimate must not know, so that it starts from chip-hours or from compute.
WITHHELD = {"chip_hours": ("energy_mwh",), "compute": ("energy_mwh", "chip_hours", "chip_count")}


@shared(SCENARIOS_KEPT)
def estimates_from(start: str, scenario: Scenario = AS_PUBLISHED) -> Estimates:
    """Estimates that start from `chip_hours` or `compute` at best, as if no better figure were published."""
    return Estimates(model_rows(), arrays(_columns().without(*WITHHELD[start]), reference(), scenario))


@shared()
def neighbours(model_id: str) -> tuple[str, ...]:
    """Models with an estimate that are nearest in compute and date, nearest first."""
    rows = estimates()
    known = [other for other, row in rows.items() if row.known or other == model_id]
    compute = [rows[other].training_compute_flop for other in known]
    dates = models().loc[known, "release_date"].tolist()
    return tuple(known[place] for place in nearest(known.index(model_id), compute, dates, NEIGHBOURS))


@shared()
def water() -> Intensities:
    """Litres a kWh of data centres and grids."""
    return Intensities.from_table(dataset().water)


@shared()
def backtest() -> Backtest:
    """Accuracy of the estimates and of other methods on published runs."""
    return run(dataset())


@shared()
def region_names(language: str) -> dict[str, str]:
    """Display name of every grid in a language: the world, countries, then regions, then cloud regions."""
    t = Text(language)
    table = places()
    names = {
        grid_id: t.country(row["iso3"], row["name"]) if row["level"] == "country" else t.area(grid_id, row["name"])
        for grid_id, row in table.items()
    }
    order = {"aggregate": 0, "country": 1, "subregion": 2, "cloud": 3}
    ranked = sorted(names, key=lambda grid_id: (order[table[grid_id]["level"]], grid_id != "WORLD", names[grid_id]))
    return {grid_id: names[grid_id] for grid_id in ranked}


def warm_up() -> None:
    """Compute what every first page needs, before the first visitor asks."""
    dataset(), all_parameters(), estimates(), backtest()
    for table in (model_rows, facts, sources, accelerators, priors, equivalences, claims, grid_rows, inference_items):
        table()
    for language in LANGUAGES:
        region_names(language)
