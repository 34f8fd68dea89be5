"""The figure that a page's headline is of, in a form without language: what `seen=` of a shared link holds.

Two are equal where their printed digits are, so a page is not said to differ by what nobody could have read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from content.language import quantity
from content.language.messages import Text
from footprint.load import VERSION
from footprint.units import convert

SEPARATOR = "~"  # addresses need not encode it
LONGEST = 60  # characters
LARGEST = 1e24  # of any quantity; beyond what numbers are written with in words
DIGITS = 6  # significant; beyond those that any quantity is printed with
NUMBER = r"(?:inf|[0-9]{1,9}(?:\.[0-9]{1,9})?(?:e-?[0-9]{1,2})?)"
# Every repetition is bounded, and no character can belong to two parts: the time is linear in the length.
FORM = re.compile(rf"([a-z]{{4,9}})((?:{SEPARATOR}{NUMBER}){{1,3}}){SEPARATOR}({VERSION})", re.ASCII)


@dataclass(frozen=True)
class Headlined:
    """A quantity with its value and, where it has one, its 90 % range, rounded as printed."""

    name: str  # of QUANTITIES
    values: tuple[float, ...]  # median [t CO2e, d or 1], or median, low and high

    @classmethod
    def of(cls, name: str, *values: float) -> Headlined:
        """The figure of values at full precision; a range that is not stated is NaN."""
        printed = QUANTITIES[name].printed
        stated = values if all(value == value for value in values) else values[:1]
        return cls(name, tuple(float(f"{printed(float(value)):.{DIGITS}g}") for value in stated))

    def text(self, t: Text) -> str:
        """The figure in words, with its range."""
        return QUANTITIES[self.name].text(self.values, t)

    def sent(self, version: str) -> str:
        """What a link made with a version of the program says of it."""
        numbers = (re.sub(r"e\+?(-?)0?", r"e\1", f"{value:.{DIGITS}g}") for value in self.values)
        return SEPARATOR.join((self.name, *numbers, version))


@dataclass(frozen=True)
class Sent:
    """What a link says that its sender saw. Anybody may write a link: it is a claim of that link, no more."""

    figure: Headlined
    version: str  # of the program that made the link

    @classmethod
    def read(cls, text: str) -> Sent | None:
        """The figure of a link; None where it is of no form that this program writes."""
        parts = FORM.fullmatch(text) if len(text) <= LONGEST else None
        if parts is None or parts[1] not in QUANTITIES:
            return None
        values = [float(number) for number in parts[2].split(SEPARATOR)[1:]]
        most = math.inf if parts[1] == "days" else LARGEST
        possible = len(values) != 2 and all(value <= LARGEST or value == most for value in values)
        return cls(Headlined.of(parts[1], *values), parts[3]) if possible else None


@dataclass(frozen=True)
class _Quantity:
    """How a quantity is rounded and written."""

    printed: Callable[[float], float]
    text: Callable[[tuple[float, ...], Text], str]


def _emissions(values: tuple[float, ...], t: Text) -> str:
    median, low, high = values if len(values) > 1 else (*values, math.nan, math.nan)
    displayed = quantity.show(median, "emissions", t, low, high)
    return " · ".join(line for line in (displayed.text, displayed.range_text(t)) if line)


def _days(values: tuple[float, ...], t: Text) -> str:
    median, *bounds = (quantity.days(value, t) if math.isfinite(value) else t("inference.never") for value in values)
    return f"{median} · {t('figure.range', low=bounds[0], high=bounds[1])}" if bounds else median


def _printed_days(value: float) -> float:
    """A duration [d] in the digits in which `quantity.days` writes it."""
    if value < 1:
        return convert(quantity.significant(convert(value, "day", "hour")), "hour", "day")
    if value < quantity.YEARS_FROM:
        return quantity.significant(value, 2 if value < 100 else 3)
    return convert(quantity.significant(convert(value, "day", "year")), "year", "day")


QUANTITIES: Mapping[str, _Quantity] = {
    "emissions": _Quantity(quantity.significant, _emissions),
    "days": _Quantity(_printed_days, _days),
    "times": _Quantity(quantity.significant, lambda values, t: t("unit.times", value=quantity.times(values[0], t))),
    "count": _Quantity(
        lambda value: quantity.significant(value, quantity.PRINTED), lambda values, t: quantity.plain(values[0], t)
    ),
}
