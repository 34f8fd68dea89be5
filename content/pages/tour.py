"""The article's argument in eight steps: a claim, the pupil's guess, the answer, why, and its sources."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from content.charts import style
from content.charts import tour as charts
from content.controls import Button, Slider
from content.findings import estimate_cards, growth_points, published_shares
from content.language import quantity
from content.language.messages import Text
from content.page import Page
from content.pages.claims import statements
from content.parts import Beside, Cards, Chart, Figure, Finding, PageLink, Parts, Words
from content.state.form import Value
from content.state.parameters import MIDDLE, POSITIONS
from content.tables import catalog
from content.tables.catalog import fact_value
from content.view import View
from footprint.scenario import AS_PUBLISHED, Scenario

GPT_3, SEARCH = "gpt-3-175b", "evolved-transformer-nas"
FRANCE = Scenario(grid_id="FRA")
CLOSE = 1.15  # a guess within this factor counts as right


@dataclass(frozen=True)
class Answer:
    """A value with its range, in the unit of the step's scale."""

    value: float
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True)
class Step:
    """One question. `statement` names the claim of the Claims page that it belongs to, if it is one of them."""

    step_id: str
    low: float
    high: float
    answer: Callable[[View], Answer]
    figures: Callable[[View], Sequence[Figure]]
    statement: str = ""
    family: str = "plain"  # how values are written: plain, emissions [t CO2e] or percent

    def value(self, position: int) -> float:
        """Value at a position of the slider; even steps on the log scale, or per cent."""
        share = position / (POSITIONS - 1)
        if self.family == "percent":
            return self.low + (self.high - self.low) * share
        return float(self.low * (self.high / self.low) ** share)

    def write(self, value: float, t: Text) -> str:
        """A value with its unit."""
        if self.family == "emissions":
            return quantity.show(value, "emissions", t).text
        if self.family == "percent":
            return quantity.percent(value / 100, t)
        amount = quantity.compact(quantity.significant(value), t) if value >= 1e4 else quantity.number(value, t)
        return t(f"tour.{self.step_id}.amount", value=amount)

    def ticks(self, t: Text) -> list[tuple[float, str]]:
        """Axis positions and their texts."""
        if self.family == "percent":
            return [(value, quantity.percent(value / 100, t)) for value in (0.0, 25.0, 50.0, 75.0, 100.0)]
        return quantity.ticks(self.family, self.low, self.high, t)


def _size(_: View) -> Answer:
    return Answer(fact_value(statements.GPT_3_SIZE) / fact_value(statements.GPT_2_SIZE))


def _processed(_: View) -> Answer:
    return Answer(fact_value(statements.GPT_3_PROCESSED))


def _work(_: View) -> Answer:
    return Answer(fact_value(statements.GPT_3_WORK))


def _doubling(_: View) -> Answer:
    return Answer(growth_points.spans()[1].doubling_months)


def _inference(_: View) -> Answer:
    return Answer(100 * published_shares.measured())


def _emitted(model_id: str, scenario: Scenario) -> Answer:
    estimate = catalog.estimates(scenario)[model_id]
    return Answer(*estimate.emissions.bounds)


def _as_published(_: View) -> Answer:
    return _emitted(GPT_3, AS_PUBLISHED)


def _in_france(_: View) -> Answer:
    return _emitted(GPT_3, FRANCE)


def _search(_: View) -> Answer:
    return _emitted(SEARCH, AS_PUBLISHED)


def _cards_of(statement_id: str) -> Callable[[View], Sequence[Figure]]:
    return _statement(statement_id).figures


def _statement(statement_id: str) -> statements.Statement:
    return next(statement for statement in statements.STATEMENTS if statement.statement_id == statement_id)


def _gpt_3_cards(view: View) -> list[Figure]:
    return [estimate_cards.emissions_card(GPT_3, view.under(AS_PUBLISHED), view.t("overview.card.gpt3"))]


def _france_cards(view: View) -> list[Figure]:
    in_france = estimate_cards.emissions_card(GPT_3, view.under(FRANCE), view.t("tour.place.card"))
    return [*_gpt_3_cards(view), in_france]


STEPS = (
    Step("size", 1, 1e4, _size, _cards_of("size"), "size"),
    Step("words", 1e9, 1e13, _processed, _cards_of("words"), "words"),
    Step("work", 1, 1e6, _work, _cards_of("work"), "work"),
    Step("doubling", 1, 36, _doubling, _cards_of("doubling"), "doubling"),
    Step("gpt3", 0.1, 1e5, _as_published, _gpt_3_cards, family="emissions"),
    Step("cars", 0.1, 1e5, _search, _cards_of("cars"), "cars", "emissions"),
    Step("place", 1, 1e4, _in_france, _france_cards, family="emissions"),
    Step("inference", 0, 100, _inference, _cards_of("inference"), "inference", "percent"),
)  # fmt: skip


