"""Sheet of one model: its finding, what is published of it, and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from components import figure, frame
from components.controls import bound
from components.panel import panel
from content.charts import ranges
from content.findings import provenance, ranking, training_emissions
from content.language.messages import Text
from content.parts import Finding
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View

# Columns of the models table whose published figures an estimate can use, in the order of the sheet.
FACTS = (
    "parameters",
    "active_parameters",
    "training_tokens",
    "training_compute_flop",
    "accelerator",
    "chip_count",
    "wall_clock_hours",
    "chip_hours",
    "system_power_w",
    "pue",
    "grid_gco2e_per_kwh",
    "energy_mwh",
    "emissions_tco2e",
)


def headline() -> None:
    """The finding, and which model the sheet is of."""
    view = frame.view()
    figure.finding(finding(view))
    names = catalog.model_names()
    bound.menu(view, "model", names.__getitem__, tuple(names))


def finding(view: View) -> Finding:
    """What its training emitted, or would have; who made it and when."""
    found = training_emissions.finding(view)
    return replace(found, lines=(_about(view.model, view), *found.lines))


def _about(model: Row, view: View) -> str:
    t = view.t
    date = model["release_date"]
    parts = (model["name"], model["organization"], date.isoformat() if date else "", t(f"domain.{model['domain']}"))
    return " · ".join(part for part in parts if part)


def facts() -> None:
    """The published figures that an estimate can use, each with kind, boundary and source."""
    view = frame.view()
    t, model = view.t, view.model
    ids = dict.fromkeys(model[f"{column}_fact_id"] for column in FACTS)
    found = [catalog.facts()[fact_id] for fact_id in ids if fact_id]
    figure.section(t("model.facts", model=model["short_name"]))
    figure.text(provenance.fact_table(found, t) if found else t("published.none"))
    if model["place"]:
        source = provenance.link(model["place_source_id"]) if model["place_source_id"] else ""
        st.caption(t("model.facts.place", place=provenance.escape(t.data(model["place"])), source=source))
    count = catalog.facts_of()[model["model_id"]]
    with panel(t("model.published", count=count), "published") as opened:
        if opened:
            st.markdown(provenance.published(view, model["model_id"]))


def neighbours() -> None:
    """The models nearest in compute and date, ranked with it, each leading to its own sheet."""
    view = frame.view().at_defaults("emissions")
    t, chosen = view.t, frame.view().model
    nearest = catalog.neighbours(chosen["model_id"])
    rows = ranking.placed(ranking.rows([chosen["model_id"], *nearest], view, chosen["model_id"]), view)
    if not nearest:
        return
    by_compute = catalog.estimates()[chosen["model_id"]]["training_compute_flop"] > 0
    figure.chart(
        ranking.chart(rows, view),
        key="neighbours",
        title=_neighbours_title(rows, chosen, t),
        subtitle=t("neighbours.subtitle" if by_compute else "neighbours.subtitle.date", scenario=view.scenario_text()),
        source="  \n".join(
            line
            for line in (
                t("neighbours.source"),
                t("ranking.places") if rows[0].first else "",
                t("ranking.factors") if any(row.beside for row in rows) else "",
                ranking.lost([chosen["model_id"], *nearest], view),
                ranking.mixed_grids(rows, view),
            )
            if line
        ),
        columns=lambda: ranking.columns(rows, view),
        t=t,
    )
    models = catalog.model_rows()
    links = (f"[{models[one]['short_name']}]({provenance.sheet_address(one, frame.view())})" for one in nearest)
    st.markdown(t("neighbours.links", links=" · ".join(links)))


def _neighbours_title(rows: Sequence[ranges.Row], chosen: Row, t: Text) -> str:
    """Where the chosen model stands among its neighbours, as far as the ranges tell."""
    row, name = next((row for row in rows if row.chosen), None), chosen["short_name"]
    if row is None or not row.first:
        return t("neighbours.title.none", model=name)
    message = "neighbours.title" if row.first == row.last else "neighbours.title.open"
    return t(message, model=name, first=row.first, last=row.last, count=len(rows))
