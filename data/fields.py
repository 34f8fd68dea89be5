"""Kinds of columns: what a cell may hold, and the unit of a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandera.pandas as pa

ID = r"^[a-z0-9][a-z0-9.+_-]*$"


@dataclass(frozen=True)
class Field:
    """One column: its type, its checks and its unit."""

    dtype: str  # str, float, int, bool or date
    unit: str = ""
    low: float | None = None
    high: float | None = None
    words: tuple[str, ...] = ()
    pattern: str = ""
    required: bool = True  # whether an empty cell is an error

    def column(self) -> pa.Column:
        """The pandera column."""
        checks: list[pa.Check] = []
        if self.low is not None:
            checks.append(pa.Check.ge(self.low))
        if self.high is not None:
            checks.append(pa.Check.le(self.high))
        if self.words:
            checks.append(pa.Check.isin([*self.words, *([] if self.required else [""])]))
        if self.pattern:
            checks.append(pa.Check.str_matches(self.pattern))
        if self.dtype == "str" and self.required:
            checks.append(pa.Check.str_length(min_value=1))
        types: dict[str, Any] = {"str": str, "float": float, "int": int, "bool": bool, "date": "datetime64[s]"}
        nullable = not self.required and self.dtype in ("float", "date")
        return pa.Column(types[self.dtype], checks, nullable=nullable)


def text(*words: str, pattern: str = "", required: bool = True) -> Field:
    """Text, perhaps out of a list of words."""
    return Field("str", words=words, pattern=pattern, required=required)


def free() -> Field:
    """Text that may be empty."""
    return Field("str", required=False)


def number(unit: str, low: float | None = None, high: float | None = None, required: bool = True) -> Field:
    """Number with its unit and bounds."""
    return Field("float", unit, low, high, required=required)


def year(required: bool = True) -> Field:
    """Calendar year."""
    return Field("int", "year", 1950, 2030, required=required)
