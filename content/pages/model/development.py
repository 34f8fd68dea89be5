"""The whole project behind a final run: research and development by published cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content.charts import ranges, style
from content.columns import Numbers
from content.controls import Slider
from content.findings import estimate_cards, provenance, ratios
from content.language import quantity
from content.language.messages import Text
from content.parts import Box, Chart, Panel, Parts, Words
from content.tables import catalog
from content.view import View
from footprint import life_cycle
from footprint.records import Estimate

WHOLE = ("whole_project", "search")  # what holds its research and development already
# Published multipliers in the experiments table, and the figures of the same publication that their text quotes.
CASES: Mapping[str, Mapping[str, str]] = {
    "olmo-multiplier": {"before": "olmo-dev-total", "final": "olmo-final"},
    "opt-multiplier": {},
    "automl-li21": {},
    "bloom-multiplier": {"whole": "bloom-total", "final": "bloom-bloom-176b"},
    "llama1-multiplier": {"whole": "llama1-project", "final": "llama1-finals"},
    "lisa-multiplier": {"searches": "lisa-grid-searches", "jobs": "lisa-jobs", "days": "lisa-gpu-days"},
}
QUOTED = "secondary"  # read where another publication quotes it
PRIOR = "development"


def chart(view: View) -> Parts:
    """The final run and the whole project it would be part of, under the chosen multiplier and the published ones."""
    t, estimate = view.t, view.estimate
    if not estimate.known:
        return
    covers = estimate_cards.covers(view.model, estimate)
    if covers in WHOLE:
        scope = t(f"scope.{covers}")
        yield Box([Words(t("development.whole", model=view.model["short_name"], scope=scope))], "project", border=False)
        return
    yield Box([Slider("development", lambda value: _multiplier_text(value, t))], "project", border=False)
    rows = _rows(estimate, view)
    low, high = style.decades([value for row in rows for value in (row.low, row.high)])
    yield Chart(
        "development",
        ranges.ranking(
            rows,
            quantity.ticks("emissions", low, high, t),
            estimated=t("series.estimated"),
            published=t("series.published"),
            rated=t("series.rated"),
        ),
        title=_title(estimate, view),
        subtitle=t("development.subtitle", scenario=view.assumed()),
        source=_source(t),
        columns=lambda: {
            t("development.project"): [row.label for row in rows],
            t("table.emissions"): _column([row.estimate for row in rows], t),
            t("table.low"): _column([row.low for row in rows], t),
            t("table.high"): _column([row.high for row in rows], t),
        },
    )
    yield Panel("cases", t("development.cases", count=len(CASES)), lambda: [Words(table(t)), Words(_correction(t))])


def _column(tonnes: Sequence[float], t: Text) -> Numbers:
    return Numbers(tonnes, "t CO2e", lambda value: quantity.show(value, "emissions", t).text)


def _multiplier_text(value: float, t: Text) -> str:
    return t("development.final") if value == 1 else t("unit.times", value=quantity.plain(value, t))


def _rows(estimate: Estimate, view: View) -> list[ranges.Row]:
    """The final run, the chosen project and the published cases, the smallest on top."""
    t, chosen = view.t, view.state.development
    marks = [(float(catalog.experiments()[case]["value"]), t(f"development.case.{case}")) for case in CASES]
    marks.append((1.0, t("development.final")))
    if chosen > 1:
        marks.append((chosen, t("development.chosen")))
    rows = []
    for multiplier, name in sorted(marks):
        times = quantity.number(multiplier, t)
        median, low, high = ratios.bounds(estimate).scaled(multiplier)
        amount = quantity.show(median, "emissions", t, low, high)
        label = f"{name} {times}×"
        yours = name == t("development.chosen") or chosen == multiplier == 1
        hover = "<br>".join((f"<b>{label}</b>", amount.text, amount.range_text(t), t("development.hover")))
        rows.append(ranges.Row(label, median, low, high, hover, chosen=yours))
    return rows


def _title(estimate: Estimate, view: View) -> str:
    t, multiplier = view.t, view.state.development
    final = estimate_cards.emissions(estimate, view).text
    name = view.model["short_name"]
    if multiplier == 1:
        values = [float(catalog.experiments()[case]["value"]) for case in CASES]
        low, high = (quantity.number(value, t) for value in (min(values), max(values)))
        return t("development.title", model=name, final=final, low=low, high=high)
    whole = quantity.show(ratios.bounds(estimate).scaled(multiplier).median, "emissions", t).text
    times = quantity.plain(multiplier, t)
    return t("development.title.chosen", model=name, final=final, whole=whole, times=times)


def _source(t: Text) -> str:
    """Where the multipliers stand, and the distribution of those that were published."""
    prior = catalog.priors()[PRIOR]
    multipliers = (life_cycle.multiplier(prior[name]) for name in ("median", "low_90", "high_90"))
    median, low, high = (quantity.number(multiplier, t) for multiplier in multipliers)
    support = provenance.escape(t.data(prior["support"]))
    published = catalog.experiments()
    links = " · ".join(
        f"{t(f'development.case.{case}')} {provenance.link(published[case]['source_id'])}" for case in CASES
    )
    return t("development.source", links=links, median=median, low=low, high=high, support=support)


def table(t: Text) -> str:
    """The published cases as a table: multiplier, what was counted, publication."""
    published = catalog.experiments()
    columns = ("project", "multiplier", "counted", "published")
    rows = ["| " + " | ".join(t(f"development.{column}") for column in columns) + " |", "|---" * len(columns) + "|"]
    for case, quoted in CASES.items():
        row = published[case]
        figures = {name: quantity.plain(published[item_id]["value"], t) for name, item_id in quoted.items()}
        source = provenance.link(row["source_id"], row["locator"], t)
        cells = (
            t(f"development.case.{case}"),
            f"{quantity.plain(row['value'], t)}×",
            t(f"development.counted.{case}", **figures),
            f"{source}{t('mark.stop')}{t('development.quoted')}" if row["read"] == QUOTED else source,
        )
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _correction(t: Text) -> str:
    """A search whose first figure was far too large."""
    published = catalog.experiments()
    first, counted = published["et-nas-strubell"], published["et-nas-actual"]
    return t(
        "development.correction",
        first=quantity.show(first["value"], "emissions", t).text,
        first_source=provenance.link(first["source_id"], first["locator"], t),
        counted=quantity.show(counted["value"], "emissions", t).text,
        counted_source=provenance.link(counted["source_id"], counted["locator"], t),
    )
