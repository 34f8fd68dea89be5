"""The present view as one file that stands alone: finding, figures, charts, assumptions and sources, made for paper."""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup

from content import parts
from content.files import citation, html_file
from content.files.still import Still
from content.parts import Part
from content.tables import catalog
from content.view import View

SCRIPT = Path(__file__).parent / "report.js"
LONGEST_TABLE = 60  # rows; a longer table is no reading matter, and the dashboard gives it as a file
LINKED = re.compile(r'<a href="(https?://[^"]+)">(.*?)</a>')


@dataclass(frozen=True)
class Report:
    """A view and the parts of its page; `link` leads back to it."""

    view: View
    page: str  # its title
    link: str
    parts: Iterable[Part]

    def html(self) -> str:
        """The whole file."""
        t, version, every = self.view.t, catalog.dataset().version, list(self.parts)
        still = Still(t, self._address, unfolds=False, longest_table=LONGEST_TABLE, address=self.link)
        main = still.html(part for part in every if not isinstance(part, parts.PageLink))
        headline = next((part.title for part in every if isinstance(part, parts.Finding)), self.page)
        return html_file.template("report.html").render(
            t=t,
            language=html_file.language_of(t),
            title=f"{headline} – {t('app.name')}",
            style=_trusted(html_file.style()),
            page=self.page,
            main=main,
            about=self._about(),
            link=self.link,
            sources=self._sources(main),
            citation=citation.citation(self.page, self.link, version, citation.today()),
            version=version,
            scripts=_scripts(still.charts),
            library=_library(),
            unpack=_trusted(html_file.text_of(SCRIPT)),
        )

    def _about(self) -> dict[str, str]:
        """What the view rests on, and where it is to be found."""
        t = self.view.t
        return {
            t("report.assumptions"): self.view.scenario_text(),
            t("control.data"): catalog.dataset().version,
            t("report.date"): citation.today().isoformat(),
            t("report.link"): self.link,
        }

    def _sources(self, main: str) -> dict[str, list[Markup]]:
        """All publications linked in the text by their addresses, which paper would lose."""
        labels: dict[str, dict[str, None]] = {}
        for address, label in LINKED.findall(main):
            if not address.startswith(urljoin(self.link, "/")):
                labels.setdefault(Markup(address).unescape(), {})[label] = None
        return {address: list(map(_trusted, named)) for address, named in labels.items()}

    def _address(self, address: str) -> str:
        """An address within the dashboard as one that leads there from anywhere."""
        return address if urlsplit(address).scheme else urljoin(self.link, address)


def _scripts(charts: dict[str, str]) -> list[Markup]:
    """The charts and what draws them; none where there are no charts."""
    if not charts:
        return []
    return [_trusted(";".join(map(html_file.chart_data, charts.values()))), _trusted(html_file.script())]


@cache
def _library() -> str:
    """The library that draws, packed to a third of its size."""
    return base64.b64encode(gzip.compress(html_file.DRAWING.read_bytes(), mtime=0)).decode()


def _trusted(text: str) -> Markup:
    """Text of our own that is markup already: styles, scripts, labels that were rendered before."""
    return Markup(text)
