"""The classroom's pages: guess before the answer, slides in their order, links that open what they promise."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from content.charts import style
from content.language.messages import LANGUAGES, Text
from content.pages.present import CHARTS
from content.pages.teach import PLAN, QUESTIONS
from content.pages.tour import STEPS
from content.state.parameters import PAGE_PARAMETERS, POSITIONS, SHARED, SLIDES, TOUR_STEPS
from content.tables import catalog
from tests.pages.visit import address, cards, drawings, healthy, open_page, slide, sliders, titles

PARAMETERS = catalog.all_parameters()


def press(app: AppTest, label: str) -> AppTest:
    return healthy(next(button for button in app.button if button.label == label).click().run())


def values(app: AppTest) -> list[str]:
    return [card.value for card in cards(app)]


def test_the_answer_appears_only_after_the_guess() -> None:
    app = open_page("tour", step="5")
    assert (values(app), drawings(app)) == ([], [])
    assert not any("550" in text.value for text in (*app.markdown, *app.caption, *app.subheader))
    slide(app, next(iter(sliders(app))), "10")
    assert values(app) == []
    press(app, "Show the answer")
    assert address(app)["guess"] == "10"
    assert values(app) == ["550\u00a0t\u00a0CO₂e"]
    assert "550\u00a0t" in titles(app)[0]
    assert not sliders(app)
    assert address(press(app, "Guess again"))["guess"] == "none"
    assert values(app) == []


def test_the_next_question_starts_without_a_guess() -> None:
    app = press(open_page("tour", step="3", guess="70"), "Next question →")
    assert (address(app)["step"], address(app)["guess"]) == ("4", "none")
    assert values(app) == []
    assert address(press(app, "← Back"))["step"] == "3"


def test_the_tour_has_a_first_and_a_last_question() -> None:
    assert len(STEPS) == TOUR_STEPS
    assert next(button for button in open_page("tour").button if button.label == "← Back").disabled
    last = open_page("tour", step=str(TOUR_STEPS))
    assert not any("Next" in button.label for button in last.button)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", [str(number + 1) for number in range(TOUR_STEPS)])
def test_each_answer_lies_on_its_scale_and_names_its_sources(step: str, language: str) -> None:
    app = open_page("tour", step=step, guess="0", lang=language)
    marks = drawings(app)[0].figure["data"]
    answer, guessed = (mark["x"][0] for mark in marks)
    assert STEPS[int(step) - 1].low == guessed < answer < STEPS[int(step) - 1].high
    assert cards(app)
    assert all('class="badge ' in card.about and 'href="http' in card.about for card in cards(app))


def test_a_guess_close_to_the_answer_is_praised() -> None:
    text = Text("en")
    for step in STEPS:
        assert step.value(0) == pytest.approx(step.low)
        assert step.value(POSITIONS - 1) == pytest.approx(step.high)
        assert step.write(step.value(50), text)
    # Question 8 is a share: 60 of 100 is the answer itself. Question 5: 550 t is at position 62 of 100.
    assert "60%; your guess was 60%" in titles(open_page("tour", step="8", guess="60"))[0]
    assert "you were right" in titles(open_page("tour", step="5", guess="62"))[0]
    assert "times less" in titles(open_page("tour", step="6", guess="90"))[0]


@pytest.mark.parametrize("slide", SLIDES)
def test_each_slide_shows_one_chart_in_large_type(slide: str) -> None:
    app = open_page("present", slide=slide)
    (chart,) = drawings(app)
    layout = chart.figure["layout"]
    assert (chart.level, chart.title) == ("h1", chart.alt)
    assert layout["xaxis"]["tickfont"]["size"] > style.TEXT
    assert layout["height"] >= style.PROJECTED_HEIGHT


def test_slides_go_on_and_back() -> None:
    assert tuple(CHARTS) == SLIDES
    app = press(open_page("present"), "Next")
    assert address(app)["slide"] == SLIDES[1]
    assert address(press(app, "Back"))["slide"] == SLIDES[0]
    assert next(button for button in app.button if button.label == "Back").disabled
    assert next(button for button in open_page("present", slide=SLIDES[-1]).button if button.label == "Next").disabled


def test_the_lesson_takes_45_minutes() -> None:
    ends = [part.until for part in PLAN]
    assert ends == sorted(set(ends))
    assert ends[-1] == 45


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_link_of_the_teacher_opens_a_state_that_exists(language: str) -> None:
    app = open_page("teach", lang=language)
    links = re.findall(r"\]\(([^)]+\?[^)]+)\)", "\n".join(text.value for text in app.markdown))
    assert len(links) == len(PLAN) + len(QUESTIONS)
    for link in links:
        page = urlsplit(link).path.removeprefix("./")
        values = {name: found[0] for name, found in parse_qs(urlsplit(link).query).items()}
        assert values["lang"] == language
        assert set(values) <= {*SHARED, *PAGE_PARAMETERS[page]}
        for name, value in values.items():
            assert PARAMETERS[name].parse(value) == value, (link, name)
