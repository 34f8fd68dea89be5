"""Training and inference: the whole life of a chosen model, over the days of its deployment."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from components import figure, frame
from components.controls import deployment as controls_of
from content.charts import inference as charts
from content.charts import style
from content.files.export import Columns, Numbers
from content.findings import deployments, estimate_cards, provenance
from content.language import quantity
from content.language.headlined import Headlined
from content.language.messages import Text
from content.language.quantity import Shown
from content.parts import Figure, Finding
from content.tables import catalog
from content.view import View
from footprint import life_cycle
from footprint.checks import Values
from footprint.deployment import Deployment
from footprint.units import convert

STEPS = 60  # points of a curve
TABLE_STEPS = 10
A_MOMENT = 1e-9  # share of the days until a jump


def headline() -> None:
    """The finding of the page, and what its two words mean."""
    view = frame.view()
    figure.finding(finding(view))
    figure.text(view.t("inference.intro"))


def finding(view: View) -> Finding:
    """The day on which inference overtakes training."""
    t, name = view.t, view.model["short_name"]
    found = deployments.deployment(view, view.values["model"])
    if found is None:
        return Finding(t("inference.title.none", model=view.model["name"]), (t("inference.none"),))
    title = t(_verdict(found), model=name, days=_days(found, t))
    settings = {"hardware": _hardware(found), "pue": f"{found.service.pue:.2f}"}
    scenario = t(
        "inference.scenario.published" if found.fact_id else f"inference.scenario.{found.impact}",
        boundary=boundary(found, found.impact, t),
        scenario=view.assumed(),
        **settings,
    )
    mixed = deployments.mixed_grids(found, t)
    lines = tuple(line for line in (_range(found, t), scenario, _course(found, t), mixed) if line)
    return Finding(title, lines, figure=Headlined.of("days", *found.break_even_range))


def _days(found: Deployment, t: Text) -> str:
    """The day with its range: training over use of a day, two estimates."""
    median, low, high = (day(one, t) for one in found.break_even_range)
    return median if low == high else t("ratio", times=median, low=low, high=high)


def _range(found: Deployment, t: Text) -> str:
    """Range of the day, and the deployment that it holds for."""
    low, high = (day(bound, t) for bound in found.break_even_range[1:])
    queries = quantity.compact(found.period.queries_per_day, t)
    if math.isinf(found.break_even_range[1]):
        return t("inference.range.never", queries=queries)
    if found.fact_id:
        return t("inference.range.published", low=low, high=high, queries=queries)
    return t("inference.range", low=low, high=high, queries=queries, tokens=quantity.plain(found.tokens, t))


def _course(found: Deployment, t: Text) -> str:
    """How the deployment goes on, where that was changed."""
    changes = (
        t("inference.course.growth", value=f"{found.period.growth * 100:+.0f}") if found.period.growth else "",
        t("inference.course.retraining", months=f"{found.period.months_between:.0f}")
        if math.isfinite(found.period.months_between)
        else "",
        t("inference.course.development", value=quantity.plain(found.period.development, t))
        if found.period.development > 1
        else "",
    )
    return " ".join(change for change in changes if change).replace("。 ", "。")  # Chinese puts no space there


def day(days: float, t: Text) -> str:
    """A day of the deployment in words, also where it never comes."""
    return quantity.days(days, t, 2) if math.isfinite(days) else t("inference.never")


def _verdict(found: Deployment) -> str:
    even = found.break_even_range[0]
    if math.isinf(even):
        return "inference.title.never"
    return "inference.title" if even <= found.period.days else "inference.title.later"


def _hardware(found: Deployment) -> str:
    return str(catalog.accelerators()[found.service.accelerator_id]["name"])


def controls() -> None:
    """Which model, how often it is asked and for how many days."""
    controls_of.main(frame.view())


def assumptions() -> None:
    """Everything else that can be set, behind one line."""
    controls_of.assumptions(frame.view())


def cards() -> None:
    """Energy of a query, the break-even day, the share of inference, and emissions over the period."""
    view = frame.view()
    t = view.t
    found = deployments.deployment(view, view.values["model"])
    if found is None:
        return
    share, *bounds = (quantity.percent(part, t) for part in found.share_range)
    figures = [
        _per_query(found, view),
        break_even_card(view, view.values["model"]),
        Figure(
            t("inference.card.share", days=quantity.days(found.period.days, t)),
            Shown(share, "", *(bounds if bounds[0] != bounds[1] else ())),  # not "<1 % – <1 %"
            provenance.kind_badge("estimated", t),
            estimate_cards.main_source(view.estimate, view),
            _with_bases(
                t(
                    "inference.card.note",
                    boundary=boundary(found, found.impact, t),
                    note=t("inference.card.share.source"),
                ),
                found,
                t,
            ),
        ),
        Figure(
            t("inference.card.emissions", days=quantity.days(found.period.days, t)),
            quantity.show(found.emissions_range[0], "emissions", t, *found.emissions_range[1:]),
            provenance.kind_badge("estimated", t),
            provenance.origin(found.grid_origin, t)[1],
            boundary(found, "emissions", t),
        ),
    ]
    figure.cards(figures, t)


def boundary(found: Deployment, impact: str, t: Text) -> str:
    """Boundary of a result: of its training and, where that is narrower, of the published energy of its use."""
    covered = t("boundary.facility")
    if found.fact_id:
        use = t(f"boundary.{catalog.facts()[found.fact_id]['boundary']}")
        covered = use if use == covered else t("inference.boundary.mixed", training=covered, use=use)
    return covered if impact == "energy" else f"{covered} · {t('accounting.location')}"


def _per_query(found: Deployment, view: View) -> Figure:
    t = view.t
    mwh, low, high = (convert(value, "Wh", "MWh") for value in found.wh_range)
    shown, label = quantity.show(mwh, "energy", t, low, high), t("inference.card.query")
    if found.fact_id:
        fact = catalog.facts()[found.fact_id]
        covered = provenance.boundary_text(fact, t)
        note = t("inference.card.note", boundary=covered, note=t("inference.card.query.published"))
        badge = provenance.kind_badge(fact["kind"], t)
        return Figure(label, shown, badge, provenance.fact_link(found.fact_id, t), note)
    factor = f"{found.wh_range[2] / found.wh_range[0]:.1f}"
    source = t(f"inference.card.query.{found.method}.source", factor=factor)
    settings = {
        "hardware": _hardware(found),
        "utilization": f"{found.service.utilization:.2g}",
        "batch": f"{found.service.batch:.0f}",
    }
    note = t(f"inference.card.query.{found.method}.note", **settings)
    note = t("inference.card.note", boundary=t("boundary.facility"), note=note)
    return Figure(label, shown, provenance.kind_badge("estimated", t), source, note)


def break_even_card(view: View, model_id: str) -> Figure:
    """Card of the day on which inference has used as much as training."""
    t = view.t
    name = catalog.model_rows()[model_id]["short_name"]
    label = t("inference.card.break_even", model=name)
    found = deployments.deployment(view, model_id)
    if found is None:
        return Figure(label, Shown("–", ""), provenance.kind_badge("missing", t), t("inference.none"))
    median, low, high = (day(one, t) for one in found.break_even_range)
    queries = quantity.compact(found.period.queries_per_day, t)
    note = f"{t('inference.card.break_even.note', queries=queries)} · {boundary(found, found.impact, t)}"
    note = _with_bases(note, found, t)
    badge = provenance.kind_badge("estimated", t)
    return Figure(
        label, Shown(median, "", low, high), badge, estimate_cards.main_source(view.estimates[model_id], view), note
    )


def _with_bases(note: str, found: Deployment, t: Text) -> str:
    """A note of a card that sets use against training, with the bases of their grids where these differ."""
    return "  \n".join(line for line in (note, deployments.bases(found, t)) if line)


def source(found: Deployment, t: Text) -> str:
    """Source line of a chart of training and use, with a warning where their grids differ in basis."""
    lines = (t(f"inference.chart.source.{found.impact}"), deployments.mixed_grids(found, t))
    return "  \n".join(line for line in lines if line)


def chart() -> None:
    """Cumulative cost of training and of use over the days; of the chips too, where emissions are looked at."""
    view = frame.view()
    t, name = view.t, view.model["short_name"]
    found = deployments.deployment(view, view.values["model"])
    if found is None:
        return
    totals = found.parts_by(found.period.days)
    highest = max(float(amount.median) for amount in totals.values())
    shown, scale = quantity.show(highest, found.impact, t), quantity.size(found.impact, highest)
    bands = _bands(found, scale, t)
    even, crossing = found.break_even_range[0], None
    if even <= found.period.days:
        height = float(found.training_by(even).median) / scale
        crossing = (even, height, t("inference.crossing", days=day(even, t)))
    texts = {part: quantity.show(float(amount.median), found.impact, t).text for part, amount in totals.items()}
    figure.chart(
        charts.cumulative(bands, crossing, t("axis.days"), shown.unit),
        key="cumulative",
        title=t(f"inference.chart.title.{found.impact}", days=quantity.days(found.period.days, t), **texts),
        subtitle=t(
            f"inference.chart.subtitle.{found.impact}",
            model=name,
            boundary=boundary(found, found.impact, t),
            scenario=view.assumed(),
        ),
        source=source(found, t),
        columns=lambda: _columns(found, scale, shown.unit, t),
        t=t,
    )


COLOURS = {
    "training": (style.TRAINING, style.TRAINING_BAND),
    "inference": (style.INFERENCE, style.INFERENCE_BAND),
    "embodied": (style.EMBODIED, style.EMBODIED_BAND),
}


def _bands(found: Deployment, scale: float, t: Text) -> list[charts.Band]:
    smooth = np.linspace(0.0, found.period.days, STEPS + 1)
    days = np.sort(np.concatenate([smooth, _retrainings(found)]))
    about = f"{t('kind.estimated')} · {boundary(found, found.impact, t)}"
    bands = []
    for part, amount in found.parts_by(days).items():
        median, low, high = ((np.broadcast_to(values, days.shape) / scale).tolist() for values in amount.curve)
        scope = f"{t('kind.estimated')} · {t('inference.manufacture')}" if part == "embodied" else about
        bands.append(charts.Band(t(f"series.{part}"), *COLOURS[part], days.tolist(), median, low, high, scope))
    return bands


def _retrainings(found: Deployment) -> Values:
    """The moments just before and after each retraining, between which the curve of training jumps [day]."""
    jumps = life_cycle.retraining_days(found.period.days, found.period.months_between)
    return np.concatenate([jumps * (1 - A_MOMENT), jumps * (1 + A_MOMENT)])


def _columns(found: Deployment, scale: float, unit: str, t: Text) -> Columns:
    """Ten days of the chart as a table."""
    days = np.linspace(0.0, found.period.days, TABLE_STEPS + 1)
    columns: dict[str, Sequence[str] | Numbers] = {
        t("axis.days"): Numbers(days.tolist(), "", lambda value: quantity.number(value, t, 3))
    }
    for part, amount in found.parts_by(days).items():
        name = t(f"series.{part}")
        labels = (name, f"{name}, {t('table.low')}", f"{name}, {t('table.high')}")
        for label, values in zip(labels, amount.curve, strict=True):
            numbers = (np.broadcast_to(values, days.shape) / scale).tolist()
            columns[label] = Numbers(numbers, unit, lambda value: quantity.number(value, t))
    return columns
