"""The ranking of emissions: its filters, the chart, and what to loosen where nothing passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from content.charts import ranges
from content.controls import Button, Control, Menu, Several, Switch
from content.findings import ranking, ratios, training_emissions
from content.language import quantity
from content.language.headlined import Headlined
from content.parts import Beside, Box, Chart, Finding, Line, Panel, Parts, Section, Words
from content.state.form import Value
from content.state.parameters import FILTERS
from content.tables import catalog
from content.view import View

BESIDE = 3  # filters in one row
MENUS = ("domain", "organization", "boundary", "since", "until")


def controls(view: View) -> Parts:
    """Which models stand beside the chosen one; everything else unfolds, and the line tells how much of it is set."""
    t, names = view.t, catalog.model_names()
    offered = catalog.menu(*view.state.compare)
    show = Switch("show", lambda value: t(f"show.{value}"))
    scale = Switch("scale", lambda value: t(f"scale.{value}"))
    yield Beside([[show], [scale]], widths=[3, 2])
    chosen = len(_set(view))
    label = t("ranking.filters.set", count=chosen) if chosen else t("ranking.filters")
    yield Panel("filters", label, lambda: _filters(view))
    yield Several("compare", names.__getitem__, tuple(offered))


def _filters(view: View) -> Parts:
    for start in range(0, len(FILTERS), BESIDE):
        row: list[list[Control]] = [[_control(view, name)] for name in FILTERS[start : start + BESIDE]]
        yield Beside([*row, *([] for _ in range(BESIDE - len(row)))])
    yield Button("ranking.reset", view.t("ranking.reset"), _defaults(FILTERS))


def _control(view: View, name: str) -> Control:
    label = _labels(view)[name]
    return Menu(name, label) if name in MENUS else Switch(name, label)


def _labels(view: View) -> dict[str, Callable[[Any], str]]:
    t, organizations = view.t, catalog.organizations()
    return {
        "domain": lambda value: t(f"domain.{value or 'all'}"),
        "organization": lambda value: organizations[value] if value else t("organization.all"),
        "since": str,
        "until": str,
        "kind": lambda value: t(f"kind_shown.{value}"),
        "boundary": lambda value: t(f"boundary_shown.{value}"),
        "accounting": lambda value: t(f"accounting.{value}"),
    }


def _defaults(names: Iterable[str]) -> dict[str, Value]:
    known = catalog.all_parameters()
    return {name: known[name].first for name in names}


def _set(view: View) -> list[str]:
    """Filters that are not at their default."""
    return [name for name, default in _defaults(FILTERS).items() if getattr(view.state, name) != default]


def chart(view: View) -> Parts:
    """All chosen models ranked by emissions, with the places that their ranges allow."""
    drawn = ranking.members(view)
    chosen, compared = view.state.model, view.state.compare
    rows = ranking.placed(ranking.rows(drawn, view, chosen, *compared), view)
    if not rows:
        yield Box([*_nothing(view)], "nothing")
        return
    band = next((row for row in rows if row.model_id == chosen), None)
    yield Chart(
        "ranking",
        ranking.chart(rows, view, band),
        title=_title(rows, view),
        subtitle=ranking.subtitle(view),
        source=ranking.with_left_out(_source(rows, band, view), drawn, rows, view),
        columns=lambda: ranking.columns(rows, view),
    )


def finding(view: View) -> Finding:
    """The largest and the smallest of what is ranked; what was chosen, where no model passes the filters."""
    rows = ranking.placed(ranking.rows(ranking.members(view), view), view)
    if not rows:
        return training_emissions.finding(view)
    figure = Headlined.of("emissions", rows[0].value)
    return Finding(_title(rows, view), (ranking.subtitle(view),), figure=figure)


def _title(rows: Sequence[ranges.Row], view: View) -> str:
    """The largest and the smallest, or that ranges leave open which it is."""
    t, first, last = view.t, rows[0], rows[-1]
    if len(rows) == 1:
        return t("ranking.title.one", model=first.label, most=_text(first.value, view))
    if view.what_if and (title := _what_if_title(rows, view)):
        return title
    leaders = sum(row.first == 1 for row in rows)
    message = "ranking.title.open" if leaders > 1 else "ranking.title"
    return t(
        message,
        leaders=leaders,
        count=quantity.plain(len(rows), t),
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
    count = quantity.plain(len(published), t)
    return t("ranking.title.what_if", count=count, first=first.label, most=most, last=last.label, least=least)


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


def _nothing(view: View) -> Parts:
    """What to loosen, each with the number of models that would then be drawn."""
    t = view.t
    yield Section(t("ranking.nothing"))
    ways = [(name, _count(view, name)) for name in _set(view)]
    useful = [(name, count) for name, count in ways if count]
    yield Words(t("ranking.nothing.loosen") if useful else t("ranking.nothing.several"))
    buttons = [Button(f"loosen.{name}", _loosened(name, count, view), _defaults([name])) for name, count in useful]
    reset = Button("ranking.reset.nothing", t("ranking.reset"), _defaults(FILTERS))
    yield Line([*buttons, reset])


def _loosened(name: str, count: int, view: View) -> str:
    value = _labels(view)[name](catalog.all_parameters()[name].first)
    return view.t("ranking.loosen", filter=view.t(f"control.{name}"), value=value, count=count)


def _count(view: View, name: str) -> int:
    """Models that would be drawn without a filter."""
    other = view.changed(**_defaults([name]))
    return len(ranking.rows(ranking.members(other), other))