def step_of(view: View) -> Step:
    """The question of a view."""
    return STEPS[view.state.step - 1]


def parts(view: View) -> Parts:
    """The page."""
    yield opening(view)
    yield from guess(view)
    if view.state.guess is not None:
        yield from reveal(view)
    yield Beside([[_back(view)], [_on(view)]], align="top")


def opening(view: View) -> Finding:
    """Where in the tour, the claim, and the question."""
    title, question = _question(view)
    return Finding(title, (question,), view.t("tour.progress", step=view.state.step, steps=len(STEPS)))


def _question(view: View) -> tuple[str, str]:
    t, step = view.t, step_of(view)
    title = t(f"claim.{step.statement}") if step.statement else t(f"tour.{step.step_id}.title")
    return title, t(f"tour.{step.step_id}.question")


def finding(view: View) -> Finding:
    """The claim and the question; once a guess was made, how far off it is. Never the answer before that."""
    title, question = _question(view)
    if view.state.guess is None:
        return Finding(title, (question,))
    step = step_of(view)
    guessed = step.value(view.state.guess)
    return Finding(_verdict(step, guessed, step.answer(view), view.t), (title, question))


def guess(view: View) -> Parts:
    """The slider and the button that commits it; once the answer is there, a button to guess again."""
    t, step = view.t, step_of(view)
    if view.state.guess is not None:
        yield Button("tour.again", t("tour.again"), _at(view.state.step))
        return
    yield Slider(
        "draft",
        lambda position: step.write(step.value(position), t),
        key=f"tour.{step.step_id}",
        title=t("tour.guess"),
    )
    yield Button("tour.commit", t("tour.commit"), {}, kind="primary", takes={"guess": "draft"})


def reveal(view: View) -> Parts:
    """How far off the guess was, why, and the figures with their sources."""
    t, step, committed = view.t, step_of(view), view.state.guess
    assert committed is not None
    guessed, answer = step.value(committed), step.answer(view)
    yield Chart(
        "tour",
        charts.number_line(_marks(step, guessed, answer, t), _axis(step, t)),
        title=_verdict(step, guessed, answer, t),
        subtitle=t("tour.line.subtitle"),
        source=t("tour.line.source"),
        columns=lambda: {
            t("tour.line.what"): [t("tour.guess"), t("tour.line.answer")],
            t("tour.line.value"): [step.write(guessed, t), step.write(answer.value, t)],
        },
    )
    if step.statement:
        yield Words(statements.reason(_statement(step.statement), view))
    else:
        yield Words(t(f"tour.{step.step_id}.why"))
    yield Cards(step.figures(view))


def _verdict(step: Step, guessed: float, answer: Answer, t: Text) -> str:
    bounds = (answer.value, answer.low, answer.high)
    value, low, high = (step.write(bound, t) if math.isfinite(bound) else "" for bound in bounds)
    texts = {
        "guess": step.write(guessed, t),
        "answer": value if low == high else t("ratio", times=value, low=low, high=high),
    }
    if step.family == "percent":
        return t("tour.result.share", **texts)
    factor = max(guessed / answer.value, answer.value / guessed)
    if factor < CLOSE:
        return t("tour.result.close", **texts)
    message = "tour.result.more" if answer.value > guessed else "tour.result.less"
    return t(message, **texts, times=quantity.number(factor, t))


def _marks(step: Step, guessed: float, answer: Answer, t: Text) -> list[charts.Mark]:
    low, high = (value if math.isfinite(value) else answer.value for value in (answer.low, answer.high))
    yours = t("tour.yours", value=step.write(guessed, t))
    return [
        charts.Mark(step.write(answer.value, t), answer.value, low, high, style.REPORTED, above=True),
        charts.Mark(yours, guessed, guessed, guessed, style.ESTIMATED, above=False),
    ]


def _axis(step: Step, t: Text) -> dict[str, Any]:
    ticks = step.ticks(t)
    if step.family != "percent":
        return style.log_axis(step.low / 2, step.high * 2, ticks)
    values, texts = zip(*ticks, strict=True)
    return {"range": [-8, 108], "tickmode": "array", "tickvals": values, "ticktext": texts, "zeroline": False}


def _back(view: View) -> Button:
    number = view.state.step
    return Button("tour.back", view.t("tour.back"), _at(number - 1), wide=True, disabled=number == 1)


def _on(view: View) -> Button | PageLink:
    """To the next question, or to the page of all statements."""
    number = view.state.step
    if number == len(STEPS):
        return PageLink("claims", view.t("tour.end"), view.address("claims"))
    reached = view.state.guess is not None
    return Button(
        "tour.next", view.t("tour.next"), _at(number + 1), kind="primary" if reached else "secondary", wide=True
    )


def _at(number: int) -> dict[str, Value]:
    """Fields of a question that nobody has answered yet."""
    return {"step": number, "draft": MIDDLE, "guess": None}


PAGE = Page("tour", parts, finding, classroom=True, stated=True, opening=opening)
