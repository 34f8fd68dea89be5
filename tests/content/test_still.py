"""Cells of tables as the dashboard shows them."""

from __future__ import annotations

import math

import pytest

from content.files.still import cell
from content.language.messages import Text
from content.parts import Column


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1290.0, Column(digits=3), "1,290"),
        (37928.5, Column(digits=3), "37,900"),
        (0.00743, Column(digits=3), "0.00743"),
        (math.nan, Column(digits=3), ""),
        (None, Column(compact=True), ""),
        (175e9, Column(compact=True), "175 billion"),
        ("Google", Column(), "Google"),
    ],
)
def test_a_number_has_the_digits_of_its_column(value: object, form: Column, text: str) -> None:
    assert cell(value, form, Text("en")) == text
