"""Conversions between units, against published pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import InputError
from footprint.units import UNITS, convert

PAIRS = [(one, other) for one in UNITS for other in UNITS if UNITS[one][0] == UNITS[other][0]]


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (1.0, "kWh", "J", 3.6e6),  # SI Brochure, 9th edition (2019), Table 8, by way of the hour
        (1287.0, "MWh", "GWh", 1.287),
        (2.5, "TWh", "MWh", 2.5e6),
        (57_152.6, "kg", "t", 57.1526),
        (0.03, "g", "t", 3e-8),
        (51.0, "Mt", "t", 51e6),
        (5_439.0, "m3", "L", 5_439_000.0),
        (0.26, "mL", "L", 2.6e-4),
        (1.0, "year", "day", 365.25),
        (6.0, "month", "year", 0.5),
        (0.5, "day", "hour", 12.0),
        (3640.0, "pfs-days", "FLOP", 3.145e23),  # Brown et al. 2020, Table D.1: 3.64e3 PF-days, 3.14e23 FLOP
        (3.14e23, "FLOP", "ZFLOP", 314.0),
        (312e12, "FLOP/s", "TFLOP/s", 312.0),
    ],
)
def test_published_pairs(value: float, unit: str, to: str, expected: float) -> None:
    assert convert(value, unit, to) == pytest.approx(expected, rel=1e-4)


@given(pair=st.sampled_from(PAIRS), value=st.floats(1e-12, 1e12))
def test_there_and_back(pair: tuple[str, str], value: float) -> None:
    unit, to = pair
    assert convert(convert(value, unit, to), to, unit) == pytest.approx(value, rel=1e-15)


def test_powers_of_ten_are_rounded_once() -> None:
    assert convert(624.2, "kg", "t") == 624.2 / 1000
    assert convert(0.1, "MWh", "Wh") == 0.1 * 1e6


@pytest.mark.parametrize(("unit", "to"), [("kWh", "t"), ("FLOP", "FLOP/s"), ("kWh", "furlong"), ("", "t")])
def test_what_cannot_be_converted_is_refused(unit: str, to: str) -> None:
    with pytest.raises(InputError):
        convert(1.0, unit, to)
