"""Growth: training compute (or energy, or emissions) against publication date."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from components import catalog, figure, frame, provenance, quantity, results
from components.catalog import Row
from components.charts import growth as charts
from components.charts import style
from components.controls import bound
from components.figure import Figure
from components.i18n import Text
from components.parameters import DOMAINS
from components.quantity import Shown
from components.view import View
from footprint import growth

FIRST = "alexnet"  # where OpenAI's chart, and so the 3.4-month claim, begins
CLAIM, TWO_YEARS = "openai-doubling", "two-year-doubling"
LABELLED = ("alexnet", "alphago-zero", "gpt-3-175b", "gpt-4", "grok-4")
COLUMNS = {"compute": "training_compute_flop", "energy": "energy_mwh", "emissions": "emissions_tco2e"}


@dataclass(frozen=True)
class Point:
    """One dated model and its value of the measure."""

    model: Row
    value: float
    by_authors: bool  # published by the model's own authors: solid in the chart, all others are hollow

    @property
    def date(self) -> datetime.date:
        """Publication date."""
        found: datetime.date = self.model["release_date"]
        return found

    @property
    def name(self) -> str:
        """Short name of the model."""
        return str(self.model["short_name"])


@dataclass(frozen=True)
class Span:
    """Growth between two models."""

    first: Point
    last: Point

    @property
    def months(self) -> float:
        """Time between the two publications [month]."""
        return growth.months_between(self.first.date, self.last.date)

    @property
    def times(self) -> float:
        """How many times larger the later one is."""
        return self.last.value / self.first.value

    @property
    def doubling_months(self) -> float:
        """Doubling time that joins the two [month]."""
        return growth.implied_doubling_months(self.first.value, self.last.value, self.months)


def _points(view: View, measure: str, domain: str = "all") -> list[Point]:
    """Dated models that have the measure, oldest first."""
    estimates = view.published if measure == "compute" else view.estimates
    found = []
    for model_id, model in catalog.model_rows().items():
        estimate = estimates[model_id]
        value = float(estimate[COLUMNS[measure]])
        if model["release_date"] is None or math.isnan(value) or domain not in ("all", model["domain"]):
            continue
        stated = model["training_compute_flop_kind"] == "reported"
        found.append(Point(model, value, stated if measure == "compute" else estimate["path"] == "reported_energy"))
    return sorted(found, key=lambda point: point.date)


def _span(points: Sequence[Point]) -> Span | None:
    """From AlexNet (else the oldest model) to the largest one; None where nothing grew."""
    if not points:
        return None
    first = next((point for point in points if point.model["model_id"] == FIRST), points[0])
    last = max(points, key=lambda point: point.value)
    return Span(first, last) if last.date > first.date and last.value > first.value else None


def headline() -> None:
    """How much the largest run grew, and how fast."""
    view = frame.view()
    t, measure = view.t, view.values["measure"]
    span = _span(_points(view, measure, view.values["domain"]))
    if span is None:
        figure.headline(t("growth.title.none"), t("growth.none"))
        return
    title = t(
        f"growth.title.{measure}",
        times=quantity.times(span.times, t),
        first=span.first.name,
        first_year=span.first.date.year,
        last=span.last.name,
        last_year=span.last.date.year,
    )
    note = "growth.subtitle.compute" if measure == "compute" else "growth.subtitle.scenario"
    figure.headline(
        title,
        t("growth.doubling", months=quantity.number(span.doubling_months, t)),
        t(note, scenario=view.scenario_text()),
    )


def controls() -> None:
    """What is drawn, for which field, and the reader's own curve."""
    view = frame.view()
    t = view.t
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    with left:
        bound.switch(view, "measure", lambda value: t(f"measure.{value}"))
    with middle:
        bound.menu(view, "domain", lambda value: t(f"domain.{value}"))
    with right:
        bound.slider(view, "doubling", lambda value: t("unit.months", value=value))


def chart() -> None:
    """Models as points, doublings as curves."""
    view = frame.view()
    t, measure, domain = view.t, view.values["measure"], view.values["domain"]
    points = _points(view, measure, domain)
    span = _span(points)
    if span is None:
        return
    figure.chart(
        charts.scatter(_groups(points, view), _curves(span, view), _ticks(points, view), t(f"axis.{measure}")),
        key="growth",
        title=t("growth.chart.title", count=len(points), doubling=view.values["doubling"]),
        subtitle=t(f"growth.chart.subtitle.{measure}", scenario=view.scenario_text(), first=span.first.name),
        source=t("growth.chart.source", claim=provenance.link(catalog.claims()[CLAIM]["source_id"])),
        columns=lambda: _columns(points, view),
        t=t,
    )


def _kind(point: Point, t: Text) -> str:
    return t("series.by_authors") if point.by_authors else t("series.by_others")


def _groups(points: Sequence[Point], view: View) -> dict[str, tuple[str, list[charts.Point]]]:
    t = view.t
    about = _about_compute if view.values["measure"] == "compute" else _about_estimate
    groups: dict[str, tuple[str, list[charts.Point]]] = {name: (t(f"domain.{name}"), []) for name in DOMAINS}
    for point in points:
        model = point.model
        groups[model["domain"]][1].append(
            charts.Point(
                date=point.date,
                value=point.value,
                hover=f"<b>{model['name']}</b> · {model['organization']}<br>{t.date(point.date)}<br>"
                f"{_text(point.value, view)}<br>{about(point, view)}",
                solid=point.by_authors,
                label=point.name if model["model_id"] in LABELLED else "",
            )
        )
    return groups


