"""Energy of one query by three methods side by side, and how far each was from measurements."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import median

from content.charts import rows, style
from content.charts.encoding import Lasting
from content.findings import deployments, provenance
from content.language import quantity
from content.language.messages import Text
from content.pages.inference.uses import DIGITS, Comparison, columns, item_wh, point
from content.parts import Chart, Note, Panel, Parts, Words
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint.deployment import Amount, Service, cost_of_uses
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
MEASURED = ("measured", "sampled")
LOOKS = {  # colour and mark of each kind of published figure
    "measured": (style.REPORTED, "circle"),
    "computed": (style.REPORTED, "diamond-open"),
    "withdrawn": (style.MOORE, "x-thin-open"),
}


def chart(view: View) -> Parts:
    """The methods for this model, as far as its parameters are known, and what was published for it and for others."""
    t, model_id, impact = view.t, view.state.model, view.state.impact
    known = not math.isnan(view.model["active_parameters"])
    if not known and model_id not in published_queries():
        return
    settings, (grid, _) = deployments.service(view.model, view), deployments.serving_grid(view.estimate, view)
    comparison = _compared(t, model_id, impact, settings, grid)
    tokens = {part: quantity.plain(getattr(settings, f"{part}_tokens"), t) for part in ("input", "output")}
    yield Chart(
        "queries",
        comparison.figure,
        title=comparison.title,
        subtitle=t(f"queries.subtitle.{impact}" if known else f"queries.subtitle.only.{impact}", **tokens),
        source=_sources(impact, t),
        columns=lambda: columns(comparison.points, impact, t),
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
            rows.Series(
                t(f"queries.series.{kind}"), *LOOKS[kind], [point for which, point in published if which == kind]
            )
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
    points = []
    for fact in published_queries().get(model_id, ()):
        amount = cost_of_uses(Amount(float(fact["value"]), 0.0), impact, grid)
        label = t("queries.published", source=provenance.brief_citation(fact["source_id"]))
        kind = fact["kind"] if impact == "energy" else "derived"
        about = f"{t(f'kind.{kind}')} · {provenance.boundary_text(fact, t)}"
        measured = fact["basis"] in MEASURED and impact == "energy"
        of_fact = point(label, amount, about, impact, t, t(f"boundary.{fact['boundary']}"))
        points.append(("measured" if measured else "computed", of_fact))
    return points


@catalog.shared()
def published_queries() -> dict[str, list[Row]]:
    """Published energies of a query by model."""
    facts: dict[str, list[Row]] = {}
    for fact in catalog.facts().values():
        if fact["quantity"] == "inference_wh_per_query":
            facts.setdefault(fact["model_id"], []).append(fact)
    return facts


def _of_others(model_id: str, impact: str, t: Text) -> list[tuple[str, rows.Point]]:
    items, points = catalog.inference_items(), []
    own = {fact["source_id"] for fact in published_queries().get(model_id, ())} if impact == "energy" else set()
    for item in (items[item_id] for item_id in _items(impact)):
        if item["model_id"] == model_id and item["source_id"] in own and not item["withdrawn"]:
            continue  # stands among the model's own
        energy = impact == "energy"
        base = convert(item_wh(item), "Wh", "MWh") if energy else convert(float(item["value"]), "g", "t")
        name = item["item_id"].replace(".", "-")
        boundary = t(f"boundary.{item['boundary_kind']}")
        about = " · ".join((boundary, t(f"basis.{item['basis']}"), t(f"query.{name}.about")))
        note = t("queries.withdrawn", boundary=boundary) if item["withdrawn"] else boundary
        of_item = point(t(f"query.{name}"), Amount(base, 0.0), about, impact, t, note)
        kind = "withdrawn" if item["withdrawn"] else ("measured" if item["basis"] in MEASURED else "computed")
        points.append((kind, of_item))
    return points


def _items(impact: str) -> tuple[str, ...]:
    """What stands next to every model."""
    return (*LANDMARKS, *WITHDRAWN) if impact == "energy" else IN_GRAMS


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
    links = dict.fromkeys(provenance.link(items[item_id]["source_id"]) for item_id in _items(impact))
    return t("queries.source", regression=provenance.link("ecologits0113"), others=" · ".join(links))


def accuracy(view: View) -> Parts:
    """How far the two computed methods lie from measured energies, and publications from each other."""
    t = view.t
    yield Words(_how_right(t))
    yield Panel("accuracy", t("queries.accuracy.title"), lambda: _table(deployments.accuracies().values(), t))


@catalog.shared()
def _how_right(t: Text) -> str:
    accuracies = deployments.accuracies()
    first, second = (accuracies[method, ALL] for method in METHODS[:2])
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


def _table(accuracies: Iterable[Accuracy], t: Text) -> Parts:
    names = ("method", "chip", "n", "median", "bias", "within2", "worst", "covered90")
    lines = ["| " + " | ".join(t(f"table.{name}") for name in names) + " |", "|---" * len(names) + "|"]
    lines += ["| " + " | ".join(_cells(row, t)) + " |" for row in accuracies]
    yield Words("\n".join(lines))
    yield Note(t("queries.accuracy.note"))


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


def published(view: View) -> Parts:
    """Every published value of the chosen model, made once it is opened."""
    title = view.t("published.title", model=view.model["short_name"])
    yield Panel("published", title, lambda: [Words(provenance.published(view, view.state.model))])
