"""What the edition holds and how its files lead to one another."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from streamlit.testing.v1.element_tree import Element

from content.files.html_file import tag_text
from content.files.markdown import Link, tag
from content.language.messages import Text
from content.state.form import NONE
from content.state.values import Amount, shown_amount
from content.tables import catalog
from edition.render import Options, Renderer
from edition.states import HELD, SCENARIOS, STEPS, State, first
from edition.visits import Visit, visits

TOLD = ("yours",)  # pages that need to say what stands in their controls, even where there is no choice
UNBOUND = {"tour": "guess"}  # controls that stand for a value of the address without being bound to it


@dataclass(frozen=True)
class Site:
    """All visits; `same` names for a state the one that shows the very same, as a page that follows no assumption."""

    visits: Mapping[State, Visit]
    same: Mapping[State, State]

    @classmethod
    def of(cls, states: Iterable[State]) -> Site:
        """Visit states, and what their pages link to as published."""
        found = {visit.state: visit for visit in visits(states)}
        linked = {state.as_published for visit in found.values() for state in _linked(visit)}
        found |= {visit.state: visit for visit in visits(linked - found.keys())}
        shown = {state: _shown(visit) for state, visit in found.items()}
        same = {
            state: state.as_published
            for state in found
            if state != state.as_published and shown[state] == shown.get(state.as_published)
        }
        return cls({state: visit for state, visit in found.items() if state not in same}, same)

    def at(self, state: State) -> State | None:
        """What shows a state: itself or one that shows the same."""
        state = self.same.get(state, state)
        return state if state in self.visits else None

    def near(self, state: State) -> State | None:
        """The same, or else the state as published: its page says so."""
        return self.at(state) or self.at(state.as_published)

    def address(self, start: State, end: State) -> str:
        """Address of a state in the file of another."""
        return os.path.relpath(end.file, os.path.dirname(start.file))

    def link(self, start: State) -> Link:
        """Addresses of the dashboard in the file of a state; empty where the edition has nothing like it."""

        def found(address: str) -> str:
            if urlsplit(address).scheme:
                return address
            end = _state(address)
            near = self.near(end) if end else None
            return self.address(start, near) if near else ""

        return found

    def options(self, start: State) -> Options:
        """A control as links to the states that differ in its value alone."""

        def found(name: str, control: Element) -> str:
            name = UNBOUND.get(name, name)
            known = catalog.all_parameters().get(name)
            if known is None:
                return ""
            typed, title = isinstance(known, Amount), control.proto.label
            label = shown_amount if typed else partial(self._label, control)
            links = [
                (label(value), end)
                for value in (self._amounts(start.page, name) if typed else known.options)
                if (end := self.at(start.but(**{name: value}))) and not (end == start and value != start[name])
            ]
            links = [(label, end) for label, end in links if label]
            if len(links) > 1:
                return self.choices(start, title, links, start)
            stated = start.page in TOLD and start[name] != NONE
            return tag("p", tag_text(title), " ", tag("b", tag_text(label(start[name])))) if stated else ""

        return found

    def _amounts(self, page: str, name: str) -> list[str]:
        """Numbers that the states of a page have in place of what a reader would type, the smallest first."""
        return sorted({state[name] for state in self.visits if state.page == page} - {NONE}, key=float)

    def choices(self, start: State, title: str, links: Iterable[tuple[str, State]], chosen: State) -> str:
        """Links beside one another in the file of a state, the chosen one marked."""
        items = (
            tag("li", tag("a", tag_text(label), href=self.address(start, end), **current(end == chosen)))
            for label, end in links
        )
        return tag("nav", tag("span", title, class_="label"), tag("ul", *items), class_="choices", aria_label=title)

    @staticmethod
    def _label(control: Any, value: str) -> str:
        """What the control calls a value; empty where it has no such."""
        numbers = isinstance(control.value, int)
        if numbers and not value.isdigit():
            return ""
        try:
            label = str(control.format_func(int(value) if numbers else value))
        except KeyError:  # the address knows values that this control does not offer
            return ""
        return label if label in control.options else ""

    def steps(self, state: State) -> list[State]:
        """The sequence that a state's page is stepped through: values of its own, or scenarios."""
        name = STEPS.get(state.page)
        if name:
            options = catalog.all_parameters()[name].options
            start = first(state.page, state["lang"])
            found = [self.at(start.but(**{name: value})) for value in options]
        else:
            found = [self.at(state.as_published.but(**scenario)) for scenario in SCENARIOS]
        return list(dict.fromkeys(one for one in found if one))


def current(is_current: bool) -> dict[str, str]:
    """What marks a link to where the reader is."""
    return {"aria_current": "page"} if is_current else {}


def _state(address: str) -> State | None:
    """State that an address within the dashboard means; None for one outside its pages."""
    parts = urlsplit(address)
    page = parts.path.removeprefix("./").strip("/")
    return State.of(page, dict(parse_qsl(parts.query))) if page in HELD else None


def _linked(visit: Visit) -> list[State]:
    """States that a page links to."""
    found: list[State] = []

    def keep(address: str) -> str:
        state = None if urlsplit(address).scheme else _state(address)
        if state:
            found.append(state)
        return ""

    Renderer(Text(visit.state["lang"]), keep, lambda *_: "").children(visit.main)
    return found


def _shown(visit: Visit) -> str:
    """All that a page shows, but not where it leads to."""
    return Renderer(Text(visit.state["lang"]), lambda _: "", lambda *_: "").children(visit.main)
