"""The headline that the browser draws by itself, long before Streamlit is there to draw the same.

It stands beside Streamlit's place in the page, looks like the headline to come, and goes in the moment in which that
one has words, or the page says why there is none (headline.js).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from components import frame
from components.blocks import claims, present, tour
from content.files import html_file, markdown
from content.parts import Finding
from content.state.parameters import DATA
from content.state.received import received
from content.tables import catalog, datasets
from content.view import View
from web import preview

STYLE = Path(__file__).parent / "headline.css"
SCRIPT = Path(__file__).parent / "headline.js"
# Streamlit loads its letters as the page loads, but names them to the browser only once it runs.
FONT = re.compile(r'href="([^"]+\.woff2)"')
PLACE = '<div id="root">'  # what Streamlit draws in, and empties first
EMBED = "embed"
# Pages that begin with other words than their link's preview.
OPENINGS: Mapping[str, Callable[[View], Finding | None]] = {
    "claims": claims.opening,
    "tour": tour.opening,
    "present": present.opening,
}


def script() -> str:
    """Markup of the script that takes the headline away."""
    return f"<script>{html_file.text_of(SCRIPT)}</script>"


def drawn(page: str, asked: Mapping[str, str], language: str, shell: str) -> str:
    """The page's markup with its headline; as it was where the page will begin with something else."""
    found = _opening(page, asked, language)
    if found is None:
        return shell
    font = FONT.search(shell)
    style = html_file.text_of(STYLE).replace("FONT", font[1] if font else "")
    parts = (
        markdown.tag("style", style),
        markdown.tag("p", _inline(found.above), class_="above") if found.above else "",
        markdown.tag("h1", _inline(found.title)),
        markdown.tag("p", "<br>".join(map(_inline, found.lines))),
    )
    kind = "bare" if page in frame.BARE else False
    return shell.replace(PLACE, markdown.tag("div", *parts, id="headline", class_=kind) + script() + PLACE, 1)


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
