"""Many models of the reader's own: from the rows of a table to estimates, block by block.

A row that cannot be estimated keeps no other from it; each is left out with its number and its reason.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from footprint import own
from footprint.columns import Columns
from footprint.estimate import arrays
from footprint.labels import Labels, Mask
from footprint.own_cells import NAMED, Cells, Problem, cells
from footprint.readers.table import Block, Table
from footprint.reference import Reference
from footprint.spellings import Spellings, key

COLUMNS = ("name", *own.NUMBERS, *own.IDS, own.BOUNDARY)
MOST_ROWS = 1_000_000
NAMED_ROWS = 20  # rows that are left out and named
FIRST_ROWS = 1000  # rows of the table on screen
LARGEST = 20  # models of a file in the chart
QUANTITIES = ("energy_mwh", "emissions_tco2e", "emissions_low_tco2e", "emissions_high_tco2e", "total_tco2e")
# Numbers of many digits, whose bytes compress better apart.
ENCODED: Mapping[str, Any] = {"use_dictionary": ["path"], "use_byte_stream_split": list(QUANTITIES)}
# Paths on which a stated number counts for nothing.
USELESS = {"pue": ("reported_energy",), "chip_hours": ("compute", "parameters_tokens", "compute_year")}


@dataclass(frozen=True)
class Known:
    """What the cells of a table can mean, and what an estimate looks up."""

    reference: Reference
    hardware: Spellings
    regions: Spellings
    year: int  # of grids, where none is stated


@dataclass
class Estimated:
    """The models of a file: sums, the rows that a page shows, and all of them as a Parquet file."""

    count: int = 0
    known: int = 0  # that can be estimated
    total_tco2e: float = 0.0  # of their medians
    left_out: int = 0  # rows without an estimate
    problems: list[Problem] = field(default_factory=list)  # the first of them, each with its reason
    notes: dict[str, str] = field(default_factory=dict)  # what was assumed -> the words that it is about
    read_as: dict[str, dict[str, str]] = field(default_factory=dict)  # column -> spelling -> id
    unused: dict[str, int] = field(default_factory=dict)  # what estimated rows state without effect -> rows
    first: pd.DataFrame = field(default_factory=pd.DataFrame)
    largest: pd.DataFrame = field(default_factory=pd.DataFrame)


class RefusedError(Exception):
    """A table that is not estimated at all, and why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.kind for problem in problems))
        self.problems = problems


def estimates(table: Table, known: Known, report: Callable[[float], None]) -> tuple[Estimated, bytes]:
    """Estimates of a table's models, and all of them as Parquet, where the path of a row may be why it has none.

    `report` hears the share that is done. Raises RefusedError for a table without models or with columns that are not
    understood, UnreadableError for a file that breaks off.
    """
    estimated, content = Estimated(notes=dict(table.notes)), io.BytesIO()
    writer, blocks = None, _checked(table)
    names = _names(table, next_block := next(blocks, None), estimated)
    while next_block is not None:
        if len(next_block.rows):
            made = _estimated(next_block, names, table, known, estimated)
            writer = writer or pyarrow.parquet.ParquetWriter(content, made.schema, compression="zstd", **ENCODED)
            writer.write_table(made)
        report(next_block.share)
        next_block = next(blocks, None)
    if writer is None:
        raise RefusedError(Problem(0, "empty"))
    writer.close()
    return estimated, content.getvalue()


def _checked(table: Table) -> Iterator[Block]:
    """The blocks, as long as there are not too many rows."""
    count = 0
    for block in table.blocks:
        count += len(block.rows)
        if count > MOST_ROWS:
            raise RefusedError(Problem(0, "rows"))
        yield block


def _names(table: Table, first: Block | None, estimated: Estimated) -> list[str]:
    """Column of each of the table's columns, nothing for one that is skipped; raises RefusedError for unknown ones."""
    by_key = {key(name): name for name in COLUMNS}
    names = [by_key.get(key(name), name.strip() and "?") for name in table.names]
    if unknown := [name.strip() for name, meant in zip(table.names, names, strict=True) if meant == "?"]:
        columns = Spellings.of([(name, name) for name in COLUMNS])
        near = [columns.near(name) for name in unknown[:NAMED_ROWS]]
        raise RefusedError(Problem(0, "columns", "", tuple(unknown), tuple(dict.fromkeys(chain.from_iterable(near)))))
    if twice := [name for name, count in Counter(filter(None, names)).items() if count > 1]:
        raise RefusedError(Problem(0, "twice", "", tuple(twice)))
    if first is not None and names and not names[0] and first.columns[0].null_count < len(first.rows):
        # An index that pandas or R has written, or the names of R's rows.
        if "name" not in names and not _whole(first.columns[0]):
            names[0] = "name"
        estimated.notes["row_names" if names[0] else "index"] = ""
    return names


