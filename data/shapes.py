"""Outlines of countries on a flat map: data/world.json from Natural Earth's countries, in the Equal Earth projection.

Reference: Šavrič B, Patterson T, Jenny B (2018), The Equal Earth map projection, International Journal of Geographical
Information Science 33(3), equations 6 and 7.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

SOURCE = Path(__file__).parent / "tables" / "countries-110m.json"  # TopoJSON
FILE_NAME = "world.json"
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796  # coefficients of the projection
TOLERANCE = 0.004  # what a simpler outline may miss [radius of the earth]
DECIMALS = 3
LEAST_POINTS = 4  # of a ring
LEFT_OUT = {"ATA"}  # nobody draws power there
BY_NAME = {"Kosovo": "XKX"}  # has no number in ISO 3166

Point = tuple[float, float]


def equal_earth(longitude: float, latitude: float) -> Point:
    """Place on the map [radius of the earth] of a place on earth [degree]."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square * square * square
    slope = A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)
    x = 2 * math.sqrt(3) / 3 * math.radians(longitude) * math.cos(theta) / slope
    return x, theta * (A1 + A2 * square + sixth * (A3 + A4 * square))


def build(known: Collection[str]) -> str:
    """The outlines as JSON: by ISO 3166 code `x` and `y` of the rings, null between them, and where to point.

    `known` codes go before others of the same country, such as that of a former state.
    """
    topology = json.loads(SOURCE.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    codes = _alpha3_by_number(known)
    found = {}
    for country in topology["objects"]["countries"]["geometries"]:
        code = codes.get(country.get("id", "")) or BY_NAME.get(country["properties"]["name"], "")
        if not code or code in LEFT_OUT:
            continue
        every = _rings(country, arcs)
        rings = [simpler for ring in every if len(simpler := _simplified(ring)) >= LEAST_POINTS]
        rings = rings or [max(every, key=_area)]  # a small country keeps its outline
        found[code] = {**_joined(rings), "at": _middle(max(rings, key=_area))}
    return json.dumps(found, separators=(",", ":"), sort_keys=True) + "\n"


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


def _rings(country: dict[str, Any], arcs: list[list[Point]]) -> list[list[Point]]:
    """Outer and inner rings of a country on the map; ~n is arc n backwards."""
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    rings = []
    for ring in (ring for polygon in polygons for ring in polygon):
        parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring]
        pieces = _cut([point for part in parts for point in part])
        rings += [[equal_earth(*point) for point in piece] for piece in pieces]
    return rings


def _cut(ring: list[Point]) -> list[list[Point]]:
    """A ring in degrees, in two where it crosses the date line: a flat map ends there."""
    turned, shift = [ring[0]], 0.0
    for (before, _), (longitude, latitude) in pairwise(ring):
        if abs(longitude - before) > 180:
            shift += math.copysign(360, before - longitude)
        turned.append((longitude + shift, latitude))
    if shift == 0 and all(-180 <= longitude <= 180 for longitude, _ in turned):
        return [ring]
    pieces = []
    for turn in (-360, 0, 360):
        piece = _east_of(-180, _west_of(180, [(longitude + turn, latitude) for longitude, latitude in turned]))
        pieces += [piece] if piece else []
    return pieces


def _west_of(edge: float, ring: list[Point]) -> list[Point]:
    """The part of a ring west of a meridian (Sutherland and Hodgman)."""
    kept: list[Point] = []
    for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]] if ring else []):
        if x0 <= edge:
            kept.append((x0, y0))
        if (x0 <= edge) != (x1 <= edge):
            kept.append((edge, y0 + (y1 - y0) * (edge - x0) / (x1 - x0)))
    return [*kept, kept[0]] if kept else []


def _east_of(edge: float, ring: list[Point]) -> list[Point]:
    """The part of a ring east of a meridian."""
    mirrored = _west_of(-edge, [(-longitude, latitude) for longitude, latitude in ring])
    return [(-longitude, latitude) for longitude, latitude in mirrored]


def _simplified(points: list[Point]) -> list[Point]:
    """Fewer points within the tolerance (Ramer, Douglas and Peucker); a ring stays a ring."""
    if len(points) < 3:
        return points
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = math.hypot(x1 - x0, y1 - y0)

    def apart(point: Point) -> float:
        if length == 0:
            return math.hypot(point[0] - x0, point[1] - y0)
        return abs((x1 - x0) * (y0 - point[1]) - (x0 - point[0]) * (y1 - y0)) / length

    farthest = max(range(1, len(points) - 1), key=lambda place: apart(points[place]))
    if apart(points[farthest]) <= TOLERANCE:
        return [points[0], points[-1]]
    return _simplified(points[: farthest + 1])[:-1] + _simplified(points[farthest:])


def _area(ring: list[Point]) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))) / 2


def _middle(ring: list[Point]) -> list[float]:
    """Centroid of a ring."""
    crosses = [(x0 * y1 - x1 * y0, x0 + x1, y0 + y1) for (x0, y0), (x1, y1) in pairwise(ring)]
    doubled = sum(cross for cross, _, _ in crosses)
    return [round(sum(one[0] * one[axis] for one in crosses) / (3 * doubled), DECIMALS) for axis in (1, 2)]


def _joined(rings: list[list[Point]]) -> dict[str, list[float | None]]:
    found: dict[str, list[float | None]] = {"x": [], "y": []}
    for ring in rings:
        for name, axis in (("x", 0), ("y", 1)):
            found[name] += [*([None] if found[name] else []), *(round(point[axis], DECIMALS) for point in ring)]
    return found
