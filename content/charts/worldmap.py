"""Countries of the world coloured by class, in an equal-area projection that is computed when the data set is built.

The outlines are drawn as plain shapes: nothing is fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content.charts import style

HEIGHT = 470  # on a wide page [px]
ASPECT = 1.7  # width to height of map and legend on a narrow one
EAST, NORTH, SOUTH = 2.72, 1.33, -1.02  # edges of the map [radius of the earth]
BORDER = "rgba(128,136,132,0.9)"
UNKNOWN = "rgba(128,136,132,0.18)"
SITE, AROUND = "#1d2724", "#ffffff"  # seen on each colour of the classes, on light and dark
SYMBOLS = ("circle", "square", "diamond")  # of the providers
# From low to high: blue to brown, told apart by those who see red and green alike.
COLOURS = ("#2b83ba", "#73aac4", "#b5cdb9", "#e8d48a", "#dfa24e", "#c8641b", "#8f3b10")


@dataclass(frozen=True)
class Country:
    """Outline of a country, its class (-1: unknown), and what is said of it."""

    country_id: str
    x: Sequence[float | None]
    y: Sequence[float | None]
    at: Sequence[float | None]
    rank: int
    hover: str


@dataclass(frozen=True)
class Site:
    """A cloud region on the map."""

    grid_id: str
    at: Sequence[float]
    hover: str


def world(
    countries: Sequence[Country], names: Sequence[str], unknown: str, clouds: Mapping[str, Sequence[Site]]
) -> dict[str, Any]:
    """Figure of the map.

    Parameters
    ----------
    names : of the classes, from low to high, as many as COLOURS
    unknown : name of the class of countries without a value
    clouds : regions by the name of their provider
    """
    classes = [(-1, unknown, UNKNOWN), *((rank, name, COLOURS[rank]) for rank, name in enumerate(names))]
    shapes = [
        _shapes([country for country in countries if country.rank == rank], name, colour)
        for rank, name, colour in classes
    ]
    places = {
        "type": "scatter",
        "mode": "markers",
        "x": [country.at[0] for country in countries],
        "y": [country.at[1] for country in countries],
        "marker": {"size": 16, "opacity": 0},
        "hovertext": [country.hover for country in countries],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [country.country_id for country in countries],
        "showlegend": False,
    }
    axis = {"visible": False, "constrain": "domain"}
    return {
        "data": [
            *(shape for shape in shapes if shape["x"]),
            places,
            *(_sites(name, sites, symbol) for (name, sites), symbol in zip(clouds.items(), SYMBOLS, strict=True)),
        ],
        "layout": style.layout(
            HEIGHT,
            {**axis, "range": [-EAST, EAST]},
            {**axis, "range": [SOUTH, NORTH], "scaleanchor": "x"},
            meta={"aspect": ASPECT},
        ),
    }


def _shapes(countries: Sequence[Country], name: str, colour: str) -> dict[str, Any]:
    """All outlines of one class as one line that is broken between them."""
    x: list[float | None] = []
    y: list[float | None] = []
    for country in countries:
        x += [*country.x, None]
        y += [*country.y, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": colour,
        "line": {"color": BORDER, "width": 0.5},
        "hoverinfo": "skip",
    }


def _sites(provider: str, sites: Sequence[Site], symbol: str) -> dict[str, Any]:
    """The regions of one provider."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": provider,
        "x": [site.at[0] for site in sites],
        "y": [site.at[1] for site in sites],
        "marker": {"symbol": symbol, "size": 6, "color": SITE, "opacity": 1, "line": {"color": AROUND, "width": 1}},
        "hovertext": [site.hover for site in sites],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [site.grid_id for site in sites],
    }
