"""Every chart of every page as a picture: nothing in it is left undrawn, cut off or runs."""

from __future__ import annotations

import json

import pytest

from content.files import lettering
from content.files.svg import picture
from content.site import PAGES
from content.state.parameters import SLIDES, TOUR_STEPS
from tests.content.svg import reader
from tests.content.svg.watched import not_followed
from tests.pages.visit import Drawing, drawings, open_page

LARGEST, USUAL = 180_000, 15_000  # of a picture [B]; the largest is that of a thousand models
WHAT_IF = {"lang": "zh", "region": "FRA", "hardware": "h100-sxm5", "show": "all", "compare": "gpt-4"}
STATES = [
    *((page, {}) for page in PAGES),
    *((page, WHAT_IF) for page in PAGES),
    *(("present", {"slide": slide}) for slide in SLIDES),
    *(("tour", {"step": str(step + 1), "guess": "40"}) for step in range(TOUR_STEPS)),
    ("inference", {"growth": "20", "impact": "emissions", "lang": "zh"}),
]
WIDTHS = (340, picture.WIDTH, 1100)


@pytest.fixture(scope="module")
def charts() -> list[Drawing]:
    drawn = [chart for page, state in STATES for chart in drawings(open_page(page, **state))]
    assert len({chart.key for chart in drawn}) > 20
    return drawn


def test_pictures_follow_every_option(charts: list[Drawing]) -> None:
    assert not_followed(chart.figure for chart in charts) == set()


def test_pictures_are_small_and_hold_nothing_that_runs(charts: list[Drawing]) -> None:
    sizes = []
    for chart in charts:
        markup = picture.draw(chart.figure, title=chart.alt, description=chart.subtitle)
        assert reader.harmless(markup), chart.key
        sizes.append(len(markup.encode()))
        assert sizes[-1] < max(LARGEST * len(json.dumps(chart.figure)), USUAL), chart.key
    assert sorted(sizes)[len(sizes) // 2] < USUAL


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_is_cut_off(charts: list[Drawing], width: int) -> None:
    for chart in charts:
        high = picture.height(chart.figure, width)
        for word in reader.words(reader.parse(picture.draw(chart.figure, width, title=""))):
            outside = (-word.left, word.right - width, -word.top, word.bottom - high)
            assert max(outside) <= 1, (chart.key, word, width, high)


def test_the_fonts_have_every_character(charts: list[Drawing]) -> None:
    characters = set().union(*(reader.text(reader.parse(picture.draw(chart.figure, title=""))) for chart in charts))
    assert [one for one in characters if not one.isspace() and not lettering.drawable(one)] == []
