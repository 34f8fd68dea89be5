"""Numbers as the reader sees them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.language import quantity
from content.language.messages import Text

EN, ZH = Text("en"), Text("zh")


@pytest.mark.parametrize(
    ("tonnes", "text"),
    [
        (552.1, "550 t CO₂e"),
        (0.6523, "650 kg CO₂e"),
        (0.00041, "410 g CO₂e"),
        (8930, "8,900 t CO₂e"),
        (2.4e6, "2.4 Mt CO₂e"),
    ],
)
def test_emissions_have_two_digits_and_a_readable_unit(tonnes: float, text: str) -> None:
    assert quantity.show(tonnes, "emissions", EN).text == text.replace(" ", "\u00a0")


def test_published_numbers_keep_their_digits() -> None:
    assert quantity.show(552.1, "emissions", EN, digits=quantity.PRINTED).text == "552.1\u00a0t\u00a0CO₂e"


def test_range_is_in_the_unit_of_the_value() -> None:
    shown = quantity.show(552.1, "emissions", EN, 0.2, 1400)
    assert shown.range_text(EN) == "0.2 – 1,400 t CO₂e (90% range)"


def test_no_range_without_bounds() -> None:
    assert quantity.show(552.1, "emissions", EN).range_text(EN) == ""


def test_large_counts_use_the_language_s_own_words() -> None:
    assert quantity.compact(175e9, EN) == "175 billion"
    assert quantity.compact(175e9, ZH) == "1750亿"


def test_powers_of_ten_never_print_a_float_s_tail() -> None:
    assert quantity.power_of_ten(3e23, EN) == "3 × 10²³"
    assert quantity.power_of_ten(3.14e23, EN, 3) == "3.14 × 10²³"
    assert quantity.power_of_ten(9.99e23, EN) == "1 × 10²⁴"


@pytest.mark.parametrize(("share", "text"), [(0.0, "0%"), (0.001, "<1%"), (0.6, "60%"), (0.999, ">99%"), (1.0, "100%")])
def test_shares_never_round_to_none_or_all(share: float, text: str) -> None:
    assert quantity.percent(share, EN) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [(0.25, "6 hours"), (3.14, "3.1 days"), (365, "365 days"), (1, "1 day"), (3652.5, "10 years")],
)
def test_durations(days: float, text: str) -> None:
    assert quantity.days(days, EN) == text


@given(st.floats(min_value=1e-9, max_value=1e12))
def test_rounding_changes_a_value_by_less_than_five_per_cent(value: float) -> None:
    assert math.isclose(quantity.significant(value), value, rel_tol=0.0501)


@given(st.floats(min_value=1e-8, max_value=1e8), st.floats(min_value=1, max_value=1e6))
def test_ticks_lie_inside_the_axis_and_are_few(low: float, factor: float) -> None:
    ticks = quantity.ticks("emissions", low, low * factor, EN)
    assert len(ticks) <= 5
    assert all(low * 0.999 <= value <= low * factor * 1.001 for value, _ in ticks)


@given(st.floats(min_value=1e-6, max_value=1e8))
def test_even_ticks_begin_at_zero_stay_on_the_axis_and_are_few(high: float) -> None:
    ticks = quantity.even_ticks("emissions", high, EN)
    assert ticks[0] == (0, "0")
    assert 2 <= len(ticks) <= 6
    assert ticks[-1][0] <= high
    assert len({text for _, text in ticks}) == len(ticks)
