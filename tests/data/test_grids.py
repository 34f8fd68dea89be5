"""Grid figures: spread, badge and words follow how a figure came about, never what it is listed as."""

from __future__ import annotations

import pytest

from content.findings import grid_basis, provenance, training_emissions
from content.language.messages import Text
from content.pages.regions import elsewhere
from content.tables import catalog
from content.view import View
from data.read import read_all
from data.relations import check_relations
from footprint import load
from footprint.reference import Reference
from tests.web.api.client import get

EN = Text("en")
GRIDS = read_all()["grids"]
NEWEST = GRIDS[GRIDS["level"] == "cloud"].sort_values("year").drop_duplicates("grid_id", keep="last")


def grid(**asked: str) -> dict[str, object]:
    """The grid factor of an estimate."""
    factors = get("/estimate", model="gpt-3-175b", **asked)["factors"]
    found: dict[str, object] = next(one for one in factors if one["factor"] == "grid")
    return found


@pytest.mark.parametrize("region", ["aws:eu-central-1", "azure:germanywestcentral"])
def test_frankfurt_of_a_provider_without_figures_is_germany(region: str) -> None:
    copied, country = grid(region=region, year="2025"), grid(region="DEU", year="2025")
    assert [copied[name] for name in ("median", "low", "high")] == [country[name] for name in ("median", "low", "high")]
    assert round(float(str(copied["high"])) / float(str(copied["median"])), 2) == 1.83


def test_a_provider_s_own_figure_is_tighter() -> None:
    own = grid(region="gcp:europe-west3", year="2024")
    assert own["median"] == 275.82
    assert round(float(str(own["high"])) / 275.82, 2) == 1.35


def test_most_cloud_regions_hold_another_grid_s_figure() -> None:
    assert (len(NEWEST), (NEWEST["copied_from"] != "").sum()) == (159, 115)
    assert ((NEWEST["copied_from"] != "") & (NEWEST["average_of"] == "country")).sum() == 78
    assert set(NEWEST.loc[NEWEST["copied_from"] == "", "source_id"]) == {"gcp_region_carbon"}


def test_a_copy_that_differs_from_its_origin_is_refused() -> None:
    tables = read_all()
    check_relations(tables)
    wrong = tables["grids"].copy()
    wrong.loc[wrong["grid_id"] == "aws:eu-central-1", "gco2e_per_kwh"] = 100.0
    with pytest.raises(ValueError, match="aws:eu-central-1"):
        check_relations({**tables, "grids": wrong})


@pytest.mark.parametrize(
    ("origin", "badge", "words"),
    [
        ("grid:aws:eu-central-1@2025", "derived", "average of Germany, as the provider publishes none, life cycle"),
        ("grid:aws:us-east-1@2023", "derived", "as the provider publishes none, power stations alone (direct)"),
        ("grid:gcp:europe-west3@2024", "reported", "2024, provider's own figure, power stations alone (direct)"),
        ("grid:gcp:europe-west3@2020", "reported", "2020, provider's own figure, life cycle"),
        ("grid:DEU@2025", "reported", "Germany 2025, average of the country or area, life cycle"),
        ("grid:US-IA@2023", "reported", "average of what the state generates, power stations alone (direct)"),
        ("grid:IN-MH@2024", "reported", "average of what the state generates, life cycle"),
        ("grid:CN-MEE@2023", "reported", "average of the country or area, power stations alone (direct)"),
    ],
)
def test_words_and_badge_of_a_grid(origin: str, badge: str, words: str) -> None:
    shown, text = provenance.origin(origin, EN)
    assert EN(f"kind.{badge}") in shown
    assert words in text


def test_direct_against_life_cycle_as_docs_method_has_it() -> None:
    rows = catalog.grid_rows()
    for direct, life_cycle, ratio in (("US-EGRID-US@2023", "USA@2023", 0.89), ("CN-MEE@2023", "CHN@2023", 0.91)):
        assert (rows[direct]["method"], rows[life_cycle]["method"]) == ("direct", "life_cycle")
        assert rows[direct]["gco2e_per_kwh"] / rows[life_cycle]["gco2e_per_kwh"] == pytest.approx(ratio, abs=0.005)


def test_two_bases_side_by_side_are_warned_of_and_one_is_not() -> None:
    mixed = grid_basis.warning(("grid:DEU@2025", "grid:gcp:europe-west3@2024"), EN)
    assert "life cycle" in mixed
    assert not grid_basis.warning(("grid:DEU@2025", "grid:FRA@2025", "fact:x", "scenario", ""), EN)
    for finding in (training_emissions.finding, elsewhere.finding):
        moved = View.of({"model": "llama-3.1-405b", "region": "gcp:europe-west3"})
        told = "Not like for like" in " ".join(finding(moved).lines)
        before = grid_basis.row_of(str(moved.published["llama-3.1-405b"].origin("grid")))
        assert told == (before is not None and before["method"] == "life_cycle")


def test_old_versions_keep_the_spread_that_they_had() -> None:
    before = load.load(load.RELEASES / "2026.11.1")
    reference = Reference.from_tables(before.accelerators, before.grids, before.priors)
    place = reference.grids.ids.places["aws:eu-central-1"]
    years = reference.grids.years[1] - reference.grids.years[0] + 1
    assert reference.grids.sd[reference.grids.codes[(place + 1) * years]] == pytest.approx(0.08)
    assert set(before.models["place_average_of"]) == {"", "country", "grid_region", "site"}
    copied = before.grids.set_index(["grid_id", "year"])["copied_from"]
    assert copied["aws:eu-central-1", 2025] == "DEU"
