"""Outlines of countries on a flat map: data/world.json from Natural Earth's countries, in the Equal Earth projection.

Reference: Šavrič B, Patterson T, Jenny B (2018), The Equal Earth map projection, International Journal of Geographical
Information Science 33(3); computed by PROJ (`eqearth`), cut and simplified by GEOS.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from babel.core import get_global
from pyproj import Proj
from shapely import LineString, Polygon, clip_by_rect, get_parts
from shapely.affinity import translate

SOURCE = Path(__file__).parent / "tables" / "countries-110m.json"  # TopoJSON
FILE_NAME = "world.json"
PROJECTION = Proj("+proj=eqearth +R=1")  # lengths in radii of the earth
MAP = (-180, -90, 180, 90)  # west, south, east, north [degree]
TOLERANCE = 0.004  # what a simpler outline may miss [radius of the earth]
DECIMALS = 3
LEAST_POINTS = 4  # of a ring
LEFT_OUT = {"ATA"}  # nobody draws power there
BY_NAME = {"Kosovo": "XKX"}  # has no number in ISO 3166

Point = tuple[float, float]


def equal_earth(longitude: float, latitude: float) -> Point:
    """Place on the map [radius of the earth] of a place on earth [degree]."""
    x, y = PROJECTION(longitude, latitude)
    return float(x), float(y)


def build(known: Collection[str]) -> str:
    """The outlines as JSON: by ISO 3166 code `x` and `y` of the rings, null between them, and where to point.

    `known` codes go before others of the same country, such as that of a former state.
    """
    topology = json.loads(SOURCE.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    codes = _alpha3_by_number(known)
    outlines = {}
    for country in topology["objects"]["countries"]["geometries"]:
        code = codes.get(country.get("id", "")) or BY_NAME.get(country["properties"]["name"], "")
        if not code or code in LEFT_OUT:
            continue
        every = [ring for arc_numbers in _rings(country) for ring in _projected(arc_numbers, arcs)]
        simpler = [LineString(ring.exterior).simplify(TOLERANCE, preserve_topology=False) for ring in every]
        rings = [Polygon(line.coords) for line in simpler if len(line.coords) >= LEAST_POINTS]
        rings = rings or [max(every, key=_area)]  # a small country keeps its outline
        middle = max(rings, key=_area).centroid
        outlines[code] = {**_joined(rings), "at": [round(middle.x, DECIMALS), round(middle.y, DECIMALS)]}
    return json.dumps(outlines, separators=(",", ":"), sort_keys=True) + "\n"


def _alpha3_by_number(known: Collection[str]) -> dict[str, str]:
    """ISO 3166 numeric -> alpha-3, both of which CLDR knows as aliases of alpha-2."""
    aliases: dict[str, list[str]] = get_global("territory_aliases")  # type: ignore[assignment]
    codes = sorted((code for code in aliases if re.fullmatch("[A-Z]{3}", code)), key=lambda code: code in known)
    alpha3 = {aliases[code][0]: code for code in codes}
    numbered = {code: names[0] for code, names in aliases.items() if re.fullmatch("[0-9]{3}", code)}
    return {code: alpha3[name] for code, name in numbered.items() if name in alpha3}


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Degrees of an arc: each of its points is a step from the last."""
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        (scale_x, scale_y), (from_x, from_y) = transform["scale"], transform["translate"]
        points.append((x * scale_x + from_x, y * scale_y + from_y))
    return points


def _rings(country: dict[str, Any]) -> Iterator[list[int]]:
    """Numbers of the arcs of each outer and inner ring of a country."""
    for polygon in country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]:
        yield from polygon


def _projected(numbers: list[int], arcs: list[list[Point]]) -> Iterator[Polygon]:
    """A ring on the map, in two where it crosses the date line: a flat map ends there. ~n is arc n backwards."""
    points = [point for number in numbers for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]
    longitudes, latitudes = np.array(points).T
    unbroken = Polygon(np.column_stack([np.unwrap(longitudes, period=360), latitudes]))
    for shift in (-360, 0, 360):
        for piece in get_parts(clip_by_rect(translate(unbroken, shift), *MAP)):
            yield Polygon(np.column_stack(PROJECTION(*np.array(piece.exterior.coords).T)))


def _area(ring: Polygon) -> float:
    return ring.area


def _joined(rings: list[Polygon]) -> dict[str, list[float | None]]:
    joined: dict[str, list[float | None]] = {"x": [], "y": []}
    for ring in rings:
        for name, axis in zip(joined, np.round(ring.exterior.coords, DECIMALS).T.tolist(), strict=True):
            joined[name] += [*([None] if joined[name] else []), *axis]
    return joined
