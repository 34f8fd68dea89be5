"""Each control changes what it says it changes, and nothing is lost on the way."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from components import frame
from tests.pages.visit import address, drawings, headline, healthy, metrics, open_page, slide


def _chart(app: AppTest, index: int = 0) -> str:
    return json.dumps(drawings(app)[index].figure["data"], sort_keys=True)


def _switch(app: AppTest, key: str, value: str) -> None:
    app.button_group(key=key).set_value(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("hardware", "h100-sxm5"), ("region", "FRA"), ("mfu", "0.50"), ("pue", "1.50"), ("year", "2015")],
)
def test_assumptions_change_the_estimates(name: str, value: str) -> None:
    app = open_page("emissions")
    before, chart = metrics(app), _chart(app)
    if name in ("hardware", "region"):
        healthy(app.selectbox(key=f"{name}.en").set_value(value).run())
    else:
        slide(app, f"{name}.en", value)
    assert metrics(app)["Training emissions"] != before["Training emissions"]
    assert _chart(app) != chart
    assert address(app)[name] == value
    assert metrics(app)["Published emission figure"] == before["Published emission figure"]


def test_region_and_year_change_emissions_but_not_energy() -> None:
    before, after = (
        metrics(open_page("emissions")),
        metrics(open_page("emissions", region="FRA", year="2022")),
    )
    assert before["Training energy"] == after["Training energy"]
    assert before["Training emissions"] != after["Training emissions"]


def test_reset_brings_the_published_values_back() -> None:
    default = open_page("emissions")
    app = open_page("emissions", region="FRA", pue="1.50", mfu="0.40")
    assert headline(app) != headline(default)
    app.button(key="reset.en").click()
    healthy(app.run())
    assert headline(app) == headline(default)
    assert address(app) == address(default)


def test_language_switch_keeps_every_value() -> None:
    app = open_page("emissions", region="FRA", pue="1.50", model="bloom-176b", show="published")
    chosen = address(app)
    _switch(app, "language", "zh")
    healthy(app.run())
    assert address(app) == {**chosen, "lang": "zh"}
    _switch(app, "language", "en")
    healthy(app.run())
    assert address(app) == chosen


def test_chosen_model_leads_the_page() -> None:
    app = open_page("emissions")
    app.selectbox(key="model.en").set_value("bloom-176b")
    healthy(app.run())
    assert "BLOOM" in headline(app)


def test_more_models_are_ranked_on_request() -> None:
    def count(show: str) -> int:
        return len(drawings(open_page("emissions", show=show))[0].figure["data"][0]["y"])

    assert count("landmarks") < count("all")


@pytest.mark.parametrize(("name", "value"), [("measure", "energy"), ("domain", "language"), ("doubling", "12.0")])
def test_growth_controls_redraw_the_chart(name: str, value: str) -> None:
    before, after = open_page("growth"), open_page("growth", **{name: value})
    assert _chart(before) != _chart(after)
    assert address(after)[name] == value


@pytest.mark.parametrize(
    ("name", "value", "card"),
    [
        ("queries", "1000000000", "Emissions of inference in 365 days"),
        ("output", "5000", "Energy of one query"),
        ("input", "5000", "Energy of one query"),
        ("energy", "published", "Energy of one query"),
    ],
)
def test_deployment_controls_change_their_cards(name: str, value: str, card: str) -> None:
    model = {"model": "bloom-176b"}
    before, after = (
        metrics(open_page("inference", **model)),
        metrics(open_page("inference", **model, **{name: value})),
    )
    assert before[card] != after[card]


def test_longer_deployment_raises_the_share_of_inference() -> None:
    short, long = open_page("inference", days="1"), open_page("inference", days="3650")
    assert metrics(short)["Share of inference after 1 day"] != metrics(long)["Share of inference after 10 years"]


def test_model_without_parameters_is_declined_in_words() -> None:
    app = open_page("inference", model="lisa")
    assert "Too little is published" in headline(app)


def test_an_address_changed_by_hand_or_by_the_back_button_is_followed() -> None:
    app = open_page("emissions", region="FRA")
    there = headline(app)
    app.query_params["region"] = "DEU"
    healthy(app.run())
    assert headline(app) != there
    app.query_params["region"] = "FRA"
    healthy(app.run())
    assert headline(app) == there
    assert app.selectbox(key="region.en").value == "FRA"


@pytest.mark.parametrize(
    ("page", "kind", "widget", "value", "stated"),
    [
        ("emissions", "selectbox", "region.en", "POL", {"region": "POL"}),
        ("emissions", "button_group", "scale.en", "linear", {"scale": "linear"}),
        ("emissions", "multiselect", "compare.en", ["bert-large", "gpt-3-175b"], {"compare": "bert-large~gpt-3-175b"}),
        ("yours", "text_input", "own_tokens.en", "1e12", {"own_tokens": "1e12"}),
        ("emissions", "button_group", "language", "zh", {"lang": "zh"}),
    ],
)
def test_a_move_that_a_new_session_did_not_see_counts(
    page: str, kind: str, widget: str, value: object, stated: dict[str, str]
) -> None:
    app = open_page(page, mfu="0.50")
    before = address(app)
    getattr(app, kind)(key=widget).set_value(value)
    in_browser = app._tree.get_widget_states()
    app._session_state = AppTest.from_file(str(frame.RUN))._session_state
    healthy(app._run(in_browser))
    assert address(app) == before | stated
