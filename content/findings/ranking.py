"""Models ranked by their training emissions: which are drawn, with what, and how sure their order is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from content.charts import ranges, style
from content.columns import Numbers
from content.findings import estimate_cards, grid_basis, provenance
from content.language import quantity
from content.language.messages import Text
from content.state import parameters
from content.state.parameters import BOUNDARIES, LANDMARKS
from content.tables import catalog, preferred_facts
from content.tables.catalog import Row
from content.view import View
from footprint.ranks import places
from footprint.uncertainty import Bounds

NAMED = 4  # models that a line of those left out names


def members(view: View) -> list[str]:
    """Models that the filters let pass, and among them those of the choice, the chosen one and the compared ones."""
    always = {view.state.model, *view.state.compare}
    return [
        model_id
        for model_id, model in catalog.model_rows().items()
        if (model_id in always or _is_selected(model, view)) and _passes(model, view)
    ]


def _is_selected(model: Row, view: View) -> bool:
    if view.state.show == "landmarks":
        return model["model_id"] in LANDMARKS
    return view.state.show == "all" or published_value(model, view) > 0


def _passes(model: Row, view: View) -> bool:
    domain, organization = view.state.domain, view.state.organization
    return (
        domain in (None, model["domain"])
        and organization in (None, parameters.organization_id(model["organization"]))
        and _in_years(model, view)
    )


def _in_years(model: Row, view: View) -> bool:
    """Whether a model appeared between two years; one of an unknown date passes only where no year is asked for."""
    known = catalog.all_parameters()
    if all(getattr(view.state, name) == known[name].first for name in ("since", "until")):
        return True
    date = model["release_date"]
    return date is not None and view.state.since <= date.year <= view.state.until


def published_fact(model: Row, view: View) -> str:
    """Fact of the published emissions that the visitor's choice of accounting and boundary shows; else empty."""
    chosen, accounting = view.state.boundary, view.state.accounting
    if accounting == "location" and chosen == "all":
        return str(model["emissions_tco2e_fact_id"])
    if accounting == "location" and chosen != "facility":  # beside figures of another kind, one more doubt is no harm
        counted: tuple[str, ...] = ("location", "unknown")
    else:
        counted = ("location",) if accounting == "location" else preferred_facts.AFTER_CONTRACTS
    return preferred_facts.training_emissions(counted, BOUNDARIES[chosen]).get(model["model_id"], "")


def published_value(model: Row, view: View) -> float:
    """Published emissions [t CO2e], by default of the estimates' own boundary only; NaN where there are none."""
    fact_id = published_fact(model, view)
    return catalog.fact_value(fact_id) if fact_id else math.nan


def rows(model_ids: Sequence[str], view: View, *marked: str) -> list[ranges.Row]:
    """Rows of the ranking chart, largest first; models with neither estimate nor published figure are left out."""
    models = catalog.model_rows()
    drawn = [_row(models[model_id], view, model_id in marked) for model_id in model_ids]
    return sorted((row for row in drawn if math.isfinite(row.value)), key=lambda row: row.value, reverse=True)


def _row(model: Row, view: View, marked: bool) -> ranges.Row:
    estimate, kind = view.estimates[model["model_id"]], view.state.kind
    fact_id = published_fact(model, view) if kind != "estimated" else ""
    published = catalog.fact_value(fact_id) if fact_id else math.nan
    value = math.nan if kind == "reported" else estimate.emissions.median
    known = math.isfinite(value)
    factor = published / value if known and fact_id and _comparable(fact_id) else math.nan
    rests = estimate.path == "reported_energy"  # on the published energy: that they agree proves nothing
    message = "ranking.factor.rests" if rests else "ranking.factor"
    note = view.t(message, times=times(factor, view)) if factor > 0 else ""
    return ranges.Row(
        label=model["short_name"],
        estimate=value,
        low=estimate.emissions.low if known else math.nan,
        high=estimate.emissions.high if known else math.nan,
        estimate_hover=_with(estimate_cards.estimate_hover(model, estimate, view), note) if known else "",
        published=published,
        published_hover=_with(estimate_cards.fact_hover(model, fact_id, view), note) if fact_id else "",
        rated=bool(fact_id) and catalog.facts()[fact_id]["basis"] == "rating",
        chosen=marked,
        model_id=model["model_id"],
        factor=factor,
        tested=factor > 0 and not rests,
        source=provenance.cited(fact_id, view.t),
    )


def _comparable(fact_id: str) -> bool:
    """Whether a published figure counts what the estimates count, so that a factor between them means something."""
    fact = catalog.facts()[fact_id]
    return bool(fact["boundary"] == "facility" and fact["accounting"] == "location")


def times(factor: float, view: View) -> str:
    """A factor, e.g. `0.95×`."""
    return f"{quantity.number(factor, view.t)}×"


def _with(hover: str, note: str) -> str:
    return f"{hover}<br>{note}" if note else hover


def placed(drawn: Sequence[ranges.Row], view: View) -> list[ranges.Row]:
    """The same rows with the first and last place that their ranges allow, and the factors to be written beside them.

    A figure that was only published states no range and counts with its value. Without any estimate there is no order
    to doubt, nor one to prove: the rows stay as they are.
    """
    if not any(math.isfinite(row.estimate) for row in drawn):
        return list(drawn)
    low, high = (
        np.array([bound if math.isfinite(row.estimate) else row.published for row, bound in bounds])
        for bounds in ([(row, row.low) for row in drawn], [(row, row.high) for row in drawn])
    )
    first, last = places(low, high)
    return [
        replace(row, first=int(best), last=int(worst), beside=times(row.factor, view) if row.tested else "")
        for row, best, worst in zip(drawn, first, last, strict=True)
    ]


