"""Each page's chart in small, for the picture of its preview: the same values, range by range or point by point."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from content.charts import backtest, ranges, style
from content.findings import deployments, grid_places, growth_marks, growth_points, own_models, own_words, ranking
from content.language import quantity
from content.language.messages import Text
from content.pages import claims, overview, present, tour
from content.pages.method import accuracy
from content.pages.regions import elsewhere
from content.state.parameters import ASSUMPTIONS, NO_GUESS, PUBLISHED
from content.state.values import listed
from content.tables.catalog import Row
from content.view import View
from footprint.units import convert
from web.sketch import Cloud, Range, Ranges, Sketch

TICKS = 3
MOST = 5  # rows that a picture holds


def _ranges(model_ids: Sequence[str], view: View) -> Ranges | None:
    """Models of a ranking; None where there is nothing to draw."""
    return _on_one_axis([_range(row) for row in ranking.rows(model_ids, view)], view.t)


def _range(row: ranges.Row) -> Range:
    return Range(row.label, row.estimate, row.low, row.high, row.published)


def _on_one_axis(rows: Sequence[Range], t: Text, family: str = "emissions") -> Ranges | None:
    values = [value for row in rows for value in row.values]
    if not values:
        return None
    low, high = style.decades(values)
    ticks = quantity.ticks(family, low, high, t, TICKS)
    if len(ticks) < 2:  # one alone tells no scale
        low, high = 10 ** math.floor(math.log10(low)), 10 ** math.ceil(math.log10(high))
        ticks = quantity.ticks(family, low, high, t, TICKS)
    return Ranges(
        estimated=t("series.estimated") if any(math.isfinite(row.estimate) for row in rows) else "",
        published=t("series.published") if any(math.isfinite(row.published) for row in rows) else "",
        rows=tuple(rows),
        ticks=tuple(ticks),
    )


def _estimate(label: str, estimate: Row) -> Range:
    """A range without a published figure."""
    median, low, high = (float(estimate[f"emissions_{bound}tco2e"]) for bound in ("", "low_", "high_"))
    return Range(label, median, low, high, math.nan)


def _regions(view: View) -> Ranges | None:
    """The training elsewhere, beside what it is as published."""
    t, model_id = view.t, view.values["model"]
    if view.estimate["path"] == "none":
        return None
    there = elsewhere.moved(view)
    rows = [Range(grid_places.name(there.grid_id, t), there.median, there.low, there.high, math.nan)]
    before = view.published[model_id]
    if before["path"] != "none":
        rows.append(_estimate(f"{view.model['short_name']}, {t('scenario.published')}", before))
    return _on_one_axis(rows, t)


def _yours(view: View) -> Ranges | None:
    """The typed model."""
    estimate = own_models.typed(view.values)
    if estimate["path"] == "none":
        return None
    return _on_one_axis([_estimate(own_words.label(estimate, view), estimate)], view.t)


def _inference(view: View) -> Ranges | None:
    """All trainings and all use of the deployment's days."""
    found = deployments.deployment(view, view.values["model"])
    if found is None:
        return None
    rows = []
    for name, amount in (
        ("training", found.training_by(found.period.days)),
        ("inference", found.use_by(found.period.days)),
    ):
        median, low, high = amount.range
        rows.append(Range(view.t(f"series.{name}"), float(median), float(low), float(high), math.nan))
    return _on_one_axis(rows, view.t, found.impact)


def _claims(view: View) -> Ranges | None:
    """The famous estimate and a car, the search as it ran and one training: as many rows as a picture holds."""
    rows = [_range(row) for row in claims.charted(view.at_defaults("emissions"))]
    return _on_one_axis([*rows[:2], *rows[-2:]], view.t)


