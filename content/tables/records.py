"""Rows by id: those of a table at once, those of the estimates each when it is asked for.

A page reads some ten of hundreds of estimates; one slider has dozens of positions, and the estimates of each are kept.
As arrays they take a tenth of the time and memory that they would take as rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from footprint.columns import Numbers
from footprint.labels import Labels

Row = dict[str, Any]


def by(table: pd.DataFrame, key: str) -> dict[str, Row]:
    """Rows of a table by an id: a row costs nothing to read, where a frame makes a series each time."""
    names = [str(name) for name in table.columns]
    rows = zip(*(table[name].tolist() for name in table.columns), strict=True)
    return {
        str(identifier): dict(zip(names, row, strict=True)) for identifier, row in zip(table[key], rows, strict=True)
    }


class Estimates(Mapping[str, Row]):
    """Estimates of all models by model_id."""

    def __init__(self, ids: Iterable[str], columns: Mapping[str, Numbers | Labels]) -> None:
        self._places = {model_id: place for place, model_id in enumerate(ids)}
        texts = {name: column for name, column in columns.items() if isinstance(column, Labels)}
        numbers = {name: column for name, column in columns.items() if not isinstance(column, Labels)}
        self._names = ("model_id", *numbers, *texts)
        self._numbers = np.stack(list(numbers.values()), axis=1)
        self._codes = np.stack([column.codes for column in texts.values()], axis=1)
        self._values = [column.values for column in texts.values()]
        self._made: dict[str, Row] = {}

    def __getitem__(self, model_id: str) -> Row:
        """All columns of one model."""
        if model_id not in self._made:
            place = self._places[model_id]
            codes = zip(self._values, self._codes[place].tolist(), strict=True)
            row = (model_id, *self._numbers[place].tolist(), *(values[code] for values, code in codes))
            self._made[model_id] = dict(zip(self._names, row, strict=True))
        return self._made[model_id]

    def __iter__(self) -> Iterator[str]:
        """Ids in the order of the models table."""
        return iter(self._places)

    def __len__(self) -> int:
        """Number of models."""
        return len(self._places)
