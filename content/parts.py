"""What one run of a page has shown, in its order: references alone, for a report that may never be asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from content.files.export import Columns
from content.language.headlined import Headlined
from content.language.messages import Text
from content.language.quantity import Shown


@dataclass(frozen=True)
class Figure:
    """One number with all that it needs to be believed."""

    label: str
    shown: Shown
    badge: str
    source: str
    note: str = ""

    def about(self, t: Text) -> list[str]:
        """Range, kind, boundary and source, as lines of Markdown."""
        return [line for line in (self.shown.range_text(t), self.badge, self.note, self.source) if line]


@dataclass(frozen=True)
class Finding:
    """What a page finds in its present state, and what that rests on; plain text, for previews of its link too."""

    title: str
    lines: tuple[str, ...]
    above: str = ""  # small, before the title on the page
    figure: Headlined | None = None  # the first figure of the title, for links that are shared


@dataclass(frozen=True)
class Headline:
    """Title of the page and the lines below it."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Section:
    """A heading."""

    title: str


@dataclass(frozen=True)
class Words:
    """A text in Markdown."""

    markdown: str


@dataclass(frozen=True)
class Cards:
    """Figures side by side."""

    figures: Sequence[Figure]


@dataclass(frozen=True)
class Chart:
    """A chart with all that stands around it."""

    figure: Mapping[str, Any]
    title: str
    subtitle: str
    source: str
    columns: Callable[[], Columns]


Part = Headline | Section | Words | Cards | Chart
_parts: ContextVar[list[Part] | None] = ContextVar("parts", default=None)


def keep(part: Part) -> None:
    """Remember what is shown, where somebody asked for that."""
    parts = _parts.get()
    if parts is not None:
        parts.append(part)


@contextmanager
def recorded() -> Iterator[list[Part]]:
    """All that is shown inside."""
    parts: list[Part] = []
    token = _parts.set(parts)
    try:
        yield parts
    finally:
        _parts.reset(token)
