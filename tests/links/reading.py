"""Reader of the numbers behind a page: the one place that knows how the program of today comes by them.

A number is what the page's words and cards were written from, a cell of a chart's table, or a quantity of the chosen
model's estimate; at full precision, whatever is printed. A rebuild of the pages rewrites this module and nothing else.
"""

from __future__ import annotations

import functools
import logging
import math
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from components import figure, frame
from content.columns import Columns, Numbers
from content.findings import own_models
from content.language import quantity
from content.parts import Chart
from content.tables import datasets
from content.view import View
from footprint.uncertainty import interval
from tests.links.addresses import Link

TIMEOUT = 60  # seconds; only a hang reaches it
QUANTITIES = {"energy": "mwh", "emissions": "tco2e", "embodied": "tco2e", "total": "tco2e"}
WRITERS = ("number", "plain", "percent", "compact", "times", "days", "power_of_ten")  # functions that write a number
BOUNDS = ("low", "high")
DIGITS = 12  # significant; the arithmetic of another processor may differ beyond

logging.getLogger("streamlit").setLevel(logging.ERROR)  # not that it runs outside of a server, at each run
manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)


@dataclass(frozen=True, order=True)
class Number:
    """One number of a page: where it is, its unit, and its value with the 90 % range where it has one."""

    quantity: str
    unit: str
    median: float
    low: float = math.nan
    high: float = math.nan
    path: str = ""  # of an estimate

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same number in another run: all of it, values to twelve digits."""
        values = (f"{value:.{DIGITS}g}" for value in (self.median, self.low, self.high))
        return (self.quantity, self.unit, *values, self.path)


def numbers(link: Link) -> list[Number]:
    """All numbers of the page that a link opens, each once.

    Raises
    ------
    AssertionError where the page shows an error.
    """
    app = AppTest.from_file(str(frame.RUN), default_timeout=TIMEOUT)
    if link.page:
        app.run().switch_page(str(frame.file(link.page)))
    with _watched() as seen:
        for name, value in link.values.items():
            app.query_params[name] = value
        app.run()
    assert not app.exception, f"{link}: {app.exception}"
    assert not app.error, f"{link}: {[error.value for error in app.error]}"
    assert app.title or seen, f"{link}: an empty page"
    found = {number.key: number for number in (*seen, *_of_estimate(link))}
    return [found[key] for key in sorted(found, key=str)]


@contextmanager
def _watched() -> Iterator[list[Number]]:
    """What is written as a number inside, and the tables of the charts that are drawn."""
    seen: list[Number] = []
    inside = threading.local()  # writers call each other: the outermost has the value as the page knows it

    def watch(name: str, write: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(write)
        def writing(*given: Any, **more: Any) -> Any:
            if getattr(inside, "writer", False):
                return write(*given, **more)
            inside.writer = True
            try:
                seen.append(_written(name, given, more))
                return write(*given, **more)
            finally:
                inside.writer = False

        return writing

    def draw(chart: Chart, *given: Any) -> None:
        seen.extend(_of_table(chart.columns()))
        drawn(chart, *given)

    drawn = figure.draw_chart
    with ExitStack() as stack:
        for name in ("show", *WRITERS):
            stack.enter_context(mock.patch.object(quantity, name, watch(name, getattr(quantity, name))))
        stack.enter_context(mock.patch.object(figure, "draw_chart", draw))
        yield seen


def _written(name: str, given: tuple[Any, ...], more: Mapping[str, Any]) -> Number:
    """The number that a writer was called with."""
    if name != "show":
        return Number(f"text.{name}", "", float(given[0]))
    value, family, *_ = given
    low, high = (*given[3:5], *(more.get(bound, math.nan) for bound in BOUNDS[len(given[3:5]) :]))
    return Number("text.show", family, float(value), float(low), float(high))


def _of_table(columns: Columns) -> Iterator[Number]:
    """Cells of a chart's table; columns of bounds that follow one another are a range of what stands before them."""
    figures = [column for column in columns.values() if isinstance(column, Numbers)]
    for column in figures:
        for value in column.values:
            if math.isfinite(value):
                yield Number("table", column.unit, float(value))


def _of_estimate(link: Link) -> Iterator[Number]:
    """The chosen model's estimate, or that of the reader's own: quantities, factors, and where each comes from."""
    with datasets.using(link.values.get("data", datasets.newest())):
        view = View.of(link.values)
        row = own_models.typed(view.state) if link.page == "yours" else view.estimate
    path = f"{row.path or 'none'} {row.reason} {' '.join(row.untested)}".strip()
    for name, unit in QUANTITIES.items():
        median, low, high = getattr(row, name).bounds
        yield Number(f"estimate.{name}", unit, median, low, high, path)
    for name, factor in row.factors.items():
        low, high = interval(factor.median, factor.sd)
        yield Number(f"factor.{name}", "", factor.median, float(low), float(high), factor.origin)
