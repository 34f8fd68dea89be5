"""Cells of tables as the dashboard shows them."""

from __future__ import annotations

import math

import pytest

from content.language.messages import Text
from edition.render import _cell


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1290.0, "%.3g", "1,290"),
        (37928.5, "%.3g", "37,900"),
        (0.00743, "%.3g", "0.00743"),
        (math.nan, "%.3g", ""),
        (None, "compact", ""),
        (175e9, "compact", "175 billion"),
        ("Google", "", "Google"),
    ],
)
def test_a_number_has_the_digits_of_its_column(value: object, form: str, text: str) -> None:
    assert _cell(value, form, Text("en")) == text
