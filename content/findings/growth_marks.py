"""What the points of the growth chart show: their colour and name, hover, range, and rings around some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from content.charts import growth as charts
from content.charts import style
from content.columns import Numbers
from content.findings import estimate_cards, growth_points, provenance
from content.findings.growth_points import Point
from content.language import quantity
from content.language.messages import Text
from content.state.parameters import DOMAINS
from content.tables import catalog
from content.view import View
from footprint.records import Estimate
from footprint.scenario import Scenario
from footprint.units import convert

LABELLED = ("alexnet", "alphago-zero", "gpt-3-175b", "gpt-4", "grok-4")
FILE_UNITS = {"compute": "FLOP", "energy": "MWh", "emissions": "t CO2e"}
ORGANIZATIONS = 7  # colours that organisations have, the last one for all others
OTHERS = ""  # group of the points that have none of their own


def unit(view: View) -> str:
    """What the values are written in: compute [FLOP], pfs_days, energy or emissions."""
    measure = view.state.measure
    return "pfs_days" if measure == "compute" and view.state.unit == "pfs_days" else measure


def text(value: float, unit: str, t: Text) -> str:
    """A value of the chart [FLOP, MWh or t CO2e] with its unit."""
    if unit == "compute":
        return f"{quantity.power_of_ten(value, t)} FLOP"
    if unit == "pfs_days":
        return f"{quantity.scientific(convert(value, 'FLOP', 'pfs-days'), t)} petaflop/s-days"
    return quantity.show(value, unit, t).text


def numbers(values: Sequence[float], unit: str, t: Text) -> Numbers:
    """Values of the chart [FLOP, MWh or t CO2e] as a column of a table."""
    if unit == "pfs_days":
        days = [convert(value, "FLOP", "pfs-days") for value in values]
        return Numbers(days, "petaflop/s-day", lambda value: text(convert(value, "pfs-days", "FLOP"), unit, t))
    return Numbers(values, FILE_UNITS[unit], lambda value: text(value, unit, t))


def groups(points: Sequence[Point], view: View) -> list[charts.Group]:
    """Points by field or organisation; those that do not count for the line are pale."""
    t, state = view.t, view.state
    counted, hovers = {point.model_id for point in growth_points.counted(view)}, _hovers(view)
    groups = _fields(t) if state.colour == "domain" else _organizations(t)
    for point in points:
        labelled = point.model_id in LABELLED or point.model_id == state.highlight
        belongs = point.model[state.colour]
        groups.get(belongs, groups[OTHERS]).points.append(
            charts.Point(
                model_id=point.model_id,
                date=point.date,
                value=point.value,
                low=point.low,
                high=point.high,
                hover=hovers[point.model_id],
                solid=point.by_authors,
                counts=point.model_id in counted,
                label=point.name if labelled else "",
            )
        )
    return list(groups.values())


def _fields(t: Text) -> dict[str, charts.Group]:
    """One group a field; the last one stands for whatever has none of its own."""
    groups = {name: charts.Group(t(f"domain.{name}"), style.DOMAIN_COLOURS[name], []) for name in DOMAINS}
    return groups | {OTHERS: charts.Group(t("growth.others"), style.MOORE, [])}


def _organizations(t: Text) -> dict[str, charts.Group]:
    """One group for each of the organisations with most models, and one for all others."""
    counts = Counter(point.model["organization"] for point in growth_points.compute_points())
    most = [name for name, _ in counts.most_common(ORGANIZATIONS - 1)]
    colours = list(style.DOMAIN_COLOURS.values())[:ORGANIZATIONS]
    groups = {name: charts.Group(name, colour, []) for name, colour in zip(most, colours, strict=False)}
    return groups | {OTHERS: charts.Group(t("growth.others"), style.MOORE, [])}


@catalog.shared()
def _compute_hovers(t: Text, unit: str, self_play: bool) -> dict[str, str]:
    """Hover of each compute by model_id; the same in every scenario."""
    return {
        point.model_id: _lines(point, unit, _about_compute(point, t), t)
        for point in growth_points.compute_points(self_play)
    }


@catalog.shared()
def _chart_hovers(t: Text, unit: str, self_play: bool) -> dict[str, str]:
    """Hover of each system on OpenAI's chart by model_id."""
    return {
        point.model_id: _lines(point, unit, _about_compute(point, t), t)
        for point in growth_points.chart_points(self_play)
    }


@catalog.shared(growth_points.SCENARIOS_KEPT)
def _estimate_hovers(t: Text, scenario: Scenario, measure: str) -> dict[str, str]:
    """Hover of each estimate by model_id."""
    estimates = catalog.estimates(scenario)
    return {
        point.model_id: _lines(point, measure, _about_estimate(estimates[point.model_id], t), t)
        for point in growth_points.estimated_points(scenario, measure)
    }


def _hovers(view: View) -> dict[str, str]:
    if view.state.measure == "compute":
        return _compute_hovers(view.t, unit(view), growth_points.self_play(view))
    return _estimate_hovers(view.t, view.scenario, view.state.measure)


def _lines(point: Point, unit: str, about: str, t: Text) -> str:
    named = f"<b>{point.model['name']}</b> · {point.model['organization']}<br>{t.date(point.date)}"
    return "<br>".join((named, text(point.value, unit, t), *_apart(point, unit, t), about))


def _apart(point: Point, unit: str, t: Text) -> tuple[str, ...]:
    """The range, where published values lie apart or the value is an estimate."""
    if point.high / point.low <= charts.DISAGREE:
        return ()
    low, high = text(point.low, unit, t), text(point.high, unit, t)
    message = "growth.published_range" if unit in ("compute", "pfs_days") else "growth.estimated_range"
    return (t(message, low=low, high=high),)


def _about_compute(point: Point, t: Text) -> str:
    """Kind and publication of a compute, for its hover."""
    if not point.fact_id:
        return f"{t('kind.derived')} · {t('path.parameters_tokens')}"
    fact = catalog.facts()[point.fact_id]
    return f"{t('kind.' + fact['kind'])}<br>{provenance.short_citation(fact['source_id'])}"


def _about_estimate(estimate: Estimate, t: Text) -> str:
    """Kind, boundary and path of an estimate, for its hover."""
    boundary = f"{t('boundary.' + estimate.boundary)} · {t('accounting.location')}"
    return f"{t('kind.' + estimate_cards.kind(estimate))} · {boundary}<br>{t(f'path.{estimate.path}')}"


def layers(points: Sequence[Point], view: View) -> list[charts.Layer]:
    """Rings around the systems of OpenAI's chart, and around the model that stands out."""
    t, state = view.t, view.state
    layers = []
    if state.measure == "compute" and state.domain is None:
        self_play = growth_points.self_play(view)
        hovers = _chart_hovers(t, unit(view), self_play)
        ring = [(point.date, point.value, hovers[point.model_id]) for point in growth_points.chart_points(self_play)]
        layers.append(charts.Layer(t("growth.chart2018"), ring, style.CLAIM, 13))
    marked = [point for point in points if point.model_id == state.highlight]
    chosen = [(point.date, point.value, _hovers(view)[point.model_id]) for point in marked]
    if chosen:
        layers.append(charts.Layer(t("growth.highlighted"), chosen, style.FIT, 20))
    return layers