def _about_compute(point: Point, view: View) -> str:
    """Kind and publication of a compute, for its hover."""
    fact_id, t = point.model["training_compute_flop_fact_id"], view.t
    if not fact_id:
        return f"{t('kind.derived')} · {t('path.parameters_tokens')}"
    fact = catalog.facts()[fact_id]
    return f"{t('kind.' + fact['kind'])}<br>{provenance.short_citation(fact['source_id'])}"


def _about_estimate(point: Point, view: View) -> str:
    """Kind, boundary and path of an estimate, for its hover."""
    t, estimate = view.t, view.estimates[point.model["model_id"]]
    boundary = f"{t('boundary.' + estimate['boundary'])} · {t('accounting.location')}"
    return f"{t('kind.' + results.kind(estimate))} · {boundary}<br>{t('path.' + estimate['path'])}"


def _curves(span: Span, view: View) -> list[charts.Line]:
    """The reader's curve; for compute also the claim and a doubling every two years."""
    t, claims = view.t, catalog.claims()
    months = np.arange(int(span.months) + 18)
    start = span.first.date
    dates = list(pd.date_range(start, periods=len(months), freq=pd.DateOffset(months=1)).date)

    def curve(doubling: float) -> list[float]:
        return [float(value) for value in growth.doubling_curve(span.first.value, months, doubling)]

    own = view.values["doubling"]
    curves = [charts.Line(t("growth.line.reader", months=own), style.READER, dates, curve(float(own)))]
    if view.values["measure"] == "compute":
        claim, two_years = claims[CLAIM], claims[TWO_YEARS]
        until = datetime.date(int(claim["until_year"]), 12, 31)
        name = t("growth.line.claim", months=claim["value"])
        curves.append(charts.Line(name, style.CLAIM, dates, curve(claim["value"]), until, "left"))
        name = t("growth.line.two_years", months=quantity.number(two_years["value"], t))
        curves.append(charts.Line(name, style.MOORE, dates, curve(two_years["value"]), label="below"))
    return curves


def _text(value: float, view: View) -> str:
    measure = view.values["measure"]
    if measure == "compute":
        return f"{quantity.power_of_ten(value, view.t)} FLOP"
    return quantity.show(value, measure, view.t).text


def _ticks(points: Sequence[Point], view: View) -> list[tuple[float, str]]:
    low, high = style.decades([point.value for point in points], head_room=4)
    return quantity.ticks(view.values["measure"], low, high, view.t)


def _columns(points: Sequence[Point], view: View) -> dict[str, list[str]]:
    t, measure = view.t, view.values["measure"]
    return {
        t("table.model"): [str(point.model["name"]) for point in points],
        t("table.date"): [point.date.isoformat() for point in points],
        t(f"measure.{measure}"): [_text(point.value, view) for point in points],
        t("table.kind"): [_kind(point, t) for point in points],
    }


def spans(view: View) -> tuple[Span, Span]:
    """Growth of training compute up to the end of the claim's time, and from there to the largest run."""
    points = _points(view, "compute")
    cut = datetime.date(int(catalog.claims()[CLAIM]["until_year"]), 12, 31)
    before, whole = _span([point for point in points if point.date <= cut]), _span(points)
    if before is None or whole is None:
        raise ValueError("the data set has no two dated models with training compute")
    return before, Span(before.last, whole.last)


def cards() -> None:
    """The claim beside what the data set says before and after it."""
    view = frame.view()
    t = view.t
    claim = catalog.claims()[CLAIM]
    before, since = spans(view)
    figures = (
        Figure(
            t("growth.card.claim"),
            Shown(quantity.plain(claim["value"], t), t("unit.months.name")),
            provenance.kind_badge("reported", t),
            provenance.link(claim["source_id"], claim["locator"]),
            t("growth.card.claim.note"),
        ),
        span_card(before, view),
        span_card(since, view),
    )
    figure.cards(figures, t)


def span_card(span: Span, view: View) -> Figure:
    """Card of the doubling time between two models."""
    t = view.t
    return Figure(
        t("growth.card.span", first=span.first.name, last=span.last.name),
        Shown(quantity.number(span.doubling_months, t), t("unit.months.name")),
        provenance.kind_badge("derived", t),
        _both_sources(span),
        t("growth.card.span.note", times=quantity.times(span.times, t), years=quantity.number(span.months / 12, t)),
    )


def _both_sources(span: Span) -> str:
    facts = (point.model["training_compute_flop_fact_id"] for point in (span.first, span.last))
    return " · ".join(dict.fromkeys(provenance.fact_link(fact, brief=True) for fact in facts))


def since_first(view: View) -> Figure:
    """Card of the growth of training compute since AlexNet, for the overview."""
    t = view.t
    span = _span(_points(view, "compute"))
    if span is None:
        raise ValueError("the data set has no two dated models with training compute")
    return Figure(
        t("growth.card.since", first=span.first.name, last=span.last.name),
        Shown(t("unit.times", value=quantity.times(span.times, t)), ""),
        provenance.kind_badge("derived", t),
        _both_sources(span),
        t("growth.doubling", months=quantity.number(span.doubling_months, t)),
    )
