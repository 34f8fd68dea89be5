"""What a page says of a visitor's file: what is wrong with it, which rows are left out and why, what was assumed.

Whatever stands in the file is text here, never Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from content.findings import own_models, provenance
from content.language import quantity
from content.language.messages import Text
from content.tables import catalog
from footprint.estimate import PATHS
from footprint.own import BOUNDS
from footprint.own_cells import Problem

LIMITS = ("memory", "time", "broken")
REASONS = (
    "hours_without_chip", "no_tokens", "no_parameters", "outside_trend", "chip_without_figures", "nothing", "wrong",
)  # fmt: skip


def texts(t: Text) -> dict[str, str]:
    """Paths of estimates, and reasons for having none, in words."""
    return {path: own_models.path(path, t) for path in PATHS} | {
        reason: t(f"upload.left.{reason}") for reason in REASONS
    }


def problem(row_problem: Problem, t: Text) -> str:
    """What is wrong with a file, or with one of its rows."""
    if row_problem.kind in REASONS:
        return t("upload.row", row=row_problem.row, text=t(f"upload.left.{row_problem.kind}"))
    values = ", ".join(t("upload.quoted", text=provenance.escape(word)) for word in row_problem.words)
    least, most = (_bound(bound, t) for bound in BOUNDS.get(row_problem.column, (0, 0)))
    memory, seconds = row_problem.words if row_problem.kind in LIMITS else ("", "")
    text = t(f"upload.problem.{row_problem.kind}", value=values, least=least, most=most, memory=memory, seconds=seconds)
    if row_problem.near:
        text += t("upload.near", names=t("upload.or").join(_name(row_problem, name, t) for name in row_problem.near))
    if not row_problem.row:
        return text
    return (
        t("upload.cell", row=row_problem.row, column=row_problem.column, text=text)
        if row_problem.column
        else t("upload.row", row=row_problem.row, text=text)
    )


def _bound(value: float, t: Text) -> str:
    return quantity.number(value, t) if 1e-3 < value < 1e6 else quantity.power_of_ten(value, t, 1)


def _name(row_problem: Problem, short: str, t: Text) -> str:
    """Name of an id or a column that may be meant."""
    if row_problem.column == "hardware":
        return f"{provenance.escape(str(catalog.accelerators()[short]['name']))} (`{short}`)"
    if row_problem.column == "region":
        return f"{provenance.escape(catalog.region_names(t.language)[short])} (`{short}`)"
    return f"`{short}`"


def left_out(problems: Sequence[Problem], count: int, t: Text) -> str:
    """Rows that have no estimate, each with its reason, as far as there is room."""
    lines = [t("upload.left", count=quantity.plain(count, t)), *(problem(row_problem, t) for row_problem in problems)]
    if count > len(problems):
        lines.append(t("upload.left.more", count=quantity.plain(count - len(problems), t)))
    return "  \n".join(lines)


def notes(answer: Mapping[str, Any], t: Text) -> list[str]:
    """What was assumed where a file can be read in more than one way, and what of it counts for nothing."""
    lines = [t(f"upload.note.{kind}", value=provenance.escape(value)) for kind, value in answer["notes"].items()]
    for column, spellings in answer["read_as"].items():
        readings = [
            t("upload.read_as", text=provenance.escape(text), name=_name(Problem(0, "", column), meant, t))
            for text, meant in spellings.items()
        ]
        if readings:
            lines.append(t("upload.note.read_as", readings="; ".join(readings)))
    lines += [
        t(f"upload.unused.{column}", count=quantity.plain(count, t))
        for column, count in answer["unused"].items()
        if count
    ]
    return lines
