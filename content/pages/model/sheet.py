"""Sheet of one model: its finding, what is published of it, and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from content.charts import ranges
from content.controls import Menu
from content.findings import provenance, ranking, training_emissions
from content.language.messages import Text
from content.parts import Chart, Finding, Note, Panel, Parts, Section, Words
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


def menu(view: View) -> Menu:
    """Which model the sheet is of."""
    names = catalog.model_names()
    return Menu("model", names.__getitem__, tuple(catalog.menu(view.state.model)))


def finding(view: View) -> Finding:
    """What its training emitted, or would have; who made it and when."""
    training = training_emissions.finding(view)
    return replace(training, lines=(_about(view.model, view), *training.lines))


def _about(model: Row, view: View) -> str:
    t = view.t
    date = model["release_date"]
    parts = (model["name"], model["organization"], date.isoformat() if date else "", t(f"domain.{model['domain']}"))
    return " · ".join(part for part in parts if part)


def facts(view: View) -> Parts:
    """The published figures that an estimate can use, each with kind, boundary and source."""
    t, model = view.t, view.model
    ids = dict.fromkeys(model[f"{column}_fact_id"] for column in FACTS)
    usable = [catalog.facts()[fact_id] for fact_id in ids if fact_id]
    yield Section(t("model.facts", model=model["short_name"]))
    yield Words(provenance.fact_table(usable, t) if usable else t("published.none"))
    if model["place"]:
        source = provenance.link(model["place_source_id"]) if model["place_source_id"] else ""
        yield Note(t("model.facts.place", place=provenance.escape(t.data(model["place"])), source=source))
    count = catalog.facts_of()[model["model_id"]]
    label = t.plural("model.published", count, count=count)
    yield Panel("published", label, lambda: [Words(provenance.published(view, model["model_id"]))])


def neighbours(view: View) -> Parts:
    """The models nearest in compute and date, ranked with it, each leading to its own sheet."""
    t, chosen, ranked = view.t, view.model, view.at_defaults("emissions")
    nearest = catalog.neighbours(chosen["model_id"])
    rows = ranking.placed(ranking.rows([chosen["model_id"], *nearest], ranked, chosen["model_id"]), ranked)
    if not nearest:
        return
    by_compute = catalog.estimates()[chosen["model_id"]].training_compute_flop > 0
    yield Chart(
        "neighbours",
        ranking.chart(rows, ranked),
        title=_neighbours_title(rows, chosen, t),
        subtitle=t("neighbours.subtitle" if by_compute else "neighbours.subtitle.date", scenario=view.scenario_text()),
        source="  \n".join(
            line
            for line in (
                t("neighbours.source"),
                t("ranking.places") if rows[0].first else "",
                t("ranking.factors") if any(row.beside for row in rows) else "",
                ranking.lost([chosen["model_id"], *nearest], ranked),
                ranking.mixed_grids(rows, ranked),
            )
            if line
        ),
        columns=lambda: ranking.columns(rows, ranked),
    )
    models = catalog.model_rows()
    links = (f"[{models[model_id]['short_name']}]({provenance.sheet_address(model_id, view)})" for model_id in nearest)
    yield Words(t("neighbours.links", links=" · ".join(links)))


def _neighbours_title(rows: Sequence[ranges.Row], chosen: Row, t: Text) -> str:
    """Where the chosen model stands among its neighbours, as far as the ranges tell."""
    row, name = next((row for row in rows if row.chosen), None), chosen["short_name"]
    if row is None or not row.first:
        return t("neighbours.title.none", model=name)
    if (row.first, row.last) == (1, len(rows)):
        return t("neighbours.title.any", model=name, count=len(rows))
    if row.first == row.last:
        return t("neighbours.title", model=name, place=row.first, count=len(rows))
    return t("neighbours.title.open", model=name, first=row.first, last=row.last, count=len(rows))
