"""Fit it yourself: which models count, in which years, by which method; and the arithmetic of 300,000 times."""

from __future__ import annotations

import math
from urllib.parse import urlencode

from content.controls import Control, Menu, Slider, Switch
from content.findings import growth_points, provenance
from content.findings.growth_points import CHART_2018, CLAIM, Span
from content.language import quantity
from content.language.messages import Text
from content.language.quantity import Displayed
from content.parts import Beside, Cards, Figure, Note, Notice, Panel, Parts, Section, Words
from content.tables import catalog
from content.view import View
from footprint.growth import doublings
from footprint.growth_fit import MINIMUM, Fit
from footprint.units import convert

FIRST, LAST = "alexnet", "alphago-zero"  # of OpenAI's chart: the two ends of 300,000 times
BY_SIZE = ("records", "top3", "top10", CHART_2018)  # selections that pick a model because it is large


def controls(view: View) -> Parts:
    """What the line is laid through, and how."""
    t = view.t
    yield Section(t("fitting.title"))
    yield Note(t("fitting.intro"))
    select = Menu("select", lambda value: t(f"select.{value}"))
    yield Beside([[select], [Slider("since", str)], [Slider("until", str)]])
    method = Switch("method", lambda value: t(f"method.{value}"))
    self_play: list[Control] = [Switch("selfplay", lambda value: t(f"selfplay.{value}"))]
    yield Beside([[method], self_play if view.state.measure == "compute" else []])


def cards(view: View) -> Parts:
    """The doubling time with its intervals, the growth of a year, and what it rests on."""
    t, line = view.t, growth_points.line(view)
    if line is None:
        yield Notice(t("fitting.too_few", count=len(growth_points.counted(view)), minimum=MINIMUM))
        return
    badge, address = provenance.kind_badge("derived", t), urlencode(view.address("data", show="all"))
    source = t("fitting.source", n=quantity.plain(line.n, t), address=address)
    growth_low, growth_high = (quantity.times(factor, t) for factor in line.growth_interval)
    fit_quality = "" if math.isnan(line.r_squared) else t("fitting.r_squared", value=f"{line.r_squared:.2f}")
    figures = (
        Figure(
            t("fitting.card.doubling"),
            Displayed(quantity.number(line.doubling_months, t), t("unit.months.name")),
            badge,
            source,
            _interval(line.low, line.high, t),
        ),
        Figure(
            t("fitting.card.year"),
            Displayed(t("unit.times", value=quantity.times(line.growth_per_year, t)), ""),
            badge,
            source,
            t("fitting.interval", low=growth_low, high=growth_high),
        ),
        Figure(
            t("fitting.card.bootstrap"),
            Displayed(
                f"{_months(line.bootstrap_interval[0], t)} – {_months(line.bootstrap_interval[1], t)}",
                t("unit.months.name"),
            ),
            badge,
            source,
            t("fitting.card.bootstrap.note"),
        ),
        Figure(
            t("fitting.card.scatter"),
            Displayed(f"×/÷ {quantity.number(line.scatter, t)}", ""),
            badge,
            source,
            fit_quality,
        ),
    )
    yield Cards(figures)
    notes = [t("fitting.by_size")] if view.state.select in BY_SIZE else []
    if growth_points.on_chart_2018(view):
        notes.append(t("fitting.chart2018"))
    if view.state.method == "quantile_90":
        notes.append(t("fitting.quantile"))
    if notes:
        yield Note(" ".join(notes))


def _interval(low: float, high: float, t: Text) -> str:
    """95 % interval of a doubling time; through infinity where standing still fits too."""
    if low > 0 > high:
        return t("fitting.interval.open", low=_months(low, t))
    return t("fitting.interval", low=_months(low, t), high=_months(high, t))


def _months(months: float, t: Text) -> str:
    return quantity.number(months, t) if math.isfinite(months) else "∞"


def arithmetic(view: View) -> Parts:
    """Where 300,000 times and 3.4 months come from, step by step, with the data set's own figures."""
    yield Panel("arithmetic", view.t("arithmetic.title"), lambda: [Words(_steps(view.t))], small=True)


def _steps(t: Text) -> str:
    chart = {point.model_id: point for point in growth_points.chart_points()}
    span = Span(chart[FIRST], chart[LAST])
    first, last = span.first, span.last
    return t(
        "arithmetic.text",
        first=first.name,
        last=last.name,
        first_value=quantity.number(convert(first.value, "FLOP", "pfs-days"), t),
        last_value=quantity.number(convert(last.value, "FLOP", "pfs-days"), t, 4),
        ratio=quantity.number(span.times, t),
        claimed=quantity.plain(catalog.claims()["openai-growth"]["value"], t),
        doublings=quantity.number(doublings(first.value, last.value), t, 3),
        months=quantity.number(span.months, t, 3),
        each=quantity.number(span.doubling_months, t),
        claim=quantity.plain(catalog.claims()[CLAIM]["value"], t),
        fitted=_fit_text(_refitted(self_play=True), t),
        without=_fit_text(_refitted(self_play=False), t),
        source=provenance.fact_link(first.fact_id, t),
    )


def _refitted(self_play: bool) -> Fit:
    """Least-squares line through the 15 systems of OpenAI's chart."""
    line = growth_points.fit_of(growth_points.chart_points(self_play), "least_squares")
    if line is None:
        raise ValueError("the data set lacks systems of OpenAI's chart")
    return line


def _fit_text(line: Fit, t: Text) -> str:
    low, high = quantity.number(line.low, t, 3), quantity.number(line.high, t, 3)
    return t("arithmetic.fit", months=quantity.number(line.doubling_months, t, 3), low=low, high=high)
