"""A table as its reader gives it, whatever wrote the file: CSV and its kin, Excel, Parquet.

Blocks of rows, so that a million of them need no more memory than some thousand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

BLOCK_ROWS = 16_384
# What R, pandas, Excel and databases write for a missing value, in lower case.
MISSING = frozenset(("", "na", "n/a", "#n/a", "nan", "<na>", "null", "none"))


class UnreadableError(Exception):
    """A file that is not read: the kind of the reason, and the words of the file that it is about."""

    def __init__(self, kind: str, *words: str) -> None:
        super().__init__(kind, *words)
        self.kind, self.words = kind, words


@dataclass(frozen=True)
class Block:
    """Some rows: their numbers as a spreadsheet shows them, and a column for each name, numbers or texts."""

    rows: npt.NDArray[np.int64]
    columns: Sequence[pa.Array]  # float64, or dictionary of strings; null where nothing stands
    share: float = 1.0  # of the file that has been read
    too_wide: Sequence[int] = ()  # rows with more cells than the header has


@dataclass(frozen=True)
class Table:
    """Names of the columns and the rows below them."""

    names: Sequence[str]
    blocks: Iterator[Block]
    decimal: str = "."  # sign before decimals
    decimal_known: bool = True  # whether the file's own numbers tell it
    notes: dict[str, str] = field(default_factory=dict)  # kind of what was assumed -> the word that it is about


def texts(cells: Sequence[str]) -> pa.Array:
    """A column of texts; each different one is kept once."""
    return pa.array(cells, pa.string()).dictionary_encode()
