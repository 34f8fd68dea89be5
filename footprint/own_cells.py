"""Cells of a table of own models: numbers within their bounds, names of chips and places, what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from footprint import numerals, own
from footprint.columns import Numbers
from footprint.labels import Mask
from footprint.readers.table import MISSING, Block, Table
from footprint.spellings import Spellings

# What people call that which a meter of energy counts.
BOUNDARIES = Spellings.of(
    [("facility", "facility"), ("it", "it"), ("accelerator", "accelerator")],
    [
        *((text, "facility") for text in ("whole facility", "data centre", "data center", "site")),
        *((text, "it") for text in ("computers", "servers", "nodes", "machines")),
        *((text, "accelerator") for text in ("accelerators", "chips", "gpu", "gpus", "tpu", "tpus")),
    ],
    plain=1,
)

LONGEST = 200  # characters of a name
QUOTED = 40  # characters of a cell that a message repeats
NAMED = 10  # readings of names that are told
# Numbers as machines write them; others are read one by one.
PLAIN = {
    ".": r"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$",
    ",": r"^-?[0-9]+(,[0-9]+)?([eE][+-]?[0-9]{1,3})?$",
}
UNCLEAR = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")  # thousands or decimals


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file (row 0) or with one of its rows, as a spreadsheet numbers them."""

    row: int
    kind: str
    column: str = ""
    words: tuple[str, ...] = ()  # of the file
    near: tuple[str, ...] = ()  # ids or columns that may be meant


@dataclass
class Cells:
    """What the cells of a block say; in a wrong row nothing counts."""

    names: pa.Array
    numbers: dict[str, Numbers]
    ids: dict[str, pd.Categorical]
    wrong: Mask
    notes: dict[str, str] = field(default_factory=dict)
    read_as: dict[str, dict[str, str]] = field(default_factory=dict)  # column -> spelling -> id
    _marks: list[tuple[Mask, Callable[[int], Problem]]] = field(default_factory=list)

    def mark(self, wrong: Mask, problem: Callable[[int], Problem]) -> None:
        """Rows are wrong; `problem` says of one of them how."""
        if wrong.any():
            self.wrong |= wrong
            self._marks.append((wrong, problem))

    def lacks_building(self) -> Mask:
        """Rows whose measured energy leaves out what the PUE adds."""
        if own.BOUNDARY not in self.ids:
            return np.zeros(len(self.wrong), dtype=bool)
        return np.asarray(self.ids[own.BOUNDARY].isin(["it", "accelerator"]))

    def problems(self, places: Iterable[int]) -> dict[int, Problem]:
        """The first problem of each of some wrong rows."""
        return {
            int(place): next(problem(int(place)) for wrong, problem in self._marks if wrong[place]) for place in places
        }


def cells(block: Block, names: Sequence[str], table: Table, hardware: Spellings, regions: Spellings) -> Cells:
    """Read a block whose columns are named by `names`, the empty one for a column that is skipped."""
    rows = len(block.rows)
    read = Cells(pa.array([""] * rows, pa.string()), {}, {}, np.zeros(rows, dtype=bool))
    wide = np.isin(block.rows, np.asarray(block.too_wide, dtype=np.int64))
    read.mark(wide, lambda place: Problem(int(block.rows[place]), "wide"))
    for place, (name, column) in enumerate(zip(names, block.columns, strict=True)):
        if name == "name":
            _names(read, block, column)
        elif name in own.NUMBERS:
            _numbers(read, block, column, name, table)
        elif name in own.IDS:
            _ids(read, block, column, name, hardware if name == "hardware" else regions)
        elif name == own.BOUNDARY:
            _ids(read, block, column, name, BOUNDARIES)
        elif place:
            stated = np.asarray(_texts(column)[1] >= 0)
            read.mark(stated, lambda row: Problem(int(block.rows[row]), "nameless"))
    return read


def _texts(column: pa.Array) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Different texts of a column, without spaces around, and the place of each row's; -1 where nothing stands."""
    column = _worded(column)
    texts = [text.strip() for text in column.dictionary.to_pylist()]
    stated = np.array([*(text.lower() not in MISSING for text in texts), False])
    codes = _codes(column)
    return texts, np.where(stated[codes], codes, -1)