def _whole(column: pa.Array) -> bool:
    """Whether a column holds whole numbers alone."""
    if pa.types.is_floating(column.type):
        return True
    return all(text.strip().isdecimal() or not text.strip() for text in column.dictionary.to_pylist())


def _estimated(block: Block, names: Sequence[str], table: Table, known: Known, estimated: Estimated) -> pa.Table:
    """Estimates of the rows of a block; what keeps some of them from one goes to `found`."""
    read = cells(block, names, table, known.hardware, known.regions)
    numbers = {column: np.where(read.wrong, np.nan, values) for column, values in read.numbers.items()}
    models = own.models(pd.DataFrame({**numbers, **read.ids}, index=range(len(block.rows))), known.year)
    result = arrays(Columns.of(models), known.reference, with_factors=False)
    path = result["path"]
    assert isinstance(path, Labels)
    missing = path.one_of("none")
    reason = np.where(read.wrong, "wrong", _reasons(read, missing))
    _count(estimated, block, read, result, path, missing, reason)
    made = pa.table(
        {
            "row": block.rows.astype(np.int32),
            "name": read.names,
            **{name: pa.array(result[name], from_pandas=True) for name in QUANTITIES},
            "path": pa.array(np.where(missing, reason, path.texts), pa.string()).dictionary_encode(),
        }
    )
    _keep(estimated, made)
    return made


def _reasons(read: Cells, missing: Mask) -> npt.NDArray[np.object_]:
    """Why each of the missing rows has no estimate, the first reason that holds; empty for the others."""
    stated = {column: ~np.isnan(values) for column, values in read.numbers.items()}
    no = np.zeros(len(missing), dtype=bool)
    hours, parameters, tokens, compute = (
        stated.get(column, no) for column in ("chip_hours", "parameters", "tokens", "compute_flop")
    )
    chip = np.asarray(read.ids["hardware"].codes >= 0) if "hardware" in read.ids else no
    computed = compute | (parameters & tokens)
    holds = {
        "hours_without_chip": hours & ~chip,
        "no_tokens": parameters & ~tokens & ~compute,
        "no_parameters": tokens & ~parameters & ~compute,
        "chip_without_figures": chip & (computed | hours),
        "outside_trend": computed,
    }
    reasons = np.full(len(missing), "", dtype=object)
    reasons[missing] = "nothing"
    for reason, mask in reversed(holds.items()):
        reasons[missing & mask] = reason
    return reasons


def _count(
    estimated: Estimated,
    block: Block,
    read: Cells,
    result: Mapping[str, Any],
    path: Labels,
    missing: Mask,
    reason: npt.NDArray[np.object_],
) -> None:
    """Sums of a block, and what must be said of its rows."""
    estimated.count += len(block.rows)
    estimated.known += int((~missing).sum())
    estimated.total_tco2e += float(np.nansum(result["emissions_tco2e"]))
    estimated.left_out += int(missing.sum())
    estimated.notes.update(read.notes)
    for column, spellings in read.read_as.items():
        kept = estimated.read_as.setdefault(column, {})
        kept.update(list(spellings.items())[: NAMED - len(kept)])
    room = NAMED_ROWS - len(estimated.problems)
    places = np.flatnonzero(missing)[: max(0, room)]
    wrong = read.problems(places[read.wrong[places]])
    for place in places:
        estimated.problems.append(wrong.get(int(place)) or Problem(int(block.rows[place]), str(reason[place])))
    for column, useless in USELESS.items():
        if column in read.numbers:
            rows = path.one_of(*useless) & ~np.isnan(read.numbers[column])
            if column == "pue":  # what was measured without the building takes it
                rows &= ~read.lacks_building()
            estimated.unused[column] = estimated.unused.get(column, 0) + int(rows.sum())


def _keep(estimated: Estimated, made: pa.Table) -> None:
    """The first and the largest of all rows so far."""
    if (room := FIRST_ROWS - len(estimated.first)) > 0:
        estimated.first = pd.concat([estimated.first, _frame(made.slice(0, room))], ignore_index=True)
    emissions = made["emissions_tco2e"]
    largest = pc.select_k_unstable(emissions, LARGEST, sort_keys=[("", "descending")])
    both = pd.concat([estimated.largest, _frame(made.take(largest))], ignore_index=True)
    known = both.dropna(subset="emissions_tco2e")
    estimated.largest = known.nlargest(LARGEST, "emissions_tco2e").reset_index(drop=True)


def _frame(made: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = made.to_pandas()
    return frame.astype({"path": str}).assign(boundary="facility")  # of every estimate
