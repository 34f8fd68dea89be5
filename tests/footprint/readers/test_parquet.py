"""Parquet of own models: numbers and texts are read, what is nested or binary is refused before it is expanded."""

from __future__ import annotations

import io
import math

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest

from footprint.own_table import MOST_ROWS
from footprint.readers import formats
from footprint.readers.table import UnreadableError
from tests.footprint.test_own_table import read, refused

MIB = 2**20
WIDE = b"\0" * (20 * MIB)


def parquet(values: pa.Array) -> bytes:
    """A file of one column."""
    content = io.BytesIO()
    pyarrow.parquet.write_table(pa.table({"name": values}), content, compression="zstd", store_schema=False)
    return content.getvalue()


def again(value: pa.Array, rows: int = 1000) -> pa.Array:
    """One value in many rows."""
    return pa.DictionaryArray.from_arrays(np.zeros(rows, np.int32), value)


def test_parquet_of_each_kind_of_number() -> None:
    frame = pd.DataFrame(
        {
            "energy_mwh": pd.array([10, None, 30], "Int64"),
            "tokens": np.array([1e12, 2e12, math.nan], np.float32),
            "parameters": [None, 7_000_000_000, None],
            "region": pd.Categorical(["AAA", None, "aaa"]),
            "hardware": [None] * 3,
        }
    )
    found = read(frame.to_parquet())
    assert (found.known, found.problems) == (3, [])
    assert found.first["emissions_tco2e"].tolist()[::2] == pytest.approx([5, 15])


def test_a_value_that_is_repeated_a_thousand_times_is_held_once() -> None:
    content = parquet(again(pa.array(["x" * len(WIDE)])))
    assert len(content) < 1000
    found = read(content)
    assert {problem.kind for problem in found.problems} == {"long"}
    assert found.left_out == 1000


# Each expands to 20 GB, or 1 GB where writing it takes that too.
BOMBS = {
    "binary": lambda: again(pa.array([WIDE])),
    "fixed": lambda: again(pa.array([WIDE], pa.binary(len(WIDE))), 50),
    "list": lambda: pa.ListArray.from_arrays(np.arange(1001, dtype=np.int32), again(pa.array(["x" * len(WIDE)]))),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_nine_hundred_bytes_that_expand_to_gigabytes_are_refused_unread(
    bomb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = parquet(BOMBS[bomb]())
    assert len(content) < 1000
    monkeypatch.setattr(pyarrow.parquet.ParquetFile, "iter_batches", lambda *_, **__: pytest.fail("rows were read"))
    with pytest.raises(UnreadableError) as caught:
        formats.read(content)
    assert (caught.value.kind, caught.value.words) == ("type", ("name",))


@pytest.mark.parametrize(
    "values",
    [pa.array([{"a": 1}]), pa.array([1], pa.date32()), pa.array([1], pa.timestamp("us")), pa.array([b"\1\2"])],
)
def test_other_kinds_of_columns_are_refused_by_name(values: pa.Array) -> None:
    with pytest.raises(UnreadableError) as caught:
        formats.read(parquet(values))
    assert (caught.value.kind, caught.value.words) == ("type", ("name",))


def test_more_rows_than_are_estimated_at_once_are_counted_not_believed() -> None:
    content = parquet(again(pa.array(["x"]), MOST_ROWS + 1))
    assert [problem.kind for problem in refused(content)] == ["rows"]


@pytest.mark.parametrize("content", [b"PAR1 broken", b"PAR1", parquet(pa.array(["x"]))[:-20] + b"PAR1"])
def test_a_broken_file_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        formats.read(content)
