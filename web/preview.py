"""What a link shows before anyone opens it: the finding of the page in the state of its address."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from content import site
from content.findings import link_words
from content.page import page_name
from content.parts import Chart
from content.state.parameters import DATA
from content.state.received import plain, received
from content.tables import catalog, datasets
from content.view import View

PREVIEWS_KEPT = 1024
SIZE = (1200, 630)  # of a picture [px], as the sites that unfold links ask for
LOCALES = {"en": "en_US", "zh": "zh_CN"}

State = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Preview:
    """A page in one state, in a few words."""

    page: str
    state: State
    language: str
    title: str
    lines: tuple[str, ...]
    name: str  # of the site
    page_title: str
    source: str

    @property
    def text(self) -> str:
        """What the finding rests on, as running text."""
        return " ".join(self.lines)

    def picture(self) -> str:
        """Path of the picture."""
        return f"/preview/{page_name(self.page)}.png?{urlencode(self.state)}"


def preview(page: str, query: Mapping[str, str], language: str) -> Preview:
    """Preview of a page's address. Of the query nothing remains but ids from closed lists, and what of it was lost."""
    version = plain(query).get(DATA)
    with datasets.using(version if version in datasets.versions() else datasets.newest()):
        view, stated = View.of(query, language), received(query, catalog.all_parameters())
        described = _of_state(page, tuple(view.address(page).items()))
        notices = link_words.notices(view.t, stated.lost, stated.unsure)
        return replace(described, lines=(*notices, *described.lines)) if notices else described


@catalog.shared(PREVIEWS_KEPT)
def _of_state(page: str, state: State) -> Preview:
    view = View.of(dict(state))
    t = view.t
    finding = site.PAGES[page].finding(view)
    return Preview(
        page=page,
        state=state,
        language=t.language,
        title=finding.title,
        lines=finding.lines,
        name=t("app.name"),
        page_title=t(f"page.{page_name(page)}"),
        source=t("preview.source", version=catalog.dataset().version),
    )


def chart(described: Preview) -> Chart | None:
    """The chart of a preview's page in its state; None where that has none."""
    state = dict(described.state)
    with datasets.using(state[DATA]):
        return site.PAGES[described.page].chart(View.of(state))


def tags(described: Preview, base: str) -> str:
    """Markup of a preview for the head of the page; `base` is the site's address without a path."""
    width, height = SIZE
    address = f"{base}/{described.page}?{urlencode(described.state)}"
    properties = {
        "og:type": "website",
        "og:site_name": described.name,
        "og:locale": LOCALES[described.language],
        "og:title": described.title,
        "og:description": described.text,
        "og:url": address,
        "og:image": base + described.picture(),
        "og:image:type": "image/png",
        "og:image:width": str(width),
        "og:image:height": str(height),
        "og:image:alt": described.title,
    }
    named = {"description": described.text, "twitter:card": "summary_large_image"}
    return "".join(
        (
            f"<title>{html.escape(described.title)} · {html.escape(described.name)}</title>",
            *(f'<meta name="{name}" content="{html.escape(text)}">' for name, text in named.items()),
            *(f'<meta property="{name}" content="{html.escape(text)}">' for name, text in properties.items()),
        )
    )