def _worded(column: pa.Array) -> pa.Array:
    """A column as texts, numbers without needless digits."""
    return pc.cast(column, pa.string()).dictionary_encode() if pa.types.is_floating(column.type) else column


def _codes(column: pa.Array) -> npt.NDArray[np.int64]:
    codes: npt.NDArray[np.int64] = column.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes


def _names(read: Cells, block: Block, column: pa.Array) -> None:
    column = _worded(column)
    long = np.append(np.asarray(pc.greater(pc.utf8_length(column.dictionary), LONGEST)), False)
    short, codes = pc.utf8_slice_codeunits(column.dictionary, 0, LONGEST), _codes(column)
    read.mark(long[codes], lambda place: _problem(block, place, "long", "name", short[int(codes[place])].as_py()))
    read.names = pc.fill_null(pc.take(short, column.indices), "")


def _numbers(read: Cells, block: Block, column: pa.Array, name: str, table: Table) -> None:
    if pa.types.is_floating(column.type):
        values, texts, codes = column.to_numpy(zero_copy_only=False), None, None
        stated = ~np.isnan(values)
    else:
        texts, codes = _texts(column)
        values, stated = np.append(_parsed(texts, name, table, read), np.nan)[codes], codes >= 0
    least, most = own.BOUNDS[name]

    def cell(place: int) -> str:
        return f"{values[place]:g}" if texts is None or codes is None else texts[int(codes[place])]

    read.mark(stated & np.isnan(values), lambda place: _problem(block, place, "number", name, cell(place)))
    beyond = stated & ((values < least) | (values > most))
    read.mark(beyond, lambda place: _problem(block, place, "bounds", name, cell(place)))
    read.numbers[name] = np.where(stated, values, np.nan)


def _parsed(texts: Sequence[str], name: str, table: Table, read: Cells) -> Numbers:
    """Number of each text of a column, in the column's unit; NaN where it is none."""
    unit = numerals.UNITS.get(name, numerals.NUMBER)
    written = pa.array(texts, pa.string())
    plain = pc.match_substring_regex(written, PLAIN[table.decimal])
    values = pc.cast(pc.replace_substring(pc.if_else(plain, written, None), ",", "."), pa.float64())
    parsed: Numbers = values.to_numpy(zero_copy_only=False).copy()
    for place in np.flatnonzero(~np.asarray(plain)):
        text = texts[int(place)]
        numeral = None if text.lower() in MISSING else numerals.parse(text, unit, table.decimal)
        parsed[place] = np.nan if numeral is None else numeral.value
    if not table.decimal_known and (unclear := next(filter(UNCLEAR.fullmatch, texts), None)):
        read.notes["decimal_comma" if table.decimal == "," else "decimal_point"] = unclear
    return parsed


def _ids(read: Cells, block: Block, column: pa.Array, name: str, known: Spellings) -> None:
    texts, codes = _texts(column)
    ids = [known.find(text) for text in texts]
    unknown = np.array([*(known_id is None for known_id in ids), False])[codes] & (codes >= 0)
    read.mark(
        unknown,
        lambda place: _problem(block, place, "unknown", name, (text := texts[int(codes[place])]), known.near(text)),
    )
    values = sorted({known_id for known_id in ids if known_id})
    places = np.array([*(values.index(known_id) if known_id else -1 for known_id in ids), -1])
    used = np.unique(codes[codes >= 0])
    for place in used[:NAMED]:
        if (known_id := ids[place]) and texts[place].casefold() not in known.plain:
            read.read_as.setdefault(name, {})[texts[place][:QUOTED]] = known_id
    if any(text.lower() == "na" for text in texts) and known.find("na"):
        read.notes["na"] = name
    read.ids[name] = pd.Categorical.from_codes(places[codes].astype(np.int32), pd.Index(values, dtype=object))


def _problem(block: Block, place: int, kind: str, column: str, word: str, near: Sequence[str] = ()) -> Problem:
    return Problem(int(block.rows[place]), kind, column, (word[:QUOTED],), tuple(near))
