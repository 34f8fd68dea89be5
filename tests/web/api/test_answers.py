"""The API gives the figures of the pages, with their sources, and says plainly what is wrong with a request."""

from __future__ import annotations

import json

import pytest

from content.state import defaults
from content.state.values import Parameter
from content.tables import catalog, datasets
from content.view import View
from footprint.estimate import FACTORS
from tests.web.api.client import client, get
from web.api.application import PATH
from web.api.estimates import UNITS


def test_an_estimate_is_the_one_of_the_page() -> None:
    asked = {"model": "gpt-3-175b", "hardware": "h100-sxm5", "region": "FRA", "pue": "1.2"}
    found = get("/estimate", **asked)

    row = View.of(asked).estimate
    assert found["emissions"] == {
        "unit": "t CO2e",
        "median": row.emissions.median,
        "low": row.emissions.low,
        "high": row.emissions.high,
    }
    assert found["scenario"]["pue"] == "1.20"
    assert "pue=1.20" in found["page"]
    assert found["data_version"] == catalog.dataset().version


def test_every_factor_of_an_estimate_says_where_it_comes_from() -> None:
    assert set(UNITS) == set(FACTORS)
    factors = {one["factor"]: one for one in get("/estimate", model="gpt-3-175b")["factors"]}
    assert factors["reported_energy"]["origin"]["source"]["source_id"] == "patterson2021"
    assert sum(one["share"] for one in factors.values()) == pytest.approx(1)


@pytest.mark.parametrize("model", catalog.model_rows())
def test_every_model_has_an_answer(model: str) -> None:
    found = get("/estimate", model=model)
    assert (found["emissions"] is None) == (found["path"] == "none") == bool(found["reason"])
    for factor in found["factors"]:
        assert factor["low"] <= factor["median"] <= factor["high"]
        assert factor["origin"]["source"] or factor["origin"]["support"]


def test_facts_of_one_model_and_quantity() -> None:
    found = get("/facts", model="gpt-3-175b", quantity="energy_mwh")
    assert found["total"] == len(found["items"]) > 0
    for fact in found["items"]:
        assert (fact["model_id"], fact["quantity"]) == ("gpt-3-175b", "energy_mwh")
        assert get(f"/sources/{fact['source_id']}")["citation"]


def test_a_list_comes_in_parts_that_make_the_whole() -> None:
    total = get("/models", limit="1")["total"]
    parts = [get("/models", limit="70", offset=str(start))["items"] for start in range(0, total, 70)]
    assert [model["model_id"] for part in parts for model in part] == list(catalog.model_rows())


def test_growth_is_the_line_of_the_page() -> None:
    found = get("/growth", select="chart2018")
    assert found["n"] == len(found["points"]) == len(catalog.chart_2018())
    assert found["fit"]["doubling_interval"]["low"] < found["fit"]["doubling_months"]


