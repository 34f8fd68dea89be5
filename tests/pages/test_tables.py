"""The table behind every chart holds numbers, which a file keeps with their unit, and says whence they come."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.parquet
import pytest

from components.frame import PAGES
from content import parts
from content.files.citation import today
from content.files.export import About, Columns, Numbers, as_parquet, texts
from tests.pages.visit import open_page

ABOUT = About("title", "quantity", "scenario", "source", "link", "version", today())
SOURCE = "Source"
CITED = {"growth": ("growth", "multiples", "chips"), "emissions": ("ranking", "uncertainty"), "claims": ("search",)}


def tables(monkeypatch: pytest.MonkeyPatch, page: str, **parameters: str) -> list[Columns]:
    """The table of every chart of a page."""
    runs: list[list[parts.Part]] = []
    recorded = parts.recorded

    @contextmanager
    def kept() -> Iterator[list[parts.Part]]:
        with recorded() as shown:
            runs.append(shown)
            yield shown

    with monkeypatch.context() as patch:
        patch.setattr(parts, "recorded", kept)
        open_page(page, lang="en", **parameters)
    charts = [part for part in runs[-1] if isinstance(part, parts.Chart)]
    return [chart.columns() for chart in charts]


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("data", "tour", "teach")])
def test_every_chart_gives_numbers(monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    found = tables(monkeypatch, page)
    assert found
    for columns in found:
        names = [name for name, column in columns.items() if isinstance(column, Numbers)]
        assert names, list(columns)
        written = pa.parquet.read_table(io.BytesIO(as_parquet(columns, ABOUT)))
        assert sum(pa.types.is_floating(field.type) for field in written.schema) == len(names)
        assert len({len(column) for column in texts(columns).values()}) == 1


@pytest.mark.parametrize("page", CITED)
def test_rows_name_their_source(monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    found = [texts(columns) for columns in tables(monkeypatch, page)]
    cited = [columns for columns in found if any(name.endswith(SOURCE) for name in columns)]
    assert len(cited) >= len(CITED[page])
    assert all(any(column) for columns in cited for name, column in columns.items() if name.endswith(SOURCE))


def test_petaflop_days_are_what_the_table_says(monkeypatch: pytest.MonkeyPatch) -> None:
    (flop, *_), (days, *_) = (tables(monkeypatch, "growth", unit=unit) for unit in ("flop", "pfs_days"))
    one, other = (next(column for column in each.values() if isinstance(column, Numbers)) for each in (flop, days))
    assert (one.unit, other.unit) == ("FLOP", "petaflop/s-day")
    assert other.values == pytest.approx([value / (1e15 * 24 * 3600) for value in one.values])
    assert "petaflop" in other.text(other.values[0])
