"""The address in the browser: validated on the way in, one write a run.

The typed state lives in a session entry; widgets read it and write it through callbacks, so a change of language or
page loses nothing. This is the only module that touches `st.query_params`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

import streamlit as st

from content.language.headlined import Sent
from content.state.address import left_out
from content.state.form import SEPARATOR, Value
from content.state.parameters import DATA
from content.state.received import plain, received
from content.state.state import State
from content.state.values import Parameter
from content.view import View

VALUES = "address_values"
LANGUAGE = "lang"
WRITTEN = "address_written"
TOUCHED = "address_touched"
UNKNOWN = "address_unknown"
UNSURE = "address_unsure"
SETTLED = "address_settled"
OPEN = "open"  # in the address: what is unfolded; left out where nothing is
OPENED = "address_open"
SEEN = "seen"  # in the address: the figure that a link's sender saw; no parameter, as it changes no view
SENT = "address_sent"
PANEL = re.compile(r"[a-z0-9_-]{1,40}")
MOST_OPEN = 30  # far more than any page has
LONGEST_OPEN = MOST_OPEN * 41  # characters of so many names


def language(known: Mapping[str, Parameter], default: str) -> str:
    """The language of this run: as the address or else the session says."""
    return known[LANGUAGE].parse(asked(LANGUAGE) or "") or default


def adopt(known: Mapping[str, Parameter], names: Iterable[str], language: str) -> State:
    """State of this run: the session's, overlaid with the address where the visitor changed that.

    An address that names its data version is whole: what it leaves out of a page's `names` is as in that version. In
    place of an unknown or impossible value the default stands, and `lost` names it. A run started by a widget keeps the
    session's state: its address may be one write behind.
    """
    given = _given()
    defaults = left_out(given or {}, known) | {LANGUAGE: language}
    values: dict[str, str] = st.session_state[VALUES].texts() if VALUES in st.session_state else dict(defaults)
    if given is not None:
        st.session_state[OPENED] = _panels(given.get(OPEN, ""))
        seen = plain(given).get(SEEN, "")
        st.session_state[SENT] = seen if Sent.read(seen) else ""
        link = received(given, known)
        if DATA in plain(given):
            values.update((name, defaults[name]) for name in names)
        values.update((name, defaults[name]) for name in link.lost)
        values.update(link.values)
        st.session_state[UNKNOWN] = {name: given.get(name, "") for name in link.lost}
        st.session_state[UNSURE] = list(link.unsure)
    for name, parameter in known.items():  # another data version may lack what the session holds
        if not parameter.knows(values[name]):
            values[name] = defaults[name]
    st.session_state.pop(TOUCHED, None)
    state = st.session_state[VALUES] = State.of(values)
    return state


def _given() -> dict[str, str] | None:
    """The address, where the visitor came with it or changed it; None where the session's values stand."""
    address = st.query_params.to_dict()
    written = VALUES in st.session_state and (st.session_state.get(TOUCHED) or address == st.session_state.get(WRITTEN))
    return None if written else address


def _panels(text: str) -> tuple[str, ...]:
    """Names that could be those of panels; one that no panel of the page has opens nothing."""
    return tuple(
        dict.fromkeys(name for name in text[:LONGEST_OPEN].split(SEPARATOR)[:MOST_OPEN] if PANEL.fullmatch(name))
    )


def asked(name: str) -> str | None:
    """What this run is asked to show, unchecked: by the address or else by the session."""
    given = plain(_given() or {})
    if name in given:
        return given[name]
    return state().text(name) if VALUES in st.session_state else None


def unknown(name: str) -> str:
    """What the visitor's address said for a name where that was no known id, unchecked; else empty."""
    return str(st.session_state.get(UNKNOWN, {}).get(name, ""))


def lost() -> list[str]:
    """Names for which the visitor's address states what they cannot be."""
    return list(st.session_state.get(UNKNOWN, {}))


def unsure() -> list[str]:
    """Names whose values were read from an address that another program, or a person, has written."""
    return list(st.session_state.get(UNSURE, []))


def publish(page: Mapping[str, str]) -> None:
    """Write the address of a page and what is unfolded, if they are not what stands there already."""
    address = dict(page)
    if panels := opened():
        address[OPEN] = SEPARATOR.join(panels)
    if seen := st.session_state[SENT]:
        address[SEEN] = seen
    st.session_state[WRITTEN] = address
    if st.query_params.to_dict() != address:
        st.query_params.from_dict(address)


def state() -> State:
    """State of the present view, for what runs apart from the page."""
    stored: State = st.session_state[VALUES]
    return stored


def view() -> View:
    """The present view."""
    return View(state())


def value(name: str) -> str:
    """One of them."""
    return state().text(name)


def link(seen: str = "") -> str:
    """The whole address of the present view, as a visitor would send it; `seen` is the figure that he sees."""
    address = {name: value for name, value in st.session_state[WRITTEN].items() if name != SEEN}
    return f"{st.context.url or ''}?{urlencode(address | ({SEEN: seen} if seen else {}))}"


def sent() -> Sent | None:
    """What the opened link says that its sender saw; None without such a link, and once its view was changed."""
    return Sent.read(st.session_state[SENT])


def resuming() -> bool:
    """Whether no run of this session has ended yet.

    The browser may then come from another process or one that was started again, and hold a widget that its visitor
    moved in between: what widgets state goes before the address.
    """
    return SETTLED not in st.session_state


def settle() -> bool:
    """End a run; True where it found a widget that goes before the address, so that the page has to be drawn anew."""
    st.session_state[SETTLED] = True
    return TOUCHED in st.session_state


def set_value(name: str, value: Value) -> None:
    """Change one field; for widget callbacks."""
    present = View(state())
    changed = present.in_version(str(value)) if name == DATA else present.changed(**{name: value})
    st.session_state[VALUES] = changed.state
    st.session_state.get(UNKNOWN, {}).pop(name, None)
    st.session_state[UNSURE] = [other for other in unsure() if other != name]
    if name != LANGUAGE:  # in which the figure is the same
        st.session_state[SENT] = ""
    keep()


def keep() -> None:
    """Stay with the session's values in the next run: its address may be one write behind."""
    st.session_state[TOUCHED] = True


def opened() -> tuple[str, ...]:
    """Names of the panels that are unfolded."""
    names: tuple[str, ...] = st.session_state[OPENED]
    return names


def toggle(name: str, is_open: bool) -> None:
    """Take over that a visitor has opened or closed a panel; for its callback."""
    others = tuple(other for other in opened() if other != name)
    st.session_state[OPENED] = (*others, name) if is_open else others
    keep()
