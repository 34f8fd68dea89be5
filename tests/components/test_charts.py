"""Colours of the charts stand out from both pages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from components.charts import style

THEME = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())["theme"]
COLOURS = {style.REPORTED, style.ESTIMATED, style.CLAIM, style.MOORE, style.READER, *style.DOMAIN_COLOURS.values()}


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("page", ["light", "dark"])
@pytest.mark.parametrize("colour", sorted(COLOURS))
def test_contrast_of_graphics(colour: str, page: str) -> None:
    dark, light = sorted((_luminance(colour), _luminance(THEME[page]["backgroundColor"])))
    assert (light + 0.05) / (dark + 0.05) >= 3  # WCAG 2.2, 1.4.11
