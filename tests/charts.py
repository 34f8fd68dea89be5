"""Charts of a page as its parts have them: what screen, file and picture must show."""

from __future__ import annotations

from content.parts import Chart, walk
from content.site import PAGES
from content.view import View


def charts(page: str, **state: str) -> list[Chart]:
    """Charts of a page in a state of its address, in the order in which they are read."""
    return [part for part in walk(PAGES[page].parts(View.of(state))) if isinstance(part, Chart)]
