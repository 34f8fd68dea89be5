"""The record of a page: its name, what it says, and how it stands among the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from content.parts import Chart, Finding, Part, walk
from content.view import View

START = "overview"  # the page at the site's own address


def page_name(address: str) -> str:
    """Name of the page at an address, as files and messages have it: `page.<name>` is its title."""
    return address or START


@dataclass(frozen=True)
class Page:
    """A page; `finding` is what a link to it says before anyone opens it."""

    name: str
    parts: Callable[[View], Iterator[Part]]
    finding: Callable[[View], Finding]
    classroom: bool = False  # under that heading of the navigation
    stated: bool = False  # its figures follow no assumption of the visitor's
    bare: bool = False  # without a sidebar; it shares by a button of its own
    # What its first headline says, where that is another than `finding`; None where words come only with a chart.
    opening: Callable[[View], Finding | None] | None = None
    pictured: str = ""  # key of the chart that stands for the page where one picture has room; empty: the first

    @property
    def address(self) -> str:
        """Its path, below the site's address."""
        return "" if self.name == START else self.name

    def first(self, view: View) -> Finding | None:
        """The headline with which the page begins."""
        return (self.opening or self.finding)(view)

    def chart(self, view: View) -> Chart | None:
        """The chart that stands for the page; None where that has none."""
        charts = (part for part in walk(self.parts(view)) if isinstance(part, Chart))
        return next((chart for chart in charts if not self.pictured or chart.key == self.pictured), None)
