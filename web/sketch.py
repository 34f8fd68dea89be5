"""The chart of a view in small, for the picture of its preview: the same values, range by range or point by point."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from components import dots, own, places, quantity, ranking, serving, trend
from components.blocks import claims, overview, regions
from components.catalog import Row
from components.charts import ranges, style
from components.i18n import Text
from components.parameters import PUBLISHED
from components.view import View
from footprint.compute import FLOP_PER_PFS_DAY
from web.lettering import write

PAPER, INK, QUIET, RULE = "#fcfcfa", "#1d2724", "#5b6662", "#d9ddd9"
SHARPER = 3  # shapes are drawn so much larger and then reduced: their edges come out smooth
LETTERS = 22  # [px]
TICKS = 3
ROW = 96  # height of a range with its label [px]
INDENT = 96  # room for the labels of an upright axis [px]
ASSUMPTIONS = ("hardware", "mfu", "pue", "region", "year")

Tick = tuple[float, str]
Word = tuple[str, float, float, str, float]  # text, left, base, colour, alignment


@dataclass(frozen=True)
class Range:
    """An estimate with its range, and what was published [t CO2e]; NaN where there is none."""

    label: str
    estimate: float
    low: float
    high: float
    published: float

    @property
    def values(self) -> list[float]:
        """All values that there are."""
        return [value for value in (self.estimate, self.low, self.high, self.published) if math.isfinite(value)]


@dataclass(frozen=True)
class Ranges:
    """Estimates below one another on a logarithmic axis."""

    estimated: str  # what the hollow and the solid marks are
    published: str
    rows: tuple[Range, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class Cloud:
    """Points over time on a logarithmic axis, each published by its authors or not, and the line through them."""

    title: str
    points: tuple[tuple[float, float, bool], ...]  # day, value, by its authors
    line: tuple[tuple[float, float], ...]
    days: tuple[Tick, ...]
    ticks: tuple[Tick, ...]


Sketch = Ranges | Cloud


def _ranges(model_ids: Sequence[str], view: View) -> Ranges | None:
    """Models of a ranking; None where there is nothing to draw."""
    return _on_one_axis([_range(row) for row in ranking.rows(model_ids, view)], view.t)


def _range(row: ranges.Row) -> Range:
    return Range(row.label, row.estimate, row.low, row.high, row.published)


def _on_one_axis(rows: Sequence[Range], t: Text, family: str = "emissions") -> Ranges | None:
    values = [value for row in rows for value in row.values]
    if not values:
        return None
    return Ranges(
        estimated=t("series.estimated") if any(math.isfinite(row.estimate) for row in rows) else "",
        published=t("series.published") if any(math.isfinite(row.published) for row in rows) else "",
        rows=tuple(rows),
        ticks=tuple(quantity.ticks(family, *style.decades(values), t, TICKS)),
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
    there = regions.elsewhere(view)
    rows = [Range(places.name(there.grid_id, t), there.median, there.low, there.high, math.nan)]
    before = view.published[model_id]
    if before["path"] != "none":
        rows.append(_estimate(f"{view.model['short_name']}, {t('scenario.published')}", before))
    return _on_one_axis(rows, t)


def _yours(view: View) -> Ranges | None:
    """The typed model."""
    estimate = own.typed(view.values)
    return None if estimate["path"] == "none" else _on_one_axis([_estimate(view.t("yours.label"), estimate)], view.t)


def _inference(view: View) -> Ranges | None:
    """All trainings and all use of the deployment's days."""
    found = serving.deployment(view, view.values["model"])
    if found is None:
        return None
    rows = []
    for name, amount in (("training", found.training_by(found.days)), ("inference", found.use_by(found.days))):
        median, low, high = amount.range
        rows.append(Range(view.t(f"series.{name}"), float(median), float(low), float(high), math.nan))
    return _on_one_axis(rows, view.t, found.impact)


def _claims(view: View) -> Ranges | None:
    """The famous estimate and a car, the search as it ran and one training: as many rows as a picture holds."""
    rows = [_range(row) for row in claims.charted(view.at_defaults("emissions"))]
    return _on_one_axis([*rows[:2], *rows[-2:]], view.t)


def _emissions(view: View) -> Ranges | None:
    """The chosen model; under other assumptions, beside what it is as published."""
    chosen, t = (view.values["model"],), view.t
    found = _ranges(chosen, view)
    if found is None or not view.what_if:
        return found
    published = View.of({**view.values, **dict.fromkeys(ASSUMPTIONS, PUBLISHED)})
    before = _ranges(chosen, published)
    if before is None:
        return found
    rows = (replace(found.rows[0], label=view.scenario_text()), replace(before.rows[0], label=t("scenario.published")))
    return _on_one_axis(rows, t)


