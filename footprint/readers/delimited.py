"""Reader of delimited text: CSV as spreadsheets, R and pandas write it, in the encodings that they use."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

import numpy as np

from footprint.readers.table import BLOCK_ROWS, Block, Table, UnreadableError, texts

DELIMITERS = ",;\t|"
CHUNK = 2**20
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
STATED = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)  # a line by which Excel is told the delimiter; it shows no row
BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")  # signs that no table holds
# Numbers that can be read in one way alone: they tell which sign the file writes before decimals.
COMMA = re.compile(r"[+-]?(?:0,\d+|\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,})(?:e.*)?")
POINT = re.compile(r"[+-]?(?:0?\.\d+|\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})(?:e.*)?")


def read(content: bytes) -> Table:
    """Table of the first rows that hold more than a comment."""
    encoding = _encoding(content)
    source = io.BytesIO(content)
    stream = io.TextIOWrapper(source, encoding, newline="")
    if BINARY.search(stream.read(CHUNK // 16)):
        raise UnreadableError("unreadable")
    stream.seek(0)

    def share() -> float:
        return 1.0 if stream.closed else source.tell() / len(content)

    try:
        delimiter, names, number, rows = _opened(stream)
        blocks = _blocks(rows, number, len(names), share)
        first = next(blocks, None)
    except (csv.Error, UnicodeError) as error:
        raise UnreadableError("unreadable") from error
    notes = {"encoding": "Windows-1252"} if encoding in ("cp1252", "latin-1") else {}
    return Table(names, _guarded(first, blocks), *_decimal(first, delimiter), notes)


def _encoding(content: bytes) -> str:
    """By the mark at its beginning, else UTF-8 where it is that, else what Windows writes in Western Europe."""
    for mark, name in MARKS.items():
        if content.startswith(mark):
            return name
    if content[1:2] == b"\0":
        return "utf-16-le"
    for name in ("utf-8", "cp1252"):
        decoder = codecs.getincrementaldecoder(name)()
        try:
            for start in range(0, len(content), CHUNK):
                decoder.decode(content[start : start + CHUNK])
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return name
    return "latin-1"


def _opened(stream: io.TextIOWrapper) -> tuple[str, list[str], int, Iterator[list[str]]]:
    """Delimiter, names of the columns, the number of their row, and the rows below."""
    number, stated = 0, None
    for line in stream:
        if number == 0 and stated is None and (statement := STATED.fullmatch(line)):
            stated = statement[1]
            continue
        number += 1
        if not line.strip(f'{DELIMITERS} \r\n"') or line.startswith("#"):
            continue
        delimiter = stated or _delimiter(line)
        rows = csv.reader(chain([line], stream), delimiter=delimiter)
        names = [name.strip() for name in next(rows)]
        while names and not names[-1]:  # separators behind the last name
            names.pop()
        return delimiter, names, number, rows
    raise UnreadableError("unreadable")


def _delimiter(header: str) -> str:
    """The one that stands most often in the header, outside of quotes; with one column it is none that numbers hold."""
    counts = Counter(re.sub('"[^"]*"', "", header))
    best = max(DELIMITERS, key=lambda sign: counts[sign])
    return best if counts[best] else ";"


def _blocks(rows: Iterator[list[str]], number: int, width: int, share: Callable[[], float]) -> Iterator[Block]:
    """Rows with anything in them; the first one stands below the header's number."""
    numbered = enumerate(rows, number + 1)
    while some := list(islice(numbered, BLOCK_ROWS)):
        wide = [place for place, cells in some if len(cells) > width and any(map(str.strip, cells[width:]))]
        full = [(place, cells) for place, cells in some if any(map(str.strip, cells))]
        columns = list(zip(*(_filled(cells, width) for _, cells in full), strict=True)) or [()] * width
        yield Block(
            np.array([place for place, _ in full], np.int64),
            [texts(column) for column in columns],
            share(),
            wide,
        )


def _filled(cells: Sequence[str], width: int) -> Sequence[str]:
    return cells if len(cells) == width else [*cells[:width], *[""] * (width - len(cells))]


def _guarded(first: Block | None, blocks: Iterator[Block]) -> Iterator[Block]:
    try:
        yield from chain([first] if first else [], blocks)
    except (csv.Error, UnicodeError) as error:
        raise UnreadableError("unreadable") from error


def _decimal(first: Block | None, delimiter: str) -> tuple[str, bool]:
    """The sign before decimals, by numbers that can be read in one way alone, else by the delimiter; if it is sure."""
    counts: Counter[str] = Counter()
    for column in first.columns if first else ():
        for text in column.dictionary.to_pylist():
            cell = text.strip().lower()
            counts[","] += bool(COMMA.fullmatch(cell))
            counts["."] += bool(POINT.fullmatch(cell))
    if counts[","] != counts["."]:
        return max(counts, key=lambda sign: counts[sign]), True
    return "," if delimiter == ";" else ".", False
