"""Reviewed CSV tables -> typed frames."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.schema import TABLES, UNITS

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


def check_relations(tables: dict[str, pd.DataFrame], foreign_keys: tuple[tuple[str, str, str, str], ...]) -> None:
    """Raise TableError where an id resolves nowhere, a unit is wrong or a fact stands twice."""
    for table, column, target, target_column in foreign_keys:
        known = {*tables[target][target_column], ""}
        lost = sorted(set(tables[table][column]) - known)
        if lost:
            raise TableError(f"{table}.{column} refers to unknown {target}: {lost}")
    facts = tables["facts"]
    wrong = [
        fact_id
        for fact_id, quantity, unit in zip(facts["fact_id"], facts["quantity"], facts["unit"], strict=True)
        if unit not in UNITS[quantity]
    ]
    if wrong:
        raise TableError(f"facts with a wrong unit: {wrong}")
    same = facts.duplicated(["model_id", "quantity", "value", "text", "unit", "source_id", "locator", "note"])
    if same.any():
        raise TableError(f"facts that stand twice: {list(facts.loc[same, 'fact_id'])}")
    empty = facts["value"].isna() & (facts["text"] == "")
    if empty.any():
        raise TableError(f"facts without value or text: {list(facts.loc[empty, 'fact_id'])}")
    reviewed = facts["quantity"].isin(("energy_mwh", "emissions_tco2e"))
    unread = facts[reviewed & (facts[["boundary", "basis", "scope"]] == "").any(axis=1)]
    if len(unread):
        raise TableError(f"facts without boundary, basis or scope: {list(unread['fact_id'])}")
