"""Parts of which a page consists: what it says, without saying how that is drawn.

A page is a function from a view to parts. Renderers draw them: Streamlit (components/draw.py), the static edition, the
report, link previews. A part holds all that it needs; what is costly and seldom wanted is a function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

from content.columns import Columns
from content.controls import Control
from content.language.headlined import Headlined
from content.language.messages import Text
from content.language.quantity import Displayed


@dataclass(frozen=True)
class Figure:
    """One number with all that it needs to be believed."""

    label: str
    displayed: Displayed
    badge: str
    source: str
    note: str = ""

    def about(self, t: Text) -> list[str]:
        """Range, kind, boundary and source, as lines of Markdown."""
        return [line for line in (self.displayed.range_text(t), self.badge, self.note, self.source) if line]


@dataclass(frozen=True)
class Finding:
    """Headline of a page: what it finds in its present state and what that rests on; previews of its link show it."""

    title: str
    lines: tuple[str, ...]
    above: str = ""  # small, before the title on the page
    figure: Headlined | None = None  # the first figure of the title, for links that are shared


@dataclass(frozen=True)
class Section:
    """A heading."""

    title: str


@dataclass(frozen=True)
class Words:
    """A text in Markdown."""

    markdown: str
    align: Literal["left", "center"] = "left"


@dataclass(frozen=True)
class Note:
    """A small text in Markdown: how something is meant, where it is from."""

    markdown: str


@dataclass(frozen=True)
class Notice:
    """A text in a box, which a reader must not miss; `kind` is `info` or `warning`."""

    markdown: str
    kind: str = "info"


@dataclass(frozen=True)
class Formula:
    """An equation in LaTeX."""

    latex: str


@dataclass(frozen=True)
class Code:
    """Text to be copied as it is, made from the link to the view; `language` as highlighters know it."""

    text: Callable[[str], str]
    language: str = ""


@dataclass(frozen=True)
class Markup:
    """HTML of our own, every text in it escaped by whoever made it."""

    html: str


@dataclass(frozen=True)
class Cards:
    """Figures side by side."""

    figures: Sequence[Figure]


@dataclass(frozen=True)
class Chart:
    """A chart with what stands around it, its table, and the address value that a click on a point sets."""

    key: str  # unlike that of any other chart of the page
    figure: Mapping[str, Any]  # a Plotly figure: data, layout, frames
    title: str
    subtitle: str
    source: str
    columns: Callable[[], Columns]  # the table, made once it is opened
    select: str = ""  # name of the address value that takes the custom data of a clicked point


@dataclass(frozen=True)
class Column:
    """How a column of a table is written: `compact` or significant `digits`; `pinned` ones stay as others scroll."""

    compact: bool = False
    digits: int | None = None
    width: int | None = None  # [px]
    pinned: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of a table that sorts; `title` is its alternative text."""

    title: str
    columns: Mapping[str, Sequence[object]]
    forms: Mapping[str, Column] = field(default_factory=dict)  # of columns that are no plain text, by name
    height: int | None = None  # [px]


@dataclass(frozen=True)
class Download:
    """A file, made when it is asked for."""

    key: str
    label: str
    name: str
    write: Callable[[], bytes]


@dataclass(frozen=True)
class PageLink:
    """A link to a page of the dashboard in a state of its own."""

    page: str
    label: str
    address: Mapping[str, str]

    @property
    def href(self) -> str:
        """The same as the address of a link."""
        return f"{self.page or './'}?{urlencode(self.address)}"


@dataclass(frozen=True)
class Share:
    """The button that hands on the present view, on a page without a sidebar."""

    page: str  # its address


@dataclass(frozen=True)
class Upload:
    """Where a visitor opens a file of own models; it stays with the visitor and is no part of any address."""


@dataclass(frozen=True)
class Beside:
    """Columns of parts side by side, below one another on a phone; `widths` relative to one another."""

    columns: Sequence[Sequence[Part]]
    widths: Sequence[float] = ()
    align: Literal["top", "center", "bottom"] = "bottom"
    boxed: bool = False


@dataclass(frozen=True)
class Line:
    """Small parts in one line, which wraps."""

    parts: Sequence[Part]
    key: str = ""
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class Box:
    """Parts that belong together, by default with a border around them."""

    parts: Sequence[Part]
    key: str = ""
    border: bool = True


@dataclass(frozen=True)
class Panel:
    """Parts that unfold; made once they are open, or at once where they are `small`.

    `needed` ones are open whatever the address says.
    """

    name: str
    label: str
    parts: Callable[[], Iterable[Part]]
    needed: bool = False
    small: bool = False


@dataclass(frozen=True)
class Projected:
    """A chart alone, large, with what belongs to it."""

    chart: Sequence[Part]


Holder = Beside | Line | Box | Panel | Projected
Part = (
    Finding | Section | Words | Note | Notice | Formula | Code | Markup | Cards | Chart | Table | Download | PageLink
    | Control | Upload | Share | Holder
)  # fmt: skip
Parts = Iterator[Part]


def walk(parts: Iterable[Part], panels: bool = False) -> Iterator[Part]:
    """All parts and what they hold, in the order in which they are read; what unfolds only where it is asked for."""
    for part in parts:
        yield part
        match part:
            case Beside():
                for column in part.columns:
                    yield from walk(column, panels)
            case Line() | Box():
                yield from walk(part.parts, panels)
            case Projected():
                yield from walk(part.chart, panels)
            case Panel() if panels or part.needed:
                yield from walk(part.parts(), panels)