def with_left_out(source: str, model_ids: Sequence[str], drawn: Sequence[ranges.Row], view: View) -> str:
    """Source line of a ranking of these models, and below it what the rows do not draw, and why."""
    t = view.t
    empty = len(model_ids) - len(drawn)
    lines = (
        source,
        _figures_left_out(model_ids, view) if view.state.kind != "estimated" else "",
        t("left_out.models", count=quantity.plain(empty, t)) if empty else "",
        lost(model_ids, view),
        mixed_grids(drawn, view),
    )
    return "  \n".join(line for line in lines if line)


def bounds(row: ranges.Row) -> Bounds:
    """Estimate of a row with its 90 % range [t CO2e]."""
    return Bounds(row.estimate, row.low, row.high)


def lost(model_ids: Sequence[str], view: View) -> str:
    """Which models have no estimate under the assumptions though they have one as published, and why; else empty."""
    if not view.what_if or view.state.kind == "reported":
        return ""
    t, rows = view.t, view.estimates
    reasons: dict[str, list[str]] = {}
    for model_id in model_ids:
        if not rows[model_id].known and view.published[model_id].known:
            name = str(catalog.model_rows()[model_id]["short_name"])
            reasons.setdefault(rows[model_id].reason, []).append(name)
    lines = (
        t("left_out.lost", models=_named(names, t), reason=t(f"reason.{reason}")) for reason, names in reasons.items()
    )
    return " ".join(lines)


def _named(names: Sequence[str], t: Text) -> str:
    """The first of some names, and how many more there are."""
    listed = t("mark.list").join(names[:NAMED])
    return (
        listed
        if len(names) <= NAMED
        else t("left_out.more", models=listed, count=quantity.plain(len(names) - NAMED, t))
    )


def mixed_grids(drawn: Sequence[ranges.Row], view: View) -> str:
    """Warning where the estimates of a ranking rest on grids of both bases; else empty."""
    estimated = [row.model_id for row in drawn if math.isfinite(row.estimate)]
    return grid_basis.warning((view.estimates[model_id].origin("grid") for model_id in estimated), view.t)


def _figures_left_out(model_ids: Sequence[str], view: View) -> str:
    t = view.t
    models = [catalog.model_rows()[model_id] for model_id in model_ids]
    hidden = [model for model in models if model["emissions_tco2e_fact_id"] and not published_fact(model, view)]
    if view.state.accounting == "market":
        return t("left_out.market", count=quantity.plain(len(hidden), t)) if hidden else ""
    reasons = Counter(estimate_cards.other_boundary(model) or "boundary.facility" for model in hidden)
    listed = t("mark.list").join(f"{t(reason)} {quantity.plain(count, t)}" for reason, count in reasons.most_common())
    return t("left_out.figures", reasons=listed) if listed else ""


def subtitle(view: View) -> str:
    """Quantity, boundary and assumptions of a ranking."""
    t, published = view.t, "facility"
    if view.state.accounting == "market":
        published = "market"
    elif view.state.boundary != "facility":
        published = "other"
    axis = t(f"ranking.axis.{view.state.scale}")
    boundary = t(f"boundary_shown.{view.state.boundary}")
    return t(f"ranking.subtitle.{published}", axis=axis, boundary=boundary, scenario=view.scenario_text())


def chart(drawn: Sequence[ranges.Row], view: View, band: ranges.Row | None = None) -> dict[str, object]:
    """The ranking of emissions; `band` is the row whose range is drawn through all of them."""
    t, linear = view.t, view.state.scale == "linear"
    values = [value for row in drawn for value in (row.low, row.high, row.published) if math.isfinite(value)]
    if linear:
        ticks = quantity.even_ticks("emissions", style.end(max(values)), t)
    else:
        ticks = quantity.ticks("emissions", *style.decades(values), t)
    return ranges.ranking(
        drawn,
        ticks,
        estimated=t("series.estimated"),
        published=t("series.market" if view.state.accounting == "market" else "series.published"),
        rated=t("series.rated"),
        linear=linear,
        band=(band.low, band.high) if band and math.isfinite(band.low) else None,
    )


def columns(drawn: Sequence[ranges.Row], view: View) -> dict[str, Sequence[str] | Numbers]:
    """The ranking as a table."""
    t = view.t

    def tonnes(values: list[float]) -> Numbers:
        return Numbers(values, "t CO2e", lambda value: quantity.show(value, "emissions", t).text)

    ranked = {t("ranking.table.place"): [row.places for row in drawn]} if any(row.first for row in drawn) else {}
    return {
        t("table.model"): [row.label for row in drawn],
        **ranked,
        t("table.estimate"): tonnes([row.estimate for row in drawn]),
        t("table.low"): tonnes([row.low for row in drawn]),
        t("table.high"): tonnes([row.high for row in drawn]),
        t("table.published"): tonnes([row.published for row in drawn]),
        t("ranking.table.factor"): Numbers([row.factor for row in drawn], "1", lambda value: times(value, view)),
        t("table.path"): [_path(row, view) for row in drawn],
        t("steps.source"): [row.source for row in drawn],
    }


def _path(row: ranges.Row, view: View) -> str:
    """How the estimate of a known model came about."""
    known = row.model_id and math.isfinite(row.estimate)
    return view.t(f"path.{view.estimates[row.model_id].path}") if known else ""
