"""The claim of 3.4 months beside what the data set says before it, after it and today."""

from __future__ import annotations

from components import figure, frame
from content.findings import growth_points, provenance
from content.findings.growth_points import CLAIM, Span
from content.language import quantity
from content.language.messages import Text
from content.language.quantity import Shown
from content.parts import Figure
from content.tables import catalog
from content.view import View
from footprint import growth
from footprint.units import convert


def cards() -> None:
    """The claim, what the data set says before and after it, and where the claim's line would stand today."""
    view = frame.view()
    t = view.t
    claim = catalog.claims()[CLAIM]
    before, since = growth_points.spans()
    figures = (
        Figure(
            t("growth.card.claim"),
            Shown(quantity.plain(claim["value"], t), t("unit.months.name")),
            provenance.kind_badge("reported", t),
            provenance.link(claim["source_id"], claim["locator"], t),
            t("growth.card.claim.note"),
        ),
        span_card(before, view),
        span_card(since, view),
        _line_today(before, since, view),
    )
    figure.cards(figures, t)


def _line_today(before: Span, since: Span, view: View) -> Figure:
    """Where the 3.4-month line from AlexNet would stand at the largest known run."""
    t, claim = view.t, catalog.claims()[CLAIM]
    months = growth.months_between(before.first.date, since.last.date)
    value = float(growth.doubling_curve(before.first.value, months, claim["value"]))
    return Figure(
        t("growth.card.today", last=since.last.name),
        Shown(f"{quantity.power_of_ten(value, t)} FLOP", ""),
        provenance.kind_badge("derived", t),
        f"{_both_sources(Span(before.first, since.last), t)} · {provenance.link(claim['source_id'])}",
        t("growth.card.today.note", times=quantity.times(value / since.last.value, t), last=since.last.name),
    )


def span_card(span: Span, view: View) -> Figure:
    """Card of the doubling time between two models."""
    t = view.t
    return Figure(
        t("growth.card.span", first=span.first.name, last=span.last.name),
        Shown(quantity.number(span.doubling_months, t), t("unit.months.name")),
        provenance.kind_badge("derived", t),
        _both_sources(span, t),
        t(
            "growth.card.span.note",
            times=quantity.times(span.times, t),
            years=quantity.number(convert(span.months, "month", "year"), t),
        ),
    )


def _both_sources(span: Span, t: Text) -> str:
    links = (provenance.fact_link(point.fact_id, t, brief=True) for point in (span.first, span.last))
    return " · ".join(dict.fromkeys(links))


def since_first(view: View) -> Figure:
    """Card of the growth of training compute since AlexNet, for the overview."""
    t = view.t
    before, since = growth_points.spans()
    span = Span(before.first, since.last)
    return Figure(
        t("growth.card.since", first=span.first.name, last=span.last.name),
        Shown(t("unit.times", value=quantity.times(span.times, t)), ""),
        provenance.kind_badge("derived", t),
        _both_sources(span, t),
        t("growth.doubling", months=quantity.number(span.doubling_months, t)),
    )
