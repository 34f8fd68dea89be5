"""What a grid intensity is an average of, and its accounting basis: life cycle or power stations alone (direct).

The two bases are never brought onto one: what lies between them depends on the fuels, a tenth where coal and gas burn
and many times where water, wind and nuclear do (docs/method.md), and no publication gives factors by grid. They stand
side by side with a word of warning instead.
"""

from __future__ import annotations

from collections.abc import Iterable

from content.language.messages import Text
from content.tables import catalog
from content.tables.catalog import Row

METHODS = {"life_cycle", "direct"}


def row_of(origin: str) -> Row | None:
    """Row of the grids table that an estimate names as `grid:ID@year`; None for other origins."""
    head, _, vintage = origin.partition(":")
    return catalog.grid_rows()[vintage] if head == "grid" else None


def name(row: Row, t: Text) -> str:
    """Name of the grid of a row."""
    return catalog.region_names(t.language).get(row["grid_id"]) or str(row["name"])


def about(row: Row, t: Text) -> str:
    """What the figure is an average of, whose figure stands in where that is so, and the basis, in a few words."""
    copied = str(row["copied_from"])
    kind = t("grid.copied", place=catalog.region_names(t.language).get(copied, copied)) if copied else _average(row, t)
    return t("grid.about", average=kind, basis=t(f"grid.basis.{row['method']}"))


def _average(row: Row, t: Text) -> str:
    return t(f"grid.average.{row['average_of']}")


def kind(row: Row) -> str:
    """Kind of the figure: computed for this place where it is another grid's, else as its publication has it."""
    return "derived" if row["copied_from"] else "reported"


def warning(origins: Iterable[object], t: Text) -> str:
    """A sentence for figures that rest on grids of both bases; empty where all share one."""
    rows = (row_of(str(origin)) for origin in set(origins))
    return t("grid.mixed") if {row["method"] for row in rows if row} == METHODS else ""
