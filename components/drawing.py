"""Charts in the browser: drawn once, then moved in place as their figures change.

Streamlit's own command makes each changed chart anew, which takes the browser two to three times as long; and each
title, caption and box around it would be one more element that the browser goes through at every move
(docs/decisions/0009).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from components import ahead, modules
from content.charts.encoding import Lasting, lines
from content.files import html_file

LIBRARY = f"{html_file.STATIC_PATH}/{html_file.DRAWING.name}"
CHOSEN = "chosen"  # what a visitor has clicked
# Before it comes the title, whose level differs.
MARKUP = """<div class="chart">
    <p class="note"></p><div class="plot" role="figure"></div><p class="note"></p>
    <button type="button" class="turn"></button>
</div>"""
NAME = "chart"
_mount = st.components.v2.component(NAME, html=MARKUP, js=modules.component(modules.CHART), isolate_styles=False)


@dataclass(frozen=True)
class Around:
    """What stands around a drawing, as HTML; the title's level is the name of its element."""

    level: str
    title: str
    subtitle: str
    source: str
    table: str  # on the button that opens and closes the table
    panel: str  # name of the table among what unfolds
    open: bool  # whether it is unfolded


def draw(
    figure: Mapping[str, Any],
    key: str,
    alt: str,
    around: Around,
    on_turn: Callable[[], None],
    on_select: Callable[[str], None] | None = None,
) -> None:
    """Show a figure with what stands around it.

    `on_turn` is called when its visitor opens or closes the table, `on_select` with the custom data of a point that is
    clicked.
    """

    def chosen() -> None:
        if on_select and (custom_data := st.session_state[key][CHOSEN]):
            on_select(str(custom_data))

    about = asdict(around) | {
        "key": key,
        "alt": alt,
        "size": html_file.size(figure["layout"]),
        "selectable": on_select is not None,
    }
    # As bytes: Streamlit would write the whole anew as JSON, twice.
    data = _numbered(key, about, figure.lines if isinstance(figure, Lasting) else lines(figure))
    _mount(key=key, data=data, on_chosen_change=chosen, on_turned_change=on_turn)


def _numbered(key: str, about: Mapping[str, Any], figure: str) -> bytes:
    """A chart as its browser gets it, by two ways and in any order: the number tells which is the newest."""
    content, visitor = f"{json.dumps(about)}\n{figure}", ahead.here()
    if visitor is None:
        return f"- 0\n{content}".encode()
    number, changed = visitor.number(key, content)
    data = f"{visitor.name} {number}\n{content}".encode()
    if changed and visitor.send:
        visitor.send(data, not visitor.drawing)
        visitor.drawing = True
    return data


def is_chart(element: object) -> bool:
    """Whether an element that Streamlit sends is one of these; other components only speak with the server."""
    return getattr(element, "component_name", "") == NAME


def drawn(data: bytes) -> tuple[dict[str, Any], str]:
    """What a browser is told of a chart, and the figure as JSON."""
    _, about, layout, frames, *traces = data.decode().split("\n")
    return json.loads(about), f'{{"data":[{",".join(traces)}],"layout":{layout},"frames":{frames}}}'
