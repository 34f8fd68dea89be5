"""The claim of 3.4 months compared with what the data set says before it, after it and today."""

from __future__ import annotations

from content.findings import doubling, growth_points, provenance
from content.findings.growth_points import CLAIM, Span
from content.language import quantity
from content.language.quantity import Displayed
from content.parts import Cards, Figure, Parts
from content.tables import catalog
from content.view import View
from footprint import growth


def cards(view: View) -> Parts:
    """The claim, what the data set says before and after it, and where the claim's line would stand today."""
    t, claim = view.t, catalog.claims()[CLAIM]
    before, since = growth_points.spans()
    stated = Figure(
        t("growth.card.claim"),
        Displayed(quantity.plain(claim["value"], t), t("unit.months.name")),
        provenance.kind_badge("reported", t),
        provenance.link(claim["source_id"], claim["locator"], t),
        t("growth.card.claim.note"),
    )
    spans = (doubling.span_card(before, view), doubling.span_card(since, view))
    yield Cards([stated, *spans, _line_today(before, since, view)])


def _line_today(before: Span, since: Span, view: View) -> Figure:
    """Where the 3.4-month line from AlexNet would stand at the largest known run."""
    t, claim = view.t, catalog.claims()[CLAIM]
    months = growth.months_between(before.first.date, since.last.date)
    value = float(growth.doubling_curve(before.first.value, months, claim["value"]))
    return Figure(
        t("growth.card.today", last=since.last.name),
        Displayed(f"{quantity.power_of_ten(value, t)} FLOP", ""),
        provenance.kind_badge("derived", t),
        f"{doubling.both_sources(Span(before.first, since.last), t)} · {provenance.link(claim['source_id'])}",
        t("growth.card.today.note", times=quantity.times(value / since.last.value, t), last=since.last.name),
    )
