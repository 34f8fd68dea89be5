"""The same training elsewhere: what the chosen model would have emitted on other grids, and what moving it saves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from content.charts import rows as row_charts
from content.charts import style
from content.charts.rows import Point, Series
from content.columns import Numbers
from content.controls import Menu, Slider
from content.findings import estimate_cards, grid_basis, grid_places, provenance
from content.language import quantity
from content.language.headlined import Headlined
from content.language.messages import Text
from content.language.quantity import Displayed
from content.parts import Beside, Cards, Chart, Figure, Finding, Parts, Section
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View
from footprint.relocation import Relocation, relocate, saved
from footprint.scenario import Scenario

CLEAN = "FRA"  # compared with, where the sidebar names no region


def relocated(view: View, grid_ids: Sequence[str], year: float | None = None) -> list[Relocation]:
    """The model's energy times the intensity of each place, by the rule of all pages unless a year is given.

    The rule: the same energy, PUE included, on the grid of the training's year, or of the year that the sidebar sets.
    """
    estimate = view.estimate
    year = _year(view) if year is None else year
    grids = catalog.reference().grids
    return relocate(estimate.energy.median, estimate.energy.sd, grids, grid_ids, year)


def _year(view: View) -> float:
    """Year whose grids the training is put on; NaN, for the newest, where that of the run is unknown."""
    year = view.scenario.year
    return catalog.training_years()[view.state.model] if year is None else float(year)


def _other(view: View) -> str:
    """The place that the finding moves the training to."""
    return view.state.region or CLEAN


def finding(view: View) -> Finding:
    """The training at another place compared with where it was."""
    t, model, before = view.t, view.model, view.published[view.state.model]
    if not view.estimate.known:
        return Finding(t("emissions.title.none", model=model["short_name"]), (t(f"reason.{view.estimate.reason}"),))
    there = moved(view)
    title = t(
        "regions.title",
        model=model["short_name"],
        place=grid_places.name(there.grid_id, t),
        year=_vintage(there.origin),
        emissions=_tonnes(there, t).text,
        before=estimate_cards.emissions(before, view).text if before.known else t("kind.missing"),
    )
    lines = (
        t("emissions.range", range=_tonnes(there, t).range_text(t)),
        t("regions.rule", scenario=view.scenario_text(_there(view), view.state.model)),
        grid_basis.warning((there.origin, before.origin("grid")), t),
        t("regions.subtitle"),
    )
    figure = Headlined.of("emissions", there.median, there.low, there.high)
    return Finding(title, tuple(line for line in lines if line), figure=figure)


def _there(view: View) -> Scenario:
    """The visitor's assumptions at the place that the training is moved to."""
    return replace(view.scenario, grid_id=_other(view))


def moved(view: View) -> Relocation:
    """The chosen model's training at the visitor's place, or at one with clean electricity."""
    (there,) = relocated(view, [_other(view)])
    return there


def controls(view: View) -> Parts:
    """Which model, in which year."""
    names = catalog.model_names()
    yield Beside([[Menu("model", names.__getitem__, tuple(catalog.menu(view.state.model)))], [Slider("map_year", str)]])


def train_here(view: View) -> Parts:
    """The chosen model's training at each of the known places, with ranges."""
    t = view.t
    if not view.estimate.known:
        return
    chosen = _other(view)
    places = tuple(dict.fromkeys((*grid_places.PLACES, chosen)))
    trainings = sorted(relocated(view, places), key=lambda there: there.median, reverse=True)
    labels = [grid_places.name(there.grid_id, t) for there in trainings]
    rows = [
        f"<b>{label}</b>" if there.grid_id == chosen else label for there, label in zip(trainings, labels, strict=True)
    ]
    clean, dirty = _ends(trainings, view)
    low, high = style.decades([value for there in trainings for value in (there.low, there.high)])
    points = [
        Point(row, there.median, _there_hover(label, there, view), "", there.low, there.high)
        for row, label, there in zip(rows, labels, trainings, strict=True)
    ]
    ticks = [(value, text) for value, text in quantity.ticks("emissions", low, high, t) if low <= value <= high]
    yield Chart(
        "train",
        row_charts.drawn(
            [Series(t("series.estimated"), style.ESTIMATED, "circle-open", points)],
            rows,
            style.log_axis(low, high, ticks),
        ),
        title=t(
            "regions.train.title",
            model=view.model["short_name"],
            clean=grid_places.name(clean.grid_id, t),
            least=_tonnes(clean, t).text,
            dirty=grid_places.name(dirty.grid_id, t),
            most=_tonnes(dirty, t).text,
        ),
        subtitle=" ".join(
            line
            for line in (
                t("regions.train.subtitle", rule=_rule(view), scenario=_others(view)),
                grid_basis.warning((there.origin for there in trainings), t),
            )
            if line
        ),
        source=t("regions.train.source", source=grid_places.sources([_row(there) for there in trainings])),
        columns=lambda: {
            t("table.place"): labels,
            t("table.year"): [str(_row(there)["year"]) for there in trainings],
            t("table.basis"): [t(f"grid.basis.{_row(there)['method']}") for there in trainings],
            t("table.estimate"): _numbers([there.median for there in trainings], t),
            t("table.low"): _numbers([there.low for there in trainings], t),
            t("table.high"): _numbers([there.high for there in trainings], t),
        },
    )


