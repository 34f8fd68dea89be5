"""The headline that the browser draws by itself, long before Streamlit is there to draw the same.

It looks like the headline to come, and goes in the moment in which that one has words, or the page says why there is
none (components/host/headline.js).
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from components.host import shell
from content import site
from content.files import html_file, markdown
from content.parts import Finding
from content.state.parameters import DATA
from content.state.received import received
from content.tables import catalog, datasets
from content.view import View

EMBED = "embed"


def drawn(page: str, asked: Mapping[str, str], language: str, font: str) -> str:
    """Markup of the page's headline in the letters at an address; empty where it will begin with something else."""
    opening = _opening(page, asked, language)
    if opening is None:
        return ""
    bare = "bare" if site.PAGES[page].bare else ""
    return shell.early(html_file.macro("early", opening, _inline), bare, font)


def _opening(page: str, asked: Mapping[str, str], language: str) -> Finding | None:
    """What the page begins with; None in a frame, which has no bar, where a notice comes first or words come late."""
    newest = datasets.newest()
    if EMBED in asked or asked.get(DATA, newest) != newest:
        return None
    with datasets.using(newest):
        known = catalog.all_parameters()
        stated = received(asked, known)
        if stated.lost or stated.unsure:
            return None
        return site.PAGES[page].first(View.of(asked, language))


def _inline(text: str) -> Markup:
    return markdown.inline(text, str)
