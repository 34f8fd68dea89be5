"""What is loaded or computed once and shared by every visitor: the only user of Streamlit's caches.

Everything is a cached *resource*: shared, never copied, and so never to be changed by its users. Keys are small
frozen values; no frame is ever a cache argument.
"""

from __future__ import annotations

import gc
from typing import Any

import pandas as pd
import streamlit as st

from components import parameters
from components.i18n import Text
from components.parameters import Parameter
from footprint.backtest import Backtest, run
from footprint.estimate import estimate
from footprint.load import Dataset, load
from footprint.reference import Reference
from footprint.scenario import AS_PUBLISHED, Scenario

SCENARIOS_KEPT = 128

Row = dict[str, Any]
Rows = dict[str, Row]


@st.cache_resource(show_spinner=False)
def dataset() -> Dataset:
    """The published data set; raises DatasetError with the command that mends it."""
    loaded = load()
    # Start-up makes some hundred thousand objects that live for ever; keep the collector from walking them.
    gc.collect()
    gc.freeze()
    return loaded


@st.cache_resource(show_spinner=False)
def reference() -> Reference:
    """Accelerators, grids and priors, indexed for the estimator."""
    tables = dataset()
    return Reference.from_tables(tables.accelerators, tables.grids, tables.priors)


@st.cache_resource(show_spinner=False)
def all_parameters() -> dict[str, Parameter]:
    """Everything that can stand in the address."""
    return parameters.build(dataset())


def _by(table: pd.DataFrame, key: str) -> Rows:
    """Rows of a table by an id: a row costs nothing to read, where a frame makes a series each time."""
    return {str(row[key]): {str(name): value for name, value in row.items()} for row in table.to_dict("records")}


@st.cache_resource(show_spinner=False)
def models() -> pd.DataFrame:
    """Models by model_id, for selections and for the estimator."""
    return dataset().models.set_index("model_id", drop=False)


@st.cache_resource(show_spinner=False)
def model_rows() -> Rows:
    """Models by model_id."""
    return _by(dataset().models, "model_id")


@st.cache_resource(show_spinner=False)
def facts() -> Rows:
    """Published figures by fact_id."""
    return _by(dataset().facts, "fact_id")


@st.cache_resource(show_spinner=False)
def sources() -> Rows:
    """Publications by source_id."""
    return _by(dataset().sources, "source_id")


@st.cache_resource(show_spinner=False)
def accelerators() -> Rows:
    """Accelerators by accelerator_id."""
    return _by(dataset().accelerators, "accelerator_id")


@st.cache_resource(show_spinner=False)
def priors() -> Rows:
    """Distributions by prior_id."""
    return _by(dataset().priors, "prior_id")


@st.cache_resource(show_spinner=False)
def equivalences() -> Rows:
    """What a tonne of CO2e equals, by equivalence_id."""
    return _by(dataset().equivalences, "equivalence_id")


@st.cache_resource(show_spinner=False)
def claims() -> Rows:
    """Figures of the claims that the dashboard checks, by claim_id."""
    return _by(dataset().claims, "claim_id")


@st.cache_resource(show_spinner=False)
def inference_items() -> Rows:
    """Published energies of inference by item_id."""
    return _by(dataset().inference, "item_id")


@st.cache_resource(show_spinner=False)
def grid_rows() -> Rows:
    """Grid intensities by `grid_id@year`, the way in which estimates name them."""
    grids = dataset().grids
    return _by(grids.assign(vintage=grids["grid_id"] + "@" + grids["year"].astype(str)), "vintage")


@st.cache_resource(show_spinner=False)
def places() -> Rows:
    """Newest usable row of each grid by grid_id."""
    grids = dataset().grids
    newest = grids[~grids["suspect"]].sort_values("year").drop_duplicates("grid_id", keep="last")
    return _by(newest, "grid_id")


@st.cache_resource(show_spinner=False, max_entries=SCENARIOS_KEPT)
def estimates(scenario: Scenario = AS_PUBLISHED) -> Rows:
    """Estimate of every model under a scenario, by model_id."""
    found = estimate(models(), reference(), scenario)
    return _by(found.assign(model_id=found.index), "model_id")


@st.cache_resource(show_spinner=False)
def backtest() -> Backtest:
    """Accuracy of the estimates and of other methods on published runs."""
    return run(dataset())


@st.cache_resource(show_spinner=False, max_entries=8)
def region_names(language: str) -> dict[str, str]:
    """Display name of every grid in a language: the world, countries, then regions, then cloud regions."""
    t = Text(language)
    table = places()
    names = {
        grid_id: t.country(row["iso3"], row["name"]) if row["level"] == "country" else str(row["name"])
        for grid_id, row in table.items()
    }
    order = {"aggregate": 0, "country": 1, "subregion": 2, "cloud": 3}
    ranked = sorted(names, key=lambda grid_id: (order[table[grid_id]["level"]], grid_id != "WORLD", names[grid_id]))
    return {grid_id: names[grid_id] for grid_id in ranked}
