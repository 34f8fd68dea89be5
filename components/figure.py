"""How a figure reaches the screen: value, unit, range, kind, boundary and source together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from components import drawing, urlstate
from content.charts import style
from content.columns import About, Columns, texts
from content.files import citation, export, html_file, markdown
from content.language.messages import Text
from content.parts import Chart, Figure, Finding
from content.tables import catalog

FILES = {"CSV": export.as_csv, "Parquet": export.as_parquet}
NEW_TAB = re.compile("<a (?=href=)")  # where Streamlit's own links lead
LINES_KEPT = 4096  # of cards: few of them change with a slider
# The browser holds the drawing, so it saves the picture (picture.js); nothing of a visitor's stands in the markup.
PICTURE = '<button type="button" class="save" data-save="{kind}" data-chart="{key}">{label}</button>'


_scale: ContextVar[float] = ContextVar("scale", default=1.0)


@contextmanager
def enlarged(scale: float) -> Iterator[None]:
    """Charts drawn inside have letters and marks this much larger, for a projector."""
    token = _scale.set(scale)
    try:
        yield
    finally:
        _scale.reset(token)


def headline(title: str, *lines: str) -> None:
    """Title of the page, and what it rests on."""
    with st.container(key="headline"):
        st.title(title, anchor=False)
        st.markdown("  \n".join(lines))


def finding(part: Finding) -> None:
    """The finding as headline of its page."""
    if part.above:
        st.caption(part.above)
    headline(part.title, *part.lines)


def section(title: str) -> None:
    """Heading of the cards that follow, without which they could not be understood."""
    st.subheader(title, anchor=False)


def text(words: str) -> None:
    """Words or a table on which the figures around rest."""
    st.markdown(words)


def cards(figures: Sequence[Figure], t: Text) -> None:
    """Figures side by side; below one another on a phone."""
    # One element: Streamlit's own would be three for each figure, which server and browser handle one by one.
    st.html(html_file.cards(figures, t, _inline))


@lru_cache(LINES_KEPT)
def _inline(text: str) -> Markup:
    return Markup(NEW_TAB.sub('<a target="_blank" rel="noreferrer" ', markdown.inline(text, str)))


def chart(
    figure: Mapping[str, Any],
    *,
    key: str,
    title: str,
    subtitle: str,
    source: str,
    columns: Callable[[], Columns],
    t: Text,
    select: str = "",
) -> None:
    """The same of values that are no part yet."""
    draw_chart(Chart(key, figure, title, subtitle, source, columns, select), t)


def draw_chart(chart: Chart, t: Text) -> None:
    """A chart with its finding as title, quantity and scenario below it, its source and its table.

    Title and subtitle stand outside the drawing, where they wrap on a phone and follow the visitor's theme.
    """
    level = "h3" if _scale.get() == 1 else "h1"  # alone in the presenter view
    name = f"table-{chart.key}"
    is_open = name in urlstate.opened()
    around = drawing.Around(
        level,
        _inline(chart.title),
        _inline(chart.subtitle),
        _inline(chart.source),
        t("figure.table"),
        panel=name,
        open=is_open,
    )
    switch = partial(urlstate.toggle, name, not is_open)
    select = partial(urlstate.set_value, chart.select) if chart.select else None
    drawing.draw(style.enlarged(chart.figure, _scale.get()), f"chart-{chart.key}", chart.title, around, switch, select)
    if is_open:
        with st.container(key=name, border=True):
            _table(chart.columns(), about(chart.title, chart.subtitle, chart.source), chart.key, t)


def about(title: str, quantity: str, source: str) -> About:
    """What a file of the present view must say of itself."""
    scenario = urlstate.view().scenario_text()
    return About(title, quantity, scenario, source, urlstate.link(), catalog.dataset().version, citation.today())


def _table(columns: Columns, about: About, key: str, t: Text) -> None:
    """The chart as a table, and as files."""
    st.dataframe(texts(columns), hide_index=True, alt=about.title)
    name = f"model-footprint-{key}"
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for label, write in FILES.items():
            st.download_button(
                label,
                partial(write, columns, about),
                f"{name}.{label.lower()}",
                key=f"{label}-{key}",
                on_click="ignore",
                help=t(f"figure.save.{label.lower()}"),
            )
        buttons = "".join(PICTURE.format(kind=kind, key=key, label=kind.upper()) for kind in ("png", "svg"))
        st.html(buttons, width="content")
