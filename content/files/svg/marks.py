"""Marks of scatter traces: lines and areas, ranges, symbols and the texts next to them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from content.files.svg import text
from content.files.svg.axes import Axis
from content.files.svg.elements import clipped, element, group, number, path
from content.files.svg.theme import Theme

Trace = Mapping[str, Any]
Point = tuple[float, float]
MANY = 100  # points that are placed to a whole pixel
SIZE = 6  # of a symbol without a stated size [px]
TEXT = 12  # letters next to a point [px]
TEMPLATES = {None: "text", "%{customdata}": "customdata"}  # what stands next to the points, by how it is said
NEAR = 12  # points of a line nearer to the last one are left out [tenths of a pixel]
FAR = 1e5  # beyond every picture [px]
STEPS_KEPT = 4096
LEAST = 0.5  # length of an error bar that is drawn [px]
DASHES = {"solid": None, "dot": "{0} {1}", "dash": "{2} {2}"}
DIAMOND = 1.3  # half a diagonal of a diamond, of the radius [1]
TRIANGLE = (1.15, 1.0, 0.5)  # from its centre to a side, up and down, of the radius [1]


@dataclass(frozen=True)
class Plot:
    """The axes of a trace, and width and height of the picture [px]."""

    x: Axis
    y: Axis
    size: tuple[float, float]

    def points(self, trace: Trace) -> list[Point]:
        """Places of the data; NaN where there is none."""
        return list(zip(self.x.places(trace["x"]), self.y.places(trace["y"]), strict=True))

    def within(self, point: Point) -> bool:
        """Whether a place lies between the axes."""
        return self.x.within(point[0]) and self.y.within(point[1])

    def clipped(self, markup: str, points: Sequence[Point]) -> str:
        """Markup through points, cut off at the axes where it leaves them."""
        inside = [point for point in points if point[0] == point[0] and point[1] == point[1]]  # no NaN
        corners = [(extreme(x for x, _ in inside), extreme(y for _, y in inside)) for extreme in (min, max) if inside]
        if all(map(self.within, corners)):
            return markup
        left, bottom = self.x.start, self.y.start
        return clipped(markup, left, self.y.end, self.x.end - left, bottom - self.y.end)


def draw(trace: Trace, plot: Plot, theme: Theme) -> str:
    """A scatter trace."""
    points = plot.points(trace)
    if trace["mode"] == "lines":
        return _lines(trace, points, plot)
    free = trace.get("cliponaxis") is False
    known = [place for place, point in enumerate(points) if not math.isnan(point[0] + point[1])]
    kept = [place for place in known if free or plot.within(points[place])]
    parts = [_lines(trace, points, plot)] if "lines" in trace["mode"] else []
    parts += [_ranges(trace, side, points, kept, plot) for side in ("x", "y") if f"error_{side}" in trace]
    if "markers" in trace["mode"]:
        parts.append(_symbols(trace, points, kept))
    if "text" in trace["mode"]:
        parts.append(_texts(trace, points, kept, plot, theme))
    return "".join(parts)


def stroke(line: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes of a line."""
    width = float(line.get("width", 2))
    pattern = DASHES[line.get("dash", "solid")]
    dashes = pattern and pattern.format(number(width), number(2 * width), number(4 * width))
    return {"stroke": line.get("color"), "stroke_width": width, "stroke_dasharray": dashes}


