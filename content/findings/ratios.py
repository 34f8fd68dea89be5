"""The ratio of two estimates, which never stands without its range, and the models that a title is about."""

from __future__ import annotations

import math

from content.language import quantity
from content.language.messages import Text
from content.tables.catalog import Row
from content.view import View
from footprint.scenario import AS_PUBLISHED
from footprint.uncertainty import Bounds, ratio_of_two


def as_published(view: View) -> View:
    """The same view without assumptions: it settles what a title is about, so that no slider changes that."""
    return view.under(AS_PUBLISHED)


def bounds(estimate: Row) -> Bounds:
    """Emissions of an estimate with their 90 % range [t CO2e]."""
    median, low, high = (float(estimate[f"emissions_{part}tco2e"]) for part in ("", "low_", "high_"))
    return Bounds(median, low, high)


def text(first: Bounds, second: Bounds, t: Text) -> str:
    """First over second with the 90 % range, e.g. `850 (210 – 3,400)`; the number alone where none is stated."""
    return written(ratio_of_two(first, second), t)


def written(ratio: Bounds, t: Text) -> str:
    """A ratio with its range in words."""
    median, low, high = (quantity.times(value, t) if math.isfinite(value) else "" for value in ratio)
    return median if low == high else t("ratio", times=median, low=low, high=high)
