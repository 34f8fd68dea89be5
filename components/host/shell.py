"""The shell: Streamlit's index.html, in which a browser draws every page, and the places where ours is put into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit

FOLDER = Path(__file__).parent
FILE = Path(streamlit.__file__).parent / "static" / "index.html"
# What has to stand in it, once each and in this order.
HTML, HEAD, TITLE, ROOT = '<html lang="en">', "<head>", "<title>Streamlit</title>", '<div id="root">'
TOKENS = (HTML, HEAD, TITLE, "</head>", "<noscript>", "</noscript>", ROOT)
# Streamlit loads its letters as the page loads, but names them to the browser only once it runs.
FONT = re.compile(r'href="([^"]+\.woff2)"')
# A browser without scripts shows its own words right below the first ones.
WITHOUT_SCRIPTS = "<style>#headline { height: auto } noscript { margin: 1rem; font-family: sans-serif }</style>"
KEPT = 4  # shells: there is one


class ShellError(RuntimeError):
    """The installed Streamlit's page is not the one that this module knows how to complete."""


@dataclass(frozen=True)
class Shell:
    """The page as Streamlit has it, taken apart where it is completed."""

    markup: str
    pieces: tuple[str, ...]  # between the tokens
    font: str  # address of the letters

    def completed(
        self, head: str, language: str = "en", title: str = TITLE, body: str = "", without_scripts: str = ""
    ) -> str:
        """The page with more in it.

        `head` stands before all else in it, `title` is markup in place of Streamlit's title, `body` what is seen until
        Streamlit draws, `without_scripts` what those see in whose browser it never will.
        """
        start, before_head, before_title, rest_of_head, before_body, _, before_root, end = self.pieces
        html = HTML.replace("en", language)
        return "".join((
            start, html, before_head, HEAD, head, before_title, title, rest_of_head, "</head>",
            before_body, body, f"<noscript>{WITHOUT_SCRIPTS}{without_scripts}</noscript>", before_root, ROOT, end,
        ))  # fmt: skip


@lru_cache(KEPT)
def read(markup: str) -> Shell:
    """Take a page of Streamlit's apart.

    Raises
    ------
    ShellError where it is another one than this project knows.
    """
    if wrong := [token for token in TOKENS if markup.count(token) != 1]:
        raise ShellError(f"Streamlit's page has not exactly one of {wrong}")
    pieces, rest = list[str](), markup
    for token in TOKENS:
        piece, matched, rest = rest.partition(token)
        if not matched:
            raise ShellError(f"{token} of Streamlit's page stands elsewhere")
        pieces.append(piece)
    if not (font := FONT.search(markup)):
        raise ShellError("Streamlit's page loads no letters")
    return Shell(markup, (*pieces, rest), font[1])


def installed() -> Shell:
    """The shell of the installed Streamlit."""
    return read(FILE.read_text(encoding="utf-8"))


def head(base: str) -> str:
    """What every page is told first: where its server is, how it looks until it is drawn, what to do without a server.

    Streamlit's page would look for its server below its own address, which costs a visitor of a shared link two failed
    requests before the right one. `base` is the path below which the site lies.
    """
    server = f"<script>window.__streamlit={{BACKEND_BASE_URL:location.origin+'{base}/'}}</script>"
    return f"{server}<style>{_text('shell.css')}</style><script>{_text('waiting.js')}</script>"


def early(words: str, kind: str, font: str) -> str:
    """Markup of the first words of a page, which go when Streamlit has drawn its own; `kind` is a class or empty."""
    style = _text("headline.css").replace("FONT", font)
    attribute = f' class="{kind}"' if kind else ""
    return f'<div id="headline"{attribute}><style>{style}</style>{words}</div>{early_script()}'


def early_script() -> str:
    """Markup of the script that takes the first words away."""
    return f"<script>{_text('headline.js')}</script>"


@lru_cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
