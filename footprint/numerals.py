"""Parser of numbers as people write them: digits in groups, decimals, words for sizes, a unit, a product.

One parser for the fields of a page, links, cells of tables and the API:

>>> parse("1,5T", TOKENS)
Numeral(value=1500000000000.0, unclear=False)
>>> parse("1.250", ENERGY, decimal=",").value, parse("300 kWh", ENERGY).value, parse("8 x 3 days", HOURS).value
(1250.0, 0.3, 576.0)

Groups of thousands are one to three digits, not a lone 0, and then one kind of sign with three digits each. Any other
single comma or point stands before decimals. Where both readings remain, as in `1,250`, the caller's convention
decides, and `unclear` is true so that the caller can say so. Every step takes time in proportion to the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from footprint.units import DAYS_PER_YEAR, HOURS_PER_DAY, KWH_PER_MWH, SECONDS_PER_HOUR, WH_PER_J, WH_PER_MWH

LONGEST = 200  # characters of a text that is looked at
MOST_FACTORS = 6  # of a product
# Full-width forms, and the signs that look like one another, as one sign each; `²` and `½` are no digits.
SIGNS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(sign): plain
    for signs, plain in (("’‘ʼ`´", "'"), ("×✕∗⋅", "*"), ("−", "-"), ("\u200b\u200e\u200f\ufeff", ""))
    for sign in signs
}
RAISED = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")
GROUP = 3  # digits
GROUPING = ",. _'"
DECIMAL = ",."
# A factor: digits with signs between them, an exponent, and words. The parts share no sign, so each is read once.
FACTOR = re.compile(r"\+?([.,]?[0-9]+(?:[,. _'][0-9]+)*)(e[+-]?[0-9]{1,4})?(.*)", re.ASCII)
POWER = re.compile(r"10(?:\^([+-]?[0-9]{1,4})|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}))(.*)")
TIMES = re.compile("[*x]")
SIZES: Mapping[str, float] = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "b": 1e9, "g": 1e9, "bn": 1e9,
    "mrd": 1e9, "billion": 1e9, "t": 1e12, "tn": 1e12, "trillion": 1e12,
    "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11,
    "万亿": 1e12, "十万亿": 1e13, "百万亿": 1e14,
}  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """What a field counts: the words that may follow a number, with the size of each in the field's own unit."""

    words: Mapping[str, float] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()  # words for things whose number multiplies the unit, such as chips


def _named(*names: str, size: float = 1.0) -> dict[str, float]:
    return dict.fromkeys(names, size)


def _of_chips(*times: str) -> tuple[str, ...]:
    """A time, also as that of chips: hours, chip-hours, GPU hours."""
    chips = ("", "chip", "gpu", "tpu", "accelerator")
    return tuple(
        f"{chip}{sign}{time}" for time in times for chip in chips for sign in (("-", " ", "") if chip else ("",))
    )


NUMBER = Unit()
PARAMETERS = Unit(_named("parameter", "parameters", "param", "params", "参数", "个参数"))
TOKENS = Unit(_named("token", "tokens", "词元", "个词元", "个token"))
FLOP = Unit(_named("flop", "flops"))
HOURS = Unit(  # [h]
    _named(*_of_chips("h", "hr", "hrs", "hour", "hours", "小时"), "卡时", "卡小时", "芯片小时", "芯片时")
    | _named(*_of_chips("d", "day", "days", "天"), "日", "卡天", "卡日", size=HOURS_PER_DAY)
    | _named(*_of_chips("week", "weeks", "周"), size=7 * HOURS_PER_DAY)
    | _named(*_of_chips("year", "years", "年"), size=DAYS_PER_YEAR * HOURS_PER_DAY)
    | _named(*_of_chips("min", "minute", "minutes", "分钟"), size=1 / 60)
    | _named(*_of_chips("s", "second", "seconds", "秒"), size=1 / SECONDS_PER_HOUR),
    frozenset(
        ("chip", "chips", "gpu", "gpus", "tpu", "tpus", "accelerators", "卡", "张卡", "块卡", "张", "块", "个芯片")
    ),
)
ENERGY = Unit(  # [MWh]
    _named("wh", "瓦时", size=1 / WH_PER_MWH)
    | _named("kwh", "千瓦时", "度", "度电", size=1 / KWH_PER_MWH)
    | _named("mwh", "兆瓦时")
    | _named("gwh", "吉瓦时", size=1e3)
    | _named("twh", "太瓦时", size=1e6)
    | _named("kj", "千焦", size=WH_PER_J / KWH_PER_MWH)
    | _named("mj", "兆焦", size=WH_PER_J)  # [MWh/MJ] as [Wh/J]
    | _named("gj", "吉焦", size=WH_PER_J * KWH_PER_MWH)
)
UNITS: Mapping[str, Unit] = {  # by the column of a table of own models
    "parameters": PARAMETERS, "tokens": TOKENS, "compute_flop": FLOP, "chip_hours": HOURS, "energy_mwh": ENERGY,
}  # fmt: skip


