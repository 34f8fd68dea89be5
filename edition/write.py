"""Writes the edition into a folder: pages by language, the charts they share, and what draws them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import streamlit

from content.files import html_file
from content.language.messages import DEFAULT_LANGUAGE, LANGUAGES, Text
from edition import page
from edition.site import TEMPLATES, Site
from edition.states import State

STYLE = Path(__file__).parent / "edition.css"
# Ends of cells and rows: HTML knows where they are, and they would be a twentieth of the edition.
ENDS = re.compile(r"</t[dhr]>\n?")
FONT = Path(streamlit.__file__).parent / "static" / "static" / "media"
FONT_FILE = "SourceSansVF-Upright.*.woff2"  # SIL Open Font License 1.1


def write(folder: Path, states: Iterable[State]) -> int:
    """Write all files anew; how many states there are."""
    site = Site.of(states)
    for part in ("assets", "charts", *LANGUAGES):
        shutil.rmtree(folder / part, ignore_errors=True)
        (folder / part).mkdir(parents=True)
    _assets(folder / "assets")
    for state in site.parts:
        text, charts = page.render(site, state)
        (folder / state.file).write_text(ENDS.sub("", text), encoding="utf-8")
        for name, spec in charts.items():
            (folder / "charts" / f"{name}.js").write_text(html_file.chart_data(spec), encoding="utf-8")
    (folder / "index.html").write_text(_door(), encoding="utf-8")
    return len(site.parts)


def _assets(folder: Path) -> None:
    for path in (html_file.DRAWING, html_file.ICON):
        shutil.copyfile(path, folder / path.name)
    (folder / html_file.SCRIPT.name).write_text(html_file.script(), encoding="utf-8")
    (font,) = FONT.glob(FONT_FILE)
    shutil.copyfile(font, folder / "source-sans.woff2")
    (folder / "edition.css").write_text(html_file.style() + html_file.text_of(STYLE), encoding="utf-8")


def _door() -> str:
    """The folder's first page: on to the reader's language."""
    t = Text(DEFAULT_LANGUAGE)
    return html_file.template("door.html", TEMPLATES).render(
        t=t, language=t.language, title=t("app.name"), languages=LANGUAGES, default=DEFAULT_LANGUAGE
    )
