"""Who is sent a chart ahead of its run, and what is new in it."""

from __future__ import annotations

import gc

import pytest

from components import ahead, drawing
from components.ahead import Visitor

AROUND = drawing.Around("h3", "A finding", "t", "source", "Table", panel="table-one", open=False)


@pytest.fixture
def mounted(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Charts as they come with their run."""
    found: list[bytes] = []
    monkeypatch.setattr(drawing, "_mount", lambda *, data, **_: found.append(data))
    return found


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """The one of the run."""
    known = ahead.connected()
    monkeypatch.setattr(ahead, "here", lambda: known)
    return known


def draw(height: int, key: str = "chart-one") -> None:
    drawing.draw({"data": [], "layout": {"height": height}}, key, "A finding", AROUND, lambda: None)


def test_only_what_changed_goes_ahead(mounted: list[bytes], visitor: Visitor) -> None:
    sent: list[tuple[bytes, bool]] = []
    visitor.send = lambda chart, urgent: sent.append((chart, urgent))
    for height in (300, 300, 400, 400, 300):
        draw(height)
    draw(300, "chart-two")
    # Nothing waits for the second one: the browser has something to draw.
    assert [(mounted.index(chart), urgent) for chart, urgent in sent] == [(2, True), (4, False)]
    orders = [chart.decode().split("\n")[0] for chart in mounted]
    assert orders == [f"{visitor.name} {number}" for number in (0, 0, 1, 1, 2, 0)]


@pytest.mark.usefixtures("visitor")
def test_a_chart_comes_with_its_run_where_there_is_no_second_connection(mounted: list[bytes]) -> None:
    for height in (300, 400):
        draw(height)
    assert len(set(mounted)) == 2


def test_elsewhere_nobody_has_a_name(mounted: list[bytes]) -> None:
    assert ahead.here() is None
    draw(300)
    assert mounted[0].startswith(b"- 0\n")
    ahead.end()


@pytest.mark.parametrize("drawing", [False, True])
def test_at_its_end_a_run_waits_for_what_is_being_drawn(visitor: Visitor, drawing: bool) -> None:
    passed: list[bool] = []
    visitor.let_pass = lambda: passed.append(True)
    visitor.drawing = drawing
    ahead.end()
    assert bool(passed) is not drawing


def test_a_visitor_is_known_while_connected() -> None:
    visitor = ahead.connected()
    name = visitor.name
    assert ahead.named(name) is visitor
    del visitor
    gc.collect()
    assert ahead.named(name) is None
