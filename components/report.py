"""The present view as one file that stands alone: finding, figures, charts, assumptions and sources, made for paper."""

from __future__ import annotations

import base64
import gzip
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from components import catalog, document, drawing, markup, record, share, table
from components.figure import today
from components.markup import tag
from components.record import Part
from components.view import View

SCRIPT = Path(__file__).parent / "report.js"
LONGEST_TABLE = 60  # rows; a longer table is no reading matter, and the dashboard gives it as a file
AT_ONCE = 2  # reports under construction: each takes some ten milliseconds and holds 2 MB
LINKED = re.compile(r'<a href="(https?://[^"]+)">(.*?)</a>')

_building = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Report:
    """A view and what it has shown; `link` leads back to it."""

    view: View
    page: str  # its title
    link: str
    parts: Sequence[Part]

    def html(self) -> str:
        """The whole file."""
        with _building:
            return self._document()

    def _document(self) -> str:
        t, version = self.view.t, catalog.dataset().version
        charts = [part for part in self.parts if isinstance(part, record.Chart)]
        main = "".join(self._part(part) for part in self.parts)
        cited = tag("p", document.tag_text(share.citation(self.page, self.link, version, today())))
        words = "".join(
            (
                tag("header", tag("p", f"{t('app.name')} · {document.tag_text(self.page)}", class_="name")),
                tag("main", main, self._about(), self._sources(main)),
                tag("footer", cited, tag("p", t("footer.text", version=version)), class_="note"),
            )
        )
        head = tag("style", document.style())
        scripts = _scripts([_spec(chart) for chart in charts]) if charts else ""
        title = next((part.title for part in self.parts if isinstance(part, record.Headline)), self.page)
        return document.document(t, f"{title} – {t('app.name')}", head, tag("div", words, scripts, class_="report"))

    def _part(self, part: Part) -> str:
        match part:
            case record.Headline():
                lines = markup.html("  \n".join(part.lines), self._address)
                return tag("div", tag("h1", self._inline(part.title)), lines, class_="headline")
            case record.Section():
                return tag("h2", self._inline(part.title))
            case record.Words():
                return markup.html(part.markdown, self._address)
            case record.Cards():
                return document.cards(part.figures, self.view.t, self._inline)
            case record.Chart():
                return self._chart(part)

    def _chart(self, part: record.Chart) -> str:
        above = tag("h2", self._inline(part.title)) + self._note(part.subtitle)
        drawing = tag("div", above, document.chart_place(_spec(part), part.title), class_="chart")
        columns = table.texts(part.columns())
        rows = max(map(len, columns.values()), default=0)
        summary = tag("summary", self.view.t("edition.table"))
        numbers = tag("details", summary, markup.table(columns)) if 0 < rows <= LONGEST_TABLE else ""
        return drawing + self._note(part.source) + numbers

    def _about(self) -> str:
        """What the view rests on, and where it is to be found."""
        t = self.view.t
        rows = {
            t("report.assumptions"): document.tag_text(self.view.scenario_text()),
            t("control.data"): catalog.dataset().version,
            t("report.date"): today().isoformat(),
            t("report.link"): tag("a", document.tag_text(self.link), href=self.link),
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
        return markup.inline(text, self._address)

    def _note(self, text: str) -> str:
        return tag("div", markup.html(text, self._address), class_="note")

    def _address(self, address: str) -> str:
        """An address within the dashboard as one that leads there from anywhere."""
        return address if urlsplit(address).scheme else urljoin(self.link, address)


def _spec(chart: record.Chart) -> str:
    return drawing.spec(chart.figure)


def _scripts(specs: Sequence[str]) -> str:
    """The charts, what draws them, and the library, packed to a third of its size."""
    data = ";".join(map(document.chart_data, specs))
    packed = tag("script", _library(), type="application/gzip", id="library")
    return "".join((tag("script", data), tag("script", document.script()), packed, tag("script", _unpack())))


@cache
def _library() -> str:
    return base64.b64encode(gzip.compress(document.DRAWING.read_bytes(), mtime=0)).decode()


def _unpack() -> str:
    return document.text_of(SCRIPT)
