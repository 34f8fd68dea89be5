"""What the project wants to reach, and how far the worst page of a run is from it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bench.load import HELD_MS
from bench.servers import APP, BARE, CLASS, TUNED

RERUN_MS = 25.0
SLIDER_TO_BARE, SLIDER_TO_TUNED, CHART_TO_BARE = 0.6, 1.3, 1.15
# The EcoLogits Calculator showed its first result after 1.7 s where a bare first chart took 2.6 to 3.0 s; 0.8 of that.
HEADLINE_TO_BARE_CHART = 0.8 * 1.7 / 2.8
VISITORS, VISITORS_MIB = 200, 400.0
MIXED_MS = 300.0  # of a move while links, previews, API calls and files come in
MILLION, MILLION_SECONDS = 1_000_000, 0.5
LINEAR = 1.05  # growth exponent: ten times the rows take at most a tenth more than ten times the time

Case = tuple[float, str]  # a value and the page that it is of


@dataclass(frozen=True)
class Verdict:
    """One target with the value that is furthest from it; None where the run did not measure it."""

    target: str
    limit: float
    value: float | None
    where: str = ""

    @property
    def words(self) -> str:
        """Whether the target is met."""
        if self.value is None:
            return "not measured"
        return "met" if self.value <= self.limit else "missed"


def verdicts(result: dict[str, Any]) -> Iterator[Verdict]:
    """Every target with what a run says of it."""
    pages, runs = _ours(result["pages"]), _ours(result["reruns"])
    reruns = [(row["rerun_ms"]["p50"], row["page"]) for row in runs if row["rerun_ms"]]
    yield _worst("server time of a rerun, p50 [ms]", RERUN_MS, reruns)
    for field, name, limit, what in (
        ("slider_ms", BARE.name, SLIDER_TO_BARE, "slider to chart, p50"),
        ("slider_ms", TUNED.name, SLIDER_TO_TUNED, "slider to chart, p50"),
        ("chart_ms", BARE.name, CHART_TO_BARE, "first chart, p50"),
    ):
        bare = next(row[field] for row in result["pages"] if row["target"] == name)
        ratios = [(row[field]["p50"] / bare["p50"], row["page"]) for row in pages if bare and row[field]]
        yield _worst(f"{what}, over the {name} page", limit, ratios)
    bare_chart = next(row["chart_ms"] for row in result["pages"] if row["target"] == BARE.name)
    heads = [(row["headline_ms"]["p50"] / bare_chart["p50"], row["page"]) for row in pages if bare_chart]
    yield _worst("headline, p50, over the first chart of the bare page", HEADLINE_TO_BARE_CHART, heads)
    shares = [(row["headline_ms"]["p50"] / row["chart_ms"]["p50"], row["page"]) for row in pages if row["chart_ms"]]
    yield _worst("headline before the first chart, share of its time", 1.0, shares)
    yield from _visitors(result)
    if "mixed" in result:
        yield _mixed(result["mixed"])
    million = (row["seconds"] for row in result["estimator"] if row["rows"] == MILLION)
    yield Verdict("estimator, a million rows [s]", MILLION_SECONDS, next(million, None))
    yield Verdict("estimator, growth exponent", LINEAR, result["growth_exponent"])


def _ours(measured: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in measured if row["target"] == APP.name]


def _worst(target: str, limit: float, cases: list[Case]) -> Verdict:
    value, where = max(cases, default=(None, ""))
    return Verdict(target, limit, value, where)


def _visitors(result: dict[str, Any]) -> Iterator[Verdict]:
    """The step of so many visitors to all cores, the last one tried."""
    steps = [row for row in result["visitors"] if row["target"] == CLASS.name and row["sessions"] == VISITORS]
    step = steps[-1] if steps else None
    answer = step["answer_ms"]["p95"] if step and step["answer_ms"] else None
    if step and step["errors"]:
        answer = math.inf  # somebody got no answer
    where = f"{VISITORS} visitors, {step['errors']} errors" if step else ""
    yield Verdict(f"{VISITORS} visitors of a class, answer p95 [ms]", HELD_MS, answer, where)
    memory = step["rss_mib"] if step else None
    yield Verdict(f"{VISITORS} visitors of a class, memory [MiB]", VISITORS_MIB, memory, where)


def _mixed(run: dict[str, Any]) -> Verdict:
    """Moves of all visitors in the mixed load; of fewer visitors it says nothing."""
    errors = sum(row["errors"] for row in run["rows"])
    moves = run["rows"][0]["answer_ms"]
    answer = moves["p95"] if moves and run["visitors"] == VISITORS else None
    if answer is not None and errors:
        answer = math.inf
    where = f"{run['visitors']} visitors, {errors} errors"
    return Verdict(f"{VISITORS} visitors in the mixed load, move p95 [ms]", MIXED_MS, answer, where)
