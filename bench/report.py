"""Tables of the measured figures: plain for the terminal, Markdown for docs/performance.md.

`python -m bench.report [PATH]` writes the tables of a JSON file into docs/performance.md, between the two marks there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.servers import APP, BARE, ROOT, TUNED
from bench.verdicts import verdicts

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
NOTHING = "–"
DEFAULT_JSON = ROOT / "build" / "bench.json"


@dataclass(frozen=True)
class Table:
    """One table with its title."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(result: dict[str, Any]) -> Iterator[Table]:
    """All tables of a run."""
    rows = tuple((name.replace("_", " "), str(value)) for name, value in result["machine"].items())
    yield Table("Machine", ("", ""), rows)
    yield _verdicts(result)
    yield _starts(result)
    yield _first_view(result["pages"])
    yield _slider(result["pages"])
    yield _reruns(result["reruns"])
    yield _visitors(result)
    if "mixed" in result:
        yield mixed(result["mixed"])
    yield _estimator(result)


def _verdicts(result: dict[str, Any]) -> Table:
    rows = [
        (
            row.target,
            f"{row.limit:.3g}",
            NOTHING if row.value is None else f"{row.value:.3g}" if row.value < 100 else _number(row.value),
            row.where,
            row.words,
        )
        for row in verdicts(result)
    ]
    return Table("Targets", ("Target", "At most", "Worst", "Where", "Verdict"), tuple(rows))


def _starts(result: dict[str, Any]) -> Table:
    rows = [
        (row["target"], *_both(row["start_ms"]), _number((row["rest_mib"] or {}).get("p50")))
        for row in result["starts"]
    ]
    return Table(
        "Start and memory at rest", ("Server", "Start p50, ms", "Start p95, ms", "Memory at rest, MiB"), tuple(rows)
    )


def _first_view(pages: list[dict[str, Any]]) -> Table:
    rows = [
        (_where(row), *_both(row["headline_ms"]), *_both(row["chart_ms"]), *_ratios(row, "chart_ms", pages))
        for row in pages
    ]
    header = ("Page", "Headline p50, ms", "p95", "Chart p50, ms", "p95", "x bare", "x bare tuned")
    return Table("First headline and first chart, cold browser", header, tuple(rows))


def _slider(pages: list[dict[str, Any]]) -> Table:
    rows = [
        (
            _where(row),
            row["slider"],
            row["watched"],
            *_both(row["slider_ms"]),
            *_ratios(row, "slider_ms", pages),
            str(row["unchanged"]),
        )
        for row in pages
        if row["slider"]
    ]
    header = ("Page", "Slider", "Seen as", "p50, ms", "p95, ms", "x bare", "x bare tuned", "No change")
    return Table("Slider to redrawn chart", header, tuple(rows))


def _reruns(runs: list[dict[str, Any]]) -> Table:
    rows = [
        (
            _where(row),
            _number(row["first_ms"]),
            _number(row["first_bytes"]),
            *_both(row["rerun_ms"]),
            _number((row["rerun_bytes"] or {}).get("p50")),
        )
        for row in runs
    ]
    header = ("Page", "First run, ms", "First run, bytes", "Rerun p50, ms", "Rerun p95, ms", "Rerun p50, bytes")
    return Table("Server time and bytes of a run", header, tuple(rows))


def _visitors(result: dict[str, Any]) -> Table:
    rows = [
        (
            row["target"],
            str(row["sessions"]),
            *_both(row["answer_ms"]),
            str(row["errors"]),
            _number(row["rss_mib"]),
            "yes" if row["sessions"] <= result["held"][row["target"]] else "no",
        )
        for row in result["visitors"]
    ]
    header = ("Server", "Visitors", "Answer p50, ms", "Answer p95, ms", "Errors", "Memory, MiB", "Held")
    held = ", ".join(f"{name} {count}" for name, count in result["held"].items())
    return Table(f"Visitors who move a slider every 2 s (held: {held})", header, tuple(rows))


def mixed(result: dict[str, Any]) -> Table:
    """What a class noticed of all that came beside it."""
    rows = [
        (
            row["kind"],
            str((row["answer_ms"] or {}).get("count", 0)),
            *_both(row["answer_ms"]),
            *(str(row[field]) for field in ("limited", "busy", "errors")),
        )
        for row in result["rows"]
    ]
    title = (
        f"Mixed load ({result['visitors']} visitors, {result['clients']} client addresses, {result['seconds']:.0f} s, "
        f"{_number(result['rss_mib'])} MiB)"
    )
    return Table(title, ("Kind", "Answered", "p50, ms", "p95, ms", "429", "503", "Errors"), tuple(rows))


def _estimator(result: dict[str, Any]) -> Table:
    rows = [
        (
            f"{row['rows']:,}",
            NOTHING if row["seconds"] is None else f"{row['seconds']:.3f}",
            NOTHING if row["seconds"] is None else _number(row["rows"] / row["seconds"]),
            _number(row["peak_mib"]),
        )
        for row in result["estimator"]
    ]
    title = f"Estimator (time grows with rows to the power {result['growth_exponent']})"
    return Table(title, ("Rows", "Seconds", "Rows per second", "Peak memory, MiB"), tuple(rows))


def _where(row: dict[str, Any]) -> str:
    return str(row["page"] if row["target"] == APP.name else row["target"])


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:,.0f}"


def _both(values: dict[str, float] | None) -> tuple[str, str]:
    return (NOTHING, NOTHING) if values is None else (_number(values["p50"]), _number(values["p95"]))


def _ratios(row: dict[str, Any], field: str, pages: list[dict[str, Any]]) -> tuple[str, str]:
    """Median of a page over that of each bare page."""

    def over(name: str) -> str:
        bare = next(page[field] for page in pages if page["target"] == name)
        return f"{row[field]['p50'] / bare['p50']:.2f}" if row[field] and bare else NOTHING

    return over(BARE.name), over(TUNED.name)


def plain(result: dict[str, Any]) -> str:
    """All tables in columns of equal width."""
    return "\n".join(columns(table) for table in tables(result))


def columns(table: Table) -> str:
    """A table in columns of equal width."""
    lines = [table.header, *table.rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.header))]
    drawn = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([table.title, *(f"  {line}" for line in drawn if line), ""])


def markdown(result: dict[str, Any]) -> str:
    """All tables as Markdown."""
    return "\n".join(_pipes(table) for table in tables(result))


def _pipes(table: Table) -> str:
    def line(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cells)} |"

    return "\n".join(
        [f"### {table.title}", "", line(table.header), "|---" * len(table.header) + "|", *map(line, table.rows), ""]
    )


def write(path: Path) -> None:
    """Put the tables of a JSON file into the page."""
    result = json.loads(path.read_text(encoding="utf-8"))
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n{markdown(result)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_JSON)
