"""Encoder of charts: a Plotly dictionary as the lines of JSON that a browser compares and draws."""

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
    def lines(self) -> str:
        """The figure as a browser gets it."""
        return lines(self)


def _spec(part: Mapping[str, Any]) -> str:
    return str(_encoder.encode(part))


def spec(part: Mapping[str, Any]) -> str:
    """A figure, or a part of one, as JSON."""
    return part.spec if isinstance(part, Lasting) else _spec(part)


def lines(figure: Mapping[str, Any]) -> str:
    """Layout, frames and then each trace in a line of its own: the browser sees by the lines what has changed."""
    frames = f"[{','.join(map(spec, figure.get('frames', ())))}]"
    return "\n".join((spec(figure["layout"]), frames, *map(spec, figure["data"])))
