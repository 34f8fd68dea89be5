"""Grids of the world for the regions page: which are shown, their rows by year, their names and sources."""

from __future__ import annotations

import math
from collections.abc import Sequence

from content.findings import provenance
from content.language import quantity
from content.language.messages import Text
from content.tables import catalog
from content.tables.catalog import Row
from content.view import View

# Places that readers ask for: clean and dirty, large users of electricity, homes of data centres.
PLACES = (
    "ISL", "NOR", "SWE", "FRA", "CHE", "FIN", "BRA", "CAN", "NZL", "ESP", "GBR", "IRL", "NLD", "DEU", "ITA", "USA",
    "JPN", "KOR", "TWN", "SGP", "ARE", "CHN", "SAU", "AUS", "POL", "ZAF", "IDN", "IND", "WORLD",
)  # fmt: skip
STALE_YEARS = 3  # a value older than that says nothing about the asked year


@catalog.shared()
def countries(year: int) -> dict[str, Row]:
    """Row of each country in a year, or up to some years before."""
    newest: dict[str, Row] = {}
    for past in range(year - STALE_YEARS, year + 1):
        newest |= _countries().get(past, {})
    return newest


@catalog.shared()
def _countries() -> dict[int, dict[str, Row]]:
    """Rows of countries by year."""
    by_year: dict[int, dict[str, Row]] = {}
    for row in catalog.grid_rows().values():
        if row["level"] == "country" and not row["suspect"]:
            by_year.setdefault(row["year"], {})[row["grid_id"]] = row
    return by_year


@catalog.shared(64)
def intensities(year: int) -> dict[int, list[float]]:
    """Year -> intensity of each of PLACES, for all years that the data have for most of them, and the asked one."""
    by_year = _intensities()
    most = {
        known_year: values
        for known_year, values in by_year.items()
        if sum(map(math.isfinite, values)) > 0.8 * len(PLACES)
    }
    return most | {year: by_year[year]}


@catalog.shared()
def _intensities() -> dict[int, list[float]]:
    rows = catalog.grid_rows()
    known = {row["year"] for row in rows.values() if row["grid_id"] in PLACES and not row["suspect"]}
    return {known_year: [_value(rows.get(f"{place}@{known_year}")) for place in PLACES] for known_year in sorted(known)}


def _value(row: Row | None) -> float:
    return math.nan if row is None or row["suspect"] else float(row["gco2e_per_kwh"])


def opening_year() -> int:
    """Year that the page opens with; it settles which places titles are about, so that no slider changes them."""
    return int(catalog.all_parameters()["map_year"].default)


def ends(year: int) -> tuple[Row, Row]:
    """Rows of the cleanest and the dirtiest of PLACES, as they are in the year that the page opens with.

    Both of the asked year, or of the one before that has both; where none has, the ends of those that are known.
    """
    low, high = _ends(countries(opening_year()))
    for past in range(year, year - STALE_YEARS - 1, -1):
        rows = _countries().get(past, {})
        if low in rows and high in rows:
            return rows[low], rows[high]
    known = _countries().get(year, {}) or countries(year)
    low, high = _ends(known)
    return known[low], known[high]


def _ends(rows: dict[str, Row]) -> tuple[str, str]:
    known = [place for place in PLACES if place in rows]
    low, high = (pick(known, key=lambda place: rows[place]["gco2e_per_kwh"]) for pick in (min, max))
    return low, high


def row_of(place: str, year: int) -> Row:
    """Row of a place in a year, else its newest."""
    return catalog.grid_rows().get(f"{place}@{year}") or catalog.places()[place]


def sources(rows: Sequence[Row]) -> str:
    """Publications behind rows of grids, as one line of Markdown."""
    return " · ".join(provenance.link(source_id) for source_id in dict.fromkeys(row["source_id"] for row in rows))


def name(grid_id: str, t: Text) -> str:
    """Name of a grid."""
    return catalog.region_names(t.language)[grid_id]


def gram(value: float, t: Text) -> str:
    """An intensity with its unit."""
    return f"{quantity.number(value, t, 3)} gCO₂e/kWh" if value == value else t("regions.class.none")


def year(view: View) -> int:
    """Year that the visitor looks at."""
    return view.state.map_year
