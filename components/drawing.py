"""Charts in the browser: drawn once, then moved in place as their figures change.

Streamlit's own command makes each changed chart anew, which takes the browser two to three times as long; and each
title, caption and box around it would be one more element that the browser goes through at every move
(docs/decisions/0009).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import modules, urlstate
from content.files import chart_text, html_file
from content.parts import Chart

LIBRARY = f"{html_file.STATIC_PATH}/{html_file.DRAWING.name}"
CHOSEN = "chosen"  # what a visitor has clicked
# Before it comes the title, whose level differs.
MARKUP = """<div class="chart">
    <p class="note"></p><div class="plot" role="figure"></div><p class="note"></p>
    <button type="button" class="toggle"></button>
</div>"""
NAME = "chart"
_mount = st.components.v2.component(NAME, html=MARKUP, js=modules.component(modules.CHART), isolate_styles=False)


def draw(chart: Chart, level: str, table: str, is_open: bool, on_toggle: Callable[[], None]) -> None:
    """Show a chart with what stands around it.

    `level` is the name of its title's element, `table` the label of the button that opens and closes the table, which
    calls `on_toggle`. A click on a point sets the address value that the chart names.
    """
    key = f"chart-{chart.key}"

    def choose() -> None:
        if chart.select and (custom_data := st.session_state[key][CHOSEN]):
            urlstate.set_value(chart.select, str(custom_data))

    about = chart_text.words(chart) | {
        "level": level,
        "table": table,
        "open": is_open,
        "size": html_file.size(chart.figure["layout"]),
        "selectable": bool(chart.select),
    }
    # As bytes: Streamlit would write the whole anew as JSON, twice.
    data = chart_text.whole(chart, about).encode()
    _mount(key=key, data=data, on_chosen_change=choose, on_toggled_change=on_toggle)


def is_chart(element: object) -> bool:
    """Whether an element that Streamlit sends is one of these."""
    return getattr(element, "component_name", "") == NAME
