"""The present view as one file that stands alone: finding, figures, charts, assumptions and sources, made for paper."""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from content import parts
from content.charts import encoding
from content.files import citation, export, html_file, markdown
from content.files.markdown import tag
from content.parts import Chart, Part
from content.tables import catalog
from content.view import View

SCRIPT = Path(__file__).parent / "report.js"
LONGEST_TABLE = 60  # rows; a longer table is no reading matter, and the dashboard gives it as a file
LINKED = re.compile(r'<a href="(https?://[^"]+)">(.*?)</a>')


@dataclass(frozen=True)
class Report:
    """A view and what it has shown; `link` leads back to it."""

    view: View
    page: str  # its title
    link: str
    parts: Sequence[Part]

    def html(self) -> str:
        """The whole file."""
        t, version = self.view.t, catalog.dataset().version
        charts = [part for part in self.parts if isinstance(part, parts.Chart)]
        main = "".join(self._part(part) for part in self.parts)
        cited = tag("p", html_file.tag_text(citation.citation(self.page, self.link, version, citation.today())))
        words = "".join(
            (
                tag("header", tag("p", f"{t('app.name')} · {html_file.tag_text(self.page)}", class_="name")),
                tag("main", main, self._about(), self._sources(main)),
                tag("footer", cited, tag("p", t("footer.text", version=version)), class_="note"),
            )
        )
        head = tag("style", html_file.style())
        scripts = _scripts([_spec(chart) for chart in charts]) if charts else ""
        title = next((part.title for part in self.parts if isinstance(part, parts.Finding)), self.page)
        return html_file.document(t, f"{title} – {t('app.name')}", head, tag("div", words, scripts, class_="report"))

    def _part(self, part: Part) -> str:
        """A part as HTML; nothing of what only a screen can do."""
        match part:
            case parts.Finding():
                lines = markdown.html("  \n".join(part.lines), self._address)
                return tag("div", tag("h1", self._inline(part.title)), lines, class_="headline")
            case parts.Section():
                return tag("h2", self._inline(part.title))
            case parts.Words():
                return markdown.html(part.markdown, self._address)
            case parts.Note() | parts.Notice():
                return self._note(part.markdown)
            case parts.Cards():
                return html_file.cards(part.figures, self.view.t, self._inline)
            case parts.Chart():
                return self._chart(part)
            case _:
                return ""

    def _chart(self, part: Chart) -> str:
        above = tag("h2", self._inline(part.title)) + self._note(part.subtitle)
        drawing = tag("div", above, html_file.chart_place(_spec(part), part.title), class_="chart")
        columns = export.texts(part.columns())
        rows = max(map(len, columns.values()), default=0)
        summary = tag("summary", self.view.t("edition.table"))
        numbers = tag("details", summary, markdown.table(columns)) if 0 < rows <= LONGEST_TABLE else ""
        return drawing + self._note(part.source) + numbers

    def _about(self) -> str:
        """What the view rests on, and where it is to be found."""
        t = self.view.t
        rows = {
            t("report.assumptions"): html_file.tag_text(self.view.scenario_text()),
            t("control.data"): catalog.dataset().version,
            t("report.date"): citation.today().isoformat(),
            t("report.link"): tag("a", html_file.tag_text(self.link), href=self.link),
        }
        return tag("dl", *(tag("dt", name) + tag("dd", value) for name, value in rows.items()))

    def _sources(self, main: str) -> str:
        """All publications linked in the text, with their addresses, which paper would lose."""
        found: dict[str, dict[str, None]] = {}
        for address, label in LINKED.findall(main):
            if not address.startswith(urljoin(self.link, "/")):
                found.setdefault(address, {})[label] = None
        items = (
            tag("li", "; ".join(labels), " ", tag("a", address, href=address)) for address, labels in found.items()
        )
        return tag("h2", self.view.t("report.sources")) + tag("ol", *items) if found else ""

    def _inline(self, text: str) -> str:
        return markdown.inline(text, self._address)

    def _note(self, text: str) -> str:
        return tag("div", markdown.html(text, self._address), class_="note")

    def _address(self, address: str) -> str:
        """An address within the dashboard as one that leads there from anywhere."""
        return address if urlsplit(address).scheme else urljoin(self.link, address)


def _spec(chart: parts.Chart) -> str:
    return encoding.spec(chart.figure)


def _scripts(specs: Sequence[str]) -> str:
    """The charts, what draws them, and the library, packed to a third of its size."""
    data = ";".join(map(html_file.chart_data, specs))
    packed = tag("script", _library(), type="application/gzip", id="library")
    return "".join((tag("script", data), tag("script", html_file.script()), packed, tag("script", _unpack())))


@cache
def _library() -> str:
    return base64.b64encode(gzip.compress(html_file.DRAWING.read_bytes(), mtime=0)).decode()


def _unpack() -> str:
    return html_file.text_of(SCRIPT)