def outline(line: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes of the edge of an area; none where it has no width."""
    return stroke(line) if line.get("width") else {}


def each(option: Any, count: int) -> Sequence[Any]:
    """An option for each point, stated once or for each."""
    return option if isinstance(option, list | tuple) else [option] * count


def _lines(trace: Trace, points: Sequence[Point], plot: Plot) -> str:
    filled, line = trace.get("fill"), trace["line"]
    steps = _steps(points, closed=bool(filled))
    if filled not in (None, "toself"):
        raise ValueError(f"a picture knows no area {filled}")
    if filled:
        edge = outline(line)
        return plot.clipped(
            path(steps, fill=trace["fillcolor"], **edge, stroke_linejoin="round" if edge else None), points
        )
    return plot.clipped(path(steps, fill="none", **stroke(line)), points)


def _steps(points: Sequence[Point], closed: bool) -> str:
    """Steps of a path through points in tenths of a pixel, broken where one is missing."""
    steps: list[str] = []
    end = "z" if closed else ""
    x = y = 0
    begun = False
    for across, upright in points:
        if math.isnan(across + upright):
            steps.append(end if begun else "")
            begun = False
            continue
        right, down = (round(10 * max(-FAR, min(FAR, place))) for place in (across, upright))
        if not begun:
            steps.append(f"M{_tenths(right)} {_tenths(down)}")
        elif abs(right - x) + abs(down - y) < NEAR:
            continue
        else:
            upward = _tenths(down - y)
            steps.append(f"l{_tenths(right - x)}{upward if upward[0] == '-' else ' ' + upward}")
        x, y, begun = right, down, True
    return "".join(steps) + (end if begun else "")


@lru_cache(STEPS_KEPT)
def _tenths(value: int) -> str:
    return number(value / 10)


def _ranges(trace: Trace, side: str, points: Sequence[Point], kept: Sequence[int], plot: Plot) -> str:
    """Error bars along an axis; they end where the axis does."""
    bars = trace[f"error_{side}"]
    if not bars.get("visible", True):
        return ""
    axis = plot.x if side == "x" else plot.y
    steps = []
    for place in kept:
        value, (x, y) = float(trace[side][place]), points[place]
        low, high = (
            axis.held(axis.place(end)) for end in (value - bars["arrayminus"][place], value + bars["array"][place])
        )
        if abs(high - low) >= LEAST:
            steps.append(
                f"M{number(low)} {number(y)}H{number(high)}"
                if side == "x"
                else f"M{number(x)} {number(low)}V{number(high)}"
            )
    return path("".join(steps), fill="none", stroke=bars["color"], stroke_width=float(bars["thickness"]))


def _symbols(trace: Trace, points: Sequence[Point], kept: Sequence[int]) -> str:
    """Symbols of the points, those of one kind in a group."""
    marker, count = trace["marker"], len(points)
    names, sizes = each(marker.get("symbol", "circle"), count), each(marker.get("size", SIZE), count)
    opacities = each(marker.get("opacity", 1), count)
    kinds: dict[tuple[str, float], list[int]] = {}
    for place in kept:
        kinds.setdefault((names[place], opacities[place]), []).append(place)
    parts = []
    for (name, opacity), places in kinds.items():
        if opacity > 0:
            digits = 0 if len(places) > MANY else 1
            spots = [
                (round(x, digits), round(y, digits), sizes[place] / 2) for place in places for x, y in [points[place]]
            ]
            shapes = (_shape(name, *spot) for spot in dict.fromkeys(spots))  # of many, some lie on each other
            parts.append(group(*shapes, **_ink(name, marker), opacity=None if opacity == 1 else f"{opacity:g}"))
    return "".join(parts)


def sign(trace: Trace, x: float, y: float) -> str:
    """The symbol of a trace by itself, for a legend."""
    marker = trace["marker"]
    name, size = (each(marker.get(key, usual), 1)[0] for key, usual in (("symbol", "circle"), ("size", SIZE)))
    return group(_shape(name, x, y, size / 2), **_ink(name, marker))


def _ink(name: str, marker: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes of a kind of symbol: an open one is its outline."""
    colour, line = marker.get("color"), marker.get("line", {})
    if name.endswith("-open"):
        return {"fill": "none", "stroke": colour, "stroke_width": float(line.get("width", 1))}
    return {"fill": colour, **({} if not line.get("width") else stroke({"color": colour, **line}))}


def _shape(name: str, x: float, y: float, radius: float) -> str:
    match name.removesuffix("-open"):
        case "circle":
            return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'
        case "square":
            return element("rect", x=x - radius, y=y - radius, width=2 * radius, height=2 * radius)
        case "diamond":
            half = number(DIAMOND * radius)
            return path(f"M{number(x - DIAMOND * radius)} {number(y)}l{half}-{half}l{half} {half}l-{half} {half}z")
        case "triangle-up":
            across, up, down = (times * radius for times in TRIANGLE)
            return path(f"M{number(x - across)} {number(y + down)}H{number(x + across)}L{number(x)} {number(y - up)}z")
        case "x-thin":
            left, right, top, bottom = map(number, (x - radius, x + radius, y - radius, y + radius))
            return path(f"M{left} {top}L{right} {bottom}M{left} {bottom}L{right} {top}")
    raise ValueError(f"a picture knows no symbol {name}")


def _texts(trace: Trace, points: Sequence[Point], kept: Sequence[int], plot: Plot, theme: Theme) -> str:
    """Texts next to the points."""
    count, font = len(points), trace.get("textfont", {})
    size = float(font.get("size", TEXT))
    texts = trace[TEMPLATES[trace.get("texttemplate")]]
    sides = each(trace.get("textposition", "middle center"), count)
    radius = float(trace["marker"].get("size", SIZE)) / 2 + 1 if "markers" in trace["mode"] else 0.0
    parts = []
    for place in kept:
        if texts[place]:
            upright, across = sides[place].split()
            x = points[place][0] + {"left": -radius, "right": radius}.get(across, 0.0)
            y = points[place][1] + {"top": -radius, "bottom": radius}.get(upright, 0.0)
            lines = text.parse(str(texts[place]))
            parts.append(
                text.write(
                    lines,
                    x,
                    y,
                    theme,
                    # A text left of its point ends there.
                    across={"left": "right", "right": "left"}.get(across, "center"),  # type: ignore[arg-type]
                    upright={"top": "bottom", "bottom": "top"}.get(upright, "middle"),  # type: ignore[arg-type]
                    measured=size,
                    within=plot.size,
                )
            )
    return group(*parts, fill=font.get("color", theme.ink), font_size=size)
