"""Reviewed CSV tables -> typed frames."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.schema import TABLES

TABLES_FOLDER = Path(__file__).parent / "tables"


class TableError(ValueError):
    """A table that breaks a rule; the text names table, row and rule."""


def read(table: str, folder: Path = TABLES_FOLDER) -> pd.DataFrame:
    """One table with the types of its schema; empty text stays empty, an empty number is NaN."""
    frame = pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)
    for name, field in TABLES[table].items():
        if name not in frame:
            raise TableError(f"{table}: column {name} is missing")
        try:
            frame[name] = _typed(frame[name], field.dtype)
        except ValueError as error:
            raise TableError(f"{table}.{name}: {error}") from error
    return frame


def _typed(column: pd.Series, dtype: str) -> pd.Series:
    if dtype == "float":
        return pd.to_numeric(column.replace("", None)).astype(float)
    if dtype == "int":
        return column.astype("int64")
    if dtype == "date":
        return pd.to_datetime(column.replace("", None), format="%Y-%m-%d").astype("datetime64[s]")
    if dtype == "bool":
        unknown = set(column) - {"true", "false"}
        if unknown:
            raise ValueError(f"neither true nor false: {sorted(unknown)}")
        return column == "true"
    return column.astype(str)


def read_all(folder: Path = TABLES_FOLDER) -> dict[str, pd.DataFrame]:
    """All tables by name."""
    return {table: read(table, folder) for table in TABLES}
