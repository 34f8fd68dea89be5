"""Charts: colours that stand out from both pages, axes that stand still, texts in their places."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.charts import bars, rows, style

THEME = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())["theme"]
COLOURS = {style.REPORTED, style.ESTIMATED, style.CLAIM, style.MOORE, style.READER, *style.DOMAIN_COLOURS.values()}


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("page", ["light", "dark"])
@pytest.mark.parametrize("colour", sorted(COLOURS))
def test_contrast_of_graphics(colour: str, page: str) -> None:
    dark, light = sorted((_luminance(colour), _luminance(THEME[page]["backgroundColor"])))
    assert (light + 0.05) / (dark + 0.05) >= 3  # WCAG 2.2, 1.4.11


@pytest.mark.parametrize("colour", [style.REPORTED, style.ESTIMATED, style.EMBODIED])
def test_contrast_of_letters_on_bars(colour: str) -> None:
    dark, light = sorted((_luminance(colour), _luminance(style.ON_COLOUR)))
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


POSITIVE = st.lists(st.floats(1e-9, 1e30), min_size=1, max_size=20)


@given(POSITIVE)
def test_a_logarithmic_axis_holds_all_values_with_room_on_round_bounds(values: list[float]) -> None:
    low, high = style.decades(values, head_room=1.5)
    assert low <= min(values) / 1.5 * (1 + 1e-9)
    assert high >= max(values) * 1.5 * (1 - 1e-9)
    assert max(min(values) / low, high / max(values)) <= 1.5 * 10 ** (1 / style.STEPS) * (1 + 1e-9)
    for bound in (low, high):
        assert math.log10(bound) * style.STEPS == pytest.approx(round(math.log10(bound) * style.STEPS), abs=1e-6)


@given(st.floats(1e-9, 1e30))
def test_an_axis_from_zero_ends_a_little_beyond_its_longest_bar(longest: float) -> None:
    assert longest * (1 - 1e-9) <= style.end(longest) <= 1.25 * longest * (1 + 1e-9)


def test_a_slider_moves_the_points_and_not_the_axis_under_them() -> None:
    steps = [1.02**step for step in range(60)]  # a bit more than half a decade
    assert len({style.decades([one, 100 * one]) for one in steps}) <= 2 * style.STEPS
    assert len({style.end(one) for one in steps}) <= 2 * style.GRAINS


def test_parts_begin_where_the_one_before_ends_and_sums_at_zero() -> None:
    drawn = [
        bars.Bar("a", 3, "", part=True),
        bars.Bar("b", 2, "", part=True, low=1, high=8),
        bars.Bar("sum", 5, "", low=2, high=9),
    ]
    figure = bars.horizontal(drawn, [(0, "0")], estimated="estimate", published="published")
    amounts, ranges = figure["data"]
    assert amounts["base"] == [0, 3, 0]
    assert ranges["x"] == [5, 5]
    assert ranges["error_x"]["array"] == [6, 4]
    assert figure["layout"]["xaxis"]["range"][1] >= 11  # the range of the second part ends at 3 + 8


@pytest.mark.parametrize("axis", [{"range": [0, 1]}, {"type": "log", "range": [0, 1]}])
def test_texts_over_points_turn_away_from_the_ends_of_the_axis(axis: dict[str, object]) -> None:
    places = (0.02, 0.5, 0.98)
    values = [10**place for place in places] if axis.get("type") == "log" else places
    points = [rows.Point(f"row {value}", value, "hover", "", text="text") for value in values]
    (trace,) = rows.drawn([rows.Series("a", style.REPORTED, "circle", points)], [], axis)["data"]
    assert trace["textposition"] == ["top right", "top center", "top left"]
    assert trace["text"] == ["hover"] * 3


def test_a_note_stands_below_the_label_of_its_row_alone() -> None:
    points = [rows.Point("a", 1, "", "", note="whole facility"), rows.Point("b", 2, "", "")]
    series = [rows.Series("a", style.REPORTED, "circle", points)]
    axis = rows.drawn(series, ["a", "b"], {"range": [0, 3]})["layout"]["yaxis"]
    assert axis["tickvals"] == ["a", "b"]
    assert axis["ticktext"][0].startswith("a<br>")
    assert "whole facility" in axis["ticktext"][0]
    assert axis["ticktext"][1] == "b"


def test_labels_of_two_lines_get_room_on_the_projector() -> None:
    points = [rows.Point(f"row {n}", n + 1, "", "", text="1 Wh", note="whole facility") for n in range(12)]
    series = [rows.Series("a", style.REPORTED, "circle", points)]
    figure = rows.drawn(series, [point.label for point in points], {"range": [0, 13]})
    letters = style.TEXT * 1.5
    assert style.enlarged(figure, 1.5)["layout"]["height"] / len(points) > 3 * letters
