"""Encoder of charts: a Plotly dictionary, or a part of one, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plotly.utils import PlotlyJSONEncoder

from runtime.caches import lazy

_encoder = PlotlyJSONEncoder(separators=(",", ":"))  # plotly's own, which knows what JSON has no word for


class Lasting(dict[str, Any]):
    """A figure, or a part of one, that many runs show as it is: written out once."""

    @lazy
    def spec(self) -> str:
        """Figure or part as JSON."""
        return _spec(self)

    @lazy
    def parts(self) -> list[str]:
        """Parts of the figure as JSON."""
        return _parts(self)


def _spec(part: Mapping[str, Any]) -> str:
    return str(_encoder.encode(part))


def spec(part: Mapping[str, Any]) -> str:
    """A figure, or a part of one, as JSON."""
    return part.spec if isinstance(part, Lasting) else _spec(part)


def parts(figure: Mapping[str, Any]) -> list[str]:
    """Layout, frames and each trace of a figure as JSON."""
    return figure.parts if isinstance(figure, Lasting) else _parts(figure)


def _parts(figure: Mapping[str, Any]) -> list[str]:
    return [spec(figure["layout"]), frames(figure), *map(spec, figure["data"])]


def frames(figure: Mapping[str, Any]) -> str:
    """Steps of an animation as JSON."""
    return f"[{','.join(map(spec, figure.get('frames', ())))}]"
