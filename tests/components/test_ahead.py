"""Who is sent a chart ahead of its run, and what is new in it."""

from __future__ import annotations

import gc

import pytest
import streamlit as st

from components import ahead, drawing

AROUND = drawing.Around("h3", "A finding", "t", "source", "Table", panel="table-one", open=False)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What a session keeps."""
    kept: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", kept)
    return kept


@pytest.fixture
def mounted(monkeypatch: pytest.MonkeyPatch, session: dict[str, object]) -> list[bytes]:
    """Charts as they come with their run."""
    found: list[bytes] = []
    monkeypatch.setattr(drawing, "_mount", lambda *, data, **_: found.append(data))
    return found


def draw(height: int, key: str = "chart-one") -> None:
    drawing.draw({"data": [], "layout": {"height": height}}, key, "A finding", AROUND, lambda: None)


def test_only_what_changed_goes_ahead(mounted: list[bytes]) -> None:
    sent: list[bytes] = []
    ahead.here().send = sent.append
    for height in (300, 300, 400, 400, 300):
        draw(height)
    draw(300, "chart-two")
    assert [mounted.index(chart) for chart in sent] == [2, 4]
    numbers = [chart.decode().split("\n")[0].split(" ") for chart in mounted]
    assert {visitor for visitor, _ in numbers} == {ahead.here().name}
    assert [number for _, number in numbers] == ["0", "0", "1", "1", "2", "0"]


def test_a_chart_comes_with_its_run_where_there_is_no_connection(mounted: list[bytes]) -> None:
    for height in (300, 400):
        draw(height)
    assert len(set(mounted)) == 2


def test_a_visitor_is_known_as_long_as_the_session(session: dict[str, object]) -> None:
    name = ahead.here().name
    assert ahead.named(name) is ahead.here()
    session.clear()
    gc.collect()
    assert ahead.named(name) is None
    assert ahead.here().name != name
