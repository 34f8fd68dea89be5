"""From one row of estimates to the figures, sentences and marks that show it."""

from __future__ import annotations

import math
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


def main_source(estimate: Row, view: View) -> str:
    """How the estimate was made and the publication that it chiefly rests on, as one line of Markdown."""
    t = view.t
    path = t(f"path.{estimate['path']}")
    for factor in MAIN_FACTORS:
        head, _, fact_id = str(estimate[f"{factor}_origin"]).partition(":")
        if head == "fact":
            return t("results.source", path=path, source=provenance.fact_link(fact_id, brief=True))
    return path


def emissions_card(model_id: str, view: View, label: str) -> Figure:
    """Card of a model's operational training emissions under the scenario."""
    estimate = view.estimates[model_id]
    if estimate["path"] == "none":
        return missing_card(label, estimate, view)
    badge = provenance.kind_badge(kind(estimate), view.t)
    return Figure(label, emissions(estimate, view), badge, main_source(estimate, view))


def missing_card(label: str, estimate: Row, view: View) -> Figure:
    """Card that says why there is no estimate."""
    return Figure(
        label,
        Shown("–", ""),
        provenance.kind_badge("missing", view.t),
        view.t(f"reason.{estimate['reason']}"),
    )


def published_value(model: Row) -> float:
    """Published emissions that can stand beside location-based estimates [t CO2e]; NaN where there are none."""
    return float(model["emissions_tco2e"]) if model["emissions_accounting"] != "market" else math.nan


def published_emissions(model: Row, view: View) -> Shown:
    """The published emission figure with the digits of its source."""
    return quantity.show(model["emissions_tco2e"], "emissions", view.t, printed=True)


def ranking_rows(model_ids: Sequence[str], view: View, chosen: str = "") -> list[ranges.Row]:
    """Rows of the ranking chart, largest first; models with neither estimate nor published figure are left out."""
    models, estimates = catalog.model_rows(), view.estimates
    rows = []
    for model_id in model_ids:
        model, estimate = models[model_id], estimates[model_id]
        published = published_value(model)
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
                published_hover=_published_hover(model, view) if math.isfinite(published) else "",
                chosen=model_id == chosen,
            )
        )
    return sorted(rows, key=lambda row: row.value, reverse=True)


def _estimate_hover(model: Row, estimate: Row, view: View) -> str:
    t, shown = view.t, emissions(estimate, view)
    about = (t(f"kind.{kind(estimate)}"), t(f"boundary.{estimate['boundary']}"), t("accounting.location"))
    path = t(f"path.{estimate['path']}")
    lines = (f"<b>{model['short_name']}</b>", shown.text, shown.range_text(t), " · ".join(about), path)
    return "<br>".join(lines)


def _published_hover(model: Row, view: View) -> str:
    t = view.t
    value = quantity.show(model["emissions_tco2e"], "emissions", t, printed=True)
    fact = catalog.facts()[model["emissions_tco2e_fact_id"]]
    boundary = provenance.boundary_text(fact, t)
    source = provenance.short_citation(fact["source_id"])
    return f"<b>{model['short_name']}</b><br>{value.text}<br>{t('kind.' + fact['kind'])} · {boundary}<br>{source}"


def ranking_chart(rows: Sequence[ranges.Row], view: View) -> dict[str, object]:
    """The ranking of emissions on a logarithmic axis."""
    t = view.t
    low, high = style.decades([value for row in rows for value in (row.low, row.high, row.published)])
    return ranges.ranking(
        rows,
        quantity.ticks("emissions", low, high, t),
        estimated=t("series.estimated"),
        published=t("series.published"),
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