@dataclass(frozen=True)
class Numeral:
    """A number that a text says, in the unit of its field."""

    value: float  # infinite where it overflows, so that the bounds of the field refuse it
    unclear: bool  # whether thousands or decimals was decided by the convention alone


def parse(text: str, unit: Unit = NUMBER, decimal: str = ".") -> Numeral | None:
    """The number that a text says; None where it says none, or more than one.

    Parameters
    ----------
    text : what somebody typed, or a cell
    unit : of the field; other units are taken where they measure the same
    decimal : `.` or `,`, which of them the page or the file writes before decimals; it decides `1,250` alone
    """
    if len(text) > LONGEST:
        return None
    plain = " ".join(text.translate(SIGNS).lower().split())
    factors = [_factor(part.strip(), unit, decimal) for part in TIMES.split(plain, MOST_FACTORS)]
    read = [factor for factor in factors if factor is not None]
    if len(read) < len(factors) or len(read) > MOST_FACTORS:
        return None
    if len(read) == 1:
        return read[0].numeral
    # Of a product one factor may have a unit; 8x7B is the name of a model and no product.
    if sum(factor.measured for factor in read) > 1 or (not unit.counted and any(factor.sized for factor in read)):
        return None
    value = math.prod(factor.numeral.value for factor in read)
    return Numeral(_short(value), any(factor.numeral.unclear for factor in read))


@dataclass(frozen=True)
class _Factor:
    numeral: Numeral
    measured: bool = False  # with a unit
    sized: bool = False  # with a word for its size


def _factor(text: str, unit: Unit, decimal: str) -> _Factor | None:
    if power := POWER.fullmatch(text):
        exponent, words = int(power[1] or power[2].translate(RAISED)), power[3]
        numeral = Numeral(float(f"1e{exponent}"), False)
    elif (written := FACTOR.fullmatch(text)) and (digits := _written(written[1], written[2] or "", decimal)):
        (plain, unclear), words = digits, written[3]
        numeral = Numeral(float(plain + (written[2] or "")), unclear)
    else:
        return None
    words = words.strip()
    if words in unit.counted:
        return _Factor(numeral)
    for size, rest in _sizes(words):
        if not rest or rest in unit.words:
            value = numeral.value * size * unit.words.get(rest, 1.0)
            return _Factor(Numeral(_short(value), numeral.unclear), bool(rest), size != 1.0)
    return None


def _sizes(words: str) -> list[tuple[float, str]]:
    """Readings of the words behind a number as size and unit; those that are a unit as a whole come first."""
    return [
        (1.0, words),
        *((size, words[len(name) :].strip()) for name, size in SIZES.items() if words.startswith(name)),
    ]


def _written(text: str, exponent: str, decimal: str) -> tuple[str, bool] | None:
    """Digits with at most a point for decimals, and whether that was unclear; None for groups that are none."""
    if text[0] in DECIMAL:
        text = "0" + text
    signs = [sign for sign in text if sign in GROUPING]
    if not signs:
        return text, False
    last = signs[-1]
    if len(signs) == 1 and last in DECIMAL:
        if not _grouped(text, last) or (exponent and text[1] == last):  # 1.234e12 is written by a machine
            return text.replace(",", "."), False
        return (text.replace(last, "") if last != decimal else text.replace(last, ".")), True
    if len(set(signs)) == 1:
        return (text.replace(last, ""), False) if _grouped(text, last) else None
    whole, _, decimals = text.rpartition(last)
    if last not in DECIMAL or len(set(signs[:-1])) > 1 or last in signs[:-1] or not _grouped(whole, signs[0]):
        return None
    return f"{whole.replace(signs[0], '')}.{decimals}", False


def _grouped(text: str, sign: str) -> bool:
    """Whether digits stand in groups of thousands."""
    first, *others = text.split(sign)
    return len(first) <= GROUP and bool(first.strip("0")) and all(len(other) == GROUP for other in others)


def _short(value: float) -> float:
    """0.3 for 0.30000000000000004, which a product may leave."""
    return float(f"{value:.15g}")
