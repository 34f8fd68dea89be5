"""Colours and letters of a picture, as a page, a file and a raster image have them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """What a picture takes from its surroundings; the colours of the data are the figure's own."""

    ink: str
    quiet: str  # axes and legend
    rule: str
    paper: str
    family: str | None = None  # None: that of the surroundings
    chinese: str | None = None  # for Chinese characters, where the surroundings do not choose one
    wider: float = 1.0  # how much wider than ours the letters may be [1]


PAGE = Theme(
    "var(--ink)", "var(--quiet)", "var(--rule)", "var(--paper)", wider=1.15
)  # follows the reader's choice (cards.css)
LIGHT = Theme("#1d2724", "#4d5753", "#d9ddd9", "#fcfcfa", "Footprint Latin", "Noto Sans CJK SC")
DARK = Theme("#e7ece9", "#b3bab6", "#333d39", "#111715", "Footprint Latin", "Noto Sans CJK SC")
