"""Texts of many rows as codes of few values: a million rows repeat some hundred ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.integer]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Labels:
    """One text a row: code 0 is the empty text, code k the k-th of all parts in a row.

    The values come in parts, so that joining two columns copies none of them. Codes take as few bytes as hold them.
    """

    codes: Codes
    parts: tuple[Texts, ...] = ()

    @classmethod
    def of(cls, column: pd.Series) -> Self:
        """A column of texts; missing ones are empty. Categories, as Parquet's dictionaries give them, cost least."""
        if isinstance(column.dtype, pd.CategoricalDtype):
            codes, values = column.cat.codes.to_numpy(), column.cat.categories.to_numpy(dtype=object)
        else:
            codes, unique = column.array.factorize()
            values = np.asarray(unique, dtype=object)
        narrow = code_type(len(values))
        return cls(codes.astype(narrow) + narrow.type(1), (values,))

    @classmethod
    def same(cls, text: str, rows: int) -> Self:
        """The same text in all rows."""
        return cls(np.ones(rows, np.int8), (np.array([text], dtype=object),))

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
        mask = np.zeros(len(self.codes), dtype=bool)
        for code, value in enumerate(self.values):
            if value in wanted:
                mask |= self.codes == code
        return mask

    def holding(self, word: str) -> Mask:
        """Where a word is among those of the text."""
        return self.one_of(*(value for value in self.values if word in value.split()))

    def only(self, mask: Mask) -> Labels:
        """The text where the mask is true, else none."""
        return Labels(self.codes * mask, self.parts)

    def where(self, mask: Mask, other: Labels) -> Labels:
        """The text where the mask is true, else that of the other column."""
        parts = (*self.parts, *other.parts)
        shift = code_type(sum(map(len, parts))).type(sum(map(len, self.parts)))
        # Products: a choice for each row makes the processor guess, and a wrong guess costs ten of them.
        codes = self.codes * mask + (other.codes + shift) * (~mask & (other.codes > 0))
        return Labels(codes, parts)


@cache
def code_type(values: int) -> np.dtype[np.signedinteger]:
    """Smallest type of codes of so many values."""
    narrow: np.dtype[np.signedinteger] = np.min_scalar_type(-values - 1)
    return narrow


def first_true(masks: Sequence[Mask]) -> Codes:
    """Code of the first mask that is true in each row, counted from 1; 0 where none is."""
    codes = np.zeros(len(masks[0]), np.int8)
    for code, mask in enumerate(masks, 1):
        codes += (mask & (codes == 0)) * np.int8(code)
    return codes


def categorical(codes: Codes, values: Texts) -> pd.Categorical:
    """A column of a result: texts by code, of which it keeps those that occur."""
    occur = np.flatnonzero(np.bincount(codes, minlength=len(values)))
    texts = sorted(set(values[occur]))  # two parts may hold the same text
    places = {text: place for place, text in enumerate(texts)}
    renumbered = np.zeros(len(values), code_type(len(texts)))
    renumbered[occur] = [places[text] for text in values[occur]]
    return pd.Categorical.from_codes(renumbered.take(codes), pd.Index(texts), validate=False)
