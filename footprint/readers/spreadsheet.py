"""Reader of spreadsheets: the first sheet with anything in it, of Excel's files or OpenDocument's."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
import pyarrow as pa
import python_calamine

from footprint.readers.table import BLOCK_ROWS, Block, Table, UnreadableError, texts

Cell = object


def read(content: bytes) -> Table:
    """Table whose names stand in the first row with anything in it."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        full = [name for name in book.sheet_names if book.get_sheet_by_name(name).height]
        if not full:
            raise UnreadableError("empty")
        sheet = book.get_sheet_by_name(full[0])
        numbered = enumerate(sheet.iter_rows(), 1)
        number, header = next((place, cells) for place, cells in numbered if any(_text(cell) for cell in cells))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableError("unreadable") from error
    names = [_text(cell) for cell in header]
    while not names[-1]:
        names.pop()
    notes = {"sheet": full[0]} if len(full) > 1 else {}
    return Table(names, _blocks(numbered, number, len(names), sheet.total_height), notes=notes)


def _blocks(numbered: Iterator[tuple[int, Sequence[Cell]]], number: int, width: int, height: int) -> Iterator[Block]:
    while some := list(islice(numbered, BLOCK_ROWS)):
        number += len(some)
        full = [(place, cells) for place, cells in some if any(_text(cell) for cell in cells)]
        wide = [place for place, cells in full if any(_text(cell) for cell in cells[width:])]
        yield Block(
            np.array([place for place, _ in full], np.int64),
            [_column([cells[place] for _, cells in full]) for place in range(width)],
            min(1.0, number / max(1, height)),
            wide,
        )


def _column(cells: Sequence[Cell]) -> pa.Array:
    """Numbers as such where all of a column are: a spreadsheet holds them without any sign of its language."""
    if all((isinstance(cell, int | float) and not isinstance(cell, bool)) or cell == "" for cell in cells):
        return pa.array([None if cell == "" else float(cell) for cell in cells], pa.float64())  # type: ignore[arg-type]
    return texts([_text(cell) for cell in cells])


def _text(cell: Cell) -> str:
    """A cell as people see it, numbers with a decimal point."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell).strip()
