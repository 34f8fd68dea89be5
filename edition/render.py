"""What Streamlit would show, as HTML: one function an element. An unknown one stops the build: nothing gets lost."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from latex2mathml.converter import convert
from streamlit.testing.v1.element_tree import Block, Element, Node

from components import drawing
from content.files import html_file, markdown
from content.files.markdown import tag
from content.language import quantity
from content.language.messages import Text
from edition.visits import VisitError, key

Options = Callable[[str, Element], str]
# Only a server answers these; where the reader's choice is prepared, it becomes links.
CONTROLS = {
    "button_group",
    "selectbox",
    "select_slider",
    "slider",
    "radio",
    "checkbox",
    "toggle",
    "number_input",
    "multiselect",
    "text_input",
}
LEFT_OUT = {"button", "download_button", "space"}
SERVED = {"upload", "publish"}  # containers whose content speaks of what a reader has typed or opened
TRANSPARENT = {"main", "form"}  # blocks that only hold others
HEADINGS = {"h1": "h1", "h2": "h2", "h3": "h2"}  # Streamlit's subheaders are of level 3, with none of level 2 above
ANCHOR = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>')
BOXES = {"info", "success", "warning"}


@dataclass
class Renderer:
    """Renders one page; `link` and `options` say what stands in the edition."""

    t: Text
    link: markdown.Link
    options: Options
    charts: dict[str, str] = field(default_factory=dict)  # specifications by name, in the order of the page

    def children(self, block: Block) -> str:
        """Everything in a block."""
        return "".join(self.node(child) for child in block.children.values())

    def node(self, node: Node) -> str:
        """One element with all that it holds."""
        if node.type in LEFT_OUT:
            return ""
        if node.type in CONTROLS:
            return self.options(key(node).split(".")[0], node)  # type: ignore[arg-type]
        if isinstance(node, Block):
            return self._block(node)
        method = getattr(self, f"_{node.type}", None)
        if method is None:
            raise VisitError(f"the static edition does not know the element {node.type}")
        return str(method(node))

    def _block(self, block: Block) -> str:
        if key(block) in SERVED:
            return ""
        if block.type == "expander":
            return self._expander(block)
        content = self.children(block)
        if not content or block.type in TRANSPARENT:
            return content
        if block.type == "column":
            if block.proto.show_border:
                content = tag("div", content, class_="card")
            return tag("div", content, class_="column", style=f"--weight:{100 * block.proto.weight:.0f}")
        if block.type != "flex_container":
            raise VisitError(f"the static edition does not know the block {block.type}")
        box = block.proto.flex_container
        if all(child.type == "column" for child in block.children.values()):
            return tag("div", content, class_="columns")
        name, _, of = key(block).partition("-")
        if name == "table":
            return tag("details", tag("summary", self.t("edition.table")), content)
        kinds = [name if of or name in ("headline", "presenter") else "", "card" if box.border else ""]
        if box.direction == box.HORIZONTAL:
            kinds.append("columns")
        classes = " ".join(kind for kind in kinds if kind)
        return tag("div", content, class_=classes) if classes else content

    def _expander(self, block: Block) -> str:
        """What opens and closes; nothing where only controls stood in it."""
        content = self.children(block)
        return tag("details", tag("summary", self._inline(block.proto.label)), content) if content else ""

    def _html_of(self, text: str) -> str:
        return markdown.html(text, self.link)

    def _inline(self, text: str) -> str:
        return markdown.inline(text, self.link)

    def _title(self, node: Any) -> str:
        return tag(HEADINGS[node.tag], self._inline(node.value))

    _header = _subheader = _title

    def _markdown(self, node: Any) -> str:
        return self._html_of(node.value)

    _text = _markdown

    def _caption(self, node: Any) -> str:
        return tag("div", self._html_of(node.value), class_="note")

    def _latex(self, node: Any) -> str:
        formula = node.value.strip().strip("$")
        return tag("div", convert(formula, display="block"), class_="math", tabindex="0")

    def _divider(self, _: Any) -> str:
        return tag("hr")

    def _code(self, node: Any) -> str:
        return tag("pre", tag("code", html_file.tag_text(node.value)), tabindex="0")

    def _info(self, node: Any) -> str:
        return tag("div", self._html_of(node.value), class_="card")

    _success = _warning = _info

    def _html(self, node: Any) -> str:
        """Scripts and styles are the dashboard's own; the edition has others."""
        return "" if re.search("<(script|style)", node.value) else self._linked(node.value)

    def _linked(self, html: str) -> str:
        return ANCHOR.sub(self._anchor, html)

    def _anchor(self, found: re.Match[str]) -> str:
        """A link as it stands in the edition; one that leads nowhere becomes plain text."""
        target = self.link(unescape(found[1]))
        return tag("a", found[2], href=target) if target else found[2]

    def _page_link(self, node: Any) -> str:
        proto = node.proto
        target = self.link(f"{proto.page or './'}?{proto.query_string}")
        label = self._inline(proto.label)
        return tag("p", tag("a", label, href=target) if target else label)

    def _bidi_component(self, node: Any) -> str:
        """A chart; another component only speaks with the server."""
        if not drawing.is_chart(node.proto):
            return ""
        about, spec = drawing.drawn(node.proto.bytes)
        self.charts[html_file.chart_id(spec)] = spec
        title, subtitle, source = (self._linked(about[part]) for part in ("title", "subtitle", "source"))
        return tag(
            "div",
            tag(HEADINGS[about["level"]], title),
            tag("p", subtitle, class_="note"),
            html_file.chart_place(spec, about["alt"]),
            tag("p", source, class_="note"),
            class_="chart",
        )

    def _dataframe(self, node: Any) -> str:
        table, config = node.value, json.loads(node.proto.columns or "{}")
        columns, numeric = {}, set()
        for name in table.columns:
            about: Mapping[str, Any] = config.get(str(name), {})
            label = about.get("label") or str(name)
            form = about.get("type_config", {}).get("format", "")
            columns[label] = [_cell(value, form, self.t) for value in table[name]]
            if form or table[name].dtype.kind in "if":
                numeric.add(label)
        return markdown.table(columns, frozenset(numeric))


def _cell(value: Any, form: str, t: Text) -> str:
    """A value of a table as the column's format has it; empty where there is none."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if form == "compact":
        return quantity.compact(float(value), t)
    digits = re.fullmatch(r"%\.(\d)g", form)
    return quantity.number(float(value), t, int(digits[1])) if digits else str(value)
