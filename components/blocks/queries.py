"""Energy of one query by three methods side by side, and how far each was from measurements."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import streamlit as st

from components import figure, frame
from components.panel import panel
from content.charts import rows, style
from content.charts.encoding import Lasting
from content.files.export import Columns, Numbers
from content.findings import deployments, provenance
from content.language import quantity
from content.language.messages import Text
from content.tables import catalog
from content.tables.catalog import Row
from footprint.deployment import Amount, Service, cost_of_uses
from footprint.inference import published_wh_per_use
from footprint.query_backtest import ALL, METHODS, Accuracy
from footprint.units import convert

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
DIGITS = 3  # of a published figure: readers know 308 Wh, not 310
MEASURED = ("measured", "sampled")
LOOKS = {  # colour and mark of each kind of published figure
    "measured": (style.REPORTED, "circle"),
    "computed": (style.REPORTED, "diamond-open"),
    "withdrawn": (style.MOORE, "x-thin-open"),
}


def item_wh(item: Row) -> float:
    """Published energy of one use [Wh]."""
    return published_wh_per_use(float(item["value"]), item["unit"], item["quantity"])


@dataclass(frozen=True)
class Comparison:
    """A chart that lasts, with its title and what its table is made of."""

    figure: Lasting
    title: str
    points: tuple[rows.Point, ...]


def chart() -> None:
    """The methods for this model, as far as its parameters are known, and what was published for it and for others."""
    view = frame.view()
    t, model_id, impact = view.t, view.values["model"], view.values["impact"]
    known = not math.isnan(view.model["active_parameters"])
    if not known and model_id not in published_queries():
        return
    settings, (grid, _) = deployments.service(view.model, view), deployments.serving_grid(view.estimate, view)
    found = _compared(t, model_id, impact, settings, grid)
    tokens = {part: quantity.plain(getattr(settings, f"{part}_tokens"), t) for part in ("input", "output")}
    figure.chart(
        found.figure,
        key="queries",
        title=found.title,
        subtitle=t(f"queries.subtitle.{impact}" if known else f"queries.subtitle.only.{impact}", **tokens),
        source=_sources(impact, t),
        columns=lambda: columns(found.points, impact, t),
        t=t,
    )


@catalog.shared(catalog.SCENARIOS_KEPT)
def _compared(t: Text, model_id: str, impact: str, settings: Service, grid: Amount) -> Comparison:
    """By what it depends on: queries a day and days, which are moved most, are not among it."""
    computed = _computed(model_id, impact, settings, grid, t)
    own = _of_model(model_id, impact, grid, t)
    published = own + _of_others(model_id, impact, t)
    series = [
        rows.Series(t("series.estimated"), style.ESTIMATED, "circle-open", computed),
        *(
            rows.Series(t(f"queries.series.{kind}"), *LOOKS[kind], [point for one, point in published if one == kind])
            for kind in LOOKS
        ),
    ]
    points = (*computed, *(point for _, point in published))
    low, high = style.decades([value for point in points for value in (point.value, point.low, point.high)])
    drawn = rows.drawn(
        series,
        list(dict.fromkeys(point.label for point in points)),
        style.log_axis(low, high, quantity.ticks(impact, low, high, t, most=4)),
    )
    return Comparison(Lasting(drawn), _title(model_id, impact, computed, own, t), points)


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


def _computed(model_id: str, impact: str, settings: Service, grid: Amount, t: Text) -> list[rows.Point]:
    model = catalog.model_rows()[model_id]
    if math.isnan(model["active_parameters"]):
        return []
    both = {
        "first_principles": deployments.first_principles(model, settings),
        "regression": deployments.regression(model, settings),
    }
    boundary = t("boundary.facility")
    about = f"{t('kind.estimated')} · {boundary}"
    return [
        point(t(f"queries.{method}"), cost_of_uses(wh, impact, grid), about, impact, t, boundary)
        for method, wh in both.items()
    ]


def _of_model(model_id: str, impact: str, grid: Amount, t: Text) -> list[tuple[str, rows.Point]]:
    """Published energies of the chosen model; times the grid, where grams are looked at."""
    found = []
    for fact in published_queries().get(model_id, ()):
        amount = cost_of_uses(Amount(float(fact["value"]), 0.0), impact, grid)
        label = t("queries.published", source=provenance.brief_citation(fact["source_id"]))
        kind = fact["kind"] if impact == "energy" else "derived"
        about = f"{t(f'kind.{kind}')} · {provenance.boundary_text(fact, t)}"
        measured = fact["basis"] in MEASURED and impact == "energy"
        shown = point(label, amount, about, impact, t, t(f"boundary.{fact['boundary']}"))
        found.append(("measured" if measured else "computed", shown))
    return found


@catalog.shared()
def published_queries() -> dict[str, list[Row]]:
    """Published energies of a query by model."""
    found: dict[str, list[Row]] = {}
    for fact in catalog.facts().values():
        if fact["quantity"] == "inference_wh_per_query":
            found.setdefault(fact["model_id"], []).append(fact)
    return found


def _of_others(model_id: str, impact: str, t: Text) -> list[tuple[str, rows.Point]]:
    items, found = catalog.inference_items(), []
    own = {fact["source_id"] for fact in published_queries().get(model_id, ())} if impact == "energy" else set()
    for item in (items[item_id] for item_id in _shown(impact)):
        if item["model_id"] == model_id and item["source_id"] in own and not item["withdrawn"]:
            continue  # stands among the model's own
        energy = impact == "energy"
        base = convert(item_wh(item), "Wh", "MWh") if energy else convert(float(item["value"]), "g", "t")
        name = item["item_id"].replace(".", "-")
        boundary = t(f"boundary.{item['boundary_kind']}")
        about = " · ".join((boundary, t(f"basis.{item['basis']}"), t(f"query.{name}.about")))
        note = t("queries.withdrawn", boundary=boundary) if item["withdrawn"] else boundary
        shown = point(t(f"query.{name}"), Amount(base, 0.0), about, impact, t, note)
        kind = "withdrawn" if item["withdrawn"] else ("measured" if item["basis"] in MEASURED else "computed")
        found.append((kind, shown))
    return found


def _shown(impact: str) -> tuple[str, ...]:
    return (*LANDMARKS, *WITHDRAWN) if impact == "energy" else IN_GRAMS


def point(label: str, amount: Amount, about: str, impact: str, t: Text, note: str = "") -> rows.Point:
    """A figure with its kind and boundary, and its range where it has one; `note` stands below its label."""
    value, low, high = amount.range
    stated = bool(amount.sd > 0)
    bounds = (low, high) if stated else (math.nan, math.nan)
    shown = quantity.show(value, impact, t, *bounds, digits=2 if stated else DIGITS)
    lines = (f"<b>{label}</b>", shown.text, shown.range_text(t), about)
    hover = "<br>".join(line for line in lines if line)
    # Like the ticks of the axis, without "CO₂e".
    return rows.Point(label, value, hover, about, *bounds, text=shown.text.removesuffix("\u00a0CO₂e"), note=note)


def _title(
    model_id: str, impact: str, computed: Sequence[rows.Point], own: Sequence[tuple[str, rows.Point]], t: Text
) -> str:
    texts = {
        name: quantity.show(point.value, impact, t).text
        for name, point in zip(("first", "second"), computed, strict=False)
    }
    if own:
        values = sorted(point.value for _, point in own)
        digits = DIGITS if impact == "energy" else 2
        ends = (quantity.show(value, impact, t, digits=digits).text for value in (values[0], values[-1]))
        texts["published"] = " – ".join(dict.fromkeys(ends))
    which = "none" if not own else "both" if computed else "only"
    model = catalog.model_rows()[model_id]
    return t(f"queries.title.{which}.{impact}", model=model["short_name"], name=model["name"], **texts)


@catalog.shared()
def _sources(impact: str, t: Text) -> str:
    items = catalog.inference_items()
    links = dict.fromkeys(provenance.link(items[item_id]["source_id"]) for item_id in _shown(impact))
    return t("queries.source", regression=provenance.link("ecologits0113"), others=" · ".join(links))


def accuracy() -> None:
    """How far the two computed methods lie from measured energies, and publications from each other."""
    t = frame.view().t
    figure.text(_how_right(t))
    with panel(t("queries.accuracy.title"), "accuracy") as opened:
        if opened:
            _table(deployments.accuracies().values(), t)


@catalog.shared()
def _how_right(t: Text) -> str:
    found = deployments.accuracies()
    first, second = (found[method, ALL] for method in METHODS[:2])
    return t(
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


def _table(found: Iterable[Accuracy], t: Text) -> None:
    names = ("method", "chip", "n", "median", "bias", "within2", "worst", "covered90")
    lines = ["| " + " | ".join(t(f"table.{name}") for name in names) + " |", "|---" * len(names) + "|"]
    lines += ["| " + " | ".join(_cells(row, t)) + " |" for row in found]
    st.markdown("\n".join(lines))
    st.caption(t("queries.accuracy.note"))


@catalog.shared()
def _several() -> tuple[float, ...]:
    """Largest over smallest published energy of a query, for each model that has several of them."""
    values = ([fact["value"] for fact in facts] for facts in published_queries().values() if len(facts) > 1)
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
    with panel(title, "published") as opened:
        if opened:
            st.markdown(provenance.published(view, view.values["model"]))
