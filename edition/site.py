"""What the edition holds and how its files lead to one another."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from markupsafe import Markup

from content import controls, site
from content.controls import Control
from content.files import html_file
from content.files.markdown import Link
from content.files.still import NOTHING, Still, no_control
from content.language.messages import Text
from content.parts import Part
from content.state.form import Value
from content.state.values import Amount, written_amount
from content.tables import catalog
from edition.states import HELD, SCENARIOS, STEPS, State, first

TEMPLATES = Path(__file__).parent / "templates"
STATED = ("yours",)  # pages that need to say what stands in their controls, even where there is no choice
UNBOUND = {"draft": "guess"}  # controls that stand for another value of the address: it takes over what they hold
LONGEST_TABLE = 300  # rows of a chart's table; longer ones are files of the dashboard's
LEFT_OUT = ("publish",)  # boxes whose content speaks of what a reader has typed


@dataclass(frozen=True)
class Site:
    """The parts of all states; `same` names for a state the one that shows the very same."""

    parts: Mapping[State, tuple[Part, ...]]
    same: Mapping[State, State]

    @classmethod
    def of(cls, states: Iterable[State]) -> Site:
        """The parts of states, and of what their pages link to as published."""
        parts = {state: _parts(state) for state in states}
        linked = {target.as_published for state, made in parts.items() for target in _linked(state, made)}
        parts |= {state: _parts(state) for state in sorted(linked - parts.keys(), key=lambda state: state.file)}
        written = {state: _without_links(state, made) for state, made in parts.items()}
        same = {
            state: state.as_published
            for state in parts
            if state != state.as_published and written[state] == written.get(state.as_published)
        }
        return cls({state: made for state, made in parts.items() if state not in same}, same)

    def still(self, state: State) -> Still:
        """What renders the file of a state."""
        return Still(Text(state["lang"]), self.link(state), self.control(state), LEFT_OUT, longest_table=LONGEST_TABLE)

    def at(self, state: State) -> State | None:
        """What shows a state: itself or one that shows the same."""
        state = self.same.get(state, state)
        return state if state in self.parts else None

    def near(self, state: State) -> State | None:
        """The same, or else the state as published: its page says so."""
        return self.at(state) or self.at(state.as_published)

    def address(self, start: State, end: State) -> str:
        """Address of a state in the file of another."""
        return os.path.relpath(end.file, os.path.dirname(start.file))

    def link(self, start: State) -> Link:
        """Addresses of the dashboard in the file of a state; empty where the edition has nothing like it."""

        def address(target: str) -> str:
            if urlsplit(target).scheme:
                return target
            end = _state(target)
            near = self.near(end) if end else None
            return self.address(start, near) if near else ""

        return address

    def control(self, start: State) -> Callable[[Control], Markup]:
        """A control as links to the states that differ in its value alone."""
        t = Text(start["lang"])

        def written(control: Control) -> Markup:
            if isinstance(control, controls.Button):
                return NOTHING
            name = UNBOUND.get(control.name, control.name)
            title = getattr(control, "title", "") or t(f"control.{name}")
            label: Callable[[Any], str] = written_amount if isinstance(control, controls.Amount) else control.label
            links = [(label(value), end) for value, end in self._ends(control, name, start)]
            if len(links) > 1:
                return self.choices(start, title, links, start)
            stated = start.page in STATED and start[name] is not None
            return html_file.macro("stated", title, label(start[name])) if stated else NOTHING

        return written

    def _ends(self, control: Control, name: str, start: State) -> list[tuple[Value, State]]:
        """Values of a control that lead somewhere, with the states that they lead to."""
        known = catalog.all_parameters()[name]
        offered: Sequence[Value] = self._amounts(start.page, name) if isinstance(known, Amount) else known.values
        if options := getattr(control, "options", None):
            offered = [value for value in offered if value in options]
        if name in UNBOUND.values():
            offered = [value for value in offered if value is not None]
        ends = ((value, self.at(start.but(**{name: value}))) for value in offered)
        return [(value, end) for value, end in ends if end and not (end == start and value != start[name])]

    def _amounts(self, page: str, name: str) -> list[float]:
        """Numbers that the states of a page have in place of what a reader would type, the smallest first."""
        return sorted({state[name] for state in self.parts if state.page == page} - {None})

    def choices(self, start: State, title: str, links: Iterable[tuple[str, State]], chosen: State) -> Markup:
        """Links beside one another in the file of a state, the chosen one marked."""
        choices = [(label, self.address(start, end), end == chosen) for label, end in links]
        return Markup(html_file.template("choices.html", TEMPLATES).render(title=title, choices=choices))

    def steps(self, state: State) -> list[State]:
        """The sequence that a state's page is stepped through: values of its own, or scenarios."""
        name = STEPS.get(state.page)
        if name:
            options = catalog.all_parameters()[name].values
            start = first(state.page, state["lang"])
            steps = [self.at(start.but(**{name: value})) for value in options]
        else:
            steps = [self.at(state.as_published.but(**scenario)) for scenario in SCENARIOS]
        return list(dict.fromkeys(step for step in steps if step))


def _parts(state: State) -> tuple[Part, ...]:
    """Everything that a page says in a state."""
    return tuple(site.PAGES[state.page].parts(state.view))


def _state(address: str) -> State | None:
    """State that an address within the dashboard means; None for one outside its pages."""
    parts = urlsplit(address)
    page = parts.path.removeprefix("./").strip("/")
    return State.of(page, dict(parse_qsl(parts.query))) if page in HELD else None


def _linked(state: State, parts: Iterable[Part]) -> list[State]:
    """States that a page links to."""
    targets: list[State] = []

    def keep(address: str) -> str:
        target = None if urlsplit(address).scheme else _state(address)
        if target:
            targets.append(target)
        return ""

    Still(Text(state["lang"]), keep, left_out=LEFT_OUT).html(parts)
    return targets


def _without_links(state: State, parts: Iterable[Part]) -> str:
    """All that a page says, but not where it leads to."""
    return Still(Text(state["lang"]), lambda _: "", no_control, LEFT_OUT).html(parts)
