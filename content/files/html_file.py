"""What a file that stands alone is made of: the static edition's pages and the report of a view."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from content.files.markdown import tag
from content.language.messages import Text
from content.parts import Figure

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
    return text_of(TEMPLATE) + text_of(SCRIPT)


def document(t: Text, title: str, head: str, body: str) -> str:
    """A whole file."""
    parts = (
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", tag_text(title)),
    )
    language = HTML_LANGUAGES.get(t.language, t.language)
    return f"<!doctype html>\n{tag('html', tag('head', *parts, head), tag('body', body), lang=language)}\n"


def tag_text(text: str) -> str:
    """Text between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def chart_id(spec: str) -> str:
    """Name of a chart by its content, so that one file serves all pages that show it."""
    return hashlib.sha256(spec.encode()).hexdigest()[:12]


def chart_place(spec: str, alt: str) -> str:
    """Where the script draws a chart; as high as it will be, so that nothing moves."""
    size_of_place = size(json.loads(spec)["layout"])
    return tag("div", class_="plot", data_chart=chart_id(spec), role="img", aria_label=alt, style=size_of_place)


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


def cards(figures: Sequence[Figure], t: Text, inline: Callable[[str], str]) -> str:
    """Numbers side by side, each with all that it needs to be believed; `inline` makes HTML of a line of Markdown."""
    return tag("div", *(_card(figure, t, inline) for figure in figures), class_="cards")


def _card(figure: Figure, t: Text, inline: Callable[[str], str]) -> str:
    parts = (
        tag("p", inline(figure.label), class_="label"),
        tag("p", tag_text(figure.shown.text), class_="value"),
        tag("p", "<br>".join(map(inline, figure.about(t))), class_="note"),
    )
    return tag("div", *parts, class_="card")