def _ends(trainings: Sequence[Relocation], view: View) -> tuple[Relocation, Relocation]:
    """The training at the cleanest and the dirtiest of the known places, as these were in the training's own year."""
    then = relocated(view, grid_places.PLACES, catalog.training_years()[view.state.model])
    then.sort(key=lambda there: there.grid_gco2e_per_kwh)
    by_place = {there.grid_id: there for there in trainings}
    return by_place[then[0].grid_id], by_place[then[-1].grid_id]


def _row(there: Relocation) -> Row:
    return catalog.grid_rows()[there.origin.removeprefix("grid:")]


def _rule(view: View) -> str:
    """Which year's grids, in words."""
    year, t = _year(view), view.t
    if view.scenario.year is not None:
        return t("regions.rule.set", year=view.scenario.year)
    return t("regions.rule.training", year=f"{year:.0f}") if year == year else t("regions.rule.newest")


def _others(view: View) -> str:
    """Assumptions besides place and year."""
    return view.scenario_text(replace(view.scenario, grid_id=None, year=None))


def _numbers(tonnes: Sequence[float], t: Text) -> Numbers:
    return Numbers(tonnes, "t CO2e", lambda value: quantity.show(value, "emissions", t).text)


def _there_hover(label: str, there: Relocation, view: View) -> str:
    t, emissions = view.t, _tonnes(there, view.t)
    about = f"{t('kind.estimated')} · {t('boundary.facility')} · {t('accounting.location')}"
    lines = (f"<b>{label}</b>", emissions.text, emissions.range_text(t), _grid(there, t), about)
    return "<br>".join(line for line in lines if line)


def _grid(there: Relocation, t: Text) -> str:
    row = _row(there)
    return f"{grid_places.gram(there.grid_gco2e_per_kwh, t)} · {row['year']} · {grid_basis.about(row, t)}"


def savings(view: View) -> Parts:
    """What moving and what waiting would have saved."""
    t, year, other = view.t, grid_places.year(view), _other(view)
    if not view.estimate.known:
        return
    first = min(grid_places.intensities(year))
    here, there, world_mean = relocated(view, ["USA", other, "WORLD"])
    (now,), (then,) = (relocated(view, [other], float(asked)) for asked in (year, first))
    place = grid_places.name(other, t)
    figures = [
        _saving(t("regions.move", place=place, base=grid_places.name(base.grid_id, t)), there, base, view)
        for base in (here, world_mean)
        if base.grid_id != other
    ]
    waited = t("regions.wait", place=place, first=_vintage(then.origin), year=_vintage(now.origin))
    yield Section(t("regions.savings"))
    yield Cards([*figures, _saving(waited, now, then, view)])


def _saving(label: str, there: Relocation, base: Relocation, view: View) -> Figure:
    """Card of a change of emissions; the energy is the same, so its range cancels, and so does the site's."""
    t, share = view.t, saved(there, base)
    source = " · ".join(dict.fromkeys(provenance.origin(grid.origin, t)[1] for grid in (there, base)))
    note = t("regions.saving.note", now=_tonnes(there, t).text, before=_tonnes(base, t).text)
    note = "  \n".join(line for line in (note, grid_basis.warning((there.origin, base.origin), t)) if line)
    message = "regions.less" if share >= 0 else "regions.more"
    change = Displayed(t(message, share=quantity.percent(abs(share), t)), "")
    return Figure(label, change, provenance.kind_badge("derived", t), source, note)


def _vintage(origin: str) -> str:
    return origin.rpartition("@")[2]


def _tonnes(there: Relocation, t: Text) -> Displayed:
    return quantity.show(there.median, "emissions", t, there.low, there.high)
