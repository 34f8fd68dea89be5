"""From one row of estimates to the figures, sentences and marks that show it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from components import catalog, provenance, quantity
from components.catalog import Row
from components.charts import ranges, style
from components.figure import Figure
from components.quantity import Shown
from components.view import View

MAIN_FACTORS = ("reported_energy", "chip_hours", "compute")  # what an estimate chiefly rests on, best first


def emissions(estimate: Row, view: View) -> Shown:
    """Operational emissions with their 90 % range."""
    low, high = estimate["emissions_low_tco2e"], estimate["emissions_high_tco2e"]
    return quantity.show(estimate["emissions_tco2e"], "emissions", view.t, low, high)


def energy(estimate: Row, view: View) -> Shown:
    """Facility energy with its 90 % range."""
    low, high = estimate["energy_low_mwh"], estimate["energy_high_mwh"]
    return quantity.show(estimate["energy_mwh"], "energy", view.t, low, high)


def kind(estimate: Row) -> str:
    """What an estimate is: derived where the energy was published, else estimated."""
    return "derived" if estimate["path"] == "reported_energy" else "estimated"


def covers(model: Row, estimate: Row) -> str:
    """What the estimate is of, as message id after `scope.`: the final run, unless its figures hold more."""
    head, _, fact_id = str(estimate["reported_energy_origin"]).partition(":")
    scope = catalog.facts()[fact_id]["scope"] if head == "fact" else ""
    if scope in ("whole_project", "family"):
        return str(scope)
    return str(model["lineage"]) if model["lineage"] in ("search", "family") else "final_run"


def main_source(estimate: Row, view: View) -> str:
    """How the estimate was made and the publication that it chiefly rests on, as one line of Markdown."""
    t = view.t
    path = t(f"path.{estimate['path']}")
    for factor in MAIN_FACTORS:
        head, _, fact_id = str(estimate[f"{factor}_origin"]).partition(":")
        if head == "fact":
            return t("results.source", path=path, source=provenance.fact_link(fact_id, brief=True))
    return path


def untested(estimate: Row, view: View) -> str:
    """Warning where an estimate lies outside the tested runs, as one line of Markdown; else empty."""
    t = view.t
    reasons = ", ".join(t(f"untested.{flag}") for flag in str(estimate["untested"]).split())
    return t("untested", reasons=reasons) if reasons else ""


def emissions_card(model_id: str, view: View, label: str) -> Figure:
    """Card of a model's operational training emissions under the scenario."""
    estimate = view.estimates[model_id]
    if estimate["path"] == "none":
        return missing_card(label, estimate, view)
    badge = provenance.kind_badge(kind(estimate), view.t)
    source = f"{main_source(estimate, view)} · {provenance.sheet_link(model_id, view)}"
    return Figure(label, emissions(estimate, view), badge, source, untested(estimate, view))


