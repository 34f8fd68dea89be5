"""The ratio of two estimates, which never stands without its range, and the models that a title is about."""

from __future__ import annotations

import math

from content.language import quantity
from content.language.messages import Text
from content.view import View
from footprint.records import Estimate
from footprint.scenario import AS_PUBLISHED
from footprint.uncertainty import Bounds, ratio_of_two


def as_published(view: View) -> View:
    """The same view without assumptions: it settles what a title is about, so that no slider changes that."""
    return view.under(AS_PUBLISHED)


def bounds(estimate: Estimate) -> Bounds:
    """Emissions of an estimate with their 90 % range [t CO2e]."""
    return estimate.emissions.bounds


def text(first: Bounds, second: Bounds, t: Text) -> str:
    """First over second with the 90 % range, e.g. `850 (210 – 3,400)`; the number alone where none is stated."""
    return written(ratio_of_two(first, second), t)


def of_published(value: float, estimate: Bounds) -> Bounds:
    """A published figure over an estimate of the same quantity, with the range of the estimate [1]."""
    return Bounds(value / estimate.median, value / estimate.high, value / estimate.low)


def share(median: float, low: float, high: float, t: Text) -> str:
    """A share of one with its range, e.g. `67% (33% – 89%)`; the share alone where both ends print alike."""
    middle, least, most = (quantity.percent(part, t) for part in (median, low, high))
    return middle if least == most else t("ratio", times=middle, low=least, high=most)


def written(ratio: Bounds, t: Text) -> str:
    """A ratio with its range in words."""
    median, low, high = (quantity.times(value, t) if math.isfinite(value) else "" for value in ratio)
    return median if low == high else t("ratio", times=median, low=low, high=high)
