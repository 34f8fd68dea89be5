"""What a file that stands alone is made of: the static edition's pages and the report of a view."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.environment import TemplateModule
from markupsafe import Markup

from content.language.messages import Text
from content.parts import Figure

TEMPLATES = Path(__file__).parent / "templates"
STYLE = Path(__file__).parent / "html_file.css"
CARDS = Path(__file__).parent / "cards.css"  # shared with the dashboard
SCRIPT = Path(__file__).parent / "html_file.js"
TEMPLATE = Path(__file__).parent / "template.js"  # how charts look
# Draws the charts in the browser: plotly.js with lines and bars alone, a quarter of the whole (docs/decisions/0009).
STATIC = Path(__file__).parents[2] / "web" / "static"
STATIC_PATH = "app/static"  # where the server offers it, below the site's address
DRAWING = STATIC / "plotly-basic-4.1.1.min.js"
ICON = DRAWING.with_name("icon.png")
LEAST_HEIGHT = 400  # of a chart as high as the window allows [px]
HTML_LANGUAGES = {"zh": "zh-Hans"}  # letters for Chinese as written on the mainland; others by their own code


@cache
def text_of(path: Path) -> str:
    """A file's text."""
    return path.read_text(encoding="utf-8")


def style() -> str:
    """How a file looks."""
    return text_of(CARDS) + text_of(STYLE)


def script() -> str:
    """What draws the charts of a file."""
    return text_of(TEMPLATE).replace("export const", "const") + text_of(SCRIPT)  # a file alone has no modules


def template(name: str, *folders: Path) -> Template:
    """Template of HTML by its file's name, of this folder or of others before it; every text in it is escaped."""
    return _environment(folders).get_template(name)


@cache
def _environment(folders: tuple[Path, ...]) -> Environment:
    made = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    made.globals["zip"] = zip
    return made


def macro(name: str, *values: object) -> Markup:
    """A part of a page as HTML, by one of the macros of parts.html."""
    written: Markup = getattr(_macros(), name)(*values)
    return written


@cache
def _macros() -> TemplateModule:
    return template("parts.html").module


def language_of(t: Text) -> str:
    """Language of a document as HTML names it."""
    return HTML_LANGUAGES.get(t.language, t.language)


def chart_id(spec: str) -> str:
    """Name of a chart by its content, so that one file serves all pages that show it."""
    return hashlib.sha256(spec.encode()).hexdigest()[:12]


def size(layout: Mapping[str, Any]) -> str:
    """How high a chart is, as CSS: as stated, lower where the page is narrow, or what a projector has left."""
    height, meta = layout["height"], layout.get("meta", {})
    if "aspect" in meta:
        return f"width:100%;aspect-ratio:{meta['aspect']};max-height:{height}px"
    return f"height:max({LEAST_HEIGHT}px,100vh - {meta['around']}px)" if "around" in meta else f"height:{height}px"


def chart_data(spec: str) -> str:
    """Script that hands a chart to the one that draws; nothing in it can end the script."""
    compact = json.dumps(json.loads(spec), ensure_ascii=False, separators=(",", ":"))
    harmless = compact.replace("<", "\\u003c")
    return f'(window.charts??={{}})["{chart_id(spec)}"]={harmless}'


def cards(figures: Sequence[Figure], t: Text, inline: Callable[[str], Markup]) -> Markup:
    """Numbers side by side, each with all that it needs to be believed; `inline` makes HTML of a line of Markdown."""
    return macro("cards", figures, t, inline)
