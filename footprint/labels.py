"""Texts of many rows as codes of few values: a million rows repeat some hundred ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int32]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Labels:
    """One text a row: code 0 is the empty text, code k the k-th of all parts in a row.

    The values come in parts, so that joining two columns copies none of them.
    """

    codes: Codes
    parts: tuple[Texts, ...] = ()

    @classmethod
    def of(cls, column: pd.Series) -> Self:
        """A column of texts; missing ones are empty. Categories, as Parquet's dictionaries give them, cost least."""
        if isinstance(column.dtype, pd.CategoricalDtype):
            codes, values = column.cat.codes.to_numpy(), column.cat.categories.to_numpy(dtype=object)
        else:
            codes, values = pd.factorize(column.to_numpy(dtype=object))
        return cls(codes.astype(np.int32) + np.int32(1), (values,))

    @classmethod
    def same(cls, text: str, rows: int) -> Self:
        """The same text in all rows."""
        return cls(np.ones(rows, np.int32), (np.array([text], dtype=object),))

    @property
    def values(self) -> Texts:
        """Text of each code."""
        return np.concatenate([np.array([""], dtype=object), *self.parts])

    @property
    def texts(self) -> Texts:
        """Text of each row."""
        return np.asarray(self.values[self.codes])

    def block(self, rows: slice) -> Labels:
        """Some of the rows."""
        return Labels(self.codes[rows], self.parts)

    def prefixed(self, prefix: str) -> Labels:
        """Each text but the empty ones behind a prefix."""
        return Labels(self.codes, tuple(np.asarray(prefix + part, dtype=object) for part in self.parts))

    def one_of(self, *wanted: str) -> Mask:
        """Where the text is one of the wanted ones."""
        found: Mask = np.array([value in wanted for value in self.values], dtype=bool)[self.codes]
        return found

    def only(self, mask: Mask) -> Labels:
        """The text where the mask is true, else none."""
        return Labels(self.codes * mask, self.parts)

    def where(self, mask: Mask, other: Labels) -> Labels:
        """The text where the mask is true, else that of the other column."""
        shift = np.int32(sum(map(len, self.parts)))
        others = other.codes + shift * (other.codes > 0)
        return Labels(np.where(mask, self.codes, others), (*self.parts, *other.parts))


def categorical(codes: Codes, values: Texts) -> pd.Categorical:
    """A column of a result: texts by code, of which it keeps those that occur."""
    occur = np.flatnonzero(np.bincount(codes, minlength=len(values)))
    places, categories = pd.factorize(values[occur], sort=True)  # two parts may hold the same text
    renumbered = np.zeros(len(values), np.int32)
    renumbered[occur] = places
    return pd.Categorical.from_codes(renumbered[codes], pd.Index(categories))
