"""What a value of the address may be: an id of a closed list, several of them, or a number of the visitor's own.

Each has a greatest length: nothing longer is looked at.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from content.state.form import AMOUNT, DIGITS, ID, LIST, NONE, SEPARATOR, Form, Number, Value, canonical
from footprint import numerals
from footprint.numerals import LONGEST, NUMBER, Numeral, Unit


@dataclass(frozen=True)
class Parameter:
    """One value of the address, drawn from a closed list of ids."""

    name: str
    default: str
    options: tuple[str, ...]
    form: Form = ID  # how its values are written
    allowed: Mapping[str, str] = field(init=False, compare=False, repr=False)  # id by its lower case

    def __post_init__(self) -> None:
        object.__setattr__(self, "allowed", {option.lower(): option for option in self.options})

    @property
    def first(self) -> Value:
        """The default as a value of the field."""
        return self.form.value(self.default)

    @property
    def values(self) -> tuple[Value, ...]:
        """What the field may be, of a closed list."""
        return tuple(map(self.form.value, self.options))

    @property
    def longest(self) -> int:
        """Characters of a value that is looked at."""
        return LONGEST

    def parse(self, text: str) -> str | None:
        """The id that `text` means, whatever its case, or None when it means none."""
        if len(text) > self.longest:
            return None
        value = self.allowed.get(text.lower())
        if value is None and isinstance(self.form, Number) and (number := _number(text)) is not None:
            value = self.allowed.get(f"{number:.{self.form.decimals}f}")
        return value

    def knows(self, value: str) -> bool:
        """Whether a value is one of the ids."""
        return self.allowed.get(value.lower()) == value

    def sure(self, text: str) -> bool:
        """Whether a text that means a value means no other: it is an id, or a number as programs write them."""
        return text.lower() in self.allowed or _by_machine(text) is not None or not isinstance(self.form, Number)


def _by_machine(text: str) -> float | None:
    """A number as programs write it, finite."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _number(text: str) -> float | None:
    number = _by_machine(text)
    if number is None and (read := numerals.parse(text)) is not None and math.isfinite(read.value):
        return read.value
    return number


@dataclass(frozen=True)
class Amount(Parameter):
    """A positive number that the visitor types, with the digits that were typed; or `none`."""

    form: Form = AMOUNT
    least: float = 1.0
    most: float = 1e15
    unit: Unit = NUMBER

    def read(self, text: str) -> Numeral | None:
        """What a text says in the parameter's unit, within its bounds or not; None where it says no number."""
        return numerals.parse(text, self.unit)

    def parse(self, text: str) -> str | None:
        """The number as the address writes it, from forms such as 7e9, 7B, 1.5 trillion, 12,5 or 300 kWh."""
        if text.lower() in self.allowed:
            return self.allowed[text.lower()]
        numeral = self.read(text)
        if numeral is None or not self.least <= numeral.value <= self.most:
            return None
        return canonical(numeral.value)

    def knows(self, value: str) -> bool:
        """Whether a value is written as the address writes it."""
        return self.parse(value) == value

    def sure(self, text: str) -> bool:
        """Whether a text can be read in one way alone; the address's own writing always can."""
        numeral = self.read(text)
        return numeral is None or not numeral.unclear or self.parse(text) == text


@dataclass(frozen=True)
class Several(Parameter):
    """Some ids of a closed list, at most as many as there are places; or `none`."""

    form: Form = LIST
    places: int = 1

    @property
    def longest(self) -> int:
        """Characters of as many ids as there are places."""
        return self.places * (max(map(len, self.options)) + len(SEPARATOR))

    def parse(self, text: str) -> str | None:
        """The ids in the order given, each once; None where one is unknown or there are too many."""
        if text.lower() == NONE:
            return NONE
        if len(text) > self.longest:
            return None
        chosen = dict.fromkeys(self.allowed.get(part.lower(), "") for part in text.split(SEPARATOR))
        fits = len(chosen) <= self.places and not chosen.keys() & {NONE, ""}
        return SEPARATOR.join(chosen) if fits else None

    def knows(self, value: str) -> bool:
        """Whether a value is written as the address writes it."""
        return self.parse(value) == value


def written_amount(number: float | None) -> str:
    """A number of the visitor's own as people write it: 7B, 1.5T; nothing where none is stated."""
    if number is None:
        return ""
    for size, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M")):
        if 1 <= number / size < 1e3:
            return f"{number / size:.{DIGITS}g}{letter}"
    return f"{number:.{DIGITS}g}"
