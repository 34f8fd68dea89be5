"""The data page lists, filters and hands out the data set."""

from __future__ import annotations

import re

import pandas as pd

from content.language.messages import Text
from footprint.load import load
from tests.pages.visit import headline, healthy, open_page

EN = Text("en")


def _table(**parameters: str) -> pd.DataFrame:
    return pd.DataFrame(open_page("data", **parameters).dataframe[0].value)


def test_all_models_are_listed_on_request() -> None:
    dataset = load()
    assert len(_table(show="all")) == len(dataset.models)
    vision = _table(show="all", domain="vision")
    assert len(vision) == (dataset.models["domain"] == "vision").sum()


def test_estimates_follow_the_assumptions() -> None:
    here, france = (table.set_index(EN("table.model")).loc["GPT-3"] for table in (_table(), _table(region="FRA")))
    assert france[EN("table.emissions")] < here[EN("table.emissions")]
    assert france[EN("table.published_t")] == here[EN("table.published_t")] == 552.1


def test_every_figure_of_a_model_stands_on_its_sheet() -> None:
    facts = load().facts
    app = open_page("data", model="opt-175b")
    sheet = max((text.value for text in app.markdown), key=len)
    assert sheet.count("\n") == (facts["model_id"] == "opt-175b").sum() + 1
    stated = re.findall(r"\| ([\d.]+) t\xa0CO₂e", sheet)
    assert {"75", "82", "70", "76.3", "137"} <= set(stated)  # sources disagree: all stand there


def test_the_headline_counts_the_data() -> None:
    figures = load().facts
    own = ["model_id", "quantity", "value", "text", "unit", "scope", "run", "boundary", "basis", "accounting"]
    address = figures["source_id"].map(load().sources.set_index("source_id")["url"].str.lower())
    address = address.where(address != "", figures["source_id"])
    distinct = len(figures[own].assign(address=address).drop_duplicates())
    assert f"{distinct:,}" in headline(open_page("data"))


def test_each_table_can_be_taken() -> None:
    app = open_page("data", table="facts")
    labels = [getattr(button, "label", "") for button in app.get("download_button")]
    assert labels == ["facts as Parquet", "facts as CSV", "Description (Croissant JSON-LD)"]
    app.selectbox(key="table.en").set_value("grids")
    healthy(app.run())
    assert getattr(app.get("download_button")[0], "label", "") == "grids as Parquet"
