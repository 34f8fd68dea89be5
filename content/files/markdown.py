"""Markdown as HTML, as Streamlit shows it in the browser; one link function decides where links lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

# An address as a text has it -> the address in the file; empty where nothing is there.
Link = Callable[[str], str]
DIRECTIVE = re.compile(r":([a-z]+)(-badge)?\[")  # Streamlit's coloured words, such as `:green-badge[reported]`
NEW_TAB = re.compile("<a (?=href=)")  # where Streamlit's own links lead
LINES_KEPT = 4096  # of cards and charts: few of them change with a slider
ANCHOR = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>')


def html(text: str, link: Link) -> Markup:
    """A text in Markdown as HTML; markup in it stays text."""
    return _rendered(_parser().parse(text), link)


def inline(text: str, link: Link) -> Markup:
    """The same for a heading or a label, where `1.` and `+` begin no list."""
    return _rendered(_parser().parseInline(text), link)


@lru_cache(LINES_KEPT)
def inline_outside(text: str) -> Markup:
    """The same for a page: links open in a tab of their own, as Streamlit's do."""
    return Markup(NEW_TAB.sub('<a target="_blank" rel="noreferrer" ', inline(text, str)))


def _rendered(tokens: Sequence[Token], link: Link) -> Markup:
    for token in tokens:
        if token.children:
            token.children = _linked(token.children, link)
    return Markup(_parser().renderer.render(tokens, _parser().options, {}))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("link", "directive", _directive)
    parser.add_render_rule("table_open", lambda *_: '<div class="wide" tabindex="0"><table>')
    parser.add_render_rule("table_close", lambda *_: "</table></div>")
    return parser


def _directive(state: StateInline, silent: bool) -> bool:
    """Rule of the parser for Streamlit's directives: a span with the colour as its class."""
    match = DIRECTIVE.match(state.src, state.pos)
    end = parseLinkLabel(state, match.end() - 1) if match else -1
    if not match or end < 0:
        return False
    if not silent:
        opened = state.push("directive_open", "span", 1)
        opened.attrSet("class", f"badge {match[1]}" if match[2] else match[1])
        rest, state.pos, state.posMax = state.posMax, match.end(), end
        state.md.inline.tokenize(state)
        state.posMax = rest
        state.push("directive_close", "span", -1)
    state.pos = end + 1
    return True


def _linked(tokens: Sequence[Token], link: Link) -> list[Token]:
    """The same with all addresses as in the file; a link that leads nowhere becomes plain text."""
    kept, open_links = [], []
    for token in tokens:
        if token.type == "link_open":
            target = link(str(token.attrs["href"]))
            open_links.append(target)
            token.attrs["href"] = target
        leads_nowhere = token.type in ("link_open", "link_close") and not open_links[-1]
        if token.type == "link_close":
            open_links.pop()
        if not leads_nowhere:
            kept.append(token)
    return kept


def relinked(markup: str, link: Link) -> Markup:
    """HTML of our own with all addresses as in the file; a link that leads nowhere becomes plain text."""

    def anchor(match: re.Match[str]) -> str:
        target = link(unescape(match[1]))
        return f'<a href="{escape(target)}">{match[2]}</a>' if target else match[2]

    return Markup(ANCHOR.sub(anchor, markup))
