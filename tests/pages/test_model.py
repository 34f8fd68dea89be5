"""The sheet of a model: every kind of estimate can be followed, compared, and checked against what was published."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from content.language.messages import LANGUAGES, Text
from content.pages.model import development, sheet
from content.pages.model.development import CASES
from content.parts import Chart
from content.site import PAGES
from content.state.parameters import ASSUMPTIONS, SECOND
from content.tables import catalog
from content.view import View
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
    titles,
)

# One model for each path.
BY_PATH = {
    "reported_energy": "gpt-3-175b",
    "chip_hours": "llama-3.1-405b",
    "compute": "gpt-4",
    "compute_year": "gpt-4.5",
}


def _chart(app: AppTest, name: str) -> dict[str, Any]:
    """The figure of a chart by its key."""
    return next(drawing.figure for drawing in drawings(app) if drawing.key.startswith(name))


@pytest.mark.parametrize("path", BY_PATH)
def test_the_last_steps_are_the_headline(path: str) -> None:
    app = open_page("model", model=BY_PATH[path])
    cards = metrics(app)
    operational = next(value for label, value in cards.items() if "grid intensity" in label)
    assert operational in headline(app)
    assert [label[:2] for label in cards] == [f"{number + 1}." for number in range(len(cards))]


def test_parameters_and_tokens_are_multiplied_in_sight() -> None:
    estimates = catalog.estimates_from("compute")
    model = next(model_id for model_id, row in estimates.items() if row.path == "parameters_tokens")
    app = open_page("model", model=model, chain="compute")
    assert any("6 × " in card.about or "3 × " in card.about for card in cards(app))


def test_the_same_model_from_its_compute() -> None:
    best, counted = open_page("model"), open_page("model", chain="compute")
    assert len(metrics(counted)) > len(metrics(best))
    assert headline(counted) == headline(best)
    assert any("times the best estimate" in text.value for text in counted.markdown)


def test_a_model_without_an_estimate_says_why_and_shows_what_is_published() -> None:
    chosen = next(
        model_id for model_id, row in catalog.estimates().items() if not row.known and catalog.facts_of()[model_id] > 1
    )
    app = open_page("model", model=chosen)
    assert "Too little is published" in headline(app)
    assert any("No chain of steps" in text.value for text in app.markdown)
    assert not cards(app)
    assert any(text.value.startswith("| Quantity") for text in app.markdown)


def test_every_reason_without_an_estimate_has_its_page() -> None:
    reasons = {row.reason: model_id for model_id, row in catalog.estimates().items() if not row.known}
    assert reasons
    for reason, model_id in reasons.items():
        for language in LANGUAGES:
            app = open_page("model", model=model_id, lang=language)
            assert any(Text(language)(f"reason.{reason}") in text.value for text in app.markdown), (language, model_id)


def test_one_click_trains_the_model_on_other_chips_in_france() -> None:
    app = open_page("model")
    app.button(key="compare.preset.0.en").click()
    healthy(app.run())
    assert (address(app)["hardware"], address(app)["region"]) == ("h100-sxm5", "FRA")
    assert "would have emitted" in headline(app)
    before, after = _chart(app, "compare")["data"][0]["x"]
    assert after < before


def test_a_and_b_are_kept_swapped_and_cleared() -> None:
    app = open_page("model", region="FRA", mfu="0.40")
    app.button(key="compare.keep.en").click()
    healthy(app.run())
    kept = address(app)
    assert [kept[name] for name in SECOND] == [kept[name] for name in ASSUMPTIONS]
    app.selectbox(key="region.en").set_value("DEU")
    healthy(app.run())
    assert any(re.search(r"in A, .* in B", title) for title in titles(app))
    app.button(key="compare.swap.en").click()
    healthy(app.run())
    assert (address(app)["region"], address(app)["region_b"]) == ("FRA", "DEU")
    app.button(key="compare.clear.en").click()
    healthy(app.run())
    assert {address(app)[name] for name in SECOND} == {"published"}
    assert address(app)["region"] == "FRA"


def test_a_link_brings_both_scenarios_back() -> None:
    app = open_page("model", region="FRA", region_b="DEU", year_b="2020")
    again = open_page("model", **address(app))
    assert titles(app) == titles(again)
    assert len(_chart(again, "compare")["data"][0]["x"]) == 3
    assert address(again)["year_b"] == "2020"


def test_published_figures_stand_beside_the_estimate_by_boundary() -> None:
    app = open_page("model", model="gpt-3-175b")
    traces = _chart(app, "reported")["data"]
    values = [value for trace in traces[1:] for value in trace["x"]]
    shown = [
        fact
        for fact in catalog.facts().values()
        if fact["model_id"] == "gpt-3-175b" and fact["quantity"] in ("energy_mwh", "emissions_tco2e")
    ]
    assert 0 < len(values) <= len(shown)
    assert len(traces) == 3  # the estimate, its own boundary, others
    # Of BLOOM none is of the whole facility: what was printed with a PUE is a rating of the chips times it.
    assert len(_chart(open_page("model", model="bloom-176b"), "reported")["data"]) == 2


def test_what_belongs_to_another_run_is_shown_as_such() -> None:
    """BERT base: the energy was taken on 64 V100, so its sheet starts from these and names the 16 TPU beside them."""
    app = open_page("model", model="bert-base", open="published")
    used, all_figures = (table.value for table in app.markdown if "| Quantity |" in table.value)
    assert "another run" not in used
    assert "| number of chips | 64 |" in used
    (chips,) = (line for line in all_figures.split("\n") if "number of chips" in line and "Devlin" in line)
    assert "another run: 16 TPU v2" in chips
    in_chinese = open_page("model", model="bert-base", open="published", lang="zh")
    assert any("另一次训练：16 块 TPU v2" in text.value for text in in_chinese.markdown)


def test_a_published_figure_of_another_run_is_no_check_of_the_estimate() -> None:
    app = open_page("model", model="transformer-big")
    _, same, other = _chart(app, "reported")["data"]
    assert all("TPU v2" not in label for label in same["y"])
    assert any("another run: TPU v2" in text for text in other["hovertext"])


def test_neighbours_lead_to_their_sheets() -> None:
    app = open_page("model", region="FRA")
    links = next(text.value for text in app.markdown if text.value.startswith("Their sheets"))
    targets = [parse_qs(urlsplit(target).query) for target in re.findall(r"\]\((model\?[^)]+)\)", links)]
    assert len(targets) == 6
    for target in targets:
        assert target["model"][0] in catalog.model_rows()
        assert target["region"] == ["FRA"]


def test_the_ranking_of_neighbours_holds_the_model_itself() -> None:
    labels = _chart(open_page("model"), "neighbours")["data"][0]["y"]
    assert "<b>GPT-3  1–4</b>" in labels  # with the places that its range allows
    assert len(labels) == 7


def test_a_figure_that_the_estimate_rests_on_is_not_called_a_confirmation() -> None:
    assert any("rests on its published energy" in title for title in titles(open_page("model")))


def test_a_published_zero_is_named_where_no_axis_can_hold_it() -> None:
    app = open_page("model", model="olmo-7b-lumi")
    assert any("0" in text and "market-based" in text for text in notes(app) if "Not drawn" in text)


def test_the_whole_project_stands_beside_its_final_run() -> None:
    final, whole = (open_page("model", development=value) for value in ("1.0", "2.7"))
    labels = _chart(final, "development")["data"][0]["y"]
    assert any("<b>final run only" in label for label in labels)
    assert any(label.startswith("LISA") for label in labels)
    drawn = _chart(whole, "development")["data"][0]
    amounts = dict(zip(drawn["y"], drawn["x"], strict=True))
    assert amounts["<b>Your choice 2.7×</b>"] == pytest.approx(2.7 * amounts["final run only 1×"])
    assert any("2.7 times as much" in title for title in titles(whole))


def test_the_slider_of_the_project_stands_in_the_address() -> None:
    app = open_page("model")
    slide(app, "development.en", "3.4")
    assert address(app)["development"] == "3.4"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_published_case_leads_to_its_publication(language: str) -> None:
    assert len(CASES) >= 6
    table = development.table(Text(language))
    rows = table.split("\n")[2:]
    assert len(rows) == len(CASES)
    assert all("](http" in row for row in rows)
    assert "4,789" in table
    assert "9,998" in table


def test_the_overview_leads_to_gpt_3_in_france() -> None:
    app = open_page("")
    (ways,) = [html for element in app.get("html") if "cards ways" in (html := str(element.proto.body))]
    links = [urlsplit(unescape(address)) for address in re.findall('href="([^"]*)"', ways)]
    assert {link.path for link in links} <= set(PAGES)
    queries = [parse_qs(link.query) for link in links if link.path == "model"]
    assert [(query["hardware"], query["region"]) for query in queries] == [(["h100-sxm5"], ["FRA"])]


def test_a_start_that_is_not_known_leaves_the_best_chain() -> None:
    app = open_page("model", model="olmo-7b-lumi", chain="compute")
    assert metrics(app) == metrics(open_page("model", model="olmo-7b-lumi"))
    assert any("No other chain starts from" in text.value for text in app.markdown)


def test_ready_made_scenarios_change_something() -> None:
    here = [button.label for button in open_page("model", model="bloom-176b").button]
    assert "BLOOM in China" in here
    assert not any("BLOOM in France" in label for label in here)  # where it was trained


@pytest.mark.parametrize(
    ("model", "scope"), [("lisa", "whole project"), ("evolved-transformer-nas", "architecture search")]
)
def test_what_holds_its_development_already_is_not_multiplied(model: str, scope: str) -> None:
    app = open_page("model", model=model, development="3.4")
    assert any(f"({scope})" in text.value for text in app.markdown)
    assert any("no multiplier is applied" in text.value for text in app.markdown)
    assert not any(drawing.key.startswith("development") for drawing in drawings(app))


def test_the_drivers_of_the_range_are_those_of_the_chain_in_sight() -> None:
    best, counted = (
        _chart(open_page("model", chain=start), "uncertainty")["data"][0]["y"] for start in ("best", "compute")
    )
    assert "Energy of the run" in best
    assert "Effective MFU" in counted


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_among_neighbours_is_said_for_every_model(language: str) -> None:
    view = View.of({"lang": language})
    for model_id in catalog.model_rows():
        for part in sheet.neighbours(view.changed(model=model_id)):
            assert not isinstance(part, Chart) or part.title
