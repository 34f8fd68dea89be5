"""Where cloud regions stand on the map."""

from __future__ import annotations

import json
import math
from itertools import pairwise

import pytest

from data import shapes, sites
from data.read import read_all

GRIDS = read_all()["grids"]
CLOUD = GRIDS[GRIDS["level"] == "cloud"].drop_duplicates("grid_id").set_index("grid_id")["iso3"]
WORLD = json.loads(shapes.build(set(GRIDS.loc[GRIDS["level"] == "country", "iso3"])))
SITES = json.loads(sites.build())
# Coasts are drawn simpler than they are, and some providers name no more than the country, whose middle may be at sea.
NEAR = 0.04  # [radius of the earth]


def test_every_site_is_a_known_cloud_region() -> None:
    assert set(SITES) <= set(CLOUD.index)


@pytest.mark.parametrize(("provider", "unplaced"), [("aws", 2), ("azure", 5), ("gcp", 2)])
def test_few_regions_have_no_place(provider: str, unplaced: int) -> None:
    regions = [grid_id for grid_id in CLOUD.index if grid_id.startswith(f"{provider}:")]
    assert len(set(regions) - set(SITES)) == unplaced


@pytest.mark.parametrize("grid_id", sorted(grid_id for grid_id in SITES if CLOUD[grid_id] in WORLD))
def test_a_site_lies_in_its_country(grid_id: str) -> None:
    outline = WORLD[CLOUD[grid_id]]
    assert _inside(SITES[grid_id], outline) or _apart(SITES[grid_id], outline) < NEAR


def _edges(outline: dict[str, list[float | None]]) -> list[tuple[float, float, float, float]]:
    points = list(zip(outline["x"], outline["y"], strict=True))
    return [
        (x0, y0, x1, y1)
        for (x0, y0), (x1, y1) in pairwise(points)
        if x0 is not None and y0 is not None and x1 is not None and y1 is not None
    ]


def _inside(site: list[float], outline: dict[str, list[float | None]]) -> bool:
    x, y = site
    crossed = sum(
        (y0 > y) != (y1 > y) and x < x0 + (x1 - x0) * (y - y0) / (y1 - y0) for x0, y0, x1, y1 in _edges(outline)
    )
    return crossed % 2 == 1


def _apart(site: list[float], outline: dict[str, list[float | None]]) -> float:
    """Distance to the nearest border [radius of the earth]."""

    def to_edge(x0: float, y0: float, x1: float, y1: float) -> float:
        x, y = site
        along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2 or 1)
        part = min(1, max(0, along))
        return math.dist(site, (x0 + part * (x1 - x0), y0 + part * (y1 - y0)))

    return min(to_edge(*edge) for edge in _edges(outline))
