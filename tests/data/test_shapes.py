"""Outlines of countries on the map."""

from __future__ import annotations

import json
import math
from itertools import pairwise

import pytest

from data import shapes
from data.read import read_all

GRIDS = read_all()["grids"]
KNOWN = set(GRIDS.loc[GRIDS["level"] == "country", "iso3"])
WORLD = json.loads(shapes.build(KNOWN))
EDGE = shapes.equal_earth(180, 0)[0], shapes.equal_earth(0, 90)[1]


def test_the_projection_keeps_areas() -> None:
    # Strips of equal area on the sphere (equal steps of the sine of the latitude) have equal areas on the map.
    def width(latitude: float) -> float:
        return 2 * shapes.equal_earth(180, latitude)[0]

    areas = []
    for low, high in ((0.0, 0.5), (0.5, 0.9)):
        steps = [math.degrees(math.asin(low + (high - low) * step / 2000)) for step in range(2001)]
        heights = [shapes.equal_earth(0, latitude)[1] for latitude in steps]
        strips = zip(steps, steps[1:], heights, heights[1:], strict=False)
        areas.append(sum((width(a) + width(b)) / 2 * (top - bottom) for a, b, bottom, top in strips) / (high - low))
    assert areas[0] == pytest.approx(areas[1], rel=1e-5)
    assert areas[0] == pytest.approx(2 * math.pi, rel=1e-4)  # of the sphere of radius one: 4 pi over both hemispheres


def test_the_edges_are_those_published() -> None:
    # Width over height of the whole map, by the authors: 2.05 to 1.
    assert EDGE[0] / EDGE[1] == pytest.approx(2.05, abs=0.01)


@pytest.mark.parametrize("code", sorted(WORLD))
def test_every_outline_lies_on_the_map_and_never_runs_across_it(code: str) -> None:
    outline = WORLD[code]
    points = list(zip(outline["x"], outline["y"], strict=True))
    assert all(abs(x) <= EDGE[0] + 1e-3 and abs(y) <= EDGE[1] for x, y in points if x is not None)
    steps = [abs(x1 - x0) for (x0, _), (x1, _) in pairwise(points) if x0 is not None and x1 is not None]
    assert max(steps) < 1.2  # the longest straight border is a part of Canada's


def test_small_countries_alone_are_missing() -> None:
    large = {"USA", "CHN", "IND", "FRA", "DEU", "BRA", "ZAF", "RUS", "XKX", "TWN", "NOR"}
    assert large <= set(WORLD)
    assert len(KNOWN - set(WORLD)) < 45


def test_where_to_point_lies_near_the_country() -> None:
    for name, longitude, latitude in (("FRA", 2.5, 46.5), ("AUS", 134.0, -25.0), ("JPN", 138.0, 37.0)):
        x, y = shapes.equal_earth(longitude, latitude)
        assert WORLD[name]["at"] == pytest.approx([x, y], abs=0.05)
