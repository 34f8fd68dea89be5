"""A chart as a picture: SVG without scripts, names or anything from elsewhere, of a figure of content/charts."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from content.files.svg import bars, legend, marks, notes, text, ticks
from content.files.svg.axes import Axis
from content.files.svg.elements import element, group, number, path
from content.files.svg.excerpt import excerpt
from content.files.svg.layout import PAD, STANDOFF, Layout, plan, title_size
from content.files.svg.theme import PAGE, Theme

WIDTH = 680  # between the margins of A4 [px]
LETTERS = 12  # [px]

Figure = Mapping[str, Any]


def height(figure: Figure, width: float) -> float:
    """Height of a figure as it is stated, or as its shape has it on a narrow page [px]."""
    layout = figure["layout"]
    stated, aspect = float(layout["height"]), layout.get("meta", {}).get("aspect")
    return min(stated, width / aspect) if aspect else stated


def draw(figure: Figure, width: float = WIDTH, *, title: str, description: str = "", theme: Theme = PAGE) -> str:
    """SVG of a figure.

    Parameters
    ----------
    width : of the picture [px]
    title, description : what stands for the picture where it is not seen
    """
    tall = height(figure, width)
    return element(
        "svg",
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(description)}</desc>" if description else "",
        _drawn(figure, plan(figure, width, tall, theme), theme),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(tall)}",
        width=width,
        height=tall,
        role="img",
    )


def part(figure: Figure, width: float, tall: float, theme: Theme) -> str:
    """A figure as a group of elements for another picture, as low as that has room for."""
    few = excerpt(figure, tall)
    return _drawn(few, plan(few, width, tall, theme, legend.MOST_ROWS if tall < height(figure, width) else None), theme)


def _drawn(figure: Figure, layout: Layout, theme: Theme) -> str:
    return group(*_parts(figure, layout, theme), font_size=LETTERS, font_family=theme.family, fill=theme.ink)


def _parts(figure: Figure, layout: Layout, theme: Theme) -> list[str]:
    """Everything from the back to the front."""
    stated, traces = figure["layout"], figure["data"]
    kinds = {trace["type"] for trace in traces} - {"scatter", "bar"}
    if kinds:
        raise ValueError(f"a picture knows no traces of the type {', '.join(sorted(kinds))}")
    shapes = stated.get("shapes", ())
    parts = [notes.shape(shape, layout, theme) for shape in shapes if shape.get("layer") == "below"]
    parts += [_axis(name, axis, layout, theme) for name, axis in layout.axes.items()]
    if stacked := [trace for trace in traces if trace["type"] == "bar"]:
        parts.append(bars.draw(stacked, _plot(stacked[0], layout), stated, theme))
    parts += [marks.draw(trace, _plot(trace, layout), theme) for trace in traces if trace["type"] == "scatter"]
    parts += [notes.shape(shape, layout, theme) for shape in shapes if shape.get("layer") != "below"]
    parts += [notes.annotation(note, layout, theme) for note in stated.get("annotations", ())]
    margin = stated["margin"]
    parts.append(legend.draw(layout.legend, margin["l"], layout.height - margin["b"], theme))
    return parts


def _plot(trace: Mapping[str, Any], layout: Layout) -> marks.Plot:
    x, y = (layout.axes[trace.get(f"{side}axis", side)] for side in ("x", "y"))
    return marks.Plot(x, y, (layout.width, layout.height))


def _axis(name: str, axis: Axis, layout: Layout, theme: Theme) -> str:
    """Grid, labels and name of an axis."""
    drawn = layout.ticks[name]
    size = ticks.size(axis.scale)
    draw_labels = _labels_across if name == "x" else _labels_upright
    labels = draw_labels(axis, layout, theme) if drawn else []
    return (
        _grid(name, axis, layout) + group(*labels, fill=theme.quiet, font_size=size) + _title(name, axis, layout, theme)
    )


def _grid(name: str, axis: Axis, layout: Layout) -> str:
    area, options = layout.area, axis.scale.options
    if not options.get("showgrid", name != "x"):
        return ""
    places = [axis.at(tick.at) for tick in layout.ticks[name]]
    if name == "x":
        steps = [f"M{number(place)} {number(area.top)}V{number(area.bottom)}" for place in places]
    else:
        steps = [f"M{number(area.left)} {number(place)}H{number(area.right)}" for place in places]
    return path("".join(steps), stroke=options["gridcolor"], stroke_width=1)


def _labels_across(axis: Axis, layout: Layout, theme: Theme) -> list[str]:
    above = axis.scale.options.get("side") == "top"
    y = layout.area.top - PAD if above else _foot(axis, layout) + PAD
    size = ticks.size(axis.scale)
    return [
        text.write(
            tick.label,
            axis.at(tick.at),
            y,
            theme,
            across="center",
            upright="bottom" if above else "top",
            measured=size,
        )
        for tick in layout.ticks["x"]
        if tick.label
    ]


def _foot(axis: Axis, layout: Layout) -> float:
    """Lower end of the upright axis that a horizontal one is anchored to."""
    return layout.axes[axis.scale.options.get("anchor", "y")].start


def _labels_upright(axis: Axis, layout: Layout, theme: Theme) -> list[str]:
    name = next(name for name, other in layout.axes.items() if other is axis)
    size, x = ticks.size(axis.scale), layout.area.left - PAD
    return [
        text.write(tick.label, x, axis.at(tick.at), theme, across="right", measured=size)
        for tick in layout.ticks[name]
        if tick.label
    ]


def _title(name: str, axis: Axis, layout: Layout, theme: Theme) -> str:
    size = title_size(axis.scale)
    if not size:
        return ""
    lines, area = text.parse(axis.scale.options["title"]["text"]), layout.area
    if name == "x":
        labels = max((text.height(tick.label, ticks.size(axis.scale)) for tick in layout.ticks[name]), default=0.0)
        beyond, x = PAD + labels + STANDOFF, (area.left + area.right) / 2
        if axis.scale.options.get("side") == "top":
            return text.write(
                lines, x, area.top - beyond, theme, size, across="center", upright="bottom", fill=theme.quiet
            )
        y = _foot(axis, layout) + beyond
        return text.write(lines, x, y, theme, size, across="center", upright="top", fill=theme.quiet)
    x, y = size * text.LEADING / 2 + PAD, (axis.start + axis.end) / 2
    written = text.write(lines, 0, 0, theme, size, across="center", fill=theme.quiet)
    return element("g", written, transform=f"translate({number(x)} {number(y)}) rotate(-90)")
