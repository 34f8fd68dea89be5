"""`python -m bench [--quick] [--json PATH]`: measure everything, print it, and keep it as JSON."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench import browser, load, machine, mixed, report, reruns, throughput
from bench.browser import PageTimes, Place
from bench.figures import spread
from bench.reruns import Reruns
from bench.servers import APP, CLASS, ROOT, TARGETS, Target, running
from content.site import PAGES

DEFAULT_JSON = ROOT / "build" / "bench.json"
NAMES = {address: page.name for address, page in PAGES.items()}


@dataclass(frozen=True)
class Plan:
    """How often everything is done."""

    starts: int
    visits: int
    moves: int  # in each visit
    reruns: int
    sessions: tuple[int, ...]
    session_moves: int
    mix: mixed.Mix
    sizes: tuple[int, ...]
    repeats: int


QUICK = Plan(1, 1, 3, 3, (25,), 2, mixed.Mix(25, 6), (1_000, 10_000, 100_000), 1)
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
USUAL = Plan(3, 3, 8, 20, (25, 50, 100, 150, 200), 8, mixed.Mix(200, 60), SIZES, 3)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure in the order in which nothing disturbs what comes after it."""
    chosen = _parser().parse_args(arguments)
    plan = QUICK if chosen.quick else USUAL
    if chosen.mixed:
        _mixed_alone(plan, chosen.json)
        return
    result: dict[str, Any] = {"machine": asdict(machine.describe()), "quick": chosen.quick}
    _say("cold starts")
    result["starts"] = [_starts(target, plan.starts) for target in TARGETS]
    _say("pages")
    pages, runs = _pages(plan)
    result["pages"], result["reruns"] = [asdict(times) for times in pages], [asdict(times) for times in runs]
    _say("visitors")
    steps = load.climb(TARGETS, plan.sessions, plan.session_moves)
    steps += load.climb([CLASS], plan.sessions[-1:], plan.session_moves)
    result["visitors"], result["held"] = [asdict(step) for step in steps], load.held(steps)
    _say("mixed load")
    result["mixed"] = _mixed(plan)
    _say("estimator")
    sizes = throughput.climb(plan.sizes, plan.repeats)
    result["estimator"] = [asdict(size) for size in sizes]
    result["growth_exponent"] = throughput.growth_exponent(sizes)
    _keep(result, chosen.json)
    sys.stdout.write(report.plain(result))


def _mixed(plan: Plan) -> dict[str, Any]:
    with running(CLASS) as server:
        return asdict(mixed.run(server, plan.mix))


def _mixed_alone(plan: Plan, path: Path) -> None:
    """The mixed load in place of the one in the file, which keeps its other figures."""
    result = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    _say("mixed load")
    result["mixed"] = _mixed(plan)
    _keep(result, path)
    sys.stdout.write(report.columns(report.mixed(result["mixed"])))


def _keep(result: dict[str, Any], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure how fast the dashboard is here.")
    parser.add_argument("--quick", action="store_true", help="one pass with few repeats, under two minutes")
    parser.add_argument("--mixed", action="store_true", help="the mixed load alone, into the file of an earlier run")
    parser.add_argument("--json", type=Path, default=DEFAULT_JSON, help="where the figures go")
    return parser


def _starts(target: Target, count: int) -> dict[str, Any]:
    took_ms, rss_mib = [], []
    for _ in range(count):
        with running(target) as server:
            took_ms.append(server.started_after_ms)
            rss_mib.append(server.rss_mib())
    return {"target": target.name, "start_ms": _plain(took_ms), "rest_mib": _plain(rss_mib)}


def _plain(values: list[float]) -> dict[str, Any] | None:
    summary = spread(values)
    return asdict(summary) if summary else None


def _pages(plan: Plan) -> tuple[list[PageTimes], list[Reruns]]:
    """Runs without a browser come first: they tell which pages have a chart to wait for."""
    with ExitStack() as stack:
        pages = [
            (server, address, name)
            for server in [stack.enter_context(running(target)) for target in TARGETS]
            for address, name in (NAMES if server.target is APP else {"": server.target.name}).items()
        ]
        runs = reruns.measure(pages, plan.reruns)
        places = [Place(*page, run.charts > 0) for page, run in zip(pages, runs, strict=True)]
        chromium = stack.enter_context(browser.chromium())
        return browser.measure(chromium, places, plan.visits, plan.moves), runs


def _say(what: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} measuring {what}\n")


if __name__ == "__main__":
    main()
