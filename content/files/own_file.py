"""What a worker process does with a visitor's file: estimates of its models, and later the files of their estimates.

Known to the serving process by name alone (`READ`, `WRITE`); it imports no Streamlit, so the process starts quickly.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from content.columns import About, Numbers
from content.files import export
from footprint import own_table
from footprint.own_cells import Problem
from footprint.own_table import Known, RefusedError
from footprint.readers import formats
from footprint.readers.table import UnreadableError

READ, WRITE = f"{__name__}:read", f"{__name__}:write"
WRITERS = {"csv": export.as_csv, "parquet": export.as_parquet}


@dataclass(frozen=True)
class Words:
    """What a file of estimates says, in its visitor's language."""

    kind: str  # of WRITERS
    names: Mapping[str, str]  # of the columns
    units: Mapping[str, str]  # of the columns that hold numbers
    texts: Mapping[str, str]  # of paths, and of reasons for having none
    about: About


def read(content: bytes, known: Known, report: Callable[[float], None]) -> tuple[Any, bytes]:
    """The models of a file, or what is wrong with it as `refused`; and all estimates as Parquet."""
    try:
        summary, estimates = own_table.estimates(formats.read(content), known, report)
    except RefusedError as refused:
        return {"refused": [asdict(problem) for problem in refused.problems]}, b""
    except UnreadableError as error:
        return {"refused": [asdict(Problem(0, error.kind, words=error.words))]}, b""
    frames = {name: getattr(summary, name).to_dict("list") for name in ("first", "largest")}
    summary.first = summary.largest = None  # type: ignore[assignment]  # written apart
    return asdict(summary) | frames, estimates


def write(content: bytes, words: Words, report: Callable[[float], None]) -> tuple[Any, bytes]:
    """All estimates as a file for the visitor."""
    rows = pyarrow.parquet.read_table(io.BytesIO(content))
    columns: dict[str, Any] = {}
    for name, title in words.names.items():
        if name in words.units:
            columns[title] = Numbers(rows[name], words.units[name], str)
        else:
            columns[title] = _worded(rows[name].combine_chunks(), words.texts)
    return None, WRITERS[words.kind](columns, words.about)


def _worded(column: pa.Array, texts: Mapping[str, str]) -> pa.Array:
    """A column of codes as words, any other as it is."""
    if not pa.types.is_dictionary(column.type):
        return column
    words = [texts.get(code, code) for code in column.dictionary.to_pylist()]
    return pa.array(words, pa.string()).take(column.indices)
