"""Files of the table behind a chart: plain numbers, and first what the file holds and where it comes from."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from content.columns import About, Columns, Numbers

DIGITS = 6  # significant digits of a number in a file: more than any figure has, fewer than the machine's
FORMULA = "^[=+@\\t\\r-]"  # a spreadsheet would run a cell that begins so


def as_csv(columns: Columns, about: About) -> bytes:
    """Comment lines that begin with #, a header, one line a row; with the mark by which Excel knows UTF-8."""
    comments = "".join(f"# {name}: {_one_line(value)}\n" for name, value in _described(about).items())
    cells = [
        _rounded(_array(column)) if isinstance(column, Numbers) else _harmless(_array(column))
        for column in columns.values()
    ]
    file = io.BytesIO()
    file.write(comments.encode("utf-8-sig"))
    pyarrow.csv.write_csv(pa.table(cells, _names(columns)), file)
    return file.getvalue()


def as_parquet(columns: Columns, about: About) -> bytes:
    """Numbers as float64 and words as strings; the description is metadata of the schema, as JSON."""
    metadata = {"model_footprint": json.dumps(_described(about), ensure_ascii=False)}
    table = pa.table([_array(column) for column in columns.values()], _names(columns), metadata=metadata)
    file = io.BytesIO()
    pyarrow.parquet.write_table(table, file, compression="zstd")
    return file.getvalue()


def _array(column: Sequence[str] | Numbers) -> pa.Array:
    """A column for a file; NaN is an empty cell. Words may come as an array already: a million of them take long."""
    if isinstance(column, Numbers):
        return pa.array(np.asarray(column.values, dtype=float), from_pandas=True)
    return column if isinstance(column, pa.Array) else pa.array(list(column), pa.string())


def _rounded(numbers: pa.Array) -> pa.Array:
    """Numbers to as many significant digits as a file shows."""
    size = pc.floor(pc.log10(pc.abs(numbers)))
    # Powers of ten below one are no binary numbers: divided by, not multiplied with, the result keeps its few digits.
    shift = pc.subtract(DIGITS - 1, size)
    up, down = (pc.power(10.0, pc.max_element_wise(exponent, 0.0)) for exponent in (shift, pc.negate(shift)))
    rounded = pc.multiply(pc.divide(pc.round(pc.divide(pc.multiply(numbers, up), down)), up), down)
    return pc.if_else(pc.is_finite(rounded), rounded, numbers)


def _harmless(words: pa.Array) -> pa.Array:
    """Words with a mark before those that a spreadsheet would run."""
    return pc.if_else(pc.match_substring_regex(words, FORMULA), pc.binary_join_element_wise("'", words, ""), words)


def _names(columns: Columns) -> list[str]:
    return [
        f"{name} [{column.unit}]" if isinstance(column, Numbers) and column.unit else name
        for name, column in columns.items()
    ]


def _described(about: About) -> dict[str, str]:
    return {name: plain_text(str(value)) for name, value in asdict(about).items()}


def plain_text(markdown: str) -> str:
    """Markdown of a source line without its marks: `[label](address)` becomes `label <address>`."""
    linked = re.sub(r"(?<!\\)\[((?:\\.|[^\[\]\\])*)\]\(([^)\s]*)\)", r"\1 <\2>", markdown)
    return re.sub(r"\\([\\`*_\[\]<>|$~#])", r"\1", linked.replace("**", ""))


def _one_line(text: str) -> str:
    return " ".join(text.split())
