"""Growth: training compute (or energy, or emissions) against publication date."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from content.charts import growth as charts
from content.charts import style
from content.charts.encoding import Lasting
from content.columns import Columns
from content.controls import Button, Control, Menu, Slider, Switch
from content.findings import growth_marks, growth_points, provenance, ranking, ratios
from content.findings.growth_points import CLAIM, Point, Span
from content.language import quantity
from content.language.headlined import Headlined
from content.language.messages import Text
from content.parts import Beside, Chart, Finding, Line, Parts, Section, Words
from content.state.parameters import ASSUMPTIONS, FIT
from content.tables import catalog
from content.view import View
from footprint import growth
from footprint.uncertainty import Bounds
from footprint.units import convert

TWO_YEARS = "two-year-doubling"
NAMED = (CLAIM, "epoch-doubling", "sevilla-doubling", TWO_YEARS)  # curves that others published
DRAWN = ("measure", "unit", "domain", "colour", "highlight", *FIT)  # what decides how the models look
STEP = 6  # months between the points of a curve: it is straight on the logarithmic axis
BEYOND = 18  # months that curves are drawn past the largest model


def finding(view: View) -> Finding:
    """How much the largest run grew, and how fast."""
    t, measure = view.t, view.state.measure
    ends = growth_points.span(growth_points.drawn(ratios.as_published(view)))
    if ends is None:
        return Finding(t("growth.title.none"), (t("growth.none"),))
    points = {point.model_id: point for point in growth_points.drawn(view)}
    lost = [point.name for point in (ends.first, ends.last) if point.model_id not in points]
    if lost:
        title = t("growth.title.lost", models=t("mark.list").join(lost), first=ends.first.name, last=ends.last.name)
        return Finding(title, (t("growth.subtitle.scenario", scenario=view.scenario_text()),))
    span = growth_points.Span(points[ends.first.model_id], points[ends.last.model_id])
    title = t(
        f"growth.title.{measure}",
        times=_times(span, view),
        first=span.first.name,
        first_year=span.first.date.year,
        last=span.last.name,
        last_year=span.last.date.year,
    )
    note = "growth.subtitle.compute" if measure == "compute" else "growth.subtitle.scenario"
    grew = span.times > 1  # else nothing doubled
    doubling = [t("growth.doubling", months=quantity.number(span.doubling_months, t))] if grew else []
    lines = (*doubling, t(note, scenario=view.scenario_text()))
    return Finding(title, lines, figure=Headlined.of("times", span.times))


def _times(span: growth_points.Span, view: View) -> str:
    """Growth between two models: of two published figures of compute, or of two estimates with its range."""
    if view.state.measure == "compute":
        return quantity.times(span.times, view.t)
    last, first = (Bounds(point.value, point.low, point.high) for point in (span.last, span.first))
    return ratios.text(last, first, view.t)


def controls(view: View) -> Parts:
    """What is drawn, for which field, which model stands out, and the reader's own curve."""
    t = view.t
    measure = Switch("measure", lambda value: t(f"measure.{value}"))
    unit: list[Control] = [Switch("unit", lambda value: t(f"unit_shown.{value}"))]
    yield Beside([[measure], unit if view.state.measure == "compute" else []])
    names = catalog.model_names()
    known = catalog.menu(view.state.highlight)
    domain = Menu("domain", lambda value: t(f"domain.{value or 'all'}"))
    colour = Menu("colour", lambda value: t(f"colour.{value}"))
    highlight = Menu("highlight", lambda value: names[value] if value else t("growth.nobody"), (None, *known))
    doubling = Slider("doubling", lambda value: _months(value, t))
    yield Beside([[domain], [colour], [highlight], [doubling]], widths=[2, 2, 2, 3])
    yield _named_curves(view)


@lru_cache(maxsize=1024)
def _months(value: float, t: Text) -> str:
    """A step of the slider, which has hundreds."""
    return t.plural("unit.months", value, value=f"{value:.1f}")


def _named_curves(view: View) -> Line:
    """Buttons that set the reader's curve to a doubling time that somebody published."""
    t, claims = view.t, catalog.claims()
    buttons = []
    for claim_id in NAMED:
        months = float(claims[claim_id]["value"])
        label = t(f"growth.named.{claim_id}", months=quantity.plain(months, t))
        buttons.append(Button(f"named.{claim_id}", label, {"doubling": round(months, 1)}, kind="tertiary"))
    return Line(buttons, "named", "right")


def _named_sources(t: Text) -> str:
    """The named doubling times with their publications, as one line of Markdown."""
    named = (catalog.claims()[claim_id] for claim_id in NAMED)
    return " · ".join(
        f"{t.plural('unit.months', claim['value'], value=quantity.plain(claim['value'], t))}: "
        f"{provenance.link(claim['source_id'])}"
        for claim in named
    )


def chart(view: View) -> Parts:
    """Models as points, doublings as curves, and the line through the reader's choice of points."""
    t, measure = view.t, view.state.measure
    points = growth_points.drawn(view)
    span = growth_points.span(points)
    if span is None:
        return
    since = growth_points.newest_incomplete(points)
    yield Chart(
        "growth",
        charts.scatter(
            _models(view),
            _curves(span, view),
            growth_marks.layers(points, view),
            _ticks(points, view),
            t(f"axis.{growth_marks.unit(view)}"),
            (since, t("growth.incomplete")),
            t("growth.play"),
        ),
        title=_title(view, len(points)),
        subtitle=t(f"growth.chart.subtitle.{measure}", scenario=view.scenario_text(), first=span.first.name),
        source="  \n".join(line for line in (t("growth.chart.source", claims=_named_sources(t)), _lost(view)) if line),
        columns=lambda: _columns(points, view),
        select="highlight",
    )


