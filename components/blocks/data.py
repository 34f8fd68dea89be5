"""Data: all models and figures, one model's sheet, downloads."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from components import figure, frame
from components.controls import bound
from content.findings import estimate_cards, provenance
from content.language import quantity
from content.language.headlined import Headlined
from content.parts import Finding
from content.state.parameters import LANDMARKS, PUBLISHED
from content.tables import catalog
from content.view import View
from footprint.load import DESCRIPTION, FOLDER, REVIEWED
from footprint.units import convert

HEIGHT = 520
COMPUTE = "ZFLOP"  # unit of the column; the browser's table cannot hold larger integers
NAME_WIDTH = 150  # of the models, which stay in sight while the figures scroll [px]


def headline() -> None:
    """The finding of the page."""
    figure.finding(finding(frame.view()))


def finding(view: View) -> Finding:
    """How much there is."""
    t, tables = view.t, catalog.dataset()
    used = set(tables.facts["source_id"])
    title = t(
        "data.title",
        models=len(tables.models),
        facts=quantity.plain(len(tables.facts), t),
        sources=len(used),
    )
    return Finding(title, (t("data.intro"),), figure=Headlined.of("count", len(tables.facts)))


def controls() -> None:
    """Which models."""
    t = frame.view().t
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        bound.menu(frame.view(), "domain", lambda value: t(f"domain.{value}"))
    with right:
        bound.switch(frame.view(), "show", lambda value: t(f"show.{value}"))


def _selected() -> list[str]:
    view = frame.view()
    domain, show = view.values["domain"], view.values["show"]
    return [
        model_id
        for model_id, model in catalog.model_rows().items()
        if domain in ("all", model["domain"])
        and (show != "landmarks" or model_id in LANDMARKS)
        and (show != PUBLISHED or model["emissions_tco2e_fact_id"])
    ]


def models() -> None:
    """The selected models with their preferred figures and estimates."""
    view = frame.view()
    t = view.t
    chosen = _selected()
    rows = [{**catalog.model_rows()[model_id], **_estimate(model_id)} for model_id in chosen]
    columns = {
        "short_name": t("table.model"),
        "organization": t("table.organization"),
        "release_date": t("table.date"),
        "field": t("table.domain"),
        "parameters": t("table.parameters"),
        "training_tokens": t("table.tokens"),
        "compute": t("table.compute"),
        "energy": t("table.energy"),
        "emissions": t("table.emissions"),
        "low": t("table.low"),
        "high": t("table.high"),
        "published": t("table.published_t"),
        "kind": t("table.published_kind"),
        "boundary": t("table.published_boundary"),
        "how": t("table.how"),
    }
    table = pd.DataFrame(rows, columns=list(columns))
    compact, plain = ("parameters", "training_tokens"), ("compute", "energy", "emissions", "low", "high", "published")
    formats = dict.fromkeys(compact, "compact") | dict.fromkeys(plain, "%.3g")
    estimated = sum(row["how"] != t("path.none") for row in rows)
    title = t("data.models.title", count=len(rows), estimated=estimated)
    st.subheader(title, anchor=False)
    st.caption(t("data.models.subtitle", scenario=view.scenario_text()))
    st.dataframe(
        table,
        hide_index=True,
        height=HEIGHT,
        alt=title,
        placeholder="–",
        column_config={
            name: st.column_config.NumberColumn(label, format=formats[name]) if name in formats else label
            for name, label in columns.items()
        }
        | {"short_name": st.column_config.Column(columns["short_name"], width=NAME_WIDTH, pinned=True)},
    )


def _estimate(model_id: str) -> dict[str, object]:
    view = frame.view()
    model, estimate = catalog.model_rows()[model_id], view.estimates[model_id]
    return {
        "field": view.t(f"domain.{model['domain']}"),
        "compute": convert(estimate["training_compute_flop"], "FLOP", COMPUTE),
        "energy": estimate["energy_mwh"],
        "emissions": estimate["emissions_tco2e"],
        "low": estimate["emissions_low_tco2e"],
        "high": estimate["emissions_high_tco2e"],
        "published": model["emissions_tco2e"],
        "kind": view.t(f"kind.{model['emissions_tco2e_kind']}") if model["emissions_tco2e_fact_id"] else "",
        "boundary": estimate_cards.published_boundary(model, view),
        "how": view.t(f"path.{estimate['path']}"),
    }


def sheet() -> None:
    """One model with every published figure."""
    view = frame.view()
    t, model = view.t, view.model
    names = catalog.model_names()
    figure.section(t("data.sheet.title", model=model["short_name"]))
    bound.menu(view, "model", names.__getitem__, tuple(names))
    date = t.date(model["release_date"]) if model["release_date"] else t("data.sheet.undated")
    st.caption(
        t(
            "data.sheet.about",
            organization=model["organization"],
            date=date,
            architecture=t(f"architecture.{model['architecture']}"),
            lineage=t(f"lineage.{model['lineage']}"),
        )
    )
    if model["note"]:
        st.caption(provenance.escape(t.data(model["note"])))
    st.markdown(provenance.published(view, view.values["model"]))


def downloads() -> None:
    """The files, as they are."""
    view = frame.view()
    t, table = view.t, view.values["table"]
    st.subheader(t("data.downloads.title"), anchor=False)
    st.caption(t("data.downloads.text"))
    bound.menu(view, "table", lambda value: value)
    files = {
        "parquet": FOLDER / f"{table}.parquet",
        "csv": REVIEWED / f"{table}.csv",
        "croissant": FOLDER / DESCRIPTION,
    }
    for column, (kind, path) in zip(st.columns(len(files)), files.items(), strict=True):
        column.download_button(
            t(f"data.download.{kind}", table=table),
            partial(Path.read_bytes, path),
            file_name=path.name,
            key=f"download.{kind}.{t.language}",
            on_click="ignore",
            width="stretch",
        )
