"""Titles in all states: ratios of estimates carry their range, and no slider changes what a title is about."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from content.findings import ranking, ratios
from content.language import quantity
from content.language.messages import LANGUAGES, Text
from content.pages import overview
from content.pages.growth import trend
from content.site import PAGES
from content.state.parameters import SLIDES
from content.tables import catalog
from content.view import View
from footprint.uncertainty import Bounds, ratio_of_two
from tests.pages.visit import drawings, headline, notes, open_page, titles

SETTINGS: dict[str, dict[str, str]] = {
    "published": {},
    "hardware": {"hardware": "h100-sxm5"},
    "low mfu": {"mfu": "0.05"},
    "high mfu": {"mfu": "0.70"},
    "both": {"hardware": "h100-sxm5", "region": "FRA", "pue": "1.05"},
    "dirty": {"region": "POL", "year": "2000", "pue": "2.00"},
}
# Charts whose titles hold a ratio or a share that needs no range of its own, each with why.
WITHOUT = {
    "search": "two published figures",
    "tasks": "two published figures",
    "world": "two published figures",
    "years": "two published figures",
    "development": "published multipliers",
    "growth": "a doubling time with its interval",
    "uncertainty": "a share of the variance, exact",
    "backtest": "counts of runs",
    "methods": "medians over runs",
}
RATIO = re.compile(r"[\d,.]+[ \u00a0]?(?:times|×|‑fold|倍|%)|1/[\d,.]+")
WITH_RANGE = re.compile(r"[\d,.]+%? ?[(（][<>\d,.]+%? – [<>\d,.]+%?[)）]")
STATED = re.compile(r"(?:reach |能耗的 |排放的 )80%|90% interval|95% interval|95% 区间")
STATEMENTS = {"claims", "method"}  # pages whose headings repeat what others said, or tell of the backtest
DEPLOYMENT = {"impact": "emissions", "serving_region": "FRA"}


def bare(app: AppTest, page: str) -> list[str]:
    """Titles with a ratio or a share that has no range."""
    found = [(one.key, one.title) for one in drawings(app)]
    if page not in STATEMENTS:
        found += [("heading", str(one.value)) for one in (*app.title, *app.subheader)]
    texts = (text for key, text in found if key not in WITHOUT)
    return [text for text in texts if RATIO.search(WITH_RANGE.sub("", STATED.sub("", text)))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("page", sorted({*PAGES} - {"present"}))
def test_ratios_of_estimates_carry_their_range(page: str, setting: str, language: str) -> None:
    for more in ({}, DEPLOYMENT) if page == "inference" else ({},):
        app = open_page(page, lang=language, **SETTINGS[setting], **more)
        assert bare(app, page) == []
    if page == "growth":
        assert "–" not in headline(app)  # two published figures of compute


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slide", SLIDES)
def test_ratios_on_slides_carry_their_range(slide: str, language: str) -> None:
    assert bare(open_page("present", lang=language, slide=slide, **SETTINGS["both"]), "present") == []


@pytest.mark.parametrize("guess", ["0", "30", "99"])
@pytest.mark.parametrize("step", ["5", "6", "7"])
def test_answers_of_the_tour_that_are_estimates_carry_their_range(step: str, guess: str) -> None:
    (line,) = (one for one in drawings(open_page("tour", step=step, guess=guess)) if one.key == "tour")
    assert re.search(r"[\d,.]+\st\sCO₂e \([\d,.]+\st\sCO₂e – [\d,.]+\st\sCO₂e\)", line.title), line.title


@pytest.mark.parametrize("model", ["glm-130b", "bloom-176b", "olmo-7b", "gpt-3-175b", "llama-2-70b", "t5-11b"])
def test_published_figures_over_the_estimate_carry_its_range(model: str) -> None:
    assert bare(open_page("model", model=model), "model") == []


def test_a_published_figure_over_an_estimate() -> None:
    assert ratios.of_published(3.0, Bounds(2.0, 1.0, 4.0)) == Bounds(1.5, 0.75, 3.0)
    assert ratios.share(0.674, 0.15, 0.9601, Text("en")) == "67% (15% – 96%)"
    assert ratios.share(0.5, 0.5, 0.5, Text("en")) == "50%"


def test_the_place_among_neighbours_is_that_which_ranges_allow() -> None:
    (told,) = (one for one in drawings(open_page("model")) if one.key == "neighbours")
    assert told.title.startswith("GPT-3 could be number 1 to 4 in emissions among the 7 models")
    rows = ranking.rows(["gpt-3-175b", *catalog.neighbours("gpt-3-175b")], View.of({}).at_defaults("emissions"))
    row = next(row for row in rows if row.model_id == "gpt-3-175b")
    above = sum(other.low > row.high for other in rows)
    below = sum(other.high < row.low for other in rows)
    assert (1 + above, len(rows) - below) == (1, 4)
    (open_one,) = (one.title for one in drawings(open_page("model", model="glm-130b")) if one.key == "neighbours")
    assert open_one.startswith("The ranges leave open where GLM-130B stands")


@pytest.mark.parametrize("page", ["model", "inference", "emissions", "regions", ""])
def test_settings_do_not_change_which_models_a_title_is_about(page: str) -> None:
    names = {str(model["short_name"]) for model in catalog.model_rows().values()}
    found: dict[str, set[frozenset[str]]] = {}
    for setting in SETTINGS.values():
        for one in drawings(open_page(page, **setting)):
            found.setdefault(one.key, set()).add(frozenset(name for name in names if name in one.title))
    assert {key: subjects for key, subjects in found.items() if len(subjects) > 1} == {}


def test_the_sum_of_tonnes_tells_of_the_manufacture_whatever_is_set() -> None:
    for setting in SETTINGS.values():
        (told,) = (one.title for one in drawings(open_page("model", **setting)) if one.key == "waterfall")
        tonnes = r"[\d.,]+\st\sCO₂e"
        assert re.fullmatch(f"Making the chips adds about {tonnes}: GPT-3 comes to {tonnes}", told), told


@pytest.mark.parametrize("measure", ["energy", "emissions"])
def test_growth_of_estimates_has_a_range_and_ends_at_the_same_models(measure: str) -> None:
    ends = set()
    for setting in SETTINGS.values():
        title = trend.finding(View.of({"measure": measure, **setting})).title
        pair = re.search(r"[Ff]rom ([^(:]+?)(?: \(\d{4}\))? to ([^(:]+?)(?: \(\d{4}\)|:|$)", title)
        assert pair, title
        ends.add(pair.groups())
        assert "no estimate" in title or re.search(r"\([\d,. a-z]+ – [\d,. a-z]+\)", title), title
    assert len(ends) == 1


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_article_s_title_is_always_about_the_same_two_models(setting: str) -> None:
    published = overview.chart_finding(View.of({}).at_defaults("emissions")).title
    subjects = re.fullmatch(r"(.+) emitted .+ times as much as (.+)", published)
    assert subjects, published
    told = overview.chart_finding(View.of(SETTINGS[setting]).at_defaults("emissions")).title
    assert all(name in told for name in subjects.groups()), told


def test_the_ranking_s_title_is_about_the_same_two_models_wherever_the_slider_stands() -> None:
    def named(**asked: str) -> tuple[str, ...]:
        title = drawings(open_page("present", slide="ranking", **asked))[0].title
        (found,) = re.findall(r"^(.+?)(?:, the largest| leads).+[;] (.+?)(?:, the smallest| is last)", title)
        return tuple(found)

    assert named() == named(pue="1.05") == named(pue="2.00") == named(mfu="0.05") == named(mfu="0.70")


@pytest.mark.parametrize("mfu", ["0.05", "0.35", "0.70"])
def test_a_model_that_loses_its_estimate_says_why(mfu: str) -> None:
    app = open_page("", mfu=mfu)
    told = " ".join(notes(app))
    assert re.search(r"No estimate under these assumptions: [^.]*LISA", told)
    reason = View.of({"mfu": mfu}).estimates["lisa"].reason
    assert f"LISA, full R&D. {Text('en')(f'reason.{reason}')}" in told
    assert "No estimate under" not in " ".join(notes(open_page("")))


def test_the_map_s_places_stay_while_its_year_moves() -> None:
    worlds = {titles(open_page("regions", map_year=year))[0] for year in ("2010", "2020", "2024")}
    pairs = {re.sub(r"In \d{4}|[\d,.]+ times", "", title) for title in worlds}
    assert (len(worlds), len(pairs)) == (3, 1)


def test_places_of_the_training_elsewhere_stay_while_its_year_moves() -> None:
    def of(year: str) -> str:
        found = next(one.title for one in drawings(open_page("regions", year=year)) if one.key == "train")
        return re.sub(r"[\d,.]+\s(t|kg|kt|g)\sCO₂e", "", found)

    assert of("2005") == of("2015") == of("2024")


def test_a_ratio_of_two_independent_log_normal_figures() -> None:
    wide, narrow = Bounds(100.0, 50.0, 200.0), Bounds(10.0, 5.0, 20.0)
    ratio = ratio_of_two(wide, narrow)
    assert ratio.median == 10
    assert ratio.high == pytest.approx(10 * 2**2**0.5)  # two factors of 2 in quadrature
    assert ratio.low == pytest.approx(10 / 2**2**0.5)
    assert ratios.text(wide, narrow, Text("en")) == "10 (3.8 – 27)"
    assert ratios.text(Bounds(4.0, 4.0, 4.0), Bounds(2.0, 2.0, 2.0), Text("en")) == "2"


def test_estimated_days_have_two_digits_and_settings_all_of_theirs() -> None:
    assert quantity.days(437.4, Text("en"), 2) == "440 days"
    assert quantity.days(365, Text("en")) == "365 days"
    assert catalog.all_parameters()["days"]
    for model in ("gpt-3-175b", "bloom-176b", "llama-3.1-405b"):
        days = re.search(r"(\d+) days", headline(open_page("inference", model=model)))
        assert days is None or len(days[1].rstrip("0")) <= 2
