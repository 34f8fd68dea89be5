"""Table of changes: rules that were corrected, which pages and numbers they concern, and why (data/changes.csv).

An old link opens the same view and the same tables; where one of these rules gives another number than its sender saw,
the page says so. tests/links replays links of 2026.11.1 and takes a number that differs only where a row explains it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from content.tables import catalog
from footprint import load

ANY = "*"
LIST = "~"  # between pages, and between patterns of quantities
HALF_A_DIGIT = 5e-3  # relative: a number that is printed with two digits moves by less than half of the last one


@dataclass(frozen=True)
class Change:
    """One corrected rule."""

    change_id: str
    since: str  # version of the program in which it was corrected
    pages: tuple[str, ...]  # addresses of pages, the overview's empty; (`*`,) for all
    quantities: tuple[str, ...]  # patterns of what it concerns, as tests/links/reading.py names quantities
    condition: Mapping[str, str]  # pattern of the value that each of these parameters must have
    within: float  # greatest relative change of a number [1]; infinite where it may be any
    reason: Mapping[str, str]  # by language

    @property
    def visible(self) -> bool:
        """Whether it may move a number by more than rounding does."""
        return self.within > HALF_A_DIGIT

    def concerns(self, page: str, values: Mapping[str, str]) -> bool:
        """Whether a page in a state may show a number that the rule changes."""
        on_page = self.pages == (ANY,) or page in self.pages
        return on_page and all(_fits(values.get(name, ""), wanted) for name, wanted in self.condition.items())

    def explains(self, quantity: str, difference: float) -> bool:
        """Whether it can have moved a number of a quantity by so much [1]."""
        return difference <= self.within and any(fnmatchcase(quantity, pattern) for pattern in self.quantities)


def _fits(value: str, wanted: str) -> bool:
    """Whether a value has a pattern; one that begins with `!` must not fit."""
    return not fnmatchcase(value, wanted[1:]) if wanted.startswith("!") else fnmatchcase(value, wanted)


@catalog.shared()
def changes() -> tuple[Change, ...]:
    """All corrected rules, in the order of the table."""
    return tuple(
        Change(
            row["change_id"],
            row["since"],
            tuple(row["pages"].split(LIST)),
            tuple(row["quantity"].split(LIST)),
            dict(term.split("=", 1) for term in row["condition"].split()),
            float(row["within"] or "inf"),
            {"en": row["reason_en"], "zh": row["reason_zh"]},
        )
        for row in load.changes()
    )


def order(version: str) -> tuple[int, ...]:
    """Versions in their order."""
    return tuple(int(part) for part in version.split("."))


def since(version: str, page: str, values: Mapping[str, str]) -> tuple[Change, ...]:
    """Rules that were corrected after a version and concern a page in a state."""
    return tuple(
        change for change in changes() if order(change.since) > order(version) and change.concerns(page, values)
    )
