"""How a figure reaches the screen: value, unit, range, kind, boundary and source together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from components import drawing, urlstate
from content.columns import About, Columns, texts
from content.files import citation, export, html_file, markdown
from content.language.messages import Text
from content.parts import Chart, Figure, Finding
from content.tables import catalog

FILES = {"CSV": export.as_csv, "Parquet": export.as_parquet}
# The browser holds the drawing, so it saves the picture (picture.js); nothing of a visitor's stands in the markup.
PICTURE = '<button type="button" class="save" data-save="{kind}" data-chart="{key}">{label}</button>'


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


def cards(figures: Sequence[Figure], t: Text) -> None:
    """Figures side by side; below one another on a phone."""
    # One element: Streamlit's own would be three for each figure, which server and browser handle one by one.
    st.html(html_file.cards(figures, t, markdown.inline_outside))


def draw_chart(chart: Chart, t: Text, level: str = "h3") -> None:
    """A chart with its finding as title, quantity and scenario below it, its source and its table.

    Title and subtitle stand outside the drawing, where they wrap on a phone and follow the visitor's theme.
    """
    name = f"table-{chart.key}"
    is_open = name in urlstate.opened()
    drawing.draw(chart, level, t("figure.table"), is_open, partial(urlstate.toggle, name, not is_open))
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
