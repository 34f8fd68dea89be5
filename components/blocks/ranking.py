"""The ranking of emissions: its filters, the chart, and what to loosen where nothing passes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from components import figure, frame
from components.blocks import emissions
from components.controls import bound
from components.panel import panel
from content.charts import ranges
from content.findings import ranking, ratios
from content.language import quantity
from content.language.headlined import Headlined
from content.parts import Finding
from content.state.parameters import FILTERS
from content.state.values import listed
from content.tables import catalog
from content.view import View

BESIDE = 3  # filters in one row


def controls() -> None:
    """Which models stand beside the chosen one; everything else unfolds, and the line tells how much of it is set."""
    view = frame.view()
    t, names = view.t, catalog.model_names()
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        bound.switch(view, "show", lambda value: t(f"show.{value}"))
    with right:
        bound.switch(view, "scale", lambda value: t(f"scale.{value}"))
    chosen = len(_set(view))
    label = t("ranking.filters.set", count=chosen) if chosen else t("ranking.filters")
    with panel(label, "filters") as opened:
        if opened:
            for start in range(0, len(FILTERS), BESIDE):
                columns = st.columns(BESIDE, vertical_alignment="bottom")
                for column, name in zip(columns, FILTERS[start : start + BESIDE], strict=False):
                    with column:
                        _control(view, name)
            bound.button(view, "ranking.reset", {name: _default(name) for name in FILTERS})
    bound.several(view, "compare", names.__getitem__, tuple(names))


def _control(view: View, name: str) -> None:
    if name in ("since", "until"):
        bound.menu(view, name, str)
    elif name in ("domain", "organization", "boundary"):
        bound.menu(view, name, _labels(view)[name])
    else:
        bound.switch(view, name, _labels(view)[name])


def _labels(view: View) -> dict[str, Callable[[str], str]]:
    t, organizations = view.t, catalog.organizations()
    return {
        "domain": lambda value: t(f"domain.{value}"),
        "organization": lambda value: organizations.get(value, t("organization.all")),
        "since": str,
        "until": str,
        "kind": lambda value: t(f"kind_shown.{value}"),
        "boundary": lambda value: t(f"boundary_shown.{value}"),
        "accounting": lambda value: t(f"accounting.{value}"),
    }


def _default(name: str) -> str:
    return catalog.all_parameters()[name].default


def _set(view: View) -> list[str]:
    """Filters that are not at their default."""
    return [name for name in FILTERS if view.values[name] != _default(name)]


def chart() -> None:
    """All chosen models ranked by emissions, with the places that their ranges allow."""
    view = frame.view()
    t, drawn = view.t, ranking.members(view)
    chosen, compared = view.values["model"], listed(view.values["compare"])
    rows = ranking.placed(ranking.rows(drawn, view, chosen, *compared), view)
    if not rows:
        _nothing(view)
        return
    band = next((row for row in rows if row.model_id == chosen), None)
    figure.chart(
        ranking.chart(rows, view, band),
        key="ranking",
        title=_title(rows, view),
        subtitle=ranking.subtitle(view),
        source=ranking.with_left_out(_source(rows, band, view), drawn, rows, view),
        columns=lambda: ranking.columns(rows, view),
        t=t,
    )


def finding(view: View) -> Finding:
    """The largest and the smallest of what is ranked; what was chosen, where no model passes the filters."""
    rows = ranking.placed(ranking.rows(ranking.members(view), view), view)
    if not rows:
        return emissions.finding(view)
    figure = Headlined.of("emissions", rows[0].value)
    return Finding(_title(rows, view), (ranking.subtitle(view),), figure=figure)


def _title(rows: Sequence[ranges.Row], view: View) -> str:
    """The largest and the smallest, or that ranges leave open which it is."""
    t, first, last = view.t, rows[0], rows[-1]
    if len(rows) == 1:
        return t("ranking.title.one", model=first.label, most=_text(first.value, view))
    if view.what_if and (told := _what_if_title(rows, view)):
        return told
    leaders = sum(row.first == 1 for row in rows)
    message = "ranking.title.open" if leaders > 1 else "ranking.title"
    return t(
        message,
        leaders=leaders,
        count=len(rows),
        first=first.label,
        most=_text(first.value, view),
        last=last.label,
        least=_text(last.value, view),
    )


def _what_if_title(rows: Sequence[ranges.Row], view: View) -> str:
    """What the largest and the smallest as published come to; empty where the filters leave fewer than two of them."""
    t, published = view.t, ranking.rows(ranking.members(view), ratios.as_published(view))
    if len(published) < 2:
        return ""
    values = {row.model_id: _text(row.value, view) for row in rows}
    first, last = published[0], published[-1]
    most, least = (values.get(row.model_id, t("ranking.no_estimate")) for row in (first, last))
    return t("ranking.title.what_if", count=len(published), first=first.label, most=most, last=last.label, least=least)


def _source(rows: Sequence[ranges.Row], band: ranges.Row | None, view: View) -> str:
    """How to read places, band and factors, and where the sources are."""
    t = view.t
    lines = [t("ranking.places") if rows[0].first else t("ranking.places.none")]
    if band is not None and band.first:
        met = sum(row is not band and row.end >= band.low and _start(row) <= band.high for row in rows)
        lines.append(t("ranking.band", model=band.label, count=met))
    if any(row.beside for row in rows):
        lines.append(t("ranking.factors"))
    return " ".join((*lines, t("emissions.chart.source")))


def _start(row: ranges.Row) -> float:
    return row.low if row.low == row.low else row.published


def _text(tonnes: float, view: View) -> str:
    return quantity.show(tonnes, "emissions", view.t).text


def _nothing(view: View) -> None:
    """What to loosen, each with the number of models that would then be drawn."""
    t = view.t
    with st.container(border=True, key="nothing"):
        st.subheader(t("ranking.nothing"), anchor=False)
        ways = [(name, _count(view, {name: _default(name)})) for name in _set(view)]
        useful = [(name, count) for name, count in ways if count]
        st.markdown(t("ranking.nothing.loosen") if useful else t("ranking.nothing.several"))
        with st.container(horizontal=True):
            for name, count in useful:
                label = t(
                    "ranking.loosen",
                    filter=t(f"control.{name}"),
                    value=_labels(view)[name](_default(name)),
                    count=count,
                )
                bound.button(view, f"loosen.{name}", {name: _default(name)}, label)
            bound.button(view, "ranking.reset.nothing", {name: _default(name) for name in FILTERS}, t("ranking.reset"))


def _count(view: View, changes: dict[str, str]) -> int:
    """Models that would be drawn with other filters."""
    other = replace(view, values={**view.values, **changes})
    return len(ranking.rows(ranking.members(other), other))
