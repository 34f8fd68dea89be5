"""Water of a model's training, where a visitor asks for it: on site, at the power stations, and as published."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from content.charts import rows as charts
from content.charts import style
from content.charts.rows import Point, Series
from content.columns import Columns, Numbers
from content.controls import Switch
from content.findings import provenance
from content.language import quantity
from content.parts import Chart, Parts
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint.units import convert
from footprint.water import COUNTRY, FLEETS, ON_SITE, Intensity, Litres, consumed

# Published waters of models, by their names in the table `water`.
PUBLISHED = {
    "gpt-3-175b": "GPT-3 training (1,287 MWh)",
    "mistral-large-2": "Mistral Large 2",
    "grok-4": "Grok 4 (Epoch)",
    "olmo-series-2025": "OLMo series",
}
MEASURES = {"water_onsite": "on_site", "water_offsite": "off_site", "water_total": "total"}


def chart(view: View) -> Parts:
    """Litres by place with their ranges, and the published ones."""
    t, estimate = view.t, view.estimate
    if not estimate.known:
        return
    yield Switch("water", lambda value: t(f"water.{value}"))
    if view.state.water == "hidden":
        return
    country, where = _place(view)
    off_site = catalog.water().off_site(country)
    on_site = catalog.water().on_site
    litres = consumed(estimate.energy.median, estimate.energy.sd, _pue(view), on_site, off_site)
    published = _published(view.state.model)
    labels = {name: t(f"water.{name}") for name in ("total", "off_site", "on_site") if name in litres}
    computed = [_computed(labels[name], litres[name], view) for name in labels]
    stated = [_stated(row, view) for row in published]
    ends = [value for point in computed for value in (point.low, point.high)]
    low, high = style.decades([*ends, *(point.value for point in stated)])
    yield Chart(
        "water",
        charts.drawn(
            [
                Series(t("series.estimated"), style.ESTIMATED, "circle-open", computed),
                Series(t("series.published"), style.REPORTED, "circle", stated),
            ],
            list(dict.fromkeys([*labels.values(), *(point.label for point in stated)])),
            style.log_axis(low, high, quantity.ticks("water", low, high, t, most=3)),
        ),
        title=_title(litres, view),
        subtitle=t("water.subtitle", place=where, scenario=view.assumed()),
        source="  \n".join(line for line in (_source(off_site, where, view), *_notes(published, view)) if line),
        columns=lambda: _columns(computed, stated, view),
    )


def _place(view: View) -> tuple[str, str]:
    """Country of the grid (empty where none is known), and its name."""
    t, place = view.t, catalog.places().get(view.scenario.grid_id or view.model["grid_id"])
    if place is None or not place["iso3"]:
        return "", t("water.anywhere")
    return str(place["iso3"]), t.country(place["iso3"], place["name"])


def _pue(view: View) -> float:
    """The visitor's, else that of the estimate, else the published one, else that of such an operator."""
    prior = catalog.priors()[view.model["pue_prior_id"]]["median"]
    known = (view.scenario.pue, view.estimate.median("pue"), view.model["pue"], prior)
    return next(float(value) for value in known if value is not None and not math.isnan(value))


def _published(model_id: str) -> list[Row]:
    name = PUBLISHED.get(model_id)
    return [row for row in catalog.waters() if row["provider_or_place"] == name and row["quantity"] in MEASURES]


def _text(litres: float, view: View) -> str:
    return quantity.show(litres, "water", view.t).text


def _computed(label: str, litres: Litres, view: View) -> Point:
    amount = quantity.show(litres.median, "water", view.t, litres.low, litres.high)
    hover = f"<b>{label}</b><br>{amount.text}<br>{amount.range_text(view.t)}"
    return Point(label, litres.median, hover, view.t("kind.estimated"), litres.low, litres.high)


def _stated(row: Row, view: View) -> Point:
    t, value = view.t, convert(row["value"], row["unit"], "L")
    label = t(f"water.{MEASURES[row['quantity']]}")
    source = provenance.short_citation(row["source_id"])
    hover = f"<b>{label}</b><br>{_text(value, view)}<br>{provenance.escape(row['period'])}<br>{source}"
    return Point(label, value, hover, source)


def _title(litres: dict[str, Litres], view: View) -> str:
    t, model = view.t, view.model["short_name"]
    if "total" not in litres:
        return t("water.title.on_site", model=model, litres=_text(litres["on_site"].median, view))
    total, off_site = (_text(litres[part].median, view) for part in ("total", "off_site"))
    return t("water.title", model=model, litres=total, off_site=off_site)


def _source(off_site: Intensity | None, where: str, view: View) -> str:
    """How the litres come about, with the sources of both intensities."""
    t, known = view.t, catalog.water()
    fleets = (row for row in catalog.waters() if (row["provider_or_place"], row["period"]) in FLEETS)
    here = _linked(row for row in fleets if row["quantity"] == ON_SITE)
    first = t("water.source.on_site", value=quantity.number(known.on_site.median, t), sources=here)
    if off_site is None:
        return f"{first} {t('water.source.none', place=where)}"
    there = _linked(row for row in catalog.waters() if row["provider_or_place"].startswith(COUNTRY))
    second = t(
        "water.source.off_site",
        value=quantity.number(off_site.median, t),
        place=where,
        source=there,
        times=quantity.number(known.method_factor, t),
    )
    return f"{first} {second}"


def _linked(rows: Iterable[Row]) -> str:
    return " · ".join(provenance.link(source) for source in dict.fromkeys(row["source_id"] for row in rows))


def _notes(published: Sequence[Row], view: View) -> list[str]:
    """What the published figures cover, each with its source."""
    cited = dict.fromkeys(
        f"{provenance.link(row['source_id'], row['locator'], view.t)}: {provenance.escape(row['period'])}"
        for row in published
    )
    return [view.t("water.published", listed="; ".join(cited))] if cited else []


def _columns(computed: Sequence[Point], stated: Sequence[Point], view: View) -> Columns:
    t, points = view.t, [*computed, *stated]

    def litres(values: list[float]) -> Numbers:
        return Numbers(values, "L", lambda value: _text(value, view))

    return {
        t("water.table.place"): [point.label for point in points],
        t("water.table.water"): litres([point.value for point in points]),
        t("table.low"): litres([point.low for point in points]),
        t("table.high"): litres([point.high for point in points]),
        t("steps.source"): [point.about for point in points],
    }
