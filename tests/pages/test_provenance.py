"""Every figure on screen says what it is and leads to its source."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from content.site import PAGES
from tests.pages.visit import cards, drawings, notes, open_page

YOURS = ("set in the sidebar", "在侧栏中设定")  # the source of what the visitor has set, where something is set
RESTS_ON = ("ML.ENERGY", "distribution of comparable runs", "同类训练的分布")
SETTINGS: dict[str, dict[str, str]] = {
    "default": {"guess": "50"},
    "what if": {"hardware": "h100-sxm5", "region": "FRA", "pue": "1.20", "guess": "50", "step": "5"},
    "sampled": {"model": "bert-base", "lang": "zh", "guess": "50", "step": "7"},
    "by chip-hours": {"model": "llama-3.1-405b", "energy": "published", "guess": "50", "step": "8"},
    "by year, none to serve": {"model": "gpt-4.5"},
}


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("data", "method", "present", "teach")])
def test_each_card_states_its_kind_and_opens_its_source(page: str, setting: str) -> None:
    app = open_page(page, **SETTINGS[setting])
    assert cards(app) or "none" in setting
    for card in cards(app):
        assert 'class="badge ' in card.about
        # A distribution of this project names in words what it rests on; a dash states no figure.
        named = card.value == "–" or any(words in card.about for words in RESTS_ON)
        named |= "what if" in setting and any(words in card.about for words in YOURS)
        assert 'href="http' in card.about or 'href="data?' in card.about or named, card


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_estimate_has_a_range(setting: str) -> None:
    app = open_page("emissions", **SETTINGS[setting])
    badges = ("badge orange", "badge violet")  # estimated, derived from published energy
    estimated = [card.about for card in cards(app) if any(badge in card.about for badge in badges)]
    assert estimated
    assert all("90" in about for about in estimated), estimated


@pytest.mark.parametrize("page", ["", "emissions"])
def test_points_of_the_ranking_state_value_range_kind_and_boundary(page: str) -> None:
    estimated, *published = drawings(open_page(page))[0].figure["data"]
    for hover in estimated["text"]:
        assert "90% range" in hover
        assert "whole facility · location-based" in hover
        assert "estimated" in hover or "derived" in hover
    assert published
    for hover in (text for trace in published for text in trace["text"]):
        assert any(kind in hover for kind in ("reported", "third party", "derived"))
        assert "whole facility" in hover
        assert "location-based" in hover
        assert "(20" in hover  # the year of the publication


def _published(app: AppTest) -> list[str]:
    return [text for trace in drawings(app)[0].figure["data"][1:] for text in trace["text"]]


def test_the_ranking_draws_one_boundary_and_names_what_it_leaves_out() -> None:
    one, every = (open_page("emissions", show="all", boundary=boundary) for boundary in ("facility", "all"))
    left_out = next(text for text in notes(one) if "their boundary differs" in text)
    counts = [int(count) for count in re.findall(r" (\d+)[,.]", left_out.split("differs:")[1].split("\n")[0])]
    assert sum(counts) == len(_published(every)) - len(_published(one)) > 0
    assert not any("their boundary differs" in text for text in notes(every))
    assert any("market-based" in hover for hover in _published(every))


@pytest.mark.parametrize(("page", "axis"), [("growth", "compute"), ("growth", "emissions"), ("claims", "")])
def test_hover_of_every_point_states_its_kind(page: str, axis: str) -> None:
    app = open_page(page, **({"measure": axis} if axis else {}))
    traces = drawings(app)[0].figure["data"]
    shown = [trace for trace in traces if trace.get("hoverinfo") != "skip"]
    hovers = [hover for trace in shown for hover in trace.get("hovertext", trace.get("text", []))]
    assert len(hovers) >= 5
    kinds = ("measured", "reported", "third party", "derived", "estimated")
    assert [hover for hover in hovers if not any(kind in hover for kind in kinds)] == []
    if axis == "emissions":
        assert all("whole facility" in hover for hover in hovers)


def test_an_estimate_outside_the_tested_runs_says_so() -> None:
    inside, outside = (
        open_page("emissions", model=model, show="landmarks") for model in ("llama-3.1-405b", "vit-g-14")
    )
    assert not any(
        "Outside the tested runs" in text
        for text in (*(card.about for card in cards(inside)), *(text.value for text in inside.markdown))
    )
    assert any("not a language model" in card.about for card in cards(outside))
    assert any("not a language model" in text.value for text in outside.markdown)


def test_factors_of_an_estimate_lead_to_their_sources() -> None:
    app = open_page("emissions", model="gpt-2-1.5b")
    table = next(text.value for text in app.markdown if text.value.startswith("| Factor"))
    rows = table.split("\n")[2:]
    assert len(rows) == 5
    for row in rows:
        assert "-badge[" in row
        assert "](http" in row or "distribution of comparable runs" in row


def test_the_sources_of_the_largest_and_the_first_model_are_named_on_the_growth_page() -> None:
    spans = [card.about for card in cards(open_page("growth")) if "from the two end points" in card.about]
    assert len(spans) == 2
    assert all(about.count('href="http') == 2 for about in spans)
