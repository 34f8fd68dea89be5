"""Doubling time of training compute between two models, as cards."""

from __future__ import annotations

from content.findings import growth_points, provenance
from content.findings.growth_points import Span
from content.language import quantity
from content.language.messages import Text
from content.language.quantity import Displayed
from content.parts import Figure
from content.view import View
from footprint.units import convert


def span_card(span: Span, view: View) -> Figure:
    """Card of the doubling time between two models."""
    t = view.t
    return Figure(
        t("growth.card.span", first=span.first.name, last=span.last.name),
        Displayed(quantity.number(span.doubling_months, t), t("unit.months.name")),
        provenance.kind_badge("derived", t),
        both_sources(span, t),
        t(
            "growth.card.span.note",
            times=quantity.times(span.times, t),
            years=quantity.number(convert(span.months, "month", "year"), t),
        ),
    )


def since_first(view: View) -> Figure:
    """Card of the growth of training compute since AlexNet."""
    t = view.t
    before, since = growth_points.spans()
    span = Span(before.first, since.last)
    return Figure(
        t("growth.card.since", first=span.first.name, last=span.last.name),
        Displayed(t("unit.times", value=quantity.times(span.times, t)), ""),
        provenance.kind_badge("derived", t),
        both_sources(span, t),
        t("growth.doubling", months=quantity.number(span.doubling_months, t)),
    )


def both_sources(span: Span, t: Text) -> str:
    """Publications of the compute of both models, as Markdown links."""
    links = (provenance.fact_link(point.fact_id, t, brief=True) for point in (span.first, span.last))
    return " · ".join(dict.fromkeys(links))
