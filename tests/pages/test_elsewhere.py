"""The same training at the same place under the same assumptions is one number on every page."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl

import pytest

from content.findings import estimate_cards
from content.language.messages import LANGUAGES, Text
from content.pages import teach
from content.pages.regions import elsewhere
from content.tables import catalog
from content.view import View
from footprint.scenario import AS_PUBLISHED, Scenario
from tests.pages.visit import cards, drawings, headline, open_page, plain
from tests.web.api.client import get
from web.preview import preview

GPT_3 = "gpt-3-175b"
STATES = [
    ({"region": "FRA"}, "76\u00a0t\u00a0CO₂e", 1287 * 59.0),  # French grid of the year of the training, 2020
    ({"region": "FRA", "year": "2025"}, "53\u00a0t\u00a0CO₂e", 1287 * 41.44),
    ({"region": "POL", "year": "2010"}, None, None),
    ({"region": "gcp:europe-west3"}, None, None),
]


def expected(state: dict[str, str]) -> str:
    """What the estimator gives, as pages write it."""
    view = View.of({"model": GPT_3, **state})
    year = int(state["year"]) if "year" in state else None
    return estimate_cards.emissions(catalog.estimates(Scenario(grid_id=state["region"], year=year))[GPT_3], view).text


@pytest.mark.parametrize(("state", "text", "kilograms"), STATES)
def test_gpt_3_elsewhere_is_one_number_on_all_pages(
    state: dict[str, str], text: str | None, kilograms: float | None
) -> None:
    text = text or expected(state)
    if kilograms is not None:
        assert get("/estimate", model=GPT_3, **state)["emissions"]["median"] == pytest.approx(
            kilograms / 1000, rel=0.01
        )
    for page in ("emissions", "model", "regions", ""):
        assert text in headline(open_page(page, model=GPT_3, **state)), page
        assert text in preview(page, {"model": GPT_3, **state}, "en").title, page
    values = [card.value for page in ("emissions", "") for card in cards(open_page(page, model=GPT_3, **state))]
    assert sum(plain(value).startswith(text) for value in values) >= 2
    slide = next(one for one in drawings(open_page("present", model=GPT_3, slide="ranking", **state)))
    assert text in json.dumps(slide.figure, ensure_ascii=False)


# Page -> further values, and the chart or card that tells the training's emissions.
CHARTS = {
    ("model", "compare"): {},
    ("model", "waterfall"): {},
    ("model", "neighbours"): {},
    ("regions", "train"): {},
    ("emissions", "ranking"): {},
    ("growth", "growth"): {"measure": "emissions"},
    ("inference", "cumulative"): {"impact": "emissions"},
    ("present", "cumulative"): {"impact": "emissions", "slide": "days"},
}


@pytest.mark.parametrize("place", CHARTS, ids="-".join)
@pytest.mark.parametrize("state", [state for state, *_ in STATES], ids=str)
def test_charts_of_all_pages_tell_the_same_number(state: dict[str, str], place: tuple[str, str]) -> None:
    page, key = place
    told = [one for one in drawings(open_page(page, model=GPT_3, **state, **CHARTS[place])) if one.key == key]
    assert told, place
    words = "".join(one.title + json.dumps(one.figure, ensure_ascii=False) for one in told)
    assert re.search(rf"(?<![\d.,]){re.escape(expected(state))}", words)


@pytest.mark.parametrize("state", [state for state, *_ in STATES], ids=str)
def test_the_table_of_all_models_holds_the_same_number(state: dict[str, str]) -> None:
    (table, *_) = (one.value for one in open_page("data", **state).dataframe)
    t, view = Text("en"), View.of({"model": GPT_3, **state})
    (row,) = (row for _, row in table.iterrows() if row[t("table.model")] == "GPT-3")
    assert row[t("table.emissions")] == pytest.approx(view.estimate.emissions.median, rel=1e-3)


@pytest.mark.parametrize("state", [{}, {"year": "2025"}, {"region": "POL", "year": "2010", "pue": "2.00"}], ids=str)
def test_the_lesson_and_the_tour_follow_no_setting_and_name_their_year(state: dict[str, str]) -> None:
    """Their answers are of the published training; the year stands next to them, and the links open that state."""
    (answer,) = (str(one.value) for one in open_page("teach", **state).markdown if "French grid" in str(one.value))
    assert re.match(
        r"About 76\st\sCO₂e instead of 550\st\sCO₂e: .+ French grid of 2020, the year of the training", answer
    )
    page, _, query = answer.rpartition("](")[2].removesuffix(")").partition("?")
    assert "76\u00a0t" in headline(open_page(page, **dict(parse_qsl(query))))
    tour = open_page("tour", step="7", guess="50", **state)
    assert "French grid of 2020" in " ".join(str(one.value) for one in tour.markdown)
    (line,) = (one for one in drawings(tour) if one.key == "tour")
    assert "76\u00a0t" in line.title
    card = cards(tour)[-1]
    assert (card.value, "Grid: France 2020" in plain(card.about)) == ("76\u00a0t\u00a0CO₂e", True)


@pytest.mark.parametrize("number", range(1, 9))
def test_steps_of_the_tour_tell_the_same_whatever_is_set(number: int) -> None:
    def told(**state: str) -> tuple[str, list[str]]:
        app = open_page("tour", step=str(number), guess="50", **state)
        return next(one.title for one in drawings(app)), [card.value for card in cards(app)]

    assert told() == told(region="POL", year="2010", pue="2.00", hardware="h100-sxm5")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_of_the_lesson_stands_where_its_link_leads(language: str) -> None:
    """Amounts in an answer are those of the page that it opens, whatever is set."""
    view = View.of({"region": "POL", "year": "2010", "lang": language})
    for question in teach.QUESTIONS:
        values = question.values(view)
        there = open_page(question.page, **view.under(AS_PUBLISHED).address(question.page, **question.state))
        if "emissions" in values:
            told = values.get("france", values["emissions"])
            assert told in headline(there), question.question_id


def test_every_model_elsewhere_is_that_of_the_emissions_page() -> None:
    for model_id in catalog.model_rows():
        view = View.of({"model": model_id, "region": "POL"})
        if not view.estimate.known:
            continue
        there = elsewhere.moved(view)
        assert there.median == pytest.approx(view.estimate.emissions.median), model_id
        assert (there.low, there.high) == pytest.approx((view.estimate.emissions.low, view.estimate.emissions.high))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"model": "bloom-176b", "region": "UKR", "year": "2024"}, "Ukraine · grid of 2022, the nearest to 2024"),
        ({"model": GPT_3, "region": "FRA"}, "France · grid of 2020, the year of training"),
        ({"model": GPT_3, "region": "FRA", "year": "2024"}, "France · grid of 2024"),
        ({"model": "bloom-176b", "year": "2024"}, "grid of 2024"),
    ],
)
def test_the_year_in_words_is_the_year_used(asked: dict[str, str], words: str) -> None:
    view = View.of(asked)
    assert view.assumed() == words
    (grid,) = (one for one in get("/estimate", **asked)["factors"] if one["factor"] == "grid")
    assert f"grid of {grid['origin']['year']}" in words
    told = (*preview("emissions", asked, "en").lines, *preview("model", asked, "en").lines)
    assert sum(words in line for line in told) == 2


def test_years_of_several_models_are_told_as_a_rule() -> None:
    assert View.of({"region": "FRA"}).scenario_text() == "France · grid of each training's year"
    assert View.of({"year": "2024"}).scenario_text() == "grids of 2024 or the nearest year"
    assert View.of({"region": "UKR", "year": "2024"}).scenario_text() == "Ukraine · grid of 2022, the nearest to 2024"


def test_the_map_names_a_year_that_its_figures_have() -> None:
    for asked, used in (("2025", "2024"), ("2024", "2024"), ("2010", "2010"), ("1995", "1995")):  # Iceland lacks 2025
        world = next(one for one in drawings(open_page("regions", map_year=asked)) if one.key == "world")
        assert world.title.startswith(f"In {used} ")
