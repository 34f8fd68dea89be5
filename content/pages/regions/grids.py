"""Grid intensity of countries and cloud regions: on a map, through the years, by provider."""

from __future__ import annotations

from collections.abc import Sequence

from content.charts import rows as row_charts
from content.charts import style, worldmap, years
from content.charts.encoding import Lasting
from content.charts.rows import Point, Series
from content.columns import Numbers
from content.findings import grid_basis, grid_places, provenance
from content.language import quantity
from content.language.messages import Text
from content.parts import Chart, Parts
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View

EDGES = (50, 150, 300, 450, 600, 750)  # between the colours of the map [gCO2e/kWh]
PROVIDERS = {"aws": "AWS", "azure": "Azure", "gcp": "Google Cloud"}
OWN = "gcp"  # the one provider that publishes its own figures
# Cloud regions by whose figure stands for them; colour, mark.
FIGURES = {
    "own": (style.REPORTED, "circle"),
    "direct": (style.ESTIMATED, "diamond-open"),
    "life_cycle": (style.ESTIMATED, "circle-open"),
}


def world(view: View) -> Parts:
    """Map of intensities and cloud regions; a click on one of them trains there."""
    t, year = view.t, grid_places.year(view)
    known = list(grid_places.countries(year).values())
    low, high = grid_places.ends(year)
    yield Chart(
        "world",
        _map(t, year),
        title=t(
            "regions.map.title",
            year="–".join(sorted({str(row["year"]) for row in (low, high)})),
            dirty=grid_places.name(high["grid_id"], t),
            times=quantity.number(high["gco2e_per_kwh"] / low["gco2e_per_kwh"], t),
            clean=grid_places.name(low["grid_id"], t),
        ),
        subtitle=t("regions.map.subtitle", year=year, stale=grid_places.STALE_YEARS),
        source=t("regions.map.source", source=grid_places.sources(known), count=len(catalog.sites())),
        columns=lambda: {
            t("table.place"): [grid_places.name(row["grid_id"], t) for row in known],
            t("table.year"): [str(row["year"]) for row in known],
            t("quantity.grid_gco2e_per_kwh"): Numbers(
                [row["gco2e_per_kwh"] for row in known], "gCO2e/kWh", lambda value: quantity.number(value, t, 3)
            ),
        },
        select="region",
    )


@catalog.shared(128)
def _map(t: Text, year: int) -> Lasting:
    rows = grid_places.countries(year)
    countries = []
    for code, outline in catalog.outlines().items():
        row = rows.get(code)
        rank = -1 if row is None else sum(row["gco2e_per_kwh"] >= edge for edge in EDGES)
        known = code in catalog.places()
        countries.append(
            worldmap.Country(
                code if known else "", outline["x"], outline["y"], outline["at"], rank, _hover(code, row, t)
            )
        )
    bounds = [0, *EDGES]
    names = [
        *(t("regions.class", low=low, high=high) for low, high in zip(bounds, EDGES, strict=False)),
        t("regions.class.last", low=EDGES[-1]),
    ]
    return Lasting(worldmap.world(countries, names, t("regions.class.none"), _clouds(t)))


def _clouds(t: Text) -> dict[str, list[worldmap.Site]]:
    """Cloud regions whose place is known, by provider."""
    sites = catalog.sites()
    return {
        PROVIDERS[key]: [
            worldmap.Site(row["grid_id"], sites[row["grid_id"]], _cloud_hover(row, t))
            for row in rows
            if row["grid_id"] in sites
        ]
        for key, rows in _cloud_rows().items()
    }


@catalog.shared()
def _cloud_rows() -> dict[str, list[Row]]:
    """Newest row of each region of the large providers."""
    rows = [row for row in catalog.places().values() if row["level"] == "cloud"]
    return {key: [row for row in rows if row["grid_id"].startswith(f"{key}:")] for key in PROVIDERS}


def _hover(code: str, row: Row | None, t: Text) -> str:
    name = f"<b>{t.country(code, code)}</b>"
    if row is None:
        return f"{name}<br>{t('regions.class.none')}"
    value = f"{quantity.number(row['gco2e_per_kwh'], t, 3)} gCO₂e/kWh · {row['year']}"
    return f"{name}<br>{value}<br>{grid_basis.about(row, t)} · {provenance.short_citation(row['source_id'])}"


