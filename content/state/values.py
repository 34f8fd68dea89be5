"""What a value of the address may be: an id of a closed list, several of them, or a number of the visitor's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

NONE = "none"  # of a number: not stated; of a list: empty
SEPARATOR = "~"  # of the ids in a list; no id holds it, and addresses need not encode it


@dataclass(frozen=True)
class Parameter:
    """One value of the address, drawn from a closed list of ids."""

    name: str
    default: str
    options: tuple[str, ...]
    decimals: int | None = None  # numeric ids are written with this many decimals
    allowed: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "allowed", frozenset(self.options))

    def parse(self, text: str) -> str | None:
        """The id that `text` means, or None when it means none."""
        if self.decimals is not None and text not in self.allowed:
            try:
                text = f"{float(text):.{self.decimals}f}"
            except (ValueError, OverflowError):
                return None
        return text if text in self.allowed else None

    def knows(self, value: str) -> bool:
        """Whether a value is one of the ids."""
        return value in self.allowed


@dataclass(frozen=True)
class Amount(Parameter):
    """A positive number that the visitor types, with four significant digits; or `none`."""

    least: float = 1.0
    most: float = 1e15

    def parse(self, text: str) -> str | None:
        """The number as the address writes it, from forms such as 7e9, 7B, 1.5 trillion or 2,000,000."""
        if text in self.allowed:
            return text
        number = typed_number(text)
        if number is None or not self.least <= number <= self.most:
            return None
        return re.sub(r"e\+?0?", "e", f"{number:.4g}")

    def knows(self, value: str) -> bool:
        """Whether a value is written as the address writes it."""
        return self.parse(value) == value


@dataclass(frozen=True)
class Several(Parameter):
    """Some ids of a closed list, at most as many as there are places; or `none`."""

    places: int = 1

    def parse(self, text: str) -> str | None:
        """The ids in the order given, each once; None where one is unknown or there are too many."""
        if text == NONE:
            return text
        chosen = dict.fromkeys(text.split(SEPARATOR))
        fits = len(chosen) <= self.places and NONE not in chosen and self.allowed.issuperset(chosen)
        return SEPARATOR.join(chosen) if fits else None

    def knows(self, value: str) -> bool:
        """Whether a value is written as the address writes it."""
        return self.parse(value) == value


def joined(ids: Iterable[str]) -> str:
    """A list as the address writes it."""
    return SEPARATOR.join(ids) or NONE


def listed(value: str) -> tuple[str, ...]:
    """The ids that a list of the address holds."""
    return () if value == NONE else tuple(value.split(SEPARATOR))


MULTIPLES = {"k": 1e3, "m": 1e6, "b": 1e9, "g": 1e9, "t": 1e12, "万": 1e4, "亿": 1e8, "万亿": 1e12} | {
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}


TYPED = re.compile(r"([0-9][0-9,_ ]*(?:\.[0-9]+)?(?:e[+-]?[0-9]{1,3})?) *([a-z]*|万亿|万|亿)", re.ASCII)


def typed_number(text: str) -> float | None:
    """A number as people type it; None where it is none."""
    found = TYPED.fullmatch(text.strip().lower())
    if found is None or (found[2] and found[2] not in MULTIPLES):
        return None
    return float(re.sub("[,_ ]", "", found[1])) * MULTIPLES.get(found[2], 1.0)


def shown_amount(value: str) -> str:
    """A number of the address as people write it: 7B, 1.5T; nothing where none is stated."""
    if value == NONE:
        return ""
    number = float(value)
    for size, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M")):
        if size <= number < 1000 * size:
            return f"{number / size:g}{letter}"
    return f"{number:g}"
