"""Teach: a lesson of 45 minutes, questions with their answers, and links that open each state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

import streamlit as st

from components import figure, frame
from components.panel import panel
from content.findings import estimate_cards, growth_points, published_shares
from content.language import quantity
from content.parts import Finding
from content.state.parameters import PUBLISHED
from content.tables import catalog
from content.view import View
from footprint.scenario import AS_PUBLISHED, Scenario

GPT_3 = "gpt-3-175b"
AS_PUBLISHED_VALUES = dict.fromkeys(("hardware", "mfu", "pue", "region", "year"), PUBLISHED)
FRANCE = {"model": GPT_3, "region": "FRA"}
FRANCE_ON_H100 = FRANCE | {"hardware": "h100-sxm5"}


@dataclass(frozen=True)
class Part:
    """A part of the lesson: its last minute and the page that it works with, in a state of its own."""

    part_id: str
    until: int  # minutes from the beginning
    page: str
    state: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A question, the state that answers it, and the values of the answer."""

    question_id: str
    page: str
    state: dict[str, str]
    values: Callable[[View], dict[str, str]]


PLAN = (
    Part("open", 5, "", {}),
    Part("first", 18, "tour", {"step": "1", "guess": "none"}),
    Part("second", 30, "tour", {"step": "5", "guess": "none"}),
    Part("whatif", 38, "emissions", FRANCE_ON_H100),
    Part("close", 45, "method", {}),
)


def _emitted(view: View, scenario: Scenario = AS_PUBLISHED) -> dict[str, str]:
    shown = estimate_cards.emissions(catalog.estimates(scenario)[GPT_3], view)
    return {"emissions": shown.text, "range": shown.range_text(view.t)}


def _place(view: View) -> dict[str, str]:
    estimate = catalog.estimates(Scenario(grid_id="FRA"))[GPT_3]
    year = str(estimate["grid_origin"]).rpartition("@")[2]
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
    Question("growth", "growth", {"measure": "compute", "doubling": "8.0", "domain": "all"}, _growth),
    Question("cars", "claims", {}, _nothing),
    Question("use", "inference", {"model": GPT_3, "queries": "10000000", "days": "365"}, _share),
    Question("sure", "emissions", {"model": "gpt-4", "show": "all"}, _nothing),
)


def headline() -> None:
    """What the page offers."""
    figure.finding(finding(frame.view()))


def finding(view: View) -> Finding:
    """The lesson in two lines."""
    return Finding(view.t("teach.title"), (view.t("teach.intro"),))


def _link(page: str, state: dict[str, str], view: View) -> str:
    """Markdown link to a page in a state; all else as published."""
    address = view.address(page) | AS_PUBLISHED_VALUES | state
    name = frame.PAGES[page]
    # The overview's address is empty, and a link without a path would stay on this page.
    return f"[{view.t(f'page.{name}')}]({page or './'}?{urlencode(address)})"


def plan() -> None:
    """The lesson, minute by minute."""
    view = frame.view()
    t = view.t
    st.subheader(t("teach.plan.title"), anchor=False)
    lines, start = [], 0
    for part in PLAN:
        what, link = t(f"teach.plan.{part.part_id}"), _link(part.page, part.state, view)
        lines.append("- " + t("teach.plan.part", start=start, until=part.until, what=what, link=link))
        start = part.until
    st.markdown("\n".join(lines))


def questions() -> None:
    """Questions with answers; each opens the state that shows it."""
    view = frame.view()
    t = view.t
    st.subheader(t("teach.questions.title"), anchor=False)
    for question in QUESTIONS:
        with panel(t(f"teach.question.{question.question_id}"), f"answer-{question.question_id}"):
            answer = t(f"teach.answer.{question.question_id}", **question.values(view))
            st.markdown(f"{answer}  \n{_link(question.page, question.state, view)}")


def preparation() -> None:
    """What to see to before the lesson."""
    t = frame.view().t
    st.subheader(t("teach.preparation.title"), anchor=False)
    st.markdown(t("teach.preparation"))
