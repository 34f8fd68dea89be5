"""Numbers as people write them: one reading each, or the convention's, or none."""

from __future__ import annotations

import math

import pytest

from footprint.numerals import ENERGY, HOURS, NUMBER, PARAMETERS, TOKENS, Numeral, Unit, parse


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("12,5", ENERGY, 12.5),
        ("0,75", HOURS, 0.75),
        ("0,0125", ENERGY, 0.0125),
        ("0,123", ENERGY, 0.123),
        (".5", NUMBER, 0.5),
        ("1,5T", TOKENS, 1.5e12),
        ("1,5 T", TOKENS, 1.5e12),
        ("1,5e9", PARAMETERS, 1.5e9),
        ("7,5B", PARAMETERS, 7.5e9),
        ("7B", PARAMETERS, 7e9),
        ("7bn", PARAMETERS, 7e9),
        ("1.5 trillion", TOKENS, 1.5e12),
        ("1.5 trillion tokens", TOKENS, 1.5e12),
        ("7,000,000,000", PARAMETERS, 7e9),
        ("7.000.000.000", PARAMETERS, 7e9),
        ("7 000 000 000", PARAMETERS, 7e9),
        ("70\u202f000", HOURS, 7e4),  # a narrow space that does not break
        ("70\u00a0000", HOURS, 7e4),
        ("1'234.5", HOURS, 1234.5),
        ("1’234’567", HOURS, 1234567),
        ("7_000", HOURS, 7000),
        ("1,234.5", HOURS, 1234.5),
        ("1.234,5", HOURS, 1234.5),
        ("1,234,567.5", HOURS, 1234567.5),
        ("1.234e12", TOKENS, 1.234e12),
        ("７，０００，０００", PARAMETERS, 7e6),
        ("１２．５", ENERGY, 12.5),
        ("3亿", TOKENS, 3e8),
        ("２万亿", TOKENS, 2e12),
        ("1.5万亿词元", TOKENS, 1.5e12),
        ("70万", HOURS, 7e5),
        ("20亿", PARAMETERS, 2e9),
        ("7*10^9", PARAMETERS, 7e9),
        ("7 × 10⁹", PARAMETERS, 7e9),
        ("12.5 MWh", ENERGY, 12.5),
        ("12,5MWh", ENERGY, 12.5),
        ("300 kWh", ENERGY, 0.3),
        ("1.3 GWh", ENERGY, 1300),
        ("89.95 Wh", ENERGY, 8.995e-5),
        ("3.6 GJ", ENERGY, 1.0),
        ("500度", ENERGY, 0.5),
        ("2万千瓦时", ENERGY, 20),
        ("576 h", HOURS, 576),
        ("576 chip-hours", HOURS, 576),
        ("1.2M GPU hours", HOURS, 1.2e6),
        ("24 days", HOURS, 576),
        ("24天", HOURS, 576),
        ("30 min", HOURS, 0.5),
        ("8*72", HOURS, 576),
        ("8 x 72", HOURS, 576),
        ("8×72 h", HOURS, 576),
        ("8 GPUs × 3 days", HOURS, 576),
        ("8卡×3天", HOURS, 576),
    ],
)
@pytest.mark.parametrize("decimal", [".", ","])
def test_what_can_be_read_in_one_way_is_read_so_by_either_convention(
    text: str, unit: Unit, value: float, decimal: str
) -> None:
    found = parse(text, unit, decimal)
    assert found is not None
    assert found.value == pytest.approx(value)
    assert not found.unclear


@pytest.mark.parametrize("text", ["1,250", "1.250", "12,500", "999.000"])
def test_where_two_readings_remain_the_convention_decides_and_says_so(text: str) -> None:
    thousands = float(text.replace(",", "").replace(".", ""))
    for decimal in ".,":
        assert parse(text, ENERGY, decimal) == Numeral(thousands / (1000 if decimal in text else 1), True)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "many", "-1", "−1", "nan", "inf", "--", "1.2.3", "12,34,567", "0,123,456", "1,234 567", "1,2.3,4",
        "7 cats", "٣", "8²", "½", "1..2", "5,", "e9", "1e", "12.5 kg", "3 MWh h", "2 days × 3 days", "8*", "*8",
        "1*1*1*1*1*1*1", "8x7B", "1" * 201,
    ],
)  # fmt: skip
def test_what_says_no_number_or_several_is_none(text: str) -> None:
    assert parse(text, PARAMETERS) is None
    assert text in ("8x7B",) or parse(text, HOURS) is None


@pytest.mark.parametrize("text", ["1e999", "1e308 × 1e308", "10^400", "1e308 h × 1e308", "1e308 days"])
def test_what_overflows_is_infinite_so_that_bounds_refuse_it(text: str) -> None:
    assert parse(text, HOURS) == Numeral(math.inf, False)


def test_a_unit_of_another_quantity_is_no_number() -> None:
    assert parse("12.5 MWh", HOURS) is None
    assert parse("576 h", ENERGY) is None
    assert parse("7B parameters", TOKENS) is None
    assert math.isfinite(parse("7B parameters", PARAMETERS).value)  # type: ignore[union-attr]
