"""Numbers as people read them: two significant digits, and the unit that keeps them short."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from babel.numbers import format_compact_decimal, format_percent, get_decimal_symbol, get_group_symbol

from content.language.messages import Text
from footprint.records import Quantity
from footprint.units import convert

# (smallest value shown in the unit, size of the unit in the family's base unit, message id of the unit)
UNITS: dict[str, tuple[tuple[float, float, str], ...]] = {
    "emissions": (  # base: t CO2e
        (1e6, convert(1, "Mt", "t"), "unit.mt"),
        (1.0, 1.0, "unit.t"),
        (1e-3, convert(1, "kg", "t"), "unit.kg"),
        (0.0, convert(1, "g", "t"), "unit.g"),
    ),
    "energy": (  # base: MWh
        (1e7, convert(1, "TWh", "MWh"), "unit.twh"),
        (1e4, convert(1, "GWh", "MWh"), "unit.gwh"),
        (1.0, 1.0, "unit.mwh"),
        (1e-3, convert(1, "kWh", "MWh"), "unit.kwh"),
        (0.0, convert(1, "Wh", "MWh"), "unit.wh"),
    ),
    "water": (  # base: L
        (1e6, convert(1, "ML", "L"), "unit.megalitres"),
        (1e3, convert(1, "m3", "L"), "unit.cubic_metres"),
        (1.0, 1.0, "unit.litres"),
        (0.0, convert(1, "mL", "L"), "unit.millilitres"),
    ),
}
FEW = 3  # powers of ten on an axis between which a reader needs further steps
WORDS_FROM = 1e6  # the least number of an axis that is written with a word
YEARS_FROM = 1095  # days from which a duration is written in years
PRINTED = 6  # significant digits of a published number, which few publications exceed
NUMBERS_KEPT = 20_000  # texts of numbers: a run writes some seventy, mostly the same ones
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def significant(value: float, digits: int = 2) -> float:
    """`value` rounded to `digits` significant digits; zero and non-finite values as they are."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


@lru_cache(maxsize=NUMBERS_KEPT)
def number(value: float, t: Text, digits: int = 2) -> str:
    """A number rounded to `digits` significant digits, grouped as the language does."""
    rounded = significant(value, digits)
    decimals = 0 if rounded == 0 else max(0, digits - 1 - math.floor(math.log10(abs(rounded))))
    # As Babel does for "#,##0.##", in a twentieth of its time: a run writes dozens of numbers.
    text = f"{Decimal(str(rounded)):,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if decimals else text
    return text.translate(_signs(t))


@cache
def _signs(t: Text) -> dict[int, str]:
    """What a language writes for the comma between thousands and for the decimal point."""
    return str.maketrans({",": get_group_symbol(t.locale), ".": get_decimal_symbol(t.locale)})


def plain(value: float, t: Text) -> str:
    """A published number as it was printed, no rounding to two digits."""
    return number(value, t, PRINTED)


@lru_cache(maxsize=NUMBERS_KEPT)
def percent(share: float, t: Text) -> str:
    """A share of one in whole per cent; small and large shares never print as 0 or 100 %."""
    if 0 < share < 0.01:
        return "<1%"
    if 0.99 < share < 1:
        return ">99%"
    return format_percent(round(share, 2), locale=t.locale)


@lru_cache(maxsize=NUMBERS_KEPT)
def compact(value: float, t: Text, digits: int = 3) -> str:
    """A count in the language's own large-number words, e.g. 175 billion or 1750亿."""
    rounded = significant(value, digits)
    width: Literal["long", "short"] = (
        "long" if "long" in t.locale.compact_decimal_formats else "short"
    )  # CLDR has no long form for Chinese
    text = format_compact_decimal(rounded, format_type=width, locale=t.locale, fraction_digits=digits - 1)
    return text.replace("\xa0", " ")


def times(factor: float, t: Text) -> str:
    """A growth factor: digits up to a million, the language's large-number words beyond."""
    return number(factor, t) if factor < WORDS_FROM else compact(significant(factor), t)


def days(count: float, t: Text, digits: int = 3) -> str:
    """A duration in days up to three years, in years beyond, in hours below a day; two `digits` for an estimate."""
    if count < 1:
        return _counted("unit.hours", convert(count, "day", "hour"), t)
    if count < YEARS_FROM:
        return _counted("unit.days", count, t, 2 if count < 100 else digits)
    return _counted("unit.years", convert(count, "day", "year"), t)