def missing_card(label: str, estimate: Row, view: View) -> Figure:
    """Card that says why there is no estimate."""
    return Figure(
        label,
        Shown("–", ""),
        provenance.kind_badge("missing", view.t),
        view.t(f"reason.{estimate['reason']}"),
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


def published_value(model: Row, view: View) -> float:
    """Published emissions [t CO2e], by default of the estimates' own boundary only; NaN where there are none."""
    every = view.values["boundary"] == "all"
    return float(model["emissions_tco2e"]) if every else comparable_value(model)


def published_boundary(model: Row, view: View) -> str:
    """Boundary, basis and accounting of the published emission figure in one line; empty where there is none."""
    fact_id = model["emissions_tco2e_fact_id"]
    return provenance.boundary_text(catalog.facts()[fact_id], view.t) if fact_id else ""


def published_emissions(model: Row, view: View) -> Shown:
    """The published emission figure with the digits of its source."""
    return quantity.show(model["emissions_tco2e"], "emissions", view.t, digits=quantity.PRINTED)


def ranking_rows(model_ids: Sequence[str], view: View, chosen: str = "") -> list[ranges.Row]:
    """Rows of the ranking chart, largest first; models with neither estimate nor published figure are left out."""
    models, estimates = catalog.model_rows(), view.estimates
    rows = []
    for model_id in model_ids:
        model, estimate = models[model_id], estimates[model_id]
        published = published_value(model, view)
        value = estimate["emissions_tco2e"]
        if not (math.isfinite(value) or math.isfinite(published)):
            continue
        rows.append(
            ranges.Row(
                label=model["short_name"],
                estimate=value,
                low=estimate["emissions_low_tco2e"],
                high=estimate["emissions_high_tco2e"],
                estimate_hover=_estimate_hover(model, estimate, view) if math.isfinite(value) else "",
                published=published,
                published_hover=published_hover(model, view) if math.isfinite(published) else "",
                rated=rated(model),
                chosen=model_id == chosen,
            )
        )
    return sorted(rows, key=lambda row: row.value, reverse=True)


def _estimate_hover(model: Row, estimate: Row, view: View) -> str:
    t, shown = view.t, emissions(estimate, view)
    about = (t(f"kind.{kind(estimate)}"), t(f"boundary.{estimate['boundary']}"), t("accounting.location"))
    path = t(f"path.{estimate['path']}")
    name, warning = f"<b>{model['short_name']}</b>", untested(estimate, view)
    lines = (name, shown.text, shown.range_text(t), " · ".join(about), path, warning)
    return "<br>".join(line for line in lines if line)


def published_hover(model: Row, view: View) -> str:
    """What a mark of the published emissions says: value, kind, boundary and publication."""
    t = view.t
    value = quantity.show(model["emissions_tco2e"], "emissions", t, digits=quantity.PRINTED)
    fact = catalog.facts()[model["emissions_tco2e_fact_id"]]
    boundary = published_boundary(model, view)
    source = provenance.short_citation(fact["source_id"])
    return f"<b>{model['short_name']}</b><br>{value.text}<br>{t('kind.' + fact['kind'])} · {boundary}<br>{source}"


def with_left_out(source: str, model_ids: Sequence[str], view: View) -> str:
    """Source line of a ranking of these models, and below it what the ranking does not draw, and why."""
    t, models = view.t, catalog.model_rows()
    reasons = Counter(
        other_boundary(models[model_id])
        for model_id in model_ids
        if models[model_id]["emissions_tco2e_fact_id"] and math.isnan(published_value(models[model_id], view))
    )
    listed = ", ".join(f"{t(reason)} {count}" for reason, count in reasons.most_common())
    empty = len(model_ids) - len(ranking_rows(model_ids, view))
    lines = (
        source,
        t("left_out.figures", reasons=listed) if listed else "",
        t("left_out.models", count=empty) if empty else "",
    )
    return "  \n".join(line for line in lines if line)


def ranking_subtitle(view: View) -> str:
    """Quantity, boundary and assumptions of a ranking."""
    every = view.values["boundary"] == "all"
    message = "emissions.chart.subtitle.all" if every else "emissions.chart.subtitle"
    return view.t(message, scenario=view.scenario_text())


def ranking_chart(rows: Sequence[ranges.Row], view: View) -> dict[str, object]:
    """The ranking of emissions on a logarithmic axis."""
    t = view.t
    low, high = style.decades([value for row in rows for value in (row.low, row.high, row.published)])
    return ranges.ranking(
        rows,
        quantity.ticks("emissions", low, high, t),
        estimated=t("series.estimated"),
        published=t("series.published"),
        rated=t("series.rated"),
    )


def ranking_columns(rows: Sequence[ranges.Row], view: View) -> dict[str, list[str]]:
    """The ranking as a table."""
    t = view.t

    def text(value: float) -> str:
        return quantity.show(value, "emissions", t).text if math.isfinite(value) else ""

    return {
        t("table.model"): [row.label for row in rows],
        t("table.estimate"): [text(row.estimate) for row in rows],
        t("table.low"): [text(row.low) for row in rows],
        t("table.high"): [text(row.high) for row in rows],
        t("table.published"): [text(row.published) for row in rows],
    }
