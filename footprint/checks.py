"""Refuses impossible inputs. A single missing number is an error; inside a column NaN means missing and passes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from footprint.errors import InputError

# One number, an array or a column of them: the same formula serves one model and a million. Any, because the types of
# pandas cannot say that a column times a number is a column.
Values = Any


def _check(field: str, values: Values, impossible: npt.NDArray[np.bool_], problem: str) -> None:
    if not isinstance(values, np.ndarray) and np.isscalar(values) and np.isnan(values):
        raise InputError(field, "must be a number, got NaN")
    if np.count_nonzero(impossible):  # in a third of the time that `any` takes for few rows
        first = np.asarray(values, dtype=float)[impossible].flat[0]
        raise InputError(field, f"{problem}, got {first:g}")


def positive(field: str, values: Values) -> None:
    """Raise InputError where a value is zero, negative or infinite."""
    if isinstance(values, float) and 0 < values < np.inf:
        return  # one number needs no array, which takes a hundred times as long
    array = np.asarray(values, dtype=float)
    _check(field, values, (array <= 0) | (array == np.inf), "must be above zero and finite")


def not_negative(field: str, values: Values) -> None:
    """Raise InputError where a value is negative or infinite."""
    if isinstance(values, float) and 0 <= values < np.inf:
        return
    array = np.asarray(values, dtype=float)
    _check(field, values, (array < 0) | (array == np.inf), "must not be negative or infinite")


def fraction(field: str, values: Values) -> None:
    """Raise InputError where a value is not above zero and at most one."""
    array = np.asarray(values, dtype=float)
    _check(field, values, (array <= 0) | (array > 1), "must be above zero and at most one")


def at_least_one(field: str, values: Values) -> None:
    """Raise InputError where a value is below one or infinite."""
    if isinstance(values, float) and 1 <= values < np.inf:
        return
    array = np.asarray(values, dtype=float)
    _check(field, values, (array < 1) | (array == np.inf), "must be at least one and finite")
