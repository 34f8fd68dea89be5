"""Presenter view: the dashboard's charts one at a time, in large type."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import draw, figure, frame, share, urlstate
from components.blocks import (
    claims,
    overview,
)
from content.findings import range_shares, training_emissions
from content.pages import method
from content.pages.emissions import ranking
from content.pages.growth import trend
from content.pages.inference import break_even, queries, shares, tasks
from content.pages.method import accuracy
from content.parts import Finding
from content.state.parameters import SLIDES
from content.view import View

ENLARGED = 1.5  # how much larger than on the page letters and marks of a chart are
CHARTS: dict[str, Callable[[], None]] = {
    "article": overview.chart,
    "growth": lambda: draw.draw(trend.chart(frame.view()), frame.view()),
    "search": claims.chart,
    "ranking": lambda: draw.draw(ranking.chart(frame.view()), frame.view()),
    "uncertainty": lambda: draw.draw(range_shares.chart(frame.view().estimate, frame.view()), frame.view()),
    "days": lambda: draw.draw(break_even.chart(frame.view()), frame.view()),
    "split": lambda: draw.draw(shares.split(frame.view()), frame.view()),
    "shares": lambda: draw.draw(shares.published(frame.view()), frame.view()),
    "queries": lambda: draw.draw(queries.chart(frame.view()), frame.view()),
    "tasks": lambda: draw.draw(tasks.chart(frame.view()), frame.view()),
    "right": lambda: draw.draw(accuracy.section(frame.view()), frame.view()),
}


# The page from which each chart comes: what it finds there is said where a link to the chart is shown.
SLIDES_OF = {
    "article": "",
    "growth": "growth",
    "search": "claims",
    "ranking": "emissions",
    "uncertainty": "emissions",
    "days": "inference",
    "split": "inference",
    "shares": "inference",
    "queries": "inference",
    "tasks": "inference",
    "right": "method",
}
FINDINGS: dict[str, Callable[[View], Finding]] = {
    "": overview.finding,
    "growth": trend.finding,
    "claims": claims.finding,
    "emissions": training_emissions.finding,
    "inference": break_even.finding,
    "method": method.finding,
}
# Charts whose words are known before they are drawn.
OPENINGS: dict[str, Callable[[View], Finding]] = {
    "article": overview.chart_finding,
    "search": claims.chart_finding,
}


def finding(view: View) -> Finding:
    """What the chart shows, or the page that it comes from."""
    slide = view.values["slide"]
    return ranking.finding(view) if slide == "ranking" else FINDINGS[SLIDES_OF[slide]](view)


def opening(view: View) -> Finding | None:
    """Words of the chart as the page begins with them; None where they are known only once it is drawn."""
    told = OPENINGS.get(view.values["slide"])
    return told(view.at_defaults("emissions")) if told else None


def slide() -> None:
    """One chart, as large as the projector allows."""
    with st.container(key="presenter"), figure.enlarged(ENLARGED):
        CHARTS[frame.view().values["slide"]]()


def keys() -> None:
    """Back, place and next; the arrow keys press the buttons."""
    view = frame.view()
    t, number = view.t, SLIDES.index(view.values["slide"])
    with st.container(key="slides"):
        back, place, on, send, leave = st.columns([2, 2, 2, 1.5, 1], vertical_alignment="center")
    with back:
        _button(t("slides.back"), number - 1, "Left")
    with place:
        st.markdown(t("slides.place", number=number + 1, count=len(SLIDES)), text_alignment="center")
    with on:
        _button(t("slides.next"), number + 1, "Right")
    with send:
        share.button(view, t("page.present"), "present")
    with leave:
        st.page_link(frame.page(""), label=t("slides.leave"), query_params=view.address(""))


def _button(label: str, number: int, key: str) -> None:
    within = 0 <= number < len(SLIDES)
    st.button(
        label,
        key=f"slides.{key}",
        on_click=urlstate.set_value,
        args=("slide", SLIDES[number % len(SLIDES)]),
        disabled=not within,
        shortcut=key,
        width="stretch",
    )
