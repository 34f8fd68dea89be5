"""The figure in a shared link is the one that is printed, in a form that nothing else can be written in."""

from __future__ import annotations

import math
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.language import quantity
from content.language.headlined import LONGEST, QUANTITIES, Headlined, Sent
from content.language.messages import LANGUAGES, Text

VERSION = "2026.11.2"
values = st.floats(1e-12, 1e15)


@pytest.mark.parametrize(
    ("name", "numbers", "sent"),
    [
        ("emissions", (552.4, 304.9, 1004.0), "emissions~550~300~1000~2026.11.2"),
        ("emissions", (0.6512,), "emissions~0.65~2026.11.2"),
        ("emissions", (2.04e6, math.nan, math.nan), "emissions~2e6~2026.11.2"),
        ("emissions", (1.23e-6,), "emissions~1.2e-6~2026.11.2"),
        ("days", (180.4, 15.2, 2160.0), "days~180~15~2154.97~2026.11.2"),
        ("days", (math.inf, 29.6, math.inf), "days~inf~30~inf~2026.11.2"),
        ("times", (1.07e9,), "times~1.1e9~2026.11.2"),
        ("count", (2096,), "count~2096~2026.11.2"),
    ],
)
def test_a_figure_is_sent_as_it_is_printed(name: str, numbers: tuple[float, ...], sent: str) -> None:
    figure = Headlined.of(name, *numbers)
    assert figure.sent(VERSION) == sent
    assert Sent.read(sent) == Sent(figure, VERSION)


def test_what_rounding_hides_is_no_difference_and_the_last_printed_digit_is_one() -> None:
    assert Headlined.of("emissions", 552.0, 300.0, 1000.0) == Headlined.of("emissions", 548.0, 304.0, 1040.0)
    assert Headlined.of("emissions", 552.0, 300.0, 1000.0) != Headlined.of("emissions", 552.0, 300.0, 1100.0)
    assert Headlined.of("days", 180.0) != Headlined.of("days", 181.0)
    assert Headlined.of("days", 2150.0) == Headlined.of("days", 2160.0)  # 5.9 years


@given(st.sampled_from(sorted(QUANTITIES)), st.tuples(values, values, values))
def test_every_figure_comes_back_and_is_written_as_the_page_writes_it(
    name: str, numbers: tuple[float, float, float]
) -> None:
    low, middle, high = sorted(numbers)
    figure = Headlined.of(name, middle, low, high)
    text = figure.sent("2026.12.1234")
    assert len(text) <= LONGEST
    assert Sent.read(text) == Sent(figure, "2026.12.1234")
    shown = {
        "emissions": lambda t: quantity.show(middle, "emissions", t).text,
        "days": lambda t: quantity.days(figure.values[0], t),
        "times": lambda t: quantity.times(middle, t),
        "count": lambda t: quantity.plain(middle, t),
    }
    for language in LANGUAGES:
        t = Text(language)
        assert figure.text(t).startswith(shown[name](t))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "emissions",
        "emissions~550",
        "emissions~~2026.11.2",
        "emissions~550~300~2026.11.2",
        "emissions~550~300~1000~5~2026.11.2",
        "emissions~inf~2026.11.2",
        "emissions~nan~2026.11.2",
        "emissions~-1~2026.11.2",
        "emissions~1e999~2026.11.2",
        "times~1.1e24~2026.11.2",
        "emissions~٥٥٠~2026.11.2",
        "emissions~550~2026.11.2\n",
        "emissions~550~2026.11.2~<script>",
        "emissions~550~" + "1" * 40 + ".11.2",
        "votes~550~2026.11.2",
        "<b>~550~2026.11.2",
    ],
)
def test_anything_else_is_ignored(text: str) -> None:
    assert Sent.read(text) is None


@given(st.text(string.ascii_lowercase + string.digits + "~.-", max_size=LONGEST + 5))
def test_no_text_breaks_the_reader(text: str) -> None:
    sent = Sent.read(text)
    if sent:
        assert all(sent.figure.text(Text(language)) for language in LANGUAGES)


def test_the_extremes_that_a_link_can_hold_are_written() -> None:
    for name in QUANTITIES:
        for number in ("0", "1e24", "0.000000001e-99"):
            sent = Sent.read(f"{name}~{number}~2026.11.2")
            assert sent
            assert sent.figure.text(Text("en"))
