"""The benchmark's verdicts name the worst page and never call met what was not measured; how the visitors come."""

from __future__ import annotations

from typing import Any

import pytest

from bench import load
from bench.figures import Spread
from bench.load import Step, climb, held
from bench.servers import APP, BARE, Target
from bench.verdicts import Verdict, verdicts


def page(target: str, name: str, chart_ms: float, slider_ms: float) -> dict[str, Any]:
    times = {"headline_ms": chart_ms / 2, "chart_ms": chart_ms, "slider_ms": slider_ms}
    return {"target": target, "page": name} | {field: {"p50": value} for field, value in times.items()}


def run(**changes: Any) -> dict[str, Verdict]:
    """Verdicts of a run in which the growth page is the slower one of two."""
    pages = [page("app", "overview", 1000, 100), page("app", "growth", 1400, 150)]
    result = {
        "pages": [*pages, page("bare", "bare", 1000, 200), page("bare tuned", "bare tuned", 1000, 100)],
        "reruns": [{"target": "app", "page": "growth", "rerun_ms": {"p50": 26.0}}],
        "visitors": [{"target": "class", "sessions": 200, "answer_ms": {"p95": 300.0}, "errors": 0, "rss_mib": 300.0}],
        "held": {"class": 200},
        "estimator": [{"rows": 1_000_000, "seconds": 0.4}],
        "growth_exponent": 1.0,
    }
    return {one.target: one for one in verdicts(result | changes)}


def test_the_worst_page_decides() -> None:
    found = run()
    assert found["first chart, p50, over the bare page"] == Verdict(
        "first chart, p50, over the bare page", 1.15, 1.4, "growth"
    )
    missed = {target for target, one in found.items() if one.words == "missed"}
    assert missed == {
        "server time of a rerun, p50 [ms]",
        "slider to chart, p50, over the bare page",
        "slider to chart, p50, over the bare tuned page",
        "first chart, p50, over the bare page",
        "headline, p50, over the first chart of the bare page",
    }


def test_what_was_not_measured_is_not_met() -> None:
    found = run(visitors=[], held={}, estimator=[], reruns=[])
    assert {one.words for target, one in found.items() if "visitors" in target} == {"not measured"}
    assert found["estimator, a million rows [s]"].words == "not measured"
    assert found["server time of a rerun, p50 [ms]"].words == "not measured"


def test_visitors_without_an_answer_are_no_success() -> None:
    step = {"target": "class", "sessions": 200, "answer_ms": {"p95": 300.0}, "errors": 1, "rss_mib": 300.0}
    assert run(visitors=[step], held={"class": 100})["200 visitors of a class, answer p95 [ms]"].words == "missed"


def test_fewer_visitors_than_asked_say_nothing_of_the_target() -> None:
    step = {"target": "class", "sessions": 50, "answer_ms": {"p95": 90.0}, "errors": 0, "rss_mib": 280.0}
    found = run(visitors=[step], held={"class": 50})
    assert {one.words for target, one in found.items() if "visitors" in target} == {"not measured"}


def test_moves_of_the_mixed_load_count_when_all_were_answered() -> None:
    name = "200 visitors in the mixed load, move p95 [ms]"
    move, link = {"answer_ms": {"p95": 250.0}, "errors": 0}, {"answer_ms": {"p95": 900.0}, "errors": 0}
    assert run(mixed={"visitors": 200, "rows": [move, link]})[name].words == "met"
    assert run(mixed={"visitors": 200, "rows": [move, link | {"errors": 1}]})[name].words == "missed"
    assert run(mixed={"visitors": 25, "rows": [move, link]})[name].words == "not measured"


def took(target: str, sessions: int, p95: float, errors: int = 0) -> Step:
    return Step(target, sessions, Spread(10, p95, p95), errors, "", 100.0)


def test_what_a_server_holds_ends_with_its_first_failure() -> None:
    steps = [took("app", 25, 20), took("bare", 25, 600), took("app", 50, 90), took("bare", 200, 90)]
    assert held(steps) == {"app": 50, "bare": 0}
    assert held([took("app", 25, 20, errors=1)]) == {"app": 0}


def test_the_last_number_comes_to_every_server_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[str, int]] = []

    def take(target: Target, sessions: int, moves: int) -> Step:
        tried.append((target.name, sessions))
        return took(target.name, sessions, 900 if target is BARE and sessions > 25 else 20)

    monkeypatch.setattr(load, "_try", take)
    climb((APP, BARE), (25, 50, 100, 200), 1)
    assert tried == [
        *(("app", 25), ("bare", 25), ("app", 50), ("bare", 50), ("bare", 50)),
        *(("app", 100), ("app", 200), ("bare", 200)),
    ]
