"""The headline that the browser draws by itself, long before Streamlit is there to draw the same.

It looks like the headline to come, and goes in the moment in which that one has words, or the page says why there is
none (components/host/headline.js).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from components import frame
from components.blocks import claims, present, tour
from components.host import shell
from content.files import markdown
from content.parts import Finding
from content.state.parameters import DATA
from content.state.received import received
from content.tables import catalog, datasets
from content.view import View
from web import preview

EMBED = "embed"
# Pages that begin with other words than their link's preview.
OPENINGS: Mapping[str, Callable[[View], Finding | None]] = {
    "claims": claims.opening,
    "tour": tour.opening,
    "present": present.opening,
}


def drawn(page: str, asked: Mapping[str, str], language: str, font: str) -> str:
    """Markup of the page's headline in the letters at an address; empty where it will begin with something else."""
    found = _opening(page, asked, language)
    if found is None:
        return ""
    words = (
        markdown.tag("p", _inline(found.above), class_="above") if found.above else "",
        markdown.tag("h1", _inline(found.title)),
        markdown.tag("p", "<br>".join(map(_inline, found.lines))),
    )
    return shell.early("".join(words), "bare" if page in frame.BARE else "", font)


def _opening(page: str, asked: Mapping[str, str], language: str) -> Finding | None:
    """What the page begins with; None in a frame, which has no bar, where a notice comes first or words come late."""
    newest = datasets.newest()
    if EMBED in asked or asked.get(DATA, newest) != newest:
        return None
    with datasets.using(newest):
        known = catalog.all_parameters()
        found = received(asked, known)
        if found.lost or found.unsure:
            return None
        return OPENINGS.get(page, preview.FINDINGS[page])(View.of(asked, language))


def _inline(text: str) -> str:
    return markdown.inline(text, str)
