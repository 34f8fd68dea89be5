"""Whether a data set from elsewhere can stand in for the one beside the program.

The one beside the program was checked in full when it was built; of another one the program asks what it relies on:
every column of the same type, and no reference that leads nowhere.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from footprint.load import FOLDER, TABLES, Dataset, DatasetError

# Column that names the rows of a table; columns of that name in other tables, or that end in it, refer to these rows.
KEYS = {
    "model_id": "models",
    "fact_id": "facts",
    "source_id": "sources",
    "accelerator_id": "accelerators",
    "grid_id": "grids",
    "prior_id": "priors",
}
OWN_IDS = {("backtest_rivals", "model_id")}  # models of other collections, as these name them


def check_columns(name: str, table: pa.Table) -> None:
    """Raise DatasetError where a table lacks a column or has one of another type."""
    for column, kind in _columns(FOLDER / f"{name}.parquet").items():
        place = table.schema.get_field_index(column)
        if place < 0:
            raise DatasetError(f"data/{name}.parquet has no column {column}.")
        if _plain(table.schema.field(place).type) != kind:
            raise DatasetError(f"data/{name}.parquet: column {column} is not of type {kind}.")


@cache
def _columns(path: Path) -> dict[str, pa.DataType]:
    return {field.name: _plain(field.type) for field in pq.read_schema(path)}


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def check_references(dataset: Dataset) -> None:
    """Raise DatasetError where a table names a row that another table lacks."""
    known = {key: {"", *getattr(dataset, table)[key]} for key, table in KEYS.items()}
    for name in TABLES:
        table = getattr(dataset, name)
        for column in table.columns:
            key = next((key for key in KEYS if column == key or column.endswith(f"_{key}")), None)
            if key is None or (name, column) in OWN_IDS:
                continue
            lost = set(table[column].dropna()) - known[key]
            if lost:
                raise DatasetError(f"data/{name}.parquet: {column} {min(lost)} is not in data/{KEYS[key]}.parquet.")
