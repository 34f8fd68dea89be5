"""Parts of a page as HTML for files that stand alone: the static edition and the report of a view."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from latex2mathml.converter import convert
from markupsafe import Markup

from content import controls, parts
from content.charts import encoding
from content.columns import Numbers, texts
from content.files import html_file, markdown
from content.files.html_file import macro
from content.files.svg import picture
from content.language import quantity
from content.language.messages import Text
from content.parts import Column, Part

HEADINGS = {1: "h1", 2: "h2"}
NOTHING = Markup()


def no_control(_: controls.Control) -> Markup:
    """What a file without choices has in place of a control."""
    return NOTHING


@dataclass
class Still:
    """Renderer of a file: `link` gives addresses as the file has them, `control` what stands for a control."""

    t: Text
    link: markdown.Link
    control: Callable[[controls.Control], Markup] = no_control
    left_out: Sequence[str] = ()  # keys of boxes
    unfolds: bool = True  # whether what unfolds is in it
    longest_table: float = math.inf  # rows of a chart's table; longer ones are left out
    address: str = ""  # of the view, as texts to be copied state it
    charts: dict[str, str] = field(default_factory=dict)  # specifications by name, in the order of the page

    def html(self, several: Iterable[Part], level: int = 2) -> Markup:
        """Parts one below the other; a heading under which nothing stands is left out."""
        written, heading = [], NOTHING
        for part in several:
            content = self._part(part, level)
            if isinstance(part, parts.Section):
                heading = content
            elif content:
                written += [heading, content]
                heading = NOTHING
        return Markup("").join(written)

    def _part(self, part: Part, level: int) -> Markup:
        match part:
            case parts.Cards(figures):
                return html_file.cards(figures, self.t, self.inline)
            case parts.Chart():
                return self._chart(part, level)
            case parts.Table():
                numeric = [name for name, form in part.forms.items() if form.compact or form.digits]
                return macro("table", _cells(part, self.t), numeric)
            case _ if isinstance(part, parts.Holder):
                return self._holder(part)
            case _ if isinstance(part, controls.Control):
                return self.control(part)
            case _:
                return self._text(part)

    def _text(self, part: Part) -> Markup:
        match part:
            case parts.Finding():
                return macro("headline", part, self.inline, self.block)
            case parts.Section(title):
                return macro("heading", title, self.inline)
            case parts.Words(text):
                return self.block(text)
            case parts.Note(text):
                return macro("note", text, self.block)
            case parts.Notice(text):
                return macro("note", text, self.block, "card")
            case parts.Formula(latex):
                return macro("math", Markup(convert(latex, display="block")))
            case parts.Code(text):
                return macro("code", text(self.address))
            case parts.Markup(html):
                return markdown.relinked(html, self.link)
            case parts.PageLink(label=label):
                return macro("link", label, self.link(part.href))
            case _:  # files to download, and what a visitor brings: only a server has them
                return NOTHING

    def _holder(self, part: parts.Holder) -> Markup:
        match part:
            case parts.Beside():
                return self._beside(part)
            case parts.Line():
                content = self.html(part.parts)
                return macro("box", "columns", content) if content else NOTHING
            case parts.Box(held, key, border):
                content = self.html(held) if key not in self.left_out else NOTHING
                return macro("box", "card", content) if content and border else content
            case parts.Panel():
                content = self.html(part.parts()) if self.unfolds else NOTHING
                return macro("details", self.inline(part.label), content) if content else NOTHING
            case parts.Projected(chart):
                return macro("box", "presenter", self.html(chart, level=1))

    def _beside(self, part: parts.Beside) -> Markup:
        """Columns in which something stands: controls without a choice leave no gap."""
        columns = zip(map(self.html, part.columns), part.widths or [1] * len(part.columns), strict=True)
        filled = [
            (macro("box", "card", column) if part.boxed else column, width) for column, width in columns if column
        ]
        whole = sum(width for _, width in filled)
        drawn = [macro("box", "column", column, f"{100 * width / whole:.0f}") for column, width in filled]
        return macro("box", "columns", Markup("").join(drawn)) if drawn else NOTHING

    def _chart(self, chart: parts.Chart, level: int) -> Markup:
        spec = encoding.spec(chart.figure)
        name, size = html_file.chart_id(spec), html_file.size(chart.figure["layout"])
        self.charts[name] = spec
        # What is seen until a script draws the chart, and where none does.
        still = Markup(picture.draw(chart.figure, title=chart.title, description=chart.subtitle))
        drawing = macro("chart", chart, HEADINGS[level], name, size, still, self.inline, self.block)
        columns = texts(chart.columns())
        rows = max(map(len, columns.values()), default=0)
        if not 0 < rows <= self.longest_table:
            return drawing
        numeric = [column for column, values in chart.columns().items() if isinstance(values, Numbers)]
        return drawing + macro("details", self.t("edition.table"), macro("table", columns, numeric))

    def inline(self, text: str) -> Markup:
        """A heading or label in Markdown as HTML."""
        return markdown.inline(text, self.link)

    def block(self, text: str) -> Markup:
        """A text in Markdown as HTML."""
        return markdown.html(text, self.link)


def _cells(table: parts.Table, t: Text) -> dict[str, list[str]]:
    """Texts of a table's cells by column."""
    return {
        name: [cell(value, table.forms.get(name, Column()), t) for value in values]
        for name, values in table.columns.items()
    }


def cell(value: object, form: Column, t: Text) -> str:
    """A value of a table as the column's form has it; empty where there is none."""
    if value is None or value != value:
        return ""
    if form.compact:
        return quantity.compact(float(value), t)  # type: ignore[arg-type]
    return quantity.number(float(value), t, form.digits) if form.digits else str(value)  # type: ignore[arg-type]
