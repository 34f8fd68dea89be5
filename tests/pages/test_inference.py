"""The page on training and inference: deployments, methods, shares."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from components import frame
from content.state.parameters import DEPLOYMENT, SERVING
from tests.pages.visit import (
    address,
    cards,
    drawings,
    headline,
    healthy,
    metrics,
    notes,
    open_page,
    slide,
    sliders,
    titles,
    written,
)

PRESETS = ("Llama 3.1 70B answers", "ViT-H/14 looks")  # words of their texts
OPEN = re.compile(r"\[Open this deployment\]\(inference\?(.*)\)")
# What the page showed before serving had controls of its own: those links keep their figures.
EARLIER = {
    "": ({}, ("0.72\xa0Wh", "180 days", "67%", "1,100\xa0t\xa0CO₂e")),
    "other chip and place": (
        {"hardware": "a100-sxm4-80gb", "pue": "1.30", "region": "FRA", "model": "gpt-4"},
        ("2.7\xa0Wh", "4.5 years", "18%", "780\xa0t\xa0CO₂e"),
    ),
    "published": (
        {"model": "bloom-176b", "energy": "published"},
        ("4\xa0Wh", "20 days", "95%", "820\xa0t\xa0CO₂e"),
    ),
}


def _charts(app: AppTest) -> list[dict[str, object]]:
    return [drawing.figure for drawing in drawings(app)]


@pytest.mark.parametrize("link", EARLIER)
def test_earlier_links_keep_their_figures(link: str) -> None:
    parameters, figures = EARLIER[link]
    assert tuple(metrics(open_page("inference", data="2026.11.2", **parameters)).values()) == figures


@pytest.mark.parametrize(
    ("name", "value"),
    [("serving_hardware", "a100-sxm4-80gb"), ("serving_pue", "1.60"), ("utilization", "0.30")],
)
def test_serving_settings_change_a_query(name: str, value: str) -> None:
    before, after = metrics(open_page("inference")), metrics(open_page("inference", **{name: value}))
    assert before["Energy of one query"] != after["Energy of one query"]


@pytest.mark.parametrize("energy", ["estimated", "regression"])
def test_the_factor_that_a_card_names_leads_from_the_median_to_the_bounds(energy: str) -> None:
    card = next(card for card in cards(open_page("inference", energy=energy)) if card.label == "Energy of one query")
    factor = float(re.findall(r"× or ÷ ([\d.]+)", card.about)[0])
    low, high = (float(bound) for bound in re.findall(r"([\d.]+) – ([\d.]+)", card.about)[0])
    assert high / low == pytest.approx(factor**2, rel=0.1)  # the bounds are printed with two digits


def test_a_range_that_prints_as_one_share_is_left_out() -> None:
    app = open_page("inference", queries="300", model="llama-3.1-70b")
    assert "<1% – <1%" not in " ".join([*(card.about for card in cards(app)), *(str(one.value) for one in app.caption)])


def test_batch_changes_the_regression_alone() -> None:
    def query(**parameters: str) -> str:
        return metrics(open_page("inference", **parameters))["Energy of one query"]

    assert query(batch="8") == query()
    assert query(energy="regression", batch="8") != query(energy="regression")


def test_the_regression_stays_on_the_chip_that_it_was_fitted_to() -> None:
    before = open_page("inference", energy="regression")
    after = open_page("inference", energy="regression", serving_hardware="a100-sxm4-80gb", input="5000")
    assert metrics(before) == metrics(after)
    assert "served on H100" in after.markdown[0].value


def test_region_of_serving_changes_the_emissions_of_use_and_not_of_training() -> None:
    before, after = open_page("inference"), open_page("inference", serving_region="FRA")
    card = "Emissions of inference in 365 days"
    assert metrics(before)[card] != metrics(after)[card]
    assert metrics(open_page("emissions", serving_region="FRA")) == metrics(open_page("emissions"))


def test_shares_in_emissions_differ_from_those_in_energy_once_the_regions_do() -> None:
    def share(**parameters: str) -> str:
        return metrics(open_page("inference", **parameters))["Share of inference after 365 days"]

    assert share() == share(impact="emissions")
    assert share(serving_region="FRA") == share()
    assert share(impact="emissions", serving_region="FRA") != share()


@pytest.mark.parametrize(("name", "value"), [("development", "2.0"), ("retraining", "3"), ("traffic_growth", "-10")])
def test_more_training_or_less_traffic_delays_the_break_even(name: str, value: str) -> None:
    def share(app: AppTest) -> int:
        return int(metrics(app)["Share of inference after 365 days"].removesuffix("%"))

    after = open_page("inference", **{name: value})
    assert share(after) < share(open_page("inference"))
    assert headline(after) != headline(open_page("inference"))


def test_a_deployment_that_never_breaks_even_says_so() -> None:
    app = open_page("inference", traffic_growth="-20", retraining="3")
    assert headline(app) == "Using GPT-3 never overtakes its training in this deployment"
    assert metrics(app)["Use of GPT-3 overtakes its training after"] == "never"


def test_emissions_add_the_making_of_the_chips() -> None:
    energy, emissions = (_charts(open_page("inference", impact=impact))[1] for impact in ("energy", "emissions"))
    assert [part["name"] for part in energy["data"]] == ["Inference", "Training"]  # type: ignore[attr-defined]
    parts = emissions["data"]
    assert [part["name"] for part in parts] == ["Inference", "Training", "Making the chips"]  # type: ignore[attr-defined]
    assert sum(part["x"][0] for part in parts) == pytest.approx(1)  # type: ignore[attr-defined]


def test_queries_for_80_percent_reach_80_percent() -> None:
    # The title answers with two digits; the nearest step of the slider is 20 million, a little less.
    app = open_page("inference")
    assert titles(app)[2].startswith(
        "It would take 21 million (1.8 million – 260 million) queries a day for inference to reach 80%"
    )
    assert metrics(open_page("inference", queries="20000000"))["Share of inference after 365 days"] == "79%"


def test_research_and_development_is_a_part_of_its_own() -> None:
    def parts(**parameters: str) -> dict[str, float]:
        traces = _charts(open_page("inference", **parameters))[1]["data"]
        return {trace["name"]: trace["x"][0] for trace in traces}  # type: ignore[attr-defined]

    assert list(parts()) == ["Inference", "Training"]
    found = parts(development="2.7")
    assert list(found) == ["Inference", "Final training", "Research and development"]
    assert found["Research and development"] / found["Final training"] == pytest.approx(1.7)
    assert sum(found.values()) == pytest.approx(1)
    # Two retrainings in 365 days: each costs a final run, none of the development before it.
    again = parts(development="2.7", retraining="4")
    assert again["Research and development"] / again["Final training"] == pytest.approx(1.7 / 3)


def test_changed_assumptions_are_counted() -> None:
    assert open_page("inference").expander[0].label == "Assumptions of serving"
    changed = open_page("inference", batch="8", serving_region="FRA")
    assert changed.expander[0].label == "Assumptions of serving · 2 changed"


def test_every_serving_value_stands_in_the_address() -> None:
    chosen = {"serving_region": "FRA", "traffic_growth": "-5", "retraining": "6", "development": "2.7", "batch": "8"}
    found = address(open_page("inference", **chosen))
    assert set(DEPLOYMENT) <= found.keys()
    assert found.items() >= chosen.items()


def test_switch_between_energy_and_emissions() -> None:
    app = open_page("inference")
    app.button_group(key="impact.en").set_value("emissions")
    healthy(app.run())
    assert address(app)["impact"] == "emissions"
    assert "emits" in titles(app)[0]


@pytest.mark.parametrize("place", [0, 1])
def test_a_preset_s_link_reproduces_what_its_text_says(place: int) -> None:
    app = open_page("inference", region="CHN", batch="8", queries="100")
    text = next(text.value for text in app.markdown if PRESETS[place] in text.value)
    values = {name: found[0] for name, found in parse_qs(OPEN.findall(text)[0]).items()}
    opened = open_page("inference", **values)
    assert written(opened) == values
    query, _, _, emissions = metrics(opened).values()
    assert query in text
    assert emissions in text


def test_the_overview_shows_the_default_deployment_whatever_was_set_elsewhere() -> None:
    app = open_page("inference", queries="100")
    app.switch_page(str(frame.file("")))
    app = healthy(app.run())
    assert metrics(app)["Use of GPT-3 overtakes its training after"] == "200 days"


def _unfolded(app: AppTest) -> AppTest:
    """The page with its assumptions of serving unfolded."""
    app.query_params["open"] = "serving"
    return healthy(app.run())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_assumptions_unfold_to_a_control_each(language: str) -> None:
    app = _unfolded(open_page("inference", lang=language))
    drawn = {widget.key for widget in app.selectbox} | sliders(app).keys()
    assert {f"{name}.{language}" for name in SERVING} <= drawn


def test_a_moved_assumption_moves_the_page_and_can_be_set_back() -> None:
    app = _unfolded(open_page("inference"))
    before = metrics(app)
    slide(app, "utilization.en", "0.20")
    assert address(app)["utilization"] == "0.20"
    assert metrics(app)["Energy of one query"] == "0.33\xa0Wh"
    app.button(key="serving.reset.en").click()
    healthy(app.run())
    assert metrics(app) == before


def test_backtest_and_published_values_unfold() -> None:
    app = open_page("inference", model="bloom-176b")
    folded = len(app.markdown)
    app.query_params["open"] = "accuracy~published"
    healthy(app.run())
    tables = [text.value for text in app.markdown if text.value.startswith("| ")]
    assert len(app.markdown) == folded + len(tables)
    assert any("| First principles | H100" in table for table in tables)
    assert any("Luccioni" in table for table in tables)


@pytest.mark.parametrize("impact", ["energy", "emissions"])
def test_a_model_without_an_estimate_still_shows_the_tasks(impact: str) -> None:
    app = open_page("inference", model="distilgpt2", impact=impact)
    assert len(_charts(app)) == 1
    assert "nan" not in " ".join(notes(app))
