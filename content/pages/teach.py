"""Teach: a lesson of 45 minutes, questions with their answers, and links that open each state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from content.findings import estimate_cards, growth_points, published_shares
from content.language import quantity
from content.page import Page, page_name
from content.parts import Finding, Panel, Parts, Section, Words
from content.state.form import Value
from content.tables import catalog
from content.view import View
from footprint.scenario import AS_PUBLISHED, Scenario

GPT_3 = "gpt-3-175b"
FRANCE: dict[str, Value] = {"model": GPT_3, "region": "FRA"}
FRANCE_ON_H100: dict[str, Value] = FRANCE | {"hardware": "h100-sxm5"}


@dataclass(frozen=True)
class Stage:
    """A stage of the lesson: its last minute and the page that it works with, in a state of its own."""

    stage_id: str
    until: int  # minutes from the beginning
    page: str
    state: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A question, the state that answers it, and the values of the answer."""

    question_id: str
    page: str
    state: dict[str, Value]
    values: Callable[[View], dict[str, str]]


PLAN = (
    Stage("open", 5, "", {}),
    Stage("first", 18, "tour", {"step": 1, "guess": None}),
    Stage("second", 30, "tour", {"step": 5, "guess": None}),
    Stage("whatif", 38, "emissions", FRANCE_ON_H100),
    Stage("close", 45, "method", {}),
)


def _emitted(view: View, scenario: Scenario = AS_PUBLISHED) -> dict[str, str]:
    emissions = estimate_cards.emissions(catalog.estimates(scenario)[GPT_3], view)
    return {"emissions": emissions.text, "range": emissions.range_text(view.t)}


def _place(view: View) -> dict[str, str]:
    estimate = catalog.estimates(Scenario(grid_id="FRA"))[GPT_3]
    year = estimate.origin("grid").rpartition("@")[2]
    return {
        "emissions": _emitted(view)["emissions"],
        "france": estimate_cards.emissions(estimate, view).text,
        "year": year,
    }


def _growth(view: View) -> dict[str, str]:
    claim = catalog.claims()[growth_points.CLAIM]
    since = growth_points.spans()[1]
    return {
        "claim": quantity.plain(claim["value"], view.t),
        "months": quantity.number(since.doubling_months, view.t),
        "last": since.last.name,
    }


def _share(view: View) -> dict[str, str]:
    return {key: share.text for key, share in published_shares.shares(view.t).items()}


def _nothing(_: View) -> dict[str, str]:
    return {}


QUESTIONS = (
    Question("much", "emissions", {"model": GPT_3}, _emitted),
    Question("place", "emissions", FRANCE, _place),
    Question("growth", "growth", {"measure": "compute", "doubling": 8.0, "domain": None}, _growth),
    Question("cars", "claims", {}, _nothing),
    Question("use", "inference", {"model": GPT_3, "queries": 10_000_000, "days": 365}, _share),
    Question("sure", "emissions", {"model": "gpt-4", "show": "all"}, _nothing),
)


def parts(view: View) -> Parts:
    """The page."""
    t = view.t
    yield finding(view)
    yield Section(t("teach.plan.title"))
    yield Words(plan(view))
    yield Section(t("teach.questions.title"))
    yield from questions(view)
    yield Section(t("teach.preparation.title"))
    yield Words(t("teach.preparation"))


def finding(view: View) -> Finding:
    """The lesson in two lines."""
    return Finding(view.t("teach.title"), (view.t("teach.intro"),))


def _link(page: str, state: dict[str, Value], view: View) -> str:
    """Markdown link to a page in a state; all else as published."""
    address = view.under(AS_PUBLISHED).address(page, **state)
    # The overview's address is empty, and a link without a path would stay on this page.
    return f"[{view.t(f'page.{page_name(page)}')}]({page or './'}?{urlencode(address)})"


def plan(view: View) -> str:
    """The lesson, minute by minute, as a list in Markdown."""
    t, lines, start = view.t, [], 0
    for stage in PLAN:
        what, link = t(f"teach.plan.{stage.stage_id}"), _link(stage.page, stage.state, view)
        lines.append("- " + t("teach.plan.part", start=start, until=stage.until, what=what, link=link))
        start = stage.until
    return "\n".join(lines)


def questions(view: View) -> Iterator[Panel]:
    """Questions with answers; each opens the state that shows it."""
    for question in QUESTIONS:
        label = view.t(f"teach.question.{question.question_id}")
        answer = partial(_answer, question, view)
        yield Panel(f"answer-{question.question_id}", label, answer, small=True)


def _answer(question: Question, view: View) -> list[Words]:
    answer = view.t(f"teach.answer.{question.question_id}", **question.values(view))
    return [Words(f"{answer}  \n{_link(question.page, question.state, view)}")]


PAGE = Page("teach", parts, finding, classroom=True, stated=True)
