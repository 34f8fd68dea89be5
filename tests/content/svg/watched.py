"""A figure that notes which of its options are read: what a picture never asks for, it does not follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from content.charts import style
from content.files.svg import picture

# What a picture that keeps still has no use for: what pointing at it shows, buttons, years that run.
MOVING = {"frames", "updatemenus", "dragmode", "fixedrange", "ids", "customdata", "around"}
POINTED = {"hovermode", "hoverinfo", "hovertext", "hovertemplate"}
# What is drawn so in any case, with the values for which that is right.
ASSUMED: Mapping[str, tuple[Any, ...]] = {
    "align": ("right",),
    "arrowhead": (0,),
    "automargin": (True,),
    "categoryorder": ("array",),
    "cliponaxis": (False,),
    "constrain": ("domain",),
    "fillmode": ("overlay",),
    "minsize": (14,),
    "orientation": ("h",),
    "rangemode": ("tozero",),
    "solidity": (0.2,),
    "standoff": (4,),
    "textangle": (0,),
    "tickangle": (0,),
    "tickformat": ("%Y", ",", ",.0f"),
    "tickmode": ("array",),
    "traceorder": ("normal",),
    "uniformtext.mode": ("hide",),
    "zeroline": (False,),
    "error_x.type": ("data",),
    "error_x.width": (0,),
    "error_y.type": ("data",),
    "error_y.width": (0,),
    "legend.x": (0,),
    "legend.xref": ("container",),
    "legend.y": (0,),
    "legend.yanchor": ("bottom",),
    "legend.yref": ("container",),
    "pattern.size": (9,),
    "xaxis.gridcolor": (style.GRID,),
    "yaxis.anchor": ("x",),
}


class Watched(Mapping[str, Any]):
    """A part of a figure; `read` gets the path of each option that is asked for."""

    def __init__(self, part: Mapping[str, Any], path: str, read: set[str]) -> None:
        self.path, self.read = path, read
        wanted = part.keys() - MOVING - POINTED
        self.part = {name: self._watched(name, value) if name in wanted else value for name, value in part.items()}

    def _watched(self, name: str, value: Any) -> Any:
        path = _path(self.path, name)
        if isinstance(value, Mapping):
            return Watched(value, path, self.read)
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            return [Watched(part, part.get("type", name) if name == "data" else path, self.read) for part in value]
        return value

    def __getitem__(self, name: str) -> Any:
        self.read.add(_path(self.path, name))
        return self.part[name]

    def __contains__(self, name: object) -> bool:
        self.read.add(_path(self.path, str(name)))
        return name in self.part

    def __iter__(self) -> Iterator[str]:
        return iter(self.part)

    def __len__(self) -> int:
        return len(self.part)

    def options(self) -> Iterator[tuple[str, Any]]:
        """Paths and values of all options."""
        for name, value in self.part.items():
            if name in MOVING | POINTED:
                continue
            parts = [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, Watched)]
            for part in parts:
                yield from part.options()
            if not parts:
                yield _path(self.path, name), value


def _path(before: str, name: str) -> str:
    """Path of an option without the number of an axis."""
    return ".".join(part for part in (before, re.sub(r"^([xy]axis)\d+$", r"\1", name)) if part)


def not_followed(figures: Iterable[Mapping[str, Any]]) -> set[str]:
    """Options that pictures of the figures do not follow in any of them."""
    read: set[str] = set()
    watched = [Watched(figure, "", read) for figure in figures]
    for figure in watched:
        picture.draw(figure, title="")
    return {
        f"{path} = {value!r}"[:80]
        for figure in watched
        for path, value in figure.options()
        if path not in read and value not in _assumed(path)
    }


def _assumed(path: str) -> tuple[Any, ...]:
    """Values of an option with which it is drawn without being read."""
    return next((values for name, values in ASSUMED.items() if path.endswith(f".{name}")), ())