def test_growth_without_enough_points_says_so() -> None:
    found = get("/growth", select="records", since="2025")
    assert found["n"] < found["minimum"]
    assert found["fit"] is None


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("/estimate", 422, "model"),
        ("/estimate?model=gpt-3-175b&tokens=1e12", 422, "model"),
        ("/estimate?tokens=-1", 422, "tokens"),
        ("/estimate?chip_hours=1&energy_boundary=garden", 422, "energy_boundary"),
        ("/estimate?model=gpt3-175b", 422, "model"),
        ("/estimate?model=gpt-3-175b&mfu=0.333", 422, "mfu"),
        ("/estimate?model=gpt-3-175b&mfu=nan", 422, "mfu"),
        ("/estimate?model=gpt-3-175b&modle=x", 422, "modle"),
        ("/facts?limit=0", 422, "limit"),
        ("/models/nobody", 404, None),
        ("/sources/nobody", 404, None),
        ("/nothing", 404, None),
    ],
)
def test_a_wrong_request_gets_problem_details(path: str, status: int, parameter: str | None) -> None:
    answer = client().get(PATH + path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    problem = answer.json()
    assert (problem["type"], problem["status"]) == ("about:blank", status)
    assert [error["parameter"] for error in problem["errors"]] == ([parameter] if parameter else [])


def test_a_near_miss_gets_the_nearest_id() -> None:
    problem = client().get(f"{PATH}/estimate?model=gpt3-175b").json()
    assert "the nearest is gpt-3-175b" in problem["errors"][0]["message"]


def test_other_methods_are_refused() -> None:
    answer = client().post(f"{PATH}/models")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    assert answer.json()["title"] == "Method Not Allowed"


def test_no_answer_holds_what_json_does_not_know() -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    for path in ("/facts?limit=1000", "/models?limit=1000", "/growth", "/estimate?model=gpt-4"):
        json.loads(client().get(PATH + path).content, parse_constant=refuse)


def test_what_has_not_changed_is_not_sent_again() -> None:
    first = client().get(f"{PATH}/growth")
    mark = first.headers["etag"]
    again = client().get(f"{PATH}/growth", headers={"If-None-Match": f'"other", {mark}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", mark)
    other = client().get(f"{PATH}/growth?select=records", headers={"If-None-Match": mark})
    assert other.status_code == 200


def test_pages_of_other_sites_may_read_it() -> None:
    answer = client().get(f"{PATH}/version", headers={"Origin": "https://school.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://school.example"}])
@pytest.mark.parametrize(
    ("path", "status"), [("models/none", 404), ("nothing", 404), ("models?limit=0", 422), ("models?unknown=1", 422)]
)
def test_scripts_of_other_sites_may_read_what_is_wrong(path: str, status: int, headers: dict[str, str]) -> None:
    answer = client().get(f"{PATH}/{path}", headers=headers)
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Retry-After" in answer.headers["access-control-expose-headers"]


def test_the_description_lists_the_ids_of_the_links() -> None:
    described = client().get(f"{PATH}/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    named: dict[str, Parameter] = catalog.all_parameters()
    for path in ("/estimate", "/growth"):
        for parameter in described["paths"][path]["get"]["parameters"]:
            if parameter["name"] not in named:  # what is known of a run of the reader's own
                continue
            schema = parameter["schema"]
            listed = schema.get("enum") or schema["anyOf"][0]["enum"]
            assert set(named[parameter["name"]].options) <= set(listed), parameter["name"]


def test_the_data_version_can_be_chosen_and_must_exist() -> None:
    known = get("/version")
    assert known["versions"][0] == known["data_version"]
    assert get("/estimate", model="gpt-4", data=known["data_version"])["data_version"] == known["data_version"]
    assert client().get(f"{PATH}/estimate?model=gpt-4&data=1999.01.0").status_code == 422


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ({"pue": "1,2"}, {"pue": "1.20"}),
        ({"pue": "１.2"}, {"pue": "1.20"}),
        ({"region": "fra"}, {"region": "FRA"}),
        ({"hardware": "H100-SXM5"}, {"hardware": "h100-sxm5"}),
    ],
)
def test_values_are_read_as_the_dashboard_s_links_are(stated: dict[str, str], read: dict[str, str]) -> None:
    found = get("/estimate", model="GPT-3-175B", **stated)
    assert found["scenario"] | read == found["scenario"]


@pytest.mark.parametrize("query", ["model=" + "a" * 201, "model=gpt-4&pue=1" + "+" * 60_000, "model=gpt-4&mfu=1e999"])
def test_what_is_too_long_or_impossible_is_refused_in_words(query: str) -> None:
    answer = client().get(f"{PATH}/estimate?{query}")
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert ("longer than 200 characters" in error["message"]) == (len(query) > 100)


def test_no_number_is_too_long_to_be_refused() -> None:
    answer = client().get(f"{PATH}/models?limit={'0' * 201}")
    assert "longer than 200 characters" in answer.json()["errors"][0]["message"]


def test_what_a_request_leaves_out_is_as_in_its_data_version(monkeypatch: pytest.MonkeyPatch) -> None:
    version = datasets.newest()
    monkeypatch.setattr(defaults, "_columns", lambda: {version: {"measure": "energy"}})
    assert get("/growth", data=version)["measure"] == "energy"
    assert get("/growth", data=version, measure="compute")["measure"] == "compute"


def test_a_run_of_the_readers_own_has_both_ranges_and_says_what_it_did_not_use() -> None:
    run = get("/estimate", parameters="7e9", tokens="2e12", hardware="a100-sxm4-80gb", region="FRA", chips="5")
    assert (run["model"], run["path"], run["unused"]) == (None, "parameters_tokens", ["chips"])
    for quantity in ("chip_hours", "energy_mwh", "emissions_tco2e"):
        found = run[quantity]
        assert found["low"] < found["low50"] < found["median"] < found["high50"] < found["high"]


def test_a_search_finds_the_best_known_model_first() -> None:
    assert get("/models", q="llama 3.1 405")["items"][0]["model_id"] == "llama-3.1-405b"
    assert get("/models", q="alexnet")["total"] == 1
    assert get("/models", q="nobody knows this")["total"] == 0