def _cloud(view: View) -> Cloud | None:
    points, unit = trend.drawn(view), dots.unit(view)
    if len(points) < 2:
        return None
    scale = FLOP_PER_PFS_DAY if unit == "pfs_days" else 1.0
    first, last, line = points[0].date, points[-1].date, trend.line(view)
    ends = () if line is None else (line.first, line.last)
    values = () if line is None else tuple(float(value) / scale for value in line.values_at(ends))
    low, high = style.decades([point.value / scale for point in points])
    years = (first.year + 1, (first.year + last.year + 1) // 2, last.year)
    return Cloud(
        title=view.t(f"axis.{unit}"),
        points=tuple((point.date.toordinal(), point.value / scale, point.by_authors) for point in points),
        line=tuple((day.toordinal(), value) for day, value in zip(ends, values, strict=True)),
        days=tuple((datetime.date(year, 1, 1).toordinal(), str(year)) for year in dict.fromkeys(years)),
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
}


def of(page: str, view: View) -> Sketch | None:
    """The chart of a page in small; None for pages and states that have none."""
    return SKETCHES[page](view) if page in SKETCHES else None


class _Panel:
    """Part of a picture with an axis each way; shapes are drawn large and put in before the words."""

    def __init__(self, box: tuple[int, int, int, int]) -> None:
        self.left, self.top, right, bottom = box
        self.width, self.height = right - self.left, bottom - self.top
        self.image = Image.new("RGB", (self.width * SHARPER, self.height * SHARPER), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def line(self, *ends: tuple[float, float], colour: str, wide: float) -> None:
        self.pen.line([(x * SHARPER, y * SHARPER) for x, y in ends], fill=colour, width=round(wide * SHARPER))

    def dot(self, x: float, y: float, radius: float, colour: str, solid: bool) -> None:
        ring, inside = radius * SHARPER, colour if solid else PAPER
        box = (x * SHARPER - ring, y * SHARPER - ring, x * SHARPER + ring, y * SHARPER + ring)
        self.pen.ellipse(box, fill=inside, outline=colour, width=round(radius * SHARPER / 2.5))

    def put(self, image: Image.Image) -> None:
        small = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        image.paste(small, (self.left, self.top))


def _scale(values: Sequence[float], start: float, end: float, logarithmic: bool) -> Callable[[float], float]:
    """Position of a value between two ends, with some room beyond the extremes [px]."""
    turn = math.log10 if logarithmic else float
    low, high = turn(min(values)), turn(max(values))
    room = 0.06 * (high - low) or 1.0
    return lambda value: start + (turn(value) - low + room) / (high - low + 2 * room) * (end - start)


def draw(found: Sketch, image: Image.Image, box: tuple[int, int, int, int]) -> None:
    """Draw a sketch into a part of a picture."""
    panel = _Panel(box)
    draw_one = _draw_ranges if isinstance(found, Ranges) else _draw_cloud
    words = draw_one(found, panel)  # type: ignore[arg-type]
    panel.put(image)
    pen = ImageDraw.Draw(image)
    for text, x, y, colour, align in words:
        write(pen, text, panel.left + x, panel.top + y, LETTERS, colour, align=align)


def _draw_ranges(found: Ranges, panel: _Panel) -> list[Word]:
    values = [value for row in found.rows for value in row.values]
    place = _scale([*values, *(value for value, _ in found.ticks)], 0, panel.width, logarithmic=True)
    bottom = min(panel.height - LETTERS * 1.5, len(found.rows) * ROW)
    words: list[Word] = []
    for value, text in found.ticks:
        panel.line((place(value), 0), (place(value), bottom), colour=RULE, wide=1.5)
        words.append((text, place(value), bottom + LETTERS * 1.2, QUIET, 0.5))
    for number, row in enumerate(found.rows):
        y = number * ROW + ROW * 0.72
        words.append((row.label, 0, y - ROW * 0.3, INK, 0.0))
        if math.isfinite(row.estimate):
            panel.line((place(row.low), y), (place(row.high), y), colour=style.ESTIMATED, wide=4)
            panel.dot(place(row.estimate), y, 10, style.ESTIMATED, solid=False)
        if math.isfinite(row.published):
            panel.dot(place(row.published), y, 8, style.REPORTED, solid=True)
    y = bottom + LETTERS * 2.6
    for text, colour, solid in ((found.estimated, style.ESTIMATED, False), (found.published, style.REPORTED, True)):
        if text:
            panel.dot(10, y, 8, colour, solid)
            words.append((text, 30, y + LETTERS / 3, QUIET, 0.0))
            y += LETTERS * 1.5
    return words


def _draw_cloud(found: Cloud, panel: _Panel) -> list[Word]:
    below, above = panel.height - LETTERS * 1.5, LETTERS * 1.6
    x = _scale([day for day, *_ in found.points], INDENT, panel.width, logarithmic=False)
    y = _scale([value for _, value, _ in found.points], below, above, logarithmic=True)
    words: list[Word] = [(found.title, 0, LETTERS, QUIET, 0.0)]
    for value, text in found.ticks:
        panel.line((INDENT, y(value)), (panel.width, y(value)), colour=RULE, wide=1.5)
        words.append((text, INDENT - 8, y(value) + LETTERS / 3, QUIET, 1.0))
    words += [(text, x(day), panel.height - 4, QUIET, 0.5) for day, text in found.days]
    for day, value, by_authors in found.points:
        panel.dot(x(day), y(value), 4.5, style.REPORTED, solid=by_authors)
    if found.line:
        panel.line(*((x(day), y(value)) for day, value in found.line), colour=style.FIT, wide=3)
    return words
