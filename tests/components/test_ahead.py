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
    sent: list[bytes] = []
    visitor.send = sent.append
    for height in (300, 300, 400, 400, 300):
        draw(height)
    draw(300, "chart-two")
    assert [mounted.index(chart) for chart in sent] == [2, 4]
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


def test_a_visitor_is_known_while_connected() -> None:
    visitor = ahead.connected()
    name = visitor.name
    assert ahead.named(name) is visitor
    del visitor
    gc.collect()
    assert ahead.named(name) is None
