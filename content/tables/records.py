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
from footprint.records import NUMBERS, TEXTS, Estimate

Row = dict[str, Any]


def by(table: pd.DataFrame, key: str) -> dict[str, Row]:
    """Rows of a table by an id: a row costs nothing to read, where a frame makes a series each time."""
    names = [str(name) for name in table.columns]
    rows = zip(*(table[name].tolist() for name in table.columns), strict=True)
    return {
        str(identifier): dict(zip(names, row, strict=True)) for identifier, row in zip(table[key], rows, strict=True)
    }


class Estimates(Mapping[str, Estimate]):
    """Estimates of all models by model_id."""

    def __init__(self, ids: Iterable[str], columns: Mapping[str, Numbers | Labels]) -> None:
        self._places = {model_id: place for place, model_id in enumerate(ids)}
        labels = {name: column for name, column in columns.items() if isinstance(column, Labels)}
        self._numbers = np.stack([_number(columns, name) for name in NUMBERS], axis=1)
        self._codes = np.stack([labels[name].codes for name in TEXTS], axis=1)
        self._texts = [labels[name].values for name in TEXTS]
        self._made: dict[str, Estimate] = {}

    def __getitem__(self, model_id: str) -> Estimate:
        """Estimate of one model."""
        if model_id not in self._made:
            place = self._places[model_id]
            numbers = self._numbers[place].tolist()
            texts = [values[code] for values, code in zip(self._texts, self._codes[place].tolist(), strict=True)]
            self._made[model_id] = Estimate.of(numbers, texts, model_id)
        return self._made[model_id]

    def __iter__(self) -> Iterator[str]:
        """Ids in the order of the models table."""
        return iter(self._places)

    def __len__(self) -> int:
        """Number of models."""
        return len(self._places)


def _number(columns: Mapping[str, Numbers | Labels], name: str) -> Numbers:
    """A column of numbers."""
    column = columns[name]
    assert not isinstance(column, Labels)
    return column
