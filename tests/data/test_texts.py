"""Locators, notes and reasons are shown to readers: whole sentences or names of tables, without leftovers."""

from __future__ import annotations

import re

import pytest

from data.read import read_all

COLUMNS = {"locator", "note", "reason", "support", "basis", "scope", "workload", "place"}
LEFTOVERS = {
    "known from memory": r"from memory|\(memory\)|, memory\)|^memory$",
    "cut off in the middle": r"\b(?:in|by|as|via|from|and|through|see)$|[(,;:]$|^[,;:.)]",
    "a reference to nothing": r"\bquoted on \)|\( *\)|\(;|\b\d{10,}\b",
    "about the work": r"\brun here\b|\bseen in\b(?! training)|\bsecondary copy|do not copy|^same(?:$|[,;])",
    "untidy": r"  | [;,]|;;",
}


def _texts() -> list[tuple[str, str, str]]:
    return [
        (table, column, value)
        for table, frame in read_all().items()
        for column in COLUMNS & set(frame.columns)
        for value in frame[column].unique()
        if value
    ]


@pytest.mark.parametrize("name", sorted(LEFTOVERS))
def test_no_leftovers(name: str) -> None:
    assert [one for one in _texts() if re.search(LEFTOVERS[name], one[2])] == []


def test_brackets_close() -> None:
    assert [one for one in _texts() if one[2].count("(") != one[2].count(")")] == []


def test_quotation_marks_close() -> None:
    assert [one for one in _texts() if one[2].count('"') % 2] == []
