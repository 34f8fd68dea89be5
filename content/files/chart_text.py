"""Charts as a browser gets them: whole with a run of the page; while a slider moves, what of them differs.

A chart is a function of an address. Its text is a line with the digest of a figure, a line of words, then layout,
frames and traces, one a line: a browser sees by the lines what has changed. Charts follow each other after an empty
line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from content.charts import encoding
from content.files import markdown
from content.parts import Chart

SAME = "="  # in place of a part that is as it was
DIFFERS = "~"  # before the fields of a part that are other than they were
AXES = ("xaxis", "yaxis")
# What of an axis stands still while a handle is held.
STILL = ("range", "tickmode", "tickvals", "ticktext", "dtick", "categoryarray")
CATEGORIES = ("range", "categoryarray")  # of one with categories: the words next to them may change in their places
MARK = 12  # digits of a digest


@dataclass(frozen=True)
class Held:
    """A chart in the state in which a slider's handle was taken, and the digest of its figure."""

    chart: Chart
    mark: str


def words(chart: Chart) -> dict[str, str]:
    """Texts around a chart as HTML, and its alternative text."""
    texts = {name: markdown.inline_outside(getattr(chart, name)) for name in ("title", "subtitle", "source")}
    return {"key": chart.key, "alt": chart.title, **texts}


def whole(chart: Chart, about: Mapping[str, object]) -> str:
    """A chart with all that is known `about` it."""
    parts = encoding.parts(chart.figure)
    return "\n".join((_mark(parts), _json(about), *parts))


def hold(chart: Chart) -> Held:
    """A chart to which others are compared."""
    return Held(chart, _mark(encoding.parts(chart.figure)))


def moved(chart: Chart, held: Held) -> str:
    """How a chart differs from the one that is held; its axes are the held one's."""
    figure, before = chart.figure, held.chart.figure
    layout = _still(figure["layout"], before["layout"])
    if len(figure["data"]) != len(before["data"]):
        traces = [encoding.spec(trace) for trace in figure["data"]]
    else:
        traces = [_difference(*both) for both in zip(figure["data"], before["data"], strict=True)]
    frames, then = (encoding.frames(each) for each in (figure, before))
    lines = (_difference(layout, before["layout"]), SAME if frames == then else frames, *traces)
    return "\n".join((held.mark, _json(words(chart)), *lines))


def _mark(parts: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
    return digest.hexdigest()[:MARK]


def _difference(part: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """Fields that are new or other than before, as JSON; those that are gone are null."""
    if part is before:
        return SAME
    fields = {name: value for name, value in part.items() if name not in before or not _equal(value, before[name])}
    fields |= dict.fromkeys(before.keys() - part.keys())
    return DIFFERS + encoding.spec(fields) if fields else SAME


def _equal(value: Any, other: Any) -> bool:
    if value is other:
        return True
    if isinstance(value, np.ndarray) or isinstance(other, np.ndarray):
        return np.array_equal(value, other)
    return bool(value == other)


def _still(layout: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """A layout with the axes of another, as far as they are of one kind."""
    still = {}
    for name in AXES:
        axis, other = layout.get(name, {}), held.get(name, {})
        if axis.get("type") == other.get("type"):
            names = CATEGORIES if axis.get("type") == "category" else STILL
            still[name] = axis | {part: other[part] for part in names if part in other}
    return {**layout, **still, "height": held["height"]}


def _json(about: Mapping[str, object]) -> str:
    return json.dumps(about, ensure_ascii=False, separators=(",", ":"))
