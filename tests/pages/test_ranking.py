"""The ranking of emissions: filters, axis, places that ranges allow, models side by side, equivalences."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from content.charts import ranges
from content.findings import ranking
from content.state.form import LIST, NONE, SEPARATOR
from content.state.parameters import BOUNDARIES, COMPARED, LANDMARKS
from content.state.values import Parameter
from content.tables import catalog
from content.view import View
from tests.pages.visit import address, cards, drawings, healthy, metrics, notes, open_page

SEVEN = SEPARATOR.join(LANDMARKS[: COMPARED + 1])


def spec(app: AppTest) -> dict[str, Any]:
    return drawings(app)[0].figure


def drawn(app: AppTest) -> list[str]:
    """Names on the axis of the ranking, the largest first, without their places."""
    labels = spec(app)["layout"]["yaxis"]["categoryarray"][::-1]
    return [label.removeprefix("<b>").split("  ")[0] for label in labels]


def rows(**values: str) -> list[ranges.Row]:
    view = View.of(values)
    return ranking.placed(ranking.rows(ranking.members(view), view, view.state.model), view)


def short(model_id: str) -> str:
    return str(catalog.model_rows()[model_id]["short_name"])


@pytest.mark.parametrize(
    ("filters", "column", "values"),
    [
        ({"domain": "vision"}, "domain", {"vision"}),
        ({"organization": "openai"}, "organization", {"OpenAI"}),
        ({"since": "2019", "until": "2020"}, "year", {2019, 2020}),
    ],
)
def test_filters_let_only_their_models_pass(filters: dict[str, str], column: str, values: set[object]) -> None:
    found = rows(show="all", **filters)
    models = [catalog.model_rows()[row.model_id] for row in found]
    assert found
    assert {model["release_date"].year if column == "year" else model[column] for model in models} <= values
    assert len(found) < len(rows(show="all"))


def test_the_count_of_filters_stands_on_the_line_that_unfolds() -> None:
    assert any(expander.label == "Filters" for expander in open_page("emissions").expander)
    app = open_page("emissions", organization="openai", since="2018")
    assert any(expander.label == "Filters · 2 set" for expander in app.expander)


def test_reported_and_estimated_can_be_seen_alone() -> None:
    reported, estimated = rows(show="all", kind="reported"), rows(show="all", kind="estimated")
    assert all(row.estimate != row.estimate for row in reported)
    assert all(row.published != row.published for row in estimated)
    assert not any(row.first for row in reported)  # no ranges, no doubt stated and no certainty


def test_the_factor_is_published_over_estimated_where_both_count_the_same() -> None:
    both = [row for row in rows(show="all", boundary="all") if row.estimate > 0 and row.published > 0]
    stated = [row for row in both if row.factor > 0]
    assert stated
    assert len(stated) < len(both)
    for row in stated:
        assert row.factor == pytest.approx(row.published / row.estimate)
        assert "location-based" in row.published_hover
        assert ranking.times(row.factor, View.of({})) in row.published_hover
        assert ranking.times(row.factor, View.of({})) in row.estimate_hover
        starts_from_it = catalog.estimates()[row.model_id].path == "reported_energy"
        assert bool(row.beside) != starts_from_it


@pytest.mark.parametrize(
    ("boundary", "words", "model", "stated"),
    [
        # Luccioni et al. (2022): 30 t of the accelerators x PUE (Table 4), 50.5 t with idle power and manufacture.
        (
            "accelerator",
            {"computers without PUE", "accelerators only", "accelerators only, PUE applied"},
            "bloom-176b",
            30.0,
        ),
        ("life_cycle", {"life cycle"}, "bloom-176b", 50.5),
        ("facility", {"whole facility"}, "gpt-3-175b", 552.1),
        (
            "accelerator",
            {"accelerators only, PUE applied"} | {"computers without PUE", "accelerators only"},
            "llama-3.1-405b",
            8930,
        ),
    ],
)
def test_published_figures_of_one_boundary_alone(boundary: str, words: set[str], model: str, stated: float) -> None:
    drawn = [row for row in rows(show="all", boundary=boundary) if row.published > 0]
    assert all(any(f" · {word} · " in row.published_hover for word in words) for row in drawn)
    assert [row.published for row in drawn if row.model_id == model] == [stated]
    assert boundary == "facility" or not any(row.factor > 0 for row in drawn)


def test_side_by_side_tells_a_filtered_figure_from_an_unknown_one() -> None:
    compared = SEPARATOR.join(("gpt-3-175b", "gpt-4"))
    (table,) = (
        text.value
        for text in open_page("emissions", compare=compared, boundary="life_cycle").markdown
        if "|---" in text.value and "GPT-4" in text.value
    )
    gpt_3, gpt_4 = table.split("\n")[2:]
    assert gpt_3.endswith("none of those in the filters |")
    assert gpt_4.endswith("not known |")


def test_every_choice_of_figures_says_what_it_leaves_out() -> None:
    for boundary in BOUNDARIES:
        app = open_page("emissions", show="all", boundary=boundary)
        assert any("not drawn" in text for text in notes(app)) == (boundary != "all")


def test_market_based_figures_take_the_place_of_location_based_ones() -> None:
    location, market = (
        {row.model_id: row for row in rows(show="all", accounting=one)} for one in ("location", "market")
    )
    # Patterson et al. (2021), Table 4: Switch Transformer 72.2 t gross, 59.1 t net; GShard 4.8 t and 4.3 t.
    assert (location["switch-c"].published, market["switch-c"].published) == (72.2, 59.1)
    assert (location["gshard-600b"].published, market["gshard-600b"].published) == (4.8, 4.3)
    assert market["gpt-3-175b"].published != market["gpt-3-175b"].published
    assert all(location[model_id].estimate == market[model_id].estimate for model_id in ("switch-c", "gpt-3-175b"))
    for row in market.values():
        accountings = ("market-based", "net of hourly carbon-free energy")
        assert any(one in row.published_hover for one in accountings) or not row.published_hover
        assert not row.factor > 0
    app = open_page("emissions", accounting="market")
    assert any("estimates stay location-based" in text for text in notes(app))


def test_a_linear_axis_begins_at_zero_and_draws_the_same_values() -> None:
    log, linear = spec(open_page("emissions")), spec(open_page("emissions", scale="linear"))
    assert log["layout"]["xaxis"]["type"] == "log"
    assert linear["layout"]["xaxis"]["tickvals"][0] == 0
    assert [trace["x"] for trace in log["data"]] == [trace["x"] for trace in linear["data"]]


def test_models_whose_ranges_overlap_share_places() -> None:
    found = rows()
    for row in found:
        assert 1 <= row.first <= row.last <= len(found)
    gpt_3, bert = (next(row for row in found if row.model_id == one) for one in ("gpt-3-175b", "bert-base"))
    assert gpt_3.last < bert.first  # a factor of some thousand
    assert any(row.first < row.last for row in found)


def test_the_band_is_the_range_of_the_chosen_model() -> None:
    band = spec(open_page("emissions", model="bloom-176b"))["layout"]["shapes"][0]
    estimate = catalog.estimates()["bloom-176b"]
    assert (band["x0"], band["x1"]) == (estimate.emissions.low, estimate.emissions.high)


def test_where_nothing_passes_the_page_says_which_filter_to_loosen() -> None:
    app = open_page("emissions", domain="games", organization="openai", until="2015", show="all")
    assert any("No model passes" in heading.value for heading in app.subheader)
    loosen = [button for button in app.button if button.key and button.key.startswith("loosen.")]
    loosen += [button for button in app.button if button.key == "ranking.reset.nothing.en"]
    loosen[-1].click()
    healthy(app.run())
    assert drawn(app)
    assert address(app)["until"] == catalog.all_parameters()["until"].default


def test_each_offered_way_leads_to_as_many_models_as_it_says() -> None:
    app = open_page("emissions", organization="openai", domain="vision", since="2024", show="all", model="bert-base")
    offered = [button for button in app.button if button.key and button.key.startswith("loosen.")]
    assert offered
    count = int(offered[0].label.rsplit("(", 1)[1].rstrip(")"))
    offered[0].click()
    healthy(app.run())
    assert len(drawn(app)) == count


def test_compared_models_stand_side_by_side_with_factor_and_sources() -> None:
    app = open_page("emissions", compare="bert-large~gpt-3-175b")
    assert metrics(app)[short("bert-large")] != metrics(app)[short("gpt-3-175b")]
    assert any("the smallest of these" in card.about for card in cards(app))
    table = next(text.value for text in app.markdown if text.value.startswith("| Model"))
    assert short("gpt-3-175b") in table
    assert table.count("](http") >= 4
    assert address(app)["compare"] == "bert-large~gpt-3-175b"


def test_choosing_models_writes_them_into_the_address() -> None:
    app = open_page("emissions")
    app.multiselect(key="compare.en").set_value(["gpt-4", "bert-base"])
    healthy(app.run())
    assert address(app)["compare"] == "gpt-4~bert-base"
    app.multiselect(key="compare.en").set_value([])
    healthy(app.run())
    assert address(app)["compare"] == NONE


@pytest.mark.parametrize(
    "value",
    [
        "no-such-model",
        "bert-large~no-such-model",
        SEPARATOR,
        "bert-large~",
        "none~bert-large",
        SEPARATOR.join(LANDMARKS[:7]),
    ],
)
def test_lists_that_cannot_be_fall_back_without_a_word(value: str) -> None:
    assert address(open_page("emissions", compare=value))["compare"] == NONE


def test_a_list_holds_each_id_once_and_survives_the_way_there_and_back() -> None:
    known = catalog.all_parameters()["compare"]
    assert known.parse("bert-large~gpt-4~bert-large") == "bert-large~gpt-4"
    most = SEPARATOR.join(LANDMARKS[:COMPARED])
    assert known.parse(most) == most
    assert LIST.text(LIST.value(most)) == most
    assert LIST.value(LIST.text(())) == ()


def test_no_id_holds_the_separator() -> None:
    assert not [one for known in catalog.all_parameters().values() for one in known.options if SEPARATOR in one]


def test_single_values_are_no_lists() -> None:
    assert Parameter("one", "a", ("a", "b")).parse("a~b") is None


@pytest.mark.parametrize(("model", "wanted"), [("bert-base", "kilometres"), ("gpt-4", "lifetime")])
def test_equivalences_stay_readable(model: str, wanted: str) -> None:
    app = open_page("emissions", model=model)
    start = next(place for place, heading in enumerate(app.subheader) if "as much as" in heading.value)
    assert start >= 0
    shown = list(metrics(app).items())[-4:]
    assert any(wanted in label for label, _ in shown)
    assert all(len(value.replace(",", "")) <= 5 for _, value in shown)
