"""Markdown and HTML for files that stand alone: what Streamlit shows in the browser, written out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# An address as a text has it -> the address in the file; empty where nothing is there.
Link = Callable[[str], str]
DIRECTIVE = re.compile(r":([a-z]+)(-badge)?\[")  # Streamlit's coloured words, such as `:green-badge[reported]`
EMPTY = {"meta", "link", "br", "hr"}


def tag(name: str, /, *content: str, **attributes: str | bool) -> str:
    """An element; `content` is HTML, attributes are text. `class_` is written `class`, `data_x` `data-x`."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not False
    )
    return f"<{name}{written}>" if name in EMPTY else f"<{name}{written}>{''.join(content)}</{name}>"


def html(text: str, link: Link) -> str:
    """A text in Markdown as HTML; markup in it stays text."""
    return _rendered(_parser().parse(text), link)


def inline(text: str, link: Link) -> str:
    """The same for a heading or a label, where `1.` and `+` begin no list."""
    return _rendered(_parser().parseInline(text), link)


def _rendered(tokens: Sequence[Token], link: Link) -> str:
    for token in tokens:
        if token.children:
            token.children = _linked(token.children, link)
    return str(_parser().renderer.render(tokens, _parser().options, {}))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("link", "directive", _directive)
    parser.add_render_rule("table_open", lambda *_: '<div class="wide" tabindex="0"><table>')
    parser.add_render_rule("table_close", lambda *_: "</table></div>")
    return parser


def _directive(state: StateInline, silent: bool) -> bool:
    """Rule of the parser for Streamlit's directives: a span with the colour as its class."""
    found = DIRECTIVE.match(state.src, state.pos)
    end = parseLinkLabel(state, found.end() - 1) if found else -1
    if not found or end < 0:
        return False
    if not silent:
        opened = state.push("directive_open", "span", 1)
        opened.attrSet("class", f"badge {found[1]}" if found[2] else found[1])
        rest, state.pos, state.posMax = state.posMax, found.end(), end
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


def table(columns: Mapping[str, Sequence[str]], numeric: frozenset[str] = frozenset()) -> str:
    """Texts in columns as a table; numeric columns stand to the right."""

    def cell(kind: str, name: str, text: str) -> str:
        return tag(kind, escape(text), class_="number") if name in numeric else tag(kind, escape(text))

    head = tag("tr", *(cell("th", name, name) for name in columns))
    body = (
        tag("tr", *(cell("td", name, text) for name, text in zip(columns, row, strict=True)))
        for row in zip(*columns.values(), strict=True)
    )
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body)), class_="wide", tabindex="0")
