"""What is loaded or computed once and shared by every visitor: the only user of Streamlit's caches.

Everything is a cached *resource*: shared, never copied, and so never to be changed by its users. Keys are small
frozen values; no frame is ever a cache argument.
"""

from __future__ import annotations

import gc

import pandas as pd
import streamlit as st

from components import parameters
from components.i18n import Text
from components.parameters import Parameter
from footprint.estimate import estimate
from footprint.load import Dataset, load
from footprint.reference import Reference
from footprint.scenario import AS_PUBLISHED, Scenario

SCENARIOS_KEPT = 512


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


@st.cache_resource(show_spinner=False)
def models() -> pd.DataFrame:
    """Models by model_id."""
    return dataset().models.set_index("model_id", drop=False)


@st.cache_resource(show_spinner=False)
def facts() -> pd.DataFrame:
    """Facts by fact_id."""
    return dataset().facts.set_index("fact_id", drop=False)


@st.cache_resource(show_spinner=False)
def sources() -> pd.DataFrame:
    """Publications by source_id."""
    return dataset().sources.set_index("source_id", drop=False)


@st.cache_resource(show_spinner=False)
def accelerators() -> pd.DataFrame:
    """Accelerators by accelerator_id."""
    return dataset().accelerators.set_index("accelerator_id", drop=False)


@st.cache_resource(show_spinner=False)
def priors() -> pd.DataFrame:
    """Distributions by prior_id."""
    return dataset().priors.set_index("prior_id", drop=False)


@st.cache_resource(show_spinner=False)
def equivalences() -> pd.DataFrame:
    """What a tonne of CO2e equals, by equivalence_id."""
    return dataset().equivalences.set_index("equivalence_id", drop=False)


@st.cache_resource(show_spinner=False)
def claims() -> pd.DataFrame:
    """Figures of the claims that the dashboard checks, by claim_id."""
    return dataset().claims.set_index("claim_id", drop=False)


@st.cache_resource(show_spinner=False)
def places() -> pd.DataFrame:
    """Newest usable row of each grid by grid_id."""
    grids = dataset().grids
    newest = grids[~grids["suspect"]].sort_values("year").drop_duplicates("grid_id", keep="last")
    return newest.set_index("grid_id", drop=False)


@st.cache_resource(show_spinner=False, max_entries=SCENARIOS_KEPT)
def estimates(scenario: Scenario = AS_PUBLISHED) -> pd.DataFrame:
    """Estimate of every model under a scenario, by model_id."""
    return estimate(models(), reference(), scenario)


@st.cache_resource(show_spinner=False, max_entries=8)
def region_names(language: str) -> dict[str, str]:
    """Display name of every grid in a language, countries first, then regions, then cloud regions."""
    t = Text(language)
    table = places()
    names = {
        grid_id: t.country(row.iso3, row.name_) if row.level == "country" else row.name_
        for grid_id, row in table.rename(columns={"name": "name_"}).iterrows()
    }
    order = {"aggregate": 0, "country": 1, "subregion": 2, "cloud": 3}
    ranked = sorted(names, key=lambda g: (order[table.at[g, "level"]], g != "WORLD", names[g]))
    return {grid_id: names[grid_id] for grid_id in ranked}
