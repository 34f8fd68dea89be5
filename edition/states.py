"""Which states of the dashboard the static edition holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from content import site
from content.language.messages import LANGUAGES
from content.page import page_name
from content.state import parameters
from content.state.address import ALWAYS
from content.state.form import Value
from content.state.parameters import PAGE_PARAMETERS, SHARED
from content.view import View
from footprint.backtest import PATHS
from footprint.scenario import AS_PUBLISHED

# What readers ask first: another chip, another country, another building.
SCENARIOS: tuple[dict[str, Value], ...] = (
    {},
    {"hardware": "h100-sxm5"},
    {"region": "FRA"},
    {"pue": 1.1},
    {"hardware": "h100-sxm5", "region": "FRA"},
)
MODELS = ("bert-base", "gpt-3-175b", "bloom-176b", "gpt-4", "llama-3.1-405b")
HELD = tuple(site.PAGES)
GUESSES = (10, 30, 50, 70, 90)  # of the tour, evenly over its scale


def _each(name: str, *values: Value) -> tuple[dict[str, Value], ...]:
    return tuple({name: value} for value in values)


UNMOVED = ("data", "growth")  # pages of many models, large, whose first state follows no assumption
# What a reader chooses on a page, beside its first state: under every scenario, or as published alone.
UNDER_EACH: Mapping[str, tuple[dict[str, Value], ...]] = {
    "emissions": _each("model", *MODELS),
    "inference": _each("model", "gpt-3-175b", "bloom-176b", "llama-3.1-405b"),
}
UNDER_NONE: Mapping[str, tuple[dict[str, Value], ...]] = {
    "growth": _each("measure", *parameters.MEASURES),
    "emissions": _each("show", "published", "all"),
    "inference": (
        *_each("queries", 10**5, 10**6, 10**7, 10**8, 10**9),
        *_each("impact", "energy", "emissions"),
    ),
    "yours": (
        *_each("own_parameters", 1e9, 7e9, 7e10, 4e11),
        *_each("own_hardware", None, "a100-sxm4-80gb", "h100-sxm5"),
        *_each("own_region", None, "FRA", "USA", "IND", "CHN"),
    ),
    "data": _each("show", "landmarks", "published", "all"),
    "method": _each("path", *PATHS),
    "present": _each("slide", *parameters.SLIDES),
    "tour": tuple(
        {"step": step + 1, "guess": guess} for step, guess in product(range(parameters.TOUR_STEPS), (None, *GUESSES))
    ),
}
# Pages that are stepped through by a value of their own; all others by the scenarios.
STEPS = {"present": "slide", "tour": "step"}


@dataclass(frozen=True)
class State:
    """One page in one state; what its address cannot state is as in a first visit."""

    page: str
    view: View

    @classmethod
    def of(cls, page: str, address: Mapping[str, str]) -> State:
        """State that a page's address means."""
        return cls(page, View.of(address).only(*_names(page)))

    def __getitem__(self, name: str) -> Any:
        return getattr(self.view.state, name)

    def but(self, **changes: Value) -> State:
        """The same with other values; fields that the page does not know are passed over."""
        fields = {name: value for name, value in changes.items() if name in _names(self.page)}
        return State(self.page, self.view.changed(**fields))

    @property
    def address(self) -> dict[str, str]:
        """Its address on the dashboard."""
        return self.view.address(self.page)

    @property
    def as_published(self) -> State:
        """The same without the reader's assumptions."""
        return State(self.page, self.view.under(AS_PUBLISHED))

    @property
    def file(self) -> str:
        """Path of its file in the edition: language, page, and each value that is not as in a first visit."""
        changed = (f"{name}-{value}" for name, value in self.address.items() if name not in ALWAYS)
        # The overview is the folder's first page.
        name = page_name(self.page) if self.page else "index"
        return f"{self['lang']}/{'.'.join((name, *changed))}.html"


def _names(page: str) -> tuple[str, ...]:
    return (*SHARED, *PAGE_PARAMETERS[page])


def first(page: str, language: str) -> State:
    """A page as a reader first sees it."""
    return State.of(page, {"lang": language})


def prepared() -> list[State]:
    """All states that the edition sets out from, each once, in the order in which they are stepped through."""
    states: list[State] = []
    for page, language in product(HELD, LANGUAGES):
        scenarios = SCENARIOS[:1] if site.PAGES[page].stated or page in (*STEPS, *UNMOVED) else SCENARIOS
        following = product(({}, *UNDER_EACH.get(page, ())), scenarios)
        changes = [*(choice | scenario for choice, scenario in following), *UNDER_NONE.get(page, ())]
        states += [first(page, language).but(**change) for change in changes]
    return list(dict.fromkeys(states))