def through_the_years(view: View) -> Parts:
    """Intensities of known places, which a button runs through the years."""
    t, year = view.t, grid_places.year(view)
    table = grid_places.intensities(grid_places.opening_year())  # the year moves, what the title is about does not
    first, last = min(table), max(table)
    changes = [
        (table[last][place] / table[first][place], grid_places.PLACES[place])
        for place in range(len(grid_places.PLACES))
    ]
    change, best = min((ratio, place) for ratio, place in changes if ratio == ratio)
    table = grid_places.intensities(year)
    named = [grid_places.name(place, t) for place in grid_places.PLACES]
    rows = [grid_places.row_of(place, year) for place in grid_places.PLACES]
    yield Chart(
        "years",
        _years(t, year),
        title=t(
            "regions.years.title",
            place=grid_places.name(best, t),
            share=quantity.percent(1 - change, t),
            first=first,
            last=last,
        ),
        subtitle=t("regions.years.subtitle", year=year),
        source=t("regions.years.source", source=grid_places.sources(rows)),
        columns=lambda: {
            t("table.place"): named,
            **{
                str(column): Numbers(table[column], "gCO2e/kWh", lambda value: quantity.number(value, t, 3))
                for column in dict.fromkeys((first, year, last))
            },
        },
    )


@catalog.shared(64)
def _years(t: Text, year: int) -> Lasting:
    named = [grid_places.name(place, t) for place in grid_places.PLACES]
    return Lasting(years.through(named, grid_places.intensities(year), year, "gCO₂e/kWh", t("growth.play")))


def cloud(view: View) -> Parts:
    """Published intensities of the regions of large cloud providers."""
    t = view.t
    rows = [row for of_provider in _cloud_rows().values() for row in of_provider]
    own = _cloud_rows()[OWN]  # one basis, one method: the others' figures are averages of larger areas
    low, high = (pick(own, key=lambda row: row["gco2e_per_kwh"]) for pick in (min, max))
    yield Chart(
        "cloud",
        _strips(t),
        title=t(
            "regions.cloud.title",
            count=len(own),
            clean=_alike(low, own, t),
            least=quantity.number(low["gco2e_per_kwh"], t, 3),
            dirty=_alike(high, own, t),
            most=quantity.number(high["gco2e_per_kwh"], t, 3),
        ),
        subtitle=t(
            "regions.cloud.subtitle",
            count=len(rows),
            own=len(own),
            direct=sum(_figure(row) == "direct" for row in rows),
            life_cycle=sum(_figure(row) == "life_cycle" for row in rows),
        ),
        source=grid_places.sources(rows),
        columns=lambda: {
            t("table.place"): [grid_places.name(row["grid_id"], t) for row in rows],
            t("table.year"): [str(row["year"]) for row in rows],
            t("quantity.grid_gco2e_per_kwh"): Numbers(
                [row["gco2e_per_kwh"] for row in rows], "gCO2e/kWh", lambda value: quantity.number(value, t, 3)
            ),
            t("table.basis"): [grid_basis.about(row, t) for row in rows],
        },
    )


def _figure(row: Row) -> str:
    """Whose figure stands for a cloud region, as key of FIGURES."""
    return str(row["method"]) if row["copied_from"] else "own"


@catalog.shared()
def _strips(t: Text) -> Lasting:
    """Regions of each provider side by side."""
    groups = {PROVIDERS[key]: rows for key, rows in _cloud_rows().items()}
    points = {
        whose: [
            _cloud_point(provider, row, t) for provider, rows in groups.items() for row in rows if _figure(row) == whose
        ]
        for whose in FIGURES
    }
    most = max(point.value for of_figure in points.values() for point in of_figure)
    return Lasting(
        row_charts.drawn(
            [
                Series(t(f"regions.cloud.{whose}"), colour, mark, points[whose])
                for whose, (colour, mark) in FIGURES.items()
            ],
            list(groups),
            {
                "range": [-0.02 * most, most * 1.05],
                "zeroline": False,
                "title": {"text": "gCO₂e/kWh", "standoff": 4},
            },
        )
    )


def _alike(region: Row, rows: Sequence[Row], t: Text) -> str:
    """Names of the regions with the intensity of a region: several stand on the same grid."""
    return " · ".join(
        grid_places.name(row["grid_id"], t) for row in rows if row["gco2e_per_kwh"] == region["gco2e_per_kwh"]
    )


def _cloud_point(provider: str, row: Row, t: Text) -> Point:
    return Point(provider, row["gco2e_per_kwh"], _cloud_hover(row, t), "")


def _cloud_hover(row: Row, t: Text) -> str:
    value = f"{grid_places.gram(row['gco2e_per_kwh'], t)} · {row['year']}"
    about = f"{grid_basis.about(row, t)} · {provenance.short_citation(row['source_id'])}"
    return f"<b>{grid_places.name(row['grid_id'], t)}</b><br>{value}<br>{about}"
