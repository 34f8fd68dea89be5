"""Visits to the dashboard without a browser: what each state shows, as Streamlit would send it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

from components import drawing, frame, urlstate
from content.state.form import SEPARATOR
from edition.states import State

SECONDS = 60  # of one run; only a fault takes so long


@dataclass(frozen=True)
class Visit:
    """A state and what its page shows, below the frame's bars."""

    state: State
    main: Block


class VisitError(Exception):
    """A page failed, or shows what the edition cannot."""


def visits(states: Iterable[State]) -> Iterator[Visit]:
    """What each state shows; everything that opens is open."""
    for state in states:
        # A visitor of its own each: an element asks its session for its value, and the next run forgets what it lacks.
        app = AppTest.from_file(str(frame.RUN), default_timeout=SECONDS)
        if state.page:
            app.run().switch_page(str(frame.file(state.page)))
        yield Visit(state, _show(app, state))


def _show(app: AppTest, state: State) -> Block:
    for name, value in state.address.items():
        app.query_params[name] = value
    app.run()
    while not all((found := panels(app.main)).values()):
        app.query_params[urlstate.OPEN] = SEPARATOR.join(found)
        app.run()
    if app.exception or app.error:
        raise VisitError(f"{state.file}: {[one.value for one in (*app.exception, *app.error)]}")
    return app.main


def blocks(node: Block) -> Iterator[Node]:
    """Everything below a block, in the order in which it is seen."""
    for child in node.children.values():
        yield child
        if isinstance(child, Block):
            yield from blocks(child)


def key(node: Node) -> str:
    """The key that the dashboard gave an element; empty where it has none."""
    identifier = str(getattr(node.proto, "id", ""))
    return identifier.split("-", 2)[2] if identifier.startswith("$$ID-") and identifier.count("-") > 1 else ""


def panels(main: Block) -> dict[str, bool]:
    """What unfolds by name, and whether it is open: the tables of charts, and what Streamlit calls an expander."""
    found = {}
    for node in blocks(main):
        if node.type == "expander" and key(node):
            found[key(node)] = bool(node.proto.expanded)
        elif drawing.is_chart(node.proto):
            about, _ = drawing.drawn(node.proto.bytes)
            found[about["panel"]] = about["open"]
    return found
