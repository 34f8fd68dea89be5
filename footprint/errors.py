"""Errors that name what is wrong with an input."""

from __future__ import annotations


class InputError(ValueError):
    """An impossible input; `field` names it."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