def _lost(view: View) -> str:
    """Which models the assumptions leave without an estimate, and why."""
    if view.state.measure == "compute":
        return ""
    return ranking.lost([point.model_id for point in growth_points.drawn(ratios.as_published(view))], view)


def _models(view: View) -> charts.Models:
    """The models; the reader's own curve moves before them without their being drawn anew."""
    assumed = () if view.state.measure == "compute" else ASSUMPTIONS
    return _drawn(view.only("lang", *DRAWN, *assumed))


@catalog.shared(growth_points.SCENARIOS_KEPT)
def _drawn(view: View) -> charts.Models:
    drawn = charts.models(growth_marks.groups(growth_points.drawn(view), view))
    return replace(drawn, traces=[*map(Lasting, drawn.traces)], frames=[*map(Lasting, drawn.frames)])


def _title(view: View, count: int) -> str:
    """The reader's line in words, or how many models stand there where no line can be laid."""
    t, line = view.t, growth_points.line(view)
    if line is None:
        return t.plural("growth.chart.title", count, count=count, doubling=view.state.text("doubling"))
    what = t(f"select.{view.state.select}")
    if line.low <= 0 or line.high <= 0:
        return t("growth.chart.unclear", what=what, n=quantity.plain(line.n, t))
    low, high = quantity.number(line.low, t), quantity.number(line.high, t)
    months = quantity.number(line.doubling_months, t)
    return t("growth.chart.fit", what=what, n=quantity.plain(line.n, t), months=months, low=low, high=high)


def sheet(view: View) -> Parts:
    """Everything published of the model that stands out."""
    chosen = view.state.highlight
    if chosen is None:
        return
    yield Section(view.t("published.title", model=catalog.model_rows()[chosen]["short_name"]))
    yield Words(provenance.published(view, chosen))


def _kind(point: Point, t: Text) -> str:
    return t("series.by_authors") if point.by_authors else t("series.by_others")


def _curves(span: Span, view: View) -> list[charts.Line]:
    """The reader's line and curve; for compute also the claim and a doubling every two years."""
    t, claims = view.t, catalog.claims()
    start, count = span.first.date, int(span.months) + BEYOND

    def curve(doubling: float, days: Sequence[datetime.date]) -> list[float]:
        months = np.array([growth.months_between(start, day) for day in days])
        return [float(value) for value in growth.doubling_curve(span.first.value, months, doubling)]

    days, name = _every(start, count), t("growth.line.reader", months=view.state.text("doubling"))
    curves = [charts.Line(name, style.READER, days, curve(view.state.doubling, days))]
    line = growth_points.line(view)
    if line is not None:
        days = _every(start, count, line.first, line.last)
        values = [float(value) for value in line.values_at(days)]
        curves.append(charts.Line(t("growth.line.fit"), style.FIT, days, values, line.first, line.last))
    if view.state.measure == "compute":
        claim, two_years = (float(claims[claim_id]["value"]) for claim_id in (CLAIM, TWO_YEARS))
        until = datetime.date(int(claims[CLAIM]["until_year"]), 12, 31)
        days, name = _every(start, count, until), t("growth.line.claim", months=claim)
        curves.append(charts.Line(name, style.CLAIM, days, curve(claim, days), solid_until=until, label="left"))
        days, name = _every(start, count), t("growth.line.two_years", months=quantity.number(two_years, t))
        curves.append(charts.Line(name, style.MOORE, days, curve(two_years, days), label="below"))
    return curves


@lru_cache(maxsize=64)
def _every(start: datetime.date, months: int, *breaks: datetime.date) -> list[datetime.date]:
    """Days of a curve, from a date on for so many months, and those at which it changes its looks."""
    steps = pd.date_range(start, start + pd.DateOffset(months=months), freq=pd.DateOffset(months=STEP)).date
    return sorted({*steps, *breaks})


def _ticks(points: Sequence[Point], view: View) -> list[tuple[float, str]]:
    low, high = style.decades([point.value for point in points], charts.HEAD_ROOM)
    if growth_marks.unit(view) == "pfs_days":
        low, high = (convert(value, "FLOP", "pfs-days") for value in (low, high))
        ticks = quantity.ticks("compute", low, high, view.t)
        return [(convert(value, "pfs-days", "FLOP"), text) for value, text in ticks]
    return quantity.ticks(view.state.measure, low, high, view.t)


def _source(point: Point, view: View) -> str:
    """Publication of a compute; how it was counted or estimated, where nobody published the value."""
    if point.fact_id:
        return provenance.cited(point.fact_id, view.t)
    path = "parameters_tokens" if view.state.measure == "compute" else view.estimates[point.model_id].path
    return view.t(f"path.{path}")


def _columns(points: Sequence[Point], view: View) -> Columns:
    t, unit = view.t, growth_marks.unit(view)
    return {
        t("table.model"): [str(point.model["name"]) for point in points],
        t("table.date"): [point.date.isoformat() for point in points],
        t(f"measure.{view.state.measure}"): growth_marks.numbers([point.value for point in points], unit, t),
        t("table.low"): growth_marks.numbers([point.low for point in points], unit, t),
        t("table.high"): growth_marks.numbers([point.high for point in points], unit, t),
        t("table.kind"): [_kind(point, t) for point in points],
        t("steps.source"): [_source(point, view) for point in points],
    }
