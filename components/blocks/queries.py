"""Energy of one query by three methods side by side, and how far each was from measurements."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import median

import streamlit as st

from components import catalog, figure, frame, provenance, quantity, serving
from components.catalog import Row
from components.charts import rows, style
from components.i18n import Text
from components.serving import Amount, Serving
from components.table import Columns, Numbers
from components.view import View
from footprint.emissions import emissions_tco2e
from footprint.query_backtest import ALL, METHODS, Accuracy
from footprint.uncertainty import combined_sd

# What stands beside every model, by item of the table `inference`: energies, and the two published in grams.
LANDMARKS = (
    "gemini-median",
    "gemini-median-narrow",
    "altman",
    "epoch-gpt4o",
    "oviedo-median",
    "devries-chatgpt",
    "bloom-inference",
    "aies-r1-reasoning-on",
)
IN_GRAMS = ("gemini-median-co2", "mistral-large-2-co2")
WITHDRAWN = ("aies-r1-reasoning-on-first", "jegham-early-o3-10k-in-1.5k-out")
WH_PER_UNIT = {"Wh": 1.0, "kWh": 1000.0, "J": 1 / 3600}
QUERIES_PER = {"energy_per_1000_queries": 1000.0, "energy_per_1000_inferences": 1000.0}
WH_PER_MWH, G_PER_TONNE = 1e6, 1e6
MEASURED = ("measured", "sampled")
LOOKS = {  # colour and mark of each kind of published figure
    "measured": (style.REPORTED, "circle"),
    "computed": (style.REPORTED, "diamond-open"),
    "withdrawn": (style.MOORE, "x-thin-open"),
}


def item_wh(item: Row) -> float:
    """Published energy of one use [Wh]."""
    return float(item["value"]) * WH_PER_UNIT[item["unit"]] / QUERIES_PER.get(item["quantity"], 1.0)


def chart() -> None:
    """The methods for this model, and what was published for it and for others."""
    view = frame.view()
    t, model, impact = view.t, view.model, view.values["impact"]
    if math.isnan(model["active_parameters"]) or not view.estimate["grid_median"] > 0:
        return
    computed = _computed(view)
    own, others = _of_model(view), _of_others(view)
    published = own + others
    series = [
        rows.Series(t("series.estimated"), style.ESTIMATED, "circle-open", computed),
        *(
            rows.Series(t(f"queries.series.{kind}"), *LOOKS[kind], [point for one, point in published if one == kind])
            for kind in LOOKS
        ),
    ]
    points = [*computed, *(point for _, point in published)]
    values = [value for point in points for value in (point.value, point.low, point.high)]
    low, high = style.decades(values)
    figure.chart(
        rows.drawn(
            series,
            list(dict.fromkeys(point.label for point in points)),
            style.log_axis(low, high, quantity.ticks(impact, low, high, t)),
        ),
        key="queries",
        title=_title(computed, own, view),
        subtitle=t(f"queries.subtitle.{impact}", input=view.values["input"], output=view.values["output"]),
        source=_sources(view),
        columns=lambda: columns(points, impact, t),
        t=t,
    )


def columns(points: Sequence[rows.Point], impact: str, t: Text) -> Columns:
    """Points of a chart as a table: value, range, kind and boundary."""
    unit = "MWh" if impact == "energy" else "t CO2e"

    def numbers(values: Sequence[float]) -> Numbers:
        return Numbers(values, unit, lambda value: quantity.show(value, impact, t).text)

    return {
        t("table.figure"): [point.label for point in points],
        t("table.value"): numbers([point.value for point in points]),
        t("table.low"): numbers([point.low for point in points]),
        t("table.high"): numbers([point.high for point in points]),
        t("table.about"): [point.about for point in points],
    }


def _amount(wh: Amount, view: View) -> Amount:
    """Energy of a query in the unit of the axis: MWh, or t CO2e on the grid that serves."""
    mwh = Amount(wh.median / WH_PER_MWH, wh.sd)
    if view.values["impact"] == "energy":
        return mwh
    grid, _ = serving.serving_grid(view.estimate, view)
    return Amount(emissions_tco2e(mwh.median, grid.median), combined_sd(mwh.sd, grid.sd))


def _computed(view: View) -> tuple[rows.Point, rows.Point]:
    t, model = view.t, view.model
    settings = Serving.of(model, view)
    both = {
        "first_principles": serving.first_principles(model, settings),
        "regression": serving.regression(model, settings),
    }
    about = f"{t('kind.estimated')} · {t('boundary.facility')}"
    first, second = (
        point(t(f"queries.{method}"), _amount(wh, view), about, view.values["impact"], t) for method, wh in both.items()
    )
    return first, second


def _of_model(view: View) -> list[tuple[str, rows.Point]]:
    """Published energies of the chosen model; times the grid, where grams are looked at."""
    t, impact, found = view.t, view.values["impact"], []
    for fact in _published_queries().get(view.values["model"], ()):
        amount = _amount(Amount(float(fact["value"]), 0.0), view)
        label = t("queries.published", source=provenance.short_citation(fact["source_id"]))
        kind = fact["kind"] if impact == "energy" else "derived"
        about = f"{t(f'kind.{kind}')} · {provenance.boundary_text(fact, t)}"
        measured = fact["basis"] in MEASURED and impact == "energy"
        found.append(("measured" if measured else "computed", point(label, amount, about, impact, t)))
    return found


@catalog.shared()
def _published_queries() -> dict[str, list[Row]]:
    """Published energies of a query by model."""
    found: dict[str, list[Row]] = {}
    for fact in catalog.facts().values():
        if fact["quantity"] == "inference_wh_per_query":
            found.setdefault(fact["model_id"], []).append(fact)
    return found


def _of_others(view: View) -> list[tuple[str, rows.Point]]:
    t, impact, items = view.t, view.values["impact"], catalog.inference_items()
    found = []
    chosen = (*LANDMARKS, *WITHDRAWN) if impact == "energy" else IN_GRAMS
    for item in (items[item_id] for item_id in chosen):
        if item["model_id"] == view.values["model"] and not item["withdrawn"] and impact == "energy":
            continue  # stands among the model's own
        base = item_wh(item) / WH_PER_MWH if impact == "energy" else float(item["value"]) / G_PER_TONNE
        name = item["item_id"].replace(".", "-")
        about = [t(f"boundary.{item['boundary_kind']}"), t(f"basis.{item['basis']}"), t(f"query.{name}.about")]
        shown = point(t(f"query.{name}"), Amount(base, 0.0), " · ".join(about), impact, t)
        kind = "withdrawn" if item["withdrawn"] else ("measured" if item["basis"] in MEASURED else "computed")
        found.append((kind, shown))
    return found


def point(label: str, amount: Amount, about: str, impact: str, t: Text) -> rows.Point:
    """A figure with its kind and boundary, and its range where it has one."""
    value, low, high = amount.range
    stated = bool(amount.sd > 0)
    bounds = (low, high) if stated else (math.nan, math.nan)
    shown = quantity.show(value, impact, t, *bounds)
    lines = (f"<b>{label}</b>", shown.text, shown.range_text(t), about)
    return rows.Point(label, value, "<br>".join(line for line in lines if line), about, *bounds)


def _title(computed: tuple[rows.Point, rows.Point], own: Sequence[tuple[str, rows.Point]], view: View) -> str:
    t, impact = view.t, view.values["impact"]
    texts = [quantity.show(point.value, impact, t).text for point in computed]
    settings = {"model": view.model["short_name"], "first": texts[0], "second": texts[1]}
    if not own:
        return t(f"queries.title.none.{impact}", **settings)
    values = sorted(point.value for _, point in own)
    ends = list(dict.fromkeys(quantity.show(value, impact, t).text for value in (values[0], values[-1])))
    return t(f"queries.title.{impact}", published=" – ".join(ends), **settings)


def _sources(view: View) -> str:
    t, items = view.t, catalog.inference_items()
    shown = (*LANDMARKS, *WITHDRAWN) if view.values["impact"] == "energy" else IN_GRAMS
    links = dict.fromkeys(provenance.link(items[item_id]["source_id"]) for item_id in shown)
    return t("queries.source", regression=provenance.link("ecologits0113"), others=" · ".join(links))


def accuracy() -> None:
    """How far the two computed methods lie from measured energies, and publications from each other."""
    t, found = frame.view().t, serving.accuracies()
    first, second = (found[method, ALL] for method in METHODS[:2])
    figure.text(
        t(
            "queries.accuracy",
            n=first.n,
            models=first.models,
            first=f"{first.median_factor:.1f}",
            second=f"{second.median_factor:.1f}",
            covered=quantity.percent(first.covered_90, t),
            spread=quantity.number(median(_several()), t),
            several=len(_several()),
            source=provenance.link("mlenergy_leaderboard"),
        )
    )
    with st.expander(t("queries.accuracy.title"), key="accuracy", on_change="rerun") as opened:
        if opened.open:
            _table(found.values(), t)


def _table(found: Iterable[Accuracy], t: Text) -> None:
    names = ("method", "chip", "n", "median", "bias", "within2", "worst", "covered90")
    lines = ["| " + " | ".join(t(f"table.{name}") for name in names) + " |", "|---" * len(names) + "|"]
    lines += ["| " + " | ".join(_cells(row, t)) + " |" for row in found]
    st.markdown("\n".join(lines))
    st.caption(t("queries.accuracy.note"))


@catalog.shared()
def _several() -> tuple[float, ...]:
    """Largest over smallest published energy of a query, for each model that has several of them."""
    values = ([fact["value"] for fact in facts] for facts in _published_queries().values() if len(facts) > 1)
    return tuple(max(several) / min(several) for several in values)


def _cells(row: Accuracy, t: Text) -> Sequence[str]:
    chips = catalog.accelerators()
    return (
        t(f"queries.{row.method}"),
        t("queries.all_chips") if row.accelerator_id == ALL else provenance.escape(chips[row.accelerator_id]["name"]),
        str(row.n),
        f"{row.median_factor:.2f}",
        f"{row.bias:.2f}",
        quantity.percent(row.within_2, t),
        f"{row.worst:.2f}",
        "–" if math.isnan(row.covered_90) else quantity.percent(row.covered_90, t),
    )


def published() -> None:
    """Every published value of the chosen model, made once it is opened."""
    view = frame.view()
    title = view.t("published.title", model=view.model["short_name"])
    with st.expander(title, key="published", on_change="rerun") as opened:
        if opened.open:
            provenance.published(view, view.values["model"])
