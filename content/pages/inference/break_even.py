"""The day on which inference overtakes training, and both over the days of the chosen model's deployment."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from content.charts import inference as charts
from content.columns import Columns, Numbers
from content.findings import deployments, estimate_cards, provenance
from content.findings.break_even import boundary, card, day, with_bases
from content.language import quantity
from content.language.headlined import Headlined
from content.language.messages import Text
from content.language.quantity import Displayed
from content.parts import Cards, Chart, Figure, Finding, Parts
from content.tables import catalog
from content.view import View
from footprint import life_cycle
from footprint.checks import Values
from footprint.deployment import Deployment
from footprint.units import convert

STEPS = 60  # points of a curve
TABLE_STEPS = 10
A_MOMENT = 1e-9  # share of the days until a jump


def finding(view: View) -> Finding:
    """The day on which inference overtakes training."""
    t, name = view.t, view.model["short_name"]
    deployment = deployments.deployment(view, view.state.model)
    if deployment is None:
        return Finding(t("inference.title.none", model=view.model["name"]), (t("inference.none"),))
    title = t(_verdict(deployment), model=name, days=_days(deployment, t))
    settings = {"hardware": _hardware(deployment), "pue": f"{deployment.service.pue:.2f}"}
    scenario = t(
        "inference.scenario.published" if deployment.fact_id else f"inference.scenario.{deployment.impact}",
        boundary=boundary(deployment, deployment.impact, t),
        scenario=view.assumed(),
        **settings,
    )
    mixed = deployments.mixed_grids(deployment, t)
    lines = tuple(line for line in (_range(deployment, t), scenario, _course(deployment, t), mixed) if line)
    return Finding(title, lines, figure=Headlined.of("days", *deployment.break_even_range))


def _days(deployment: Deployment, t: Text) -> str:
    """The day with its range: training over use of a day, two estimates."""
    median, low, high = (day(days, t) for days in deployment.break_even_range)
    return median if low == high else t("ratio", times=median, low=low, high=high)


def _range(deployment: Deployment, t: Text) -> str:
    """Range of the day, and the deployment that it holds for."""
    low, high = (day(bound, t) for bound in deployment.break_even_range[1:])
    queries = quantity.compact(deployment.period.queries_per_day, t)
    if math.isinf(deployment.break_even_range[1]):
        return t("inference.range.never", queries=queries)
    if deployment.fact_id:
        return t("inference.range.published", low=low, high=high, queries=queries)
    return t("inference.range", low=low, high=high, queries=queries, tokens=quantity.plain(deployment.tokens, t))


def _course(deployment: Deployment, t: Text) -> str:
    """How the deployment goes on, where that was changed."""
    changes = (
        t("inference.course.growth", value=f"{deployment.period.growth * 100:+.0f}")
        if deployment.period.growth
        else "",
        t.plural("inference.course.retraining", months, months=f"{months:.0f}")
        if math.isfinite(months := deployment.period.months_between)
        else "",
        t("inference.course.development", value=quantity.plain(deployment.period.development, t))
        if deployment.period.development > 1
        else "",
    )
    return " ".join(change for change in changes if change).replace("。 ", "。")  # Chinese puts no space there


def _verdict(deployment: Deployment) -> str:
    even = deployment.break_even_range[0]
    if math.isinf(even):
        return "inference.title.never"
    return "inference.title" if even <= deployment.period.days else "inference.title.later"


def _hardware(deployment: Deployment) -> str:
    return str(catalog.accelerators()[deployment.service.accelerator_id]["name"])


def cards(view: View) -> Parts:
    """Energy of a query, the break-even day, the share of inference, and emissions over the period."""
    t = view.t
    deployment = deployments.deployment(view, view.state.model)
    if deployment is None:
        return
    share, *bounds = (quantity.percent(part, t) for part in deployment.share_range)
    covered = boundary(deployment, deployment.impact, t)
    share_note = t("inference.card.note", boundary=covered, note=t("inference.card.share.source"))
    figures = [
        _per_query(deployment, view),
        card(view, view.state.model),
        Figure(
            t("inference.card.share", days=quantity.days(deployment.period.days, t)),
            Displayed(share, "", *(bounds if bounds[0] != bounds[1] else ())),  # not "<1 % – <1 %"
            provenance.kind_badge("estimated", t),
            estimate_cards.main_source(view.estimate, view),
            with_bases(share_note, deployment, t),
        ),
        Figure(
            t("inference.card.emissions", days=quantity.days(deployment.period.days, t)),
            quantity.show(deployment.emissions_range[0], "emissions", t, *deployment.emissions_range[1:]),
            provenance.kind_badge("estimated", t),
            provenance.origin(deployment.grid_origin, t)[1],
            boundary(deployment, "emissions", t),
        ),
    ]
    yield Cards(figures)


def _per_query(deployment: Deployment, view: View) -> Figure:
    t = view.t
    mwh, low, high = (convert(value, "Wh", "MWh") for value in deployment.wh_range)
    energy, label = quantity.show(mwh, "energy", t, low, high), t("inference.card.query")
    if deployment.fact_id:
        fact = catalog.facts()[deployment.fact_id]
        covered = provenance.boundary_text(fact, t)
        note = t("inference.card.note", boundary=covered, note=t("inference.card.query.published"))
        badge = provenance.kind_badge(fact["kind"], t)
        return Figure(label, energy, badge, provenance.fact_link(deployment.fact_id, t), note)
    factor = f"{deployment.wh_range[2] / deployment.wh_range[0]:.1f}"
    source = t(f"inference.card.query.{deployment.method}.source", factor=factor)
    settings = {
        "hardware": _hardware(deployment),
        "utilization": f"{deployment.service.utilization:.2g}",
        "batch": f"{deployment.service.batch:.0f}",
    }
    note = t(f"inference.card.query.{deployment.method}.note", **settings)
    note = t("inference.card.note", boundary=t("boundary.facility"), note=note)
    return Figure(label, energy, provenance.kind_badge("estimated", t), source, note)


def source(deployment: Deployment, t: Text) -> str:
    """Source line of a chart of training and use, with a warning where their grids differ in basis."""
    lines = (t(f"inference.chart.source.{deployment.impact}"), deployments.mixed_grids(deployment, t))
    return "  \n".join(line for line in lines if line)


def chart(view: View) -> Parts:
    """Cumulative cost of training and of use over the days; of the chips too, where emissions are looked at."""
    t, name = view.t, view.model["short_name"]
    deployment = deployments.deployment(view, view.state.model)
    if deployment is None:
        return
    totals = deployment.parts_by(deployment.period.days)
    highest = max(float(amount.median) for amount in totals.values())
    largest, scale = quantity.show(highest, deployment.impact, t), quantity.size(deployment.impact, highest)
    bands = _bands(deployment, scale, t)
    even, crossing = deployment.break_even_range[0], None
    if even <= deployment.period.days:
        height = float(deployment.training_by(even).median) / scale
        crossing = (even, height, t("inference.crossing", days=day(even, t)))
    texts = {part: quantity.show(float(amount.median), deployment.impact, t).text for part, amount in totals.items()}
    yield Chart(
        "cumulative",
        charts.cumulative(bands, crossing, t("axis.days"), largest.unit),
        title=t(f"inference.chart.title.{deployment.impact}", days=quantity.days(deployment.period.days, t), **texts),
        subtitle=t(
            f"inference.chart.subtitle.{deployment.impact}",
            model=name,
            boundary=boundary(deployment, deployment.impact, t),
            scenario=view.assumed(),
        ),
        source=source(deployment, t),
        columns=lambda: _columns(deployment, scale, largest.unit, t),
    )


def _bands(deployment: Deployment, scale: float, t: Text) -> list[charts.Band]:
    smooth = np.linspace(0.0, deployment.period.days, STEPS + 1)
    days = np.sort(np.concatenate([smooth, _retrainings(deployment)]))
    about = f"{t('kind.estimated')} · {boundary(deployment, deployment.impact, t)}"
    bands = []
    for part, amount in deployment.parts_by(days).items():
        median, low, high = ((np.broadcast_to(values, days.shape) / scale).tolist() for values in amount.curve)
        scope = f"{t('kind.estimated')} · {t('inference.manufacture')}" if part == "embodied" else about
        bands.append(charts.Band(t(f"series.{part}"), *charts.COLOURS[part], days.tolist(), median, low, high, scope))
    return bands


def _retrainings(deployment: Deployment) -> Values:
    """The moments just before and after each retraining, between which the curve of training jumps [day]."""
    jumps = life_cycle.retraining_days(deployment.period.days, deployment.period.months_between)
    return np.concatenate([jumps * (1 - A_MOMENT), jumps * (1 + A_MOMENT)])


def _columns(deployment: Deployment, scale: float, unit: str, t: Text) -> Columns:
    """Ten days of the chart as a table."""
    days = np.linspace(0.0, deployment.period.days, TABLE_STEPS + 1)
    columns: dict[str, Sequence[str] | Numbers] = {
        t("axis.days"): Numbers(days.tolist(), "", lambda value: quantity.number(value, t, 3))
    }
    for part, amount in deployment.parts_by(days).items():
        name = t(f"series.{part}")
        labels = (name, f"{name}, {t('table.low')}", f"{name}, {t('table.high')}")
        for label, values in zip(labels, amount.curve, strict=True):
            numbers = (np.broadcast_to(values, days.shape) / scale).tolist()
            columns[label] = Numbers(numbers, unit, lambda value: quantity.number(value, t))
    return columns
