"""Charts as a browser gets them: whole with a run of the page; while a slider moves, what of them changes.

A chart is a function of an address. Its text is a line that names what lasts, a line of words, then layout, frames and
traces, one a line: a browser sees by the lines what has changed. Charts follow each other after an empty line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from content.charts import encoding
from content.files import markdown
from content.page import Page
from content.parts import Chart, walk
from content.view import View

LASTS = "="  # in place of a part that the browser holds already
AXES = ("xaxis", "yaxis")
# What of an axis stands still while a handle is held.
STILL = ("range", "tickmode", "tickvals", "ticktext", "dtick", "categoryarray")
CATEGORIES = ("range", "categoryarray")  # of one with categories: the words beside them may change in their places
MARK = 12  # digits of a digest


def words(chart: Chart) -> dict[str, str]:
    """Texts around a chart as HTML, and its alternative text."""
    texts = {name: markdown.inline_outside(getattr(chart, name)) for name in ("title", "subtitle", "source")}
    return {"key": chart.key, "alt": chart.title, **texts}


def whole(chart: Chart, about: Mapping[str, object]) -> str:
    """A chart with all that is known `about` it."""
    parts, lasting = encoding.parts(chart.figure), encoding.lasting(chart.figure)
    return "\n".join((_mark(parts, lasting), _json(about), *parts))


def moved(chart: Chart, held: Chart | None = None) -> str:
    """What of a chart may change with a slider; its axes are those of the chart as the handle was taken."""
    lasting = encoding.lasting(chart.figure)
    parts = encoding.parts(chart.figure)
    mark = _mark(parts, lasting)
    if held is not None and not lasting[0]:
        parts = [encoding.spec(_still(chart.figure["layout"], held.figure["layout"])), *parts[1:]]
    lines = (LASTS if lasts else part for part, lasts in zip(parts, lasting, strict=True))
    return "\n".join((mark, _json(words(chart)), *lines))


def charts(page: Page, view: View, keys: Sequence[str]) -> dict[str, Chart]:
    """The charts of a page by key, as far as it has them; nothing that stands behind the last of them is made."""
    made: dict[str, Chart] = {}
    for part in walk(page.parts(view)):
        if isinstance(part, Chart) and part.key in keys:
            made[part.key] = part
        if len(made) == len(keys):
            break
    return made


def _mark(parts: Sequence[str], lasting: Sequence[bool]) -> str:
    """Digest of what lasts in a chart."""
    kept = "\n".join(part if lasts else LASTS for part, lasts in zip(parts, lasting, strict=True))
    return hashlib.sha256(kept.encode()).hexdigest()[:MARK]


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
