"""Shares of inference in all that AI takes, as vendors and operators published them."""

from __future__ import annotations

from dataclasses import dataclass

from content.findings import provenance
from content.language import quantity
from content.language.messages import Text
from content.tables import catalog

# By what was measured: the rows of the table `shares` by source and measure.
SHARES = {
    "nvidia": ("hpcwire2019", "cost"),
    "aws": ("patterson2021", "demand"),
    "meta_fleet": ("wu2022sustainable", "power capacity"),
    "meta_translation": ("wu2022sustainable", "carbon / resources"),
    "google": ("patterson2022", "energy"),
    "meta_ranking": ("wu2022sustainable", "carbon"),
    "meta_rm1": ("wu2022sustainable", "energy"),
}
FOOTPRINT = ("google", "meta_rm1", "meta_translation", "meta_ranking")  # energy or carbon; the others are not


@dataclass(frozen=True)
class PublishedShare:
    """A share of inference as an operator or vendor published it."""

    low: float  # [1]
    high: float  # [1]
    text: str
    source: str


def share(key: str, t: Text) -> PublishedShare:
    """Published share of inference, one of SHARES."""
    return shares(t)[key]


def shares(t: Text) -> dict[str, PublishedShare]:
    """All of them, in the order of SHARES."""
    return _read(t.language)


@catalog.shared()
def _read(language: str) -> dict[str, PublishedShare]:
    return {key: _share(*row, Text(language)) for key, row in SHARES.items()}


def _share(source_id: str, measure: str, t: Text) -> PublishedShare:
    table = catalog.dataset().shares
    table = table[(table["source_id"] == source_id) & (table["measure"] == measure)]
    low, high = float(table["inference"].min()), float(table["inference"].max())
    return PublishedShare(low, high, span(low, high, t), provenance.link(source_id, str(table["locator"].iloc[0]), t))


def measured() -> float:
    """The only published share of inference that was measured in energy over all of an operator's models [1]."""
    return share("google", Text()).low


def span(low: float, high: float, t: Text) -> str:
    """From one share to another, as one where both read the same."""
    low_text, high_text = quantity.percent(low, t), quantity.percent(high, t)
    return low_text if low_text == high_text else f"{low_text} – {high_text}"