def _counted(message_id: str, value: float, t: Text, digits: int = 2) -> str:
    """A number with its unit, in the plural form of the number as it is printed."""
    return t.plural(message_id, significant(value, digits), value=number(value, t, digits))


@lru_cache(maxsize=NUMBERS_KEPT)
def power_of_ten(value: float, t: Text, digits: int = 2) -> str:
    """Scientific notation with a real superscript, e.g. 3.1 × 10²³."""
    if value <= 0 or not math.isfinite(value):
        return number(value, t)
    exponent = math.floor(math.log10(significant(value, digits)))
    return f"{number(value / 10**exponent, t, digits)} × 10{str(exponent).translate(SUPERSCRIPT)}"


def size(family: str, value: float) -> float:
    """Size of the unit in which `show` writes a value, in the family's base unit."""
    return next(size for least, size, _ in UNITS[family] if abs(value) >= least)


def scientific(value: float, t: Text, digits: int = 2) -> str:
    """A number, as a power of ten where it would be long or all zeros."""
    return number(value, t, digits) if 1e-3 <= value < 1e5 else power_of_ten(value, t, digits)


@dataclass(frozen=True)
class Displayed:
    """A quantity ready for the screen: median and range in one common unit."""

    value: str
    unit: str
    low: str = ""
    high: str = ""

    @property
    def text(self) -> str:
        """Value and unit, which no line break may part."""
        unit = self.unit.replace(" ", "\u00a0")
        return f"{self.value}\u00a0{unit}" if unit else self.value

    def range_text(self, t: Text) -> str:
        """The 90 % range in the same unit, or an empty string where none is stated."""
        high = f"{self.high} {self.unit}".rstrip()
        return t("figure.range", low=self.low, high=high) if self.low else ""


def ranged(amount: Quantity, family: str, t: Text, digits: int = 2) -> Displayed:
    """A quantity of an estimate with its range; `digits` of the median."""
    return show(amount.median, family, t, amount.low, amount.high, digits=digits)


def show(
    value: float, family: str, t: Text, low: float = math.nan, high: float = math.nan, digits: int = 2
) -> Displayed:
    """Quantity in the unit that keeps it readable; the range follows in the same unit.

    Parameters
    ----------
    value, low, high : in the base unit of `family` (emissions [t CO2e], energy [MWh], water [L])
    digits : significant digits; `PRINTED` for a published number
    """
    size, unit = next((size, unit) for least, size, unit in UNITS[family] if abs(value) >= least)
    has_range = math.isfinite(low) and math.isfinite(high) and low < high
    return Displayed(
        number(value / size, t, digits),
        t(unit),
        number(low / size, t) if has_range else "",
        number(high / size, t) if has_range else "",
    )


def ticks(family: str, low: float, high: float, t: Text, most: int = 5) -> list[tuple[float, str]]:
    """Powers of ten between two values with their texts, thinned out to at most `most`; steps between where few fit.

    `family` is a family of `UNITS`, `compute` [FLOP], whose ticks print as powers of ten, or `plain` numbers. Ticks
    leave out "CO₂e".
    """
    first, last = math.ceil(math.log10(low)), math.floor(math.log10(high))
    step = max(1, math.ceil((last - first + 1) / most))
    values = [10.0**exponent for exponent in range(first, last + 1, step)]
    if len(values) < FEW and family != "compute":
        between = (1, 3) if len(values) > 1 else (1, 2, 5)
        finer = [part * 10.0**exponent for exponent in range(first - 1, last + 1) for part in between]
        values = [value for value in finer if low <= value <= high][:most]
    if family == "plain":
        return [(value, compact(value, t) if value >= WORDS_FROM else number(value, t)) for value in values]
    if family == "compute":
        return [(value, f"10{str(round(math.log10(value))).translate(SUPERSCRIPT)}") for value in values]
    return [(value, show(value, family, t).text.removesuffix("\u00a0CO₂e")) for value in values]


def even_ticks(family: str, high: float, t: Text, most: float = 3.5) -> list[tuple[float, str]]:
    """Round positions from zero to `high`, which is `most` steps or fewer, with their texts in one unit.

    Ticks leave out "CO₂e".
    """
    rough = high / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    _, unit_size, unit = next(row for row in UNITS[family] if high >= row[0])
    name = t(unit).removesuffix(" CO₂e")
    values = [step * count for count in range(math.floor(high / step) + 1)]
    return [(value, f"{number(value / unit_size, t)}\u00a0{name}" if value else "0") for value in values]
