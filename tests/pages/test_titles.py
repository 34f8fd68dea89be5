"""Titles in all states: ratios of estimates carry their range, and no slider changes what a title is about."""

from __future__ import annotations

import re

import pytest

from components.blocks import growth, overview
from components.frame import PAGES
from content.findings import ratios
from content.language import quantity
from content.language.messages import LANGUAGES, Text
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
# Ratios in titles whose both sides were published, and so need no range; each chart by key.
PUBLISHED_RATIOS = {"search", "tasks", "world", "growth", "development"}
RATIO = re.compile(r"([\d,.]+) ?(?:times|倍)|1/[\d,.]+")
WITH_RANGE = re.compile(r"[(（][\d,.]+ – [\d,.]+[)）] ?(?:times|倍)|1/[\d,.]+（")
# Pages whose titles follow no assumption: statements of others, the backtest, lists.
FIXED = {"claims", "method", "data", "yours", "tour", "teach", "present"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("page", sorted({*PAGES} - FIXED))
def test_ratios_of_estimates_carry_their_range(page: str, setting: str, language: str) -> None:
    app = open_page(page, lang=language, **SETTINGS[setting])
    found = [(one.key, one.title) for one in drawings(app)] + [("heading", str(one.value)) for one in app.subheader]
    for key, title in found:
        if key not in PUBLISHED_RATIOS and RATIO.search(title):
            assert WITH_RANGE.search(title), (page, key, title)
    if page == "growth":
        assert "–" not in headline(app)  # two published figures of compute


@pytest.mark.parametrize("measure", ["energy", "emissions"])
def test_growth_of_estimates_has_a_range_and_ends_at_the_same_models(measure: str) -> None:
    ends = set()
    for setting in SETTINGS.values():
        title = growth.finding(View.of({"measure": measure, **setting})).title
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
    reason = View.of({"mfu": mfu}).estimates["lisa"]["reason"]
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
