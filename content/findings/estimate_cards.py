"""From one estimate to the figures, sentences and marks that show it."""

from __future__ import annotations

import math

from content.findings import grid_basis, provenance
from content.language import quantity
from content.language.headlined import Headlined
from content.language.messages import Text
from content.language.quantity import Displayed
from content.parts import Figure
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint.records import Estimate

MAIN_FACTORS = ("reported_energy", "chip_hours", "compute")  # what an estimate chiefly rests on, best first
EMBODIED_SOURCES = ("morrison2025", "ecologits0113")  # behind the distribution embodied-chip-hour


def emissions(estimate: Estimate, view: View) -> Displayed:
    """Operational emissions with their 90 % range."""
    return quantity.ranged(estimate.emissions, "emissions", view.t)


def headlined(estimate: Estimate) -> Headlined:
    """The same as the figure of a headline."""
    return Headlined.of("emissions", *estimate.emissions.bounds)


def energy(estimate: Estimate, view: View) -> Displayed:
    """Facility energy with its 90 % range."""
    return quantity.ranged(estimate.energy, "energy", view.t)


def kind(estimate: Estimate) -> str:
    """What an estimate is: derived where the energy was published, else estimated."""
    return kind_of(estimate.path)


def kind_of(path: str | None) -> str:
    """The same by the path."""
    return "derived" if path == "reported_energy" else "estimated"


def covers(model: Row, estimate: Estimate) -> str:
    """What the estimate is of, as message id after `scope.`: the final run, unless its figures hold more."""
    head, _, fact_id = estimate.origin("reported_energy").partition(":")
    scope = catalog.facts()[fact_id]["scope"] if head == "fact" else ""
    if scope in ("whole_project", "family"):
        return str(scope)
    return str(model["lineage"]) if model["lineage"] in ("search", "family") else "final_run"


def main_source(estimate: Estimate, view: View) -> str:
    """How the estimate was made and the publication that it chiefly rests on, as one line of Markdown."""
    t = view.t
    path = t(f"path.{estimate.path}")
    for factor in MAIN_FACTORS:
        head, _, fact_id = estimate.origin(factor).partition(":")
        if head == "fact":
            return t("results.source", path=path, source=provenance.fact_link(fact_id, t, brief=True))
    return path


def untested(estimate: Estimate, view: View) -> str:
    """Warning where an estimate lies outside the tested runs, as one line of Markdown; else empty."""
    t = view.t
    reasons = t("mark.list").join(t(f"untested.{flag}") for flag in estimate.untested)
    return t("untested", reasons=reasons) if reasons else ""


def emissions_card(model_id: str, view: View, label: str) -> Figure:
    """Card of a model's operational training emissions under the scenario."""
    estimate = view.estimates[model_id]
    if not estimate.known:
        return missing_card(label, estimate, view)
    badge = provenance.kind_badge(kind(estimate), view.t)
    source = f"{main_source(estimate, view)} · {provenance.sheet_link(model_id, view)}"
    lines = (estimate_boundary(estimate, view), grid_of(estimate, view.t), untested(estimate, view))
    note = "  \n".join(line for line in lines if line)
    return Figure(label, emissions(estimate, view), badge, source, note)


def estimate_boundary(estimate: Estimate, view: View) -> str:
    """Boundary and accounting of an estimate in one line."""
    return boundary_line(estimate.boundary, view.t)


def boundary_line(boundary: str, t: Text) -> str:
    """The same by the boundary."""
    return f"{t(f'boundary.{boundary}')} · {t('accounting.location')}"


def missing_card(label: str, estimate: Estimate, view: View) -> Figure:
    """Card that says why there is no estimate."""
    return Figure(
        label,
        Displayed("–", ""),
        provenance.kind_badge("missing", view.t),
        view.t(f"reason.{estimate.reason}"),
    )


def other_boundary(model: Row) -> str:
    """Message id of what sets a published emission figure apart from the estimates; empty for the same boundary."""
    if not model["emissions_tco2e_fact_id"]:
        return ""
    if model["emissions_accounting"] != "location":
        return f"accounting.{model['emissions_accounting']}"
    return "" if model["emissions_boundary"] == "facility" else f"boundary.{model['emissions_boundary']}"


def rated(model: Row) -> bool:
    """Whether the published emission figure is hours times a rating: nobody measured the power."""
    return bool(model["emissions_basis"] == "rating")


def comparable_value(model: Row) -> float:
    """Published emissions of the estimates' own boundary [t CO2e]; NaN where there are none."""
    return math.nan if other_boundary(model) else float(model["emissions_tco2e"])


def published_boundary(model: Row, view: View) -> str:
    """Boundary, basis and accounting of the published emission figure in one line; empty where there is none."""
    fact_id = model["emissions_tco2e_fact_id"]
    return provenance.boundary_text(catalog.facts()[fact_id], view.t) if fact_id else ""


def published_emissions(model: Row, view: View) -> Displayed:
    """The published emission figure with the digits of its source."""
    return quantity.show(model["emissions_tco2e"], "emissions", view.t, digits=quantity.PRINTED)


def estimate_hover(model: Row, estimate: Estimate, view: View) -> str:
    """What a mark of an estimate says: value, range, kind, boundary and path."""
    t, displayed = view.t, emissions(estimate, view)
    about = (t(f"kind.{kind(estimate)}"), estimate_boundary(estimate, view))
    path = t(f"path.{estimate.path}")
    name, warning = f"<b>{model['short_name']}</b>", untested(estimate, view)
    lines = (name, displayed.text, displayed.range_text(t), " · ".join(about), path, grid_of(estimate, t), warning)
    return "<br>".join(line for line in lines if line)


def grid_of(estimate: Estimate, t: Text) -> str:
    """Grid of an estimate with the year and the basis of its intensity; empty where it comes from no table."""
    row = grid_basis.row_of(estimate.origin("grid"))
    if row is None:
        return ""
    return t("grid.used", place=grid_basis.name(row, t), year=row["year"], basis=t(f"grid.basis.{row['method']}"))


def published_hover(model: Row, view: View) -> str:
    """What the mark of a model's preferred published emissions says."""
    return fact_hover(model, model["emissions_tco2e_fact_id"], view)


def fact_hover(model: Row, fact_id: str, view: View) -> str:
    """What a mark of published emissions says: value, kind, boundary and publication."""
    t, fact, text = view.t, catalog.facts()[fact_id], fact_text(fact_id, view)
    boundary, source = provenance.boundary_text(fact, t), provenance.short_citation(fact["source_id"])
    return f"<b>{model['short_name']}</b><br>{text}<br>{t('kind.' + fact['kind'])} · {boundary}<br>{source}"


def fact_text(fact_id: str, view: View) -> str:
    """Published emissions with the digits of their source."""
    return quantity.show(catalog.fact_value(fact_id), "emissions", view.t, digits=quantity.PRINTED).text
