"""The table behind a chart: texts on screen, plain numbers in a file that says what it holds and whence it comes."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import pyarrow as pa
import pyarrow.parquet

DIGITS = 6  # significant digits of a number in a file: more than any figure has, fewer than the machine's
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so


@dataclass(frozen=True)
class Numbers:
    """A column of figures with their unit: `text` writes one for the screen; NaN is an empty cell."""

    values: Sequence[float]
    unit: str
    text: Callable[[float], str]


Columns = Mapping[str, Sequence[str] | Numbers]


@dataclass(frozen=True)
class About:
    """What a file must say of itself once it has left the page."""

    title: str
    quantity: str
    source: str
    link: str
    data_version: str
    retrieved: datetime.date


Writer = Callable[[Columns, About], bytes]


def texts(columns: Columns) -> dict[str, list[str]]:
    """The table as it stands on screen."""
    return {
        name: [_text(value, column) for value in column.values] if isinstance(column, Numbers) else list(column)
        for name, column in columns.items()
    }


def _text(value: float, column: Numbers) -> str:
    return column.text(value) if value == value else ""


def as_csv(columns: Columns, about: About) -> bytes:
    """Comment lines that begin with #, a header, one line a row; with the mark by which Excel knows UTF-8."""
    file = io.StringIO()
    file.writelines(f"# {name}: {_one_line(value)}\n" for name, value in _described(about).items())
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_names(columns))
    writer.writerows(zip(*(_cells(column) for column in columns.values()), strict=True))
    return file.getvalue().encode("utf-8-sig")


def as_parquet(columns: Columns, about: About) -> bytes:
    """Numbers as float64 and words as strings; the description is metadata of the schema, as JSON."""
    arrays = [
        pa.array([value if value == value else None for value in column.values], pa.float64())
        if isinstance(column, Numbers)
        else pa.array(list(column), pa.string())
        for column in columns.values()
    ]
    metadata = {"model_footprint": json.dumps(_described(about), ensure_ascii=False)}
    file = io.BytesIO()
    pyarrow.parquet.write_table(pa.table(arrays, _names(columns), metadata=metadata), file, compression="zstd")
    return file.getvalue()


def _names(columns: Columns) -> list[str]:
    return [
        f"{name} [{column.unit}]" if isinstance(column, Numbers) and column.unit else name
        for name, column in columns.items()
    ]


def _cells(column: Sequence[str] | Numbers) -> list[str]:
    if isinstance(column, Numbers):
        return [f"{value:.{DIGITS}g}" if value == value else "" for value in column.values]
    return [f"'{text}" if text.startswith(FORMULA) else text for text in column]


def _described(about: About) -> dict[str, str]:
    return {name: plain_text(str(value)) for name, value in asdict(about).items()}


def plain_text(markdown: str) -> str:
    """Markdown of a source line without its marks: `[label](address)` becomes `label <address>`."""
    linked = re.sub(r"(?<!\\)\[((?:\\.|[^\[\]\\])*)\]\(([^)\s]*)\)", r"\1 <\2>", markdown)
    return re.sub(r"\\([\\`*_\[\]<>|$~#])", r"\1", linked.replace("**", ""))


def _one_line(text: str) -> str:
    return " ".join(text.split())
