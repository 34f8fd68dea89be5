"""The table behind a chart: columns of texts and of figures with their unit, and what a file of them says of itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Numbers:
    """A column of figures with their unit: `text` writes one for the screen; NaN is an empty cell."""

    values: Sequence[float]
    unit: str
    text: Callable[[float], str]


Columns = Mapping[str, Sequence[str] | Numbers]


@dataclass(frozen=True)
class About:
    """What a file must say of itself once it has left the page."""

    title: str
    quantity: str
    scenario: str
    source: str
    link: str
    data_version: str
    retrieved: datetime.date


def texts(columns: Columns) -> dict[str, list[str]]:
    """The table as it stands on screen."""
    return {
        name: [_text(value, column) for value in column.values] if isinstance(column, Numbers) else list(column)
        for name, column in columns.items()
    }


def _text(value: float, column: Numbers) -> str:
    return column.text(value) if value == value else ""
