"""A chart as a still picture: each mark stands where its value does, and every text is text."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from content.charts import backtest, inference, multiples, ranges, rows, style, worldmap
from content.files import html_file
from content.files.svg import picture, ticks
from content.files.svg.axes import Scale
from content.files.svg.theme import DARK, LIGHT, PAGE
from tests.content.svg import reader
from tests.content.svg.watched import not_followed

TICKS = [(1.0, "1 t"), (10.0, "10 t"), (100.0, "100 t"), (1000.0, "1,000 t")]
HOSTILE = '"><script>alert(1)</script><b onclick="x">'


def ranked(*models: ranges.Row) -> dict[str, Any]:
    return ranges.ranking(models, TICKS, estimated="Estimate", published="Published", rated="Rated")


def row(label: str, estimate: float, factor: float = 2.0, **more: Any) -> ranges.Row:
    return ranges.Row(label, estimate, estimate / factor, estimate * factor, "hover", **more)


def drawn(figure: dict[str, Any], width: float = 600, **more: Any) -> ET.Element:
    return reader.parse(picture.draw(figure, width, title="Title", **more))


def word(root: ET.Element, text: str) -> reader.Word:
    (match,) = [one for one in reader.words(root) if one.text == text]
    return match


def middle(one: reader.Word) -> float:
    return (one.left + one.right) / 2


def test_marks_stand_at_their_values_on_a_logarithmic_axis() -> None:
    root = drawn(ranked(row("A", 100), row("B", 10)))
    circles = reader.places(root, "circle", "cx", "cy")[:2]
    for (x, y), label, tick in zip(circles, "AB", ("100 t", "10 t"), strict=True):
        assert x == pytest.approx(middle(word(root, tick)), abs=0.2)
        assert word(root, label).top < y < word(root, label).bottom
    assert circles[0][1] < circles[1][1]  # the first row on top


def test_ranges_end_where_their_bounds_stand() -> None:
    root = drawn(ranked(row("A", 100, factor=10)))
    (steps,) = [path.get("d", "") for path in reader.elements(root, "path") if path.get("stroke") == style.ESTIMATED]
    start, end = map(float, re.fullmatch(r"M([\d.]+) [\d.]+H([\d.]+)", steps).groups())  # type: ignore[union-attr]
    assert start == pytest.approx(middle(word(root, "10 t")), abs=0.2)
    assert end == pytest.approx(middle(word(root, "1,000 t")), abs=0.2)


def test_estimated_marks_are_hollow_and_published_ones_solid() -> None:
    markup = picture.draw(ranked(row("A", 100, published=120)), title="")
    assert f'<g fill="none" stroke="{style.ESTIMATED}"' in markup
    assert f'<g fill="{style.REPORTED}">' in markup


def test_what_stands_for_the_picture() -> None:
    root = drawn(ranked(row("A", 100)), description="tonnes of CO2e")
    assert root.get("role") == "img"
    assert [child.tag.removeprefix(reader.NAMESPACE) for child in root][:2] == ["title", "desc"]
    assert [child.text for child in root][:2] == ["Title", "tonnes of CO2e"]


def test_no_text_becomes_markup() -> None:
    figure = ranked(row(HOSTILE, 100, beside=HOSTILE))
    figure["data"][0]["name"] = HOSTILE
    markup = picture.draw(figure, title=HOSTILE, description=HOSTILE)
    assert reader.harmless(markup)
    assert "<script" not in markup
    assert "alert(1)" in reader.text(reader.parse(markup))


def test_marks_of_a_text() -> None:
    points = [rows.Point("A", 10, "", "", text="<b>10 Wh</b>", note="whole facility")]
    axis = style.log_axis(1, 100, TICKS[:3])
    root = drawn(rows.drawn([rows.Series("S", style.REPORTED, "diamond", points)], ["A"], axis))
    bold = [one.text for one in reader.elements(root, "tspan") if one.get("font-weight") == "700"]
    assert bold == ["10 Wh"]
    assert [one.text for one in reader.words(root)].count("whole facility") == 1
    assert word(root, "A").bottom <= word(root, "whole facility").top + 3


def test_labels_too_near_each_other_are_left_out() -> None:
    labels = [(10.0**power, f"1e{power} tonnes") for power in range(8)]
    figure = ranges.ranking([row("A", 1e4, 1000)], labels, estimated="E", published="P", rated="R")
    for width in (200, 300, 500, 900):
        upper = [one for one in reader.words(drawn(figure, width)) if "tonnes" in one.text]
        assert upper
        assert not any(first.meets(second) for first in upper for second in upper if first is not second)


def test_a_line_is_cut_off_at_its_axes_and_broken_where_a_value_lacks() -> None:
    pair = backtest.Pair(10.0, 12.0, "")
    figure = backtest.predicted_against_published([pair], TICKS, "published", "predicted")
    root = drawn(figure)
    (inner,) = [element for element in reader.elements(root, "svg") if element is not root]
    assert inner.get("viewBox") == " ".join(inner.get(name, "") for name in ("x", "y", "width", "height"))
    figure["data"][1]["x"], figure["data"][1]["y"] = [4, 5, None, 20, 22], [4, 5, None, 20, 22]
    broken = [path.get("d", "") for path in reader.elements(drawn(figure), "path") if path.get("stroke") == style.MOORE]
    assert broken[0].count("M") == 2


def test_parts_of_a_whole_fill_it_from_left_to_right() -> None:
    parts = [
        inference.Part("use", 0.75, "75%", style.INFERENCE),
        inference.Part("training", 0.25, "25%", style.TRAINING),
    ]
    root = drawn(inference.split(parts, ["0%", "25%", "50%", "75%", "100%"]))
    (x0, width0), (x1, width1) = reader.places(root, "rect", "x", "width")
    assert x0 + width0 == pytest.approx(x1, abs=0.2)
    assert width0 == pytest.approx(3 * width1, rel=0.01)
    assert x1 == pytest.approx(middle(next(one for one in reader.words(root) if one.text == "75%")), abs=0.2)
    narrow = [
        inference.Part("use", 0.98, "98%", style.INFERENCE),
        inference.Part("training", 0.02, "2%", style.TRAINING),
    ]
    names = [one.text for one in reader.words(drawn(inference.split(narrow, ["0"] * 5)))]
    assert names.count("training") == 1  # in the legend: it does not fit in its part


def test_a_map_keeps_its_shape() -> None:
    square = worldmap.Country("X", [-0.5, 0.5, 0.5, -0.5], [-0.5, -0.5, 0.5, 0.5], (0, 0), 0, "")
    figure = worldmap.world([square], ["low"] * len(worldmap.COLOURS), "none", {provider: [] for provider in "abc"})
    for width in (300, 700, 1200):
        root = drawn(figure, width)
        (steps,) = [
            path.get("d", "") for path in reader.elements(root, "path") if path.get("fill") == worldmap.COLOURS[0]
        ]
        across, down = re.findall(r"l(-?[\d.]+) ?(-?[\d.]+)", steps)[:2]
        assert abs(float(across[0])) == pytest.approx(abs(float(down[1])), abs=0.3)


def test_small_multiples_have_their_years_below_the_last() -> None:
    points = [(datetime.date(year, 6, 1), 10.0 ** (year - 2015), "") for year in range(2015, 2020)]
    series = [multiples.Series(name, points, TICKS, style.REPORTED, [True] * 5) for name in ("one", "two")]
    root = drawn(multiples.stacked(series))
    assert word(root, "one").top < word(root, "two").top < word(root, "2016").top
    assert max(y for (y,) in reader.places(root, "circle", "cy")) < word(root, "2016").top


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda figure: figure["data"][0].update(type="pie"), "pie"),
        (lambda figure: figure["data"][0]["marker"].update(symbol="star"), "star"),
        (lambda figure: figure["data"][0].update(mode="lines", fill="tonexty", line={}), "tonexty"),
        (
            lambda figure: figure["layout"].update(shapes=[{"type": "circle", "x0": 1, "x1": 2, "y0": 0, "y1": 1}]),
            "circle",
        ),
    ],
)
def test_what_a_picture_cannot_draw_stops_it(change: Any, message: str) -> None:
    figure = ranked(row("A", 100))
    change(figure)
    with pytest.raises(ValueError, match=message):
        picture.draw(figure, title="")


def test_an_option_that_is_not_followed_is_seen() -> None:
    figure = ranked(row("A", 100))
    figure["layout"]["xaxis"] |= {"tickprefix": "$", "tickangle": 45}
    figure["data"][0]["marker"]["colorscale"] = "Viridis"
    options = not_followed([figure])
    assert {option.split(" = ")[0] for option in options} >= {
        "layout.xaxis.tickprefix",
        "layout.xaxis.tickangle",
        "scatter.marker.colorscale",
    }


def test_colours_are_those_of_the_pages() -> None:
    css = html_file.text_of(html_file.CARDS)
    for name in ("ink", "quiet", "rule", "paper"):
        light, dark = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", css).groups()  # type: ignore[union-attr]
        assert (getattr(LIGHT, name), getattr(DARK, name)) == (light, dark)
        assert getattr(PAGE, name) == f"var(--{name})"


@pytest.mark.parametrize(
    ("low", "high", "texts"), [(0, 10, "0 2 4 6 8 10"), (0, 3e6, "0 1,000,000 2,000,000 3,000,000")]
)
def test_round_ticks(low: float, high: float, texts: str) -> None:
    scale = Scale({}, "linear", low, high, {})
    marks = ticks.ticks(scale, "x", 350)
    assert " ".join(run.text for tick in marks for line in tick.label for run in line) == texts
