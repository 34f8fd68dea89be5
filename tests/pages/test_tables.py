"""The table behind every chart holds numbers, which a file keeps with their unit, and says whence they come."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet
import pytest

from content.columns import About, Columns, Numbers, texts
from content.files.citation import today
from content.files.export import as_parquet
from content.site import PAGES
from tests.charts import charts

ABOUT = About("title", "quantity", "scenario", "source", "link", "version", today())
SOURCE = "Source"
CITED = {"growth": ("growth", "multiples", "chips"), "emissions": ("ranking", "uncertainty"), "claims": ("search",)}


def tables(page: str, **parameters: str) -> list[Columns]:
    """The table of every chart of a page."""
    return [chart.columns() for chart in charts(page, **parameters)]


@pytest.mark.parametrize("page", PAGES)
def test_every_chart_gives_numbers(page: str) -> None:
    for columns in tables(page):
        names = [name for name, column in columns.items() if isinstance(column, Numbers)]
        assert names, list(columns)
        written = pa.parquet.read_table(io.BytesIO(as_parquet(columns, ABOUT)))
        assert sum(pa.types.is_floating(field.type) for field in written.schema) == len(names)
        assert len({len(column) for column in texts(columns).values()}) == 1


@pytest.mark.parametrize("page", CITED)
def test_rows_name_their_source(page: str) -> None:
    found = [texts(columns) for columns in tables(page)]
    cited = [columns for columns in found if any(name.endswith(SOURCE) for name in columns)]
    assert len(cited) >= len(CITED[page])
    assert all(any(column) for columns in cited for name, column in columns.items() if name.endswith(SOURCE))


def test_petaflop_days_are_what_the_table_says() -> None:
    (flop, *_), (days, *_) = (tables("growth", unit=unit) for unit in ("flop", "pfs_days"))
    one, other = (next(column for column in each.values() if isinstance(column, Numbers)) for each in (flop, days))
    assert (one.unit, other.unit) == ("FLOP", "petaflop/s-day")
    assert other.values == pytest.approx([value / (1e15 * 24 * 3600) for value in one.values])
    assert "petaflop" in other.text(other.values[0])
