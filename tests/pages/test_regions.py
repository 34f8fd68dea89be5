"""The regions page: the same numbers as the estimates elsewhere, a map of our own."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from content.findings import grid_places
from content.language.messages import Text
from content.pages.regions import elsewhere, grids
from content.tables import catalog
from content.view import View
from footprint.scenario import Scenario
from tests.pages.visit import address, drawings, headline, metrics, open_page, titles


def chart(app: Any, key: str) -> dict[str, Any]:
    """The figure under a key."""
    return next(drawing.figure for drawing in drawings(app) if drawing.key == key)


@pytest.mark.parametrize("model", ["gpt-3-175b", "bloom-176b", "bert-large"])
@pytest.mark.parametrize(("place", "year"), [("FRA", 2024), ("POL", 2010), ("WORLD", 2020), ("SGP", 2000)])
def test_training_there_is_the_estimate_under_that_region_and_year(model: str, place: str, year: int) -> None:
    view = View.of({"model": model, "year": str(year)})
    (there,) = elsewhere.relocated(view, [place])
    expected = catalog.estimates(Scenario(grid_id=place, year=year))[model]
    assert there.median == pytest.approx(expected.emissions.median)
    assert there.low == pytest.approx(expected.emissions.low)
    assert there.high == pytest.approx(expected.emissions.high)
    assert there.origin == expected.origin("grid")


def test_the_sidebar_s_region_is_the_one_compared() -> None:
    assert "France" in headline(open_page("regions"))
    assert "Poland" in headline(open_page("regions", region="POL"))


def test_the_year_of_the_map_stands_in_the_link_and_moves_no_training() -> None:
    app = open_page("regions", map_year="2000")
    assert headline(app) == headline(open_page("regions"))
    assert address(app)["map_year"] == "2000"
    assert titles(app)[0].startswith("In 2000 ")


def test_the_sidebar_s_year_moves_the_training() -> None:
    assert "(2000)" in headline(open_page("regions", year="2000"))


def test_moving_to_a_cleaner_grid_saves_and_to_a_dirtier_one_costs() -> None:
    clean, dirty = (list(metrics(open_page("regions", region=region)).values()) for region in ("SWE", "POL"))
    assert clean[0].endswith("less")
    assert dirty[0].endswith("more")


def test_the_map_draws_every_country_that_has_an_outline_once() -> None:
    figure = chart(open_page("regions"), "world")
    shapes = [trace for trace in figure["data"] if trace["mode"] == "lines"]
    rings = sum(sum(x is None for x in trace["x"]) for trace in shapes)
    expected = sum(outline["x"].count(None) + 1 for outline in catalog.outlines().values())
    assert rings == expected
    points = next(trace for trace in figure["data"] if trace["mode"] == "markers")
    assert len(points["hovertext"]) == len(catalog.outlines())
    assert "geo" not in json.dumps(figure["layout"])  # Plotly would fetch its own outlines


def test_cloud_regions_of_each_provider_stand_on_the_map_and_can_be_chosen() -> None:
    app = open_page("regions")
    clouds = {
        trace["name"]: trace for trace in chart(app, "world")["data"] if trace.get("name") in grids.PROVIDERS.values()
    }
    assert list(clouds) == ["AWS", "Azure", "Google Cloud"]
    chosen = [grid_id for trace in clouds.values() for grid_id in trace["customdata"]]
    assert sorted(chosen) == sorted(catalog.sites())
    assert all("gCO₂e/kWh" in hover for trace in clouds.values() for hover in trace["hovertext"])
    assert "Google Cloud us-central1" in headline(open_page("regions", region="gcp:us-central1"))


def test_the_cloud_chart_counts_the_regions_that_it_draws() -> None:
    app = open_page("regions")
    drawn = sum(len(trace["x"]) for trace in chart(app, "cloud")["data"])
    subtitle = next(drawing.subtitle for drawing in drawings(app) if drawing.key == "cloud")
    assert f"of {drawn} regions" in subtitle
    assert any("Of Google's 44 cloud regions" in title for title in titles(app))


def test_old_values_do_not_stand_for_a_year() -> None:
    rows = grid_places.countries(2020)
    assert rows
    assert all(2020 - grid_places.STALE_YEARS <= row["year"] <= 2020 and not row["suspect"] for row in rows.values())


def test_the_years_run_through_the_places_in_the_browser() -> None:
    figure = chart(open_page("regions"), "years")
    years = [frame["name"] for frame in figure["frames"]]
    assert years == sorted(years)
    assert years[0] == "2000"
    assert all(len(frame["data"][0]["x"]) == len(grid_places.PLACES) for frame in figure["frames"])
    for year, frame in zip(years, figure["frames"], strict=True):
        moved, named = frame["data"]
        assert named["text"] == [f"<b>{year}</b>"]
        known = [(y, x) for x, y in zip(moved["x"], moved["y"], strict=True) if x is not None]
        assert [x for _, x in sorted(known)] == sorted(x for _, x in known)  # from row to row they never fall


def test_a_model_without_an_estimate_keeps_the_map() -> None:
    app = open_page("regions", model="distilgpt2")
    assert chart(app, "world")["data"]
    assert metrics(app) == {}


def test_parts_of_the_world_have_names_in_each_language() -> None:
    assert catalog.region_names("zh")["WORLD"] == "世界"
    assert re.fullmatch("[A-Za-z ]+", Text("en").area("EUROPE", ""))