def _emissions(view: View) -> Ranges | None:
    """The chosen model with those beside it; alone and under other assumptions, beside what it is as published."""
    chosen, t = (view.values["model"],), view.t
    compared = [model for model in listed(view.values["compare"]) if model not in chosen]
    found = _ranges([*chosen, *compared][:MOST], view)
    if found is None or compared or not view.what_if:
        return found
    published = View.of({**view.values, **dict.fromkeys(ASSUMPTIONS, PUBLISHED)})
    before = _ranges(chosen, published)
    if before is None:
        return found
    rows = (
        replace(found.rows[0], label=view.assumed()),
        replace(before.rows[0], label=t("scenario.published")),
    )
    return _on_one_axis(rows, t)


def _ranking(view: View) -> Ranges | None:
    """The first of the ranking."""
    first = ranking.rows(ranking.members(view), view)[:MOST]
    return _on_one_axis([_range(row) for row in first], view.t)


def _backtest(view: View) -> Cloud:
    """Predicted over published values of one path, and the line on which both are the same."""
    t, rows = view.t, accuracy.of(view.state.path)
    low, high = style.decades([value for row in rows for value in (row.true, row.predicted)])
    ticks = tuple(quantity.ticks("plain", low, high, t, TICKS))
    points = tuple((row.true, row.predicted, row.factor <= backtest.BAND) for row in rows)
    return Cloud(t("method.chart.predicted"), points, ((low, low), (high, high)), ticks, ticks, logarithmic=True)


def _tour(view: View) -> Ranges | None:
    """The answer and the guess, once that was made; shares of a whole need no picture."""
    t, step = view.t, tour.step_of(view)
    if view.values["guess"] == NO_GUESS or step.family == "percent":
        return None
    answer, guess = step.answer(view), step.value(int(view.values["guess"]))
    low, high = (value if math.isfinite(value) else answer.value for value in (answer.low, answer.high))
    rows = (
        Range(t("tour.line.answer"), answer.value, low, high, math.nan),
        Range(t("tour.guess"), math.nan, math.nan, math.nan, guess),
    )
    return Ranges("", "", rows, tuple(step.ticks(t)[::2]))


def _slide(view: View) -> Sketch | None:
    """The chart that is presented, or that of the page it comes from."""
    slide = view.values["slide"]
    return _ranking(view) if slide == "ranking" else of(present.SLIDES_OF[slide], view)


def _cloud(view: View) -> Cloud | None:
    points, unit = growth_points.drawn(view), growth_marks.unit(view)
    if len(points) < 2:
        return None
    scale = convert(1, "pfs-days", "FLOP") if unit == "pfs_days" else 1.0
    first, last, line = points[0].date, points[-1].date, growth_points.line(view)
    ends = () if line is None else (line.first, line.last)
    values = () if line is None else tuple(float(value) / scale for value in line.values_at(ends))
    low, high = style.decades([point.value / scale for point in points])
    years = (first.year + 1, (first.year + last.year + 1) // 2, last.year)
    return Cloud(
        title=view.t(f"axis.{unit}"),
        points=tuple((point.date.toordinal(), point.value / scale, point.by_authors) for point in points),
        line=tuple((day.toordinal(), value) for day, value in zip(ends, values, strict=True)),
        across=tuple((datetime.date(year, 1, 1).toordinal(), str(year)) for year in dict.fromkeys(years)),
        ticks=tuple(quantity.ticks(view.values["measure"], low, high, view.t, TICKS)),
    )


SKETCHES: Mapping[str, Callable[[View], Sketch | None]] = {
    "": lambda view: _ranges((overview.GPT_3, overview.BERT), view),
    "emissions": _emissions,
    "model": _emissions,
    "regions": _regions,
    "yours": _yours,
    "inference": _inference,
    "claims": _claims,
    "growth": _cloud,
    "method": _backtest,
    "tour": _tour,
    "present": _slide,
}


def of(page: str, view: View) -> Sketch | None:
    """The chart of a page in small; None for pages and states that have none."""
    return SKETCHES[page](view) if page in SKETCHES else None
