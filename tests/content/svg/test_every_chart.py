"""Every chart of every page as a picture: nothing in it is left undrawn, cut off or runs."""

from __future__ import annotations

import pytest

from content import site
from content.charts import encoding, style
from content.files import lettering
from content.files.svg import picture
from content.parts import Chart, walk
from content.state.parameters import SLIDES, TOUR_STEPS
from content.view import View
from tests.content.svg import reader
from tests.content.svg.watched import not_followed

LARGEST, USUAL = 0.6, 10_000  # of a picture: of its figure as JSON, and half of all pictures [B]
WHAT_IF = {"lang": "zh", "region": "FRA", "hardware": "h100-sxm5", "show": "all", "compare": "gpt-4"}
STATES = [
    *((page, {}) for page in site.PAGES),
    *((page, WHAT_IF) for page in site.PAGES),
    *(("present", {"slide": slide}) for slide in SLIDES),
    *(("tour", {"step": str(step + 1), "guess": "40"}) for step in range(TOUR_STEPS)),
    ("inference", {"growth": "20", "impact": "emissions", "lang": "zh"}),
]
WIDTHS = (340, picture.WIDTH, 1100)


@pytest.fixture(scope="module")
def charts() -> list[Chart]:
    """All charts, those in what unfolds too; the ones that a projector enlarges as they are."""
    views = [(site.PAGES[page], View.of(state)) for page, state in STATES]
    drawn = [part for page, view in views for part in walk(page.parts(view), panels=True) if isinstance(part, Chart)]
    assert len({chart.key for chart in drawn}) > 20
    return drawn


def test_pictures_follow_every_option(charts: list[Chart]) -> None:
    assert not_followed(chart.figure for chart in charts) == set()


def test_pictures_are_small_and_hold_nothing_that_runs(charts: list[Chart]) -> None:
    sizes = []
    for chart in charts:
        markup = picture.draw(chart.figure, title=chart.title, description=chart.subtitle)
        assert reader.harmless(markup), chart.key
        sizes.append(len(markup.encode()))
        assert sizes[-1] < max(LARGEST * len(encoding.spec(chart.figure)), USUAL), chart.key
    assert sorted(sizes)[len(sizes) // 2] < USUAL


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_is_cut_off(charts: list[Chart], width: int) -> None:
    for chart in charts:
        high = picture.height(chart.figure, width)
        for word in reader.words(reader.parse(picture.draw(chart.figure, width, title=""))):
            outside = (-word.left, word.right - width, -word.top, word.bottom - high)
            assert max(outside) <= 1, (chart.key, word, width, high)


def test_enlarged_charts_are_drawn_too(charts: list[Chart]) -> None:
    for chart in charts:
        larger = style.enlarged(chart.figure, 1.5)
        assert reader.words(reader.parse(picture.draw(larger, 1280, title=""))), chart.key


def test_the_fonts_have_every_character(charts: list[Chart]) -> None:
    characters = set().union(*(reader.text(reader.parse(picture.draw(chart.figure, title=""))) for chart in charts))
    assert [one for one in characters if not one.isspace() and not lettering.drawable(one)] == []
