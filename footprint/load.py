"""Reads the published data set: the only part of this package that touches files.

`python -m footprint.load` prints its version and size, or the one sentence that says what to mend.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

SCHEMA = 1
VERSION = r"\d{4}\.\d{1,2}\.\d{1,4}"  # year, month, number
FOLDER = Path(__file__).parent.parent / "data"
REVIEWED = FOLDER / "tables"
RELEASES = FOLDER / "releases"  # earlier published versions, one folder each
VERSION_FILE = "VERSION"  # written last: what it names is complete
OUTLINES = "world.json"
SITES = "sites.json"
CHANGES = "changes.csv"
DEFAULTS = "defaults.csv"
DESCRIPTION = "croissant.json"
METADATA_KEY = b"model_footprint"
MEND = "run `make data` (or `python -m data.build`)"


@dataclass(frozen=True)
class Formerly:
    """Value of a column that versions before lack, by what another column of the row says."""

    column: str
    value: Callable[[str], str]


# Before 2026.11.2 the spread of a grid followed its level.
BY_LEVEL = {"country": "country", "aggregate": "country", "subregion": "grid_region", "cloud": "site", "": ""}
COPIED = re.compile(r"copied from grid_id (\S+)")


def _copied_from(note: str) -> str:
    match = COPIED.search(note)
    return match[1] if match else ""


# Columns that versions before lack, by table, with the value that shows what they showed.
ADDED: dict[str, dict[str, str | Formerly]] = {
    "facts": {"run": "", "compute_from": "", "marks": ""},
    "models": {
        "run": "",
        "known_from": "",
        "link": "",
        "base_model": "",
        "partners": "",
        "training_compute_flop_compute_from": "",
        "training_compute_flop_marks": "",
        "chip_count_marks": "",
        "wall_clock_hours_marks": "",
        "place_average_of": Formerly("place_level", BY_LEVEL.__getitem__),
    },
    "backtest_runs": {"architecture": "", "compute_from": "", "compute_locator": ""},
    "grids": {"average_of": Formerly("level", BY_LEVEL.__getitem__), "copied_from": Formerly("note", _copied_from)},
}


class DatasetError(Exception):
    """The data set cannot be used; the text is one sentence with the file and the command that mends it."""


@dataclass(frozen=True)
class Dataset:
    """All tables that are used at run time; shared by every reader, so never to be changed."""

    version: str
    models: pd.DataFrame
    facts: pd.DataFrame
    sources: pd.DataFrame
    accelerators: pd.DataFrame
    accelerator_power: pd.DataFrame
    grids: pd.DataFrame
    cloud_regions: pd.DataFrame
    places: pd.DataFrame
    pue: pd.DataFrame
    utilization: pd.DataFrame
    equivalences: pd.DataFrame
    priors: pd.DataFrame
    experiments: pd.DataFrame
    inference: pd.DataFrame
    shares: pd.DataFrame
    embodied: pd.DataFrame
    water: pd.DataFrame
    claims: pd.DataFrame
    chart_2018: pd.DataFrame
    overrides: pd.DataFrame
    preferred_compute: pd.DataFrame
    backtest_runs: pd.DataFrame
    backtest_rivals: pd.DataFrame


TABLES = tuple(field.name for field in fields(Dataset) if field.name != "version")


def releases() -> tuple[str, ...]:
    """Earlier published versions that are kept, newest first."""
    return _kept_in(RELEASES)


@cache  # asked for several times in each run of a page; the folder comes with the program
def _kept_in(folder: Path) -> tuple[str, ...]:
    if not folder.is_dir():
        return ()
    versions = [path.name for path in folder.iterdir() if re.fullmatch(VERSION, path.name)]
    return tuple(sorted(versions, key=lambda version: [int(part) for part in version.split(".")], reverse=True))


@cache
def chip_spellings() -> tuple[tuple[str, str], ...]:
    """Names of chips as publications and tools write them, with the id of the accelerator that each stands for.

    A name that leaves open which of two boards with different ratings it means is none: whoever writes it is asked.
    """
    table = pd.read_csv(REVIEWED / "accelerator_names.csv", dtype=str, keep_default_na=False)
    open_size = table["note"] == "memory size not stated"  # else the note says that the ratings are the same
    known = table[(table["accelerator_id"] != "") & ~open_size]
    return tuple(known[["hardware", "accelerator_id"]].itertuples(index=False, name=None))


@cache
def program() -> str:
    """Version of the program: that of the data set that comes with it, whatever data a server shows."""
    return (FOLDER / VERSION_FILE).read_text(encoding="utf-8").strip()


def outlines() -> dict[str, dict[str, list[float | None]]]:
    """Outlines of countries by ISO 3166 code: `x` and `y` of their rings on the map, and where to point (`at`)."""
    countries: dict[str, dict[str, list[float | None]]] = _drawn(OUTLINES)
    return countries


def sites() -> dict[str, list[float]]:
    """Place of cloud regions on the same map by the id of their grid."""
    places: dict[str, list[float]] = _drawn(SITES)
    return places


def changes() -> list[dict[str, str]]:
    """Rows of the table of corrected rules, as texts."""
    return _rows(CHANGES)


def defaults() -> list[dict[str, str]]:
    """Rows of the table of defaults: a parameter of the dashboard's addresses, and its default in each version."""
    return _rows(DEFAULTS)


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _drawn(name: str) -> Any:
    try:
        return json.loads((FOLDER / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise DatasetError(f"data/{name} is missing or broken: {MEND}.") from None


def load(folder: Path = FOLDER) -> Dataset:
    """The data set of a folder; raises DatasetError when a file is missing, broken, older or of another version."""
    return assemble(read({name: folder / f"{name}.parquet" for name in TABLES}))


def read(files: Mapping[str, Path | BytesIO]) -> dict[str, pa.Table]:
    """Tables of files, each of which is whole."""
    return {name: _read(name, file) for name, file in files.items()}


def assemble(tables: Mapping[str, pa.Table]) -> Dataset:
    """The data set of tables, all of one version."""
    versions = {name: _about(table)[1] for name, table in tables.items()}
    first = versions["models"]
    for name, version in versions.items():
        if version != first:
            raise DatasetError(f"data/{name}.parquet is of version {version}, data/models.parquet of {first}: {MEND}.")
    return Dataset(version=first, **{name: _frame(table) for name, table in tables.items()})


def _about(table: pa.Table) -> tuple[int, str, int]:
    """Schema, version and number of rows that a table's file states."""
    about = json.loads(table.schema.metadata[METADATA_KEY])
    return int(about["schema"]), str(about["version"]), int(about["rows"])


def _read(name: str, file: Path | BytesIO) -> pa.Table:
    """Table of one file."""
    file_name = f"data/{name}.parquet"
    try:
        table = pq.read_table(file)
        schema, _, rows = _about(table)
    except FileNotFoundError:
        raise DatasetError(f"{file_name} is missing: {MEND}.") from None
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        raise DatasetError(f"{file_name} is broken: {MEND}.") from None
    if schema != SCHEMA:
        raise DatasetError(f"{file_name} has schema {schema}, this program reads schema {SCHEMA}: {MEND}.")
    if rows != table.num_rows:
        raise DatasetError(f"{file_name} holds {table.num_rows} rows instead of {rows}: {MEND}.")
    return _with_added(name, table)


def _with_added(name: str, table: pa.Table) -> pa.Table:
    """The table with the columns that its version did not have yet."""
    for column, value in ADDED.get(name, {}).items():
        if column not in table.column_names:
            table = table.append_column(column, _formerly(table, value))
    return table


def _formerly(table: pa.Table, value: str | Formerly) -> pa.Array:
    if isinstance(value, str):
        return pa.repeat(pa.scalar(value), table.num_rows)
    return pa.array([value.value(text or "") for text in table[value.column].to_pylist()], pa.string())


def _frame(table: pa.Table) -> pd.DataFrame:
    """Frame with text as plain strings (empty where missing), dates as datetime.date."""
    plain = [column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column for column in table.columns]
    frame: pd.DataFrame = pa.table(plain, names=table.column_names).to_pandas()
    return frame


def main() -> int:
    """Command line."""
    try:
        dataset = load()
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 1
    sizes = ", ".join(f"{len(getattr(dataset, name)):,} {name.replace('_', ' ')}" for name in TABLES[:6])
    print(f"Data set {dataset.version}: {sizes}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
