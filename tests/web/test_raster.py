"""Pictures as pixels: every element of a chart's SVG stands where it says, in its colour."""

from __future__ import annotations

import math

import pytest
from PIL import Image

from web import raster

PAPER, RED, BLUE = (255, 255, 255), (255, 0, 0), (0, 0, 255)


def pixels(markup: str, size: int = 60, scale: float = 1.0) -> Image.Image:
    image = Image.new("RGB", (size, size), PAPER)
    raster.draw(image, f"<g>{markup}</g>", (0, 0), (size, size), scale)
    return image


def test_shapes_stand_in_their_places_and_colours() -> None:
    square = '<rect x="10" y="10" width="20" height="20" fill="#ff0000"/>'
    image = pixels(square + '<circle cx="45" cy="45" r="8" fill="#0000ff"/>')
    assert [image.getpixel(place) for place in ((20, 20), (45, 45), (35, 35))] == [RED, BLUE, PAPER]
    assert pixels(square, scale=2).getpixel((50, 50)) == RED


def test_a_ring_is_hollow() -> None:
    image = pixels('<circle cx="30" cy="30" r="20" fill="none" stroke="#ff0000" stroke-width="4"/>')
    assert [image.getpixel(place) for place in ((30, 30), (10, 30), (30, 50))] == [PAPER, RED, RED]


def test_what_covers_in_part_lets_the_paper_through() -> None:
    whole = '<rect width="60" height="60" fill="{}"/>'
    for shape in (whole.format("rgba(255,0,0,0.5)"), f'<g opacity=".5">{whole.format("#ff0000")}</g>'):
        red, green, blue = pixels(shape).getpixel((30, 30))  # type: ignore[misc]
        assert (red, green, blue) == (255, pytest.approx(128, abs=1), pytest.approx(128, abs=1))


def test_steps_of_a_path() -> None:
    steps = list(raster.subpaths("M1 2L3 4l.5-1H9V8h-1v-.5zM5 5l1 1"))
    assert steps == [
        ([(1, 2), (3, 4), (3.5, 3), (9, 3), (9, 8), (8, 8), (8, 7.5)], True),
        ([(5, 5), (6, 6)], False),
    ]


def test_a_nested_picture_cuts_off_what_leaves_it() -> None:
    whole = '<rect width="60" height="60" fill="#ff0000"/>'
    image = pixels(f'<svg x="20" y="20" width="20" height="20" viewBox="20 20 20 20">{whole}</svg>')
    assert [image.getpixel(place) for place in ((30, 30), (10, 30), (30, 50))] == [RED, PAPER, PAPER]


def test_dashes_go_on_around_corners() -> None:
    parts = list(raster.dashes([(0, 0), (5, 0), (5, 20)], 3, 2))
    assert sum(math.dist(*part) for part in parts) == pytest.approx(3 * 5)
    assert parts[0] == [(0, 0), (3, 0)]
    assert parts[1] == [(5, 0), (5, 3)]
    around = list(raster.dashes([(0, 0), (4, 0), (4, 4)], 6, 2))
    assert around == [[(0, 0), (4, 0)], [(4, 0), (4, 2)]]


@pytest.mark.parametrize(("anchor", "columns"), [("start", (30, 60)), ("middle", (10, 50)), ("end", (0, 30))])
def test_texts_stand_on_their_base_around_their_anchor(anchor: str, columns: tuple[int, int]) -> None:
    image = pixels(f'<text x="30" y="40" font-size="12" fill="#ff0000" text-anchor="{anchor}">Hm碳</text>')
    inked = [(x, y) for x in range(60) for y in range(60) if image.getpixel((x, y)) != PAPER]
    assert inked
    assert all(columns[0] <= x <= columns[1] and 26 <= y <= 44 for x, y in inked)


def test_a_turned_text_reads_upwards() -> None:
    text = '<text x="0" y="4" font-size="10" fill="#ff0000" text-anchor="middle">MMMM</text>'
    image = pixels(f'<g transform="translate(20 30) rotate(-90)">{text}</g>')
    inked = [(x, y) for x in range(60) for y in range(60) if image.getpixel((x, y)) != PAPER]
    across, upright = (max(place) - min(place) for place in zip(*inked, strict=True))
    assert upright > 2 * across
    assert all(10 <= x <= 28 for x, _ in inked)


def test_lines_of_one_text_stand_below_each_other() -> None:
    image = pixels(
        '<text x="5" y="15" font-size="12" fill="#ff0000">M<tspan x="5" dy="20" fill="#0000ff">M</tspan></text>'
    )
    rows = {y: image.getpixel((9, y)) for y in range(60)}
    assert any(colour != PAPER for y, colour in rows.items() if y <= 16)
    assert any(colour != PAPER for y, colour in rows.items() if 26 <= y <= 36)


def test_an_unknown_element_stops_it() -> None:
    with pytest.raises(ValueError, match="ellipse"):
        pixels('<ellipse cx="3" cy="3" rx="1" ry="2"/>')
