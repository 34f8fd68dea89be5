"""The address: ids only, every value explicit, validated on the way in, one write a run.

The values live in a language-neutral session entry; widgets read it and write it through callbacks, so a
change of language or page loses nothing. This is the only module that touches `st.query_params`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

import streamlit as st

from content.language.headlined import Sent
from content.state.form import SEPARATOR
from content.state.received import ESCAPED, received
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


def adopt(parameters: Mapping[str, Parameter], defaults: Mapping[str, str]) -> dict[str, str]:
    """Values of this run: the session's, overlaid with the address where the visitor changed that.

    In place of an unknown or impossible value in the address the default stands, and `lost` names it. A run started by
    a widget keeps the session's values: its address may be one write behind.
    """
    given = _given()
    values: dict[str, str] = st.session_state.setdefault(VALUES, dict(defaults))
    if given is not None:
        st.session_state[OPENED] = _panels(given.get(OPEN, ""))
        seen = given.get(SEEN) or given.get(ESCAPED + SEEN, "")
        st.session_state[SENT] = seen if Sent.read(seen) else ""
        found = received(given, parameters)
        values.update(found.values)
        values.update((name, defaults[name]) for name in found.lost)
        st.session_state[UNKNOWN] = {name: given.get(name, "") for name in found.lost}
        st.session_state[UNSURE] = list(found.unsure)
    for name, parameter in parameters.items():  # another data version may lack what the session holds
        if not parameter.knows(values[name]):
            values[name] = defaults[name]
    st.session_state.pop(TOUCHED, None)
    return values


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
    given = _given()
    values: Mapping[str, str] = st.session_state.get(VALUES, {}) if given is None else given
    return values.get(name)


def unknown(name: str) -> str:
    """What the visitor's address said for a name where that was no known id, unchecked; else empty."""
    return str(st.session_state.get(UNKNOWN, {}).get(name, ""))


def lost() -> list[str]:
    """Names for which the visitor's address states what they cannot be."""
    return list(st.session_state.get(UNKNOWN, {}))


def unsure() -> list[str]:
    """Names whose values were read from an address that another program, or a person, has written."""
    return list(st.session_state.get(UNSURE, []))


def publish(names: Iterable[str]) -> None:
    """Write the named values and what is unfolded to the address, if they are not what stands there already."""
    values = st.session_state[VALUES]
    address = {name: values[name] for name in names}
    if panels := opened():
        address[OPEN] = SEPARATOR.join(panels)
    if seen := st.session_state[SENT]:
        address[SEEN] = seen
    st.session_state[WRITTEN] = address
    if st.query_params.to_dict() != address:
        st.query_params.from_dict(address)


def values() -> Mapping[str, str]:
    """All values of the present view, for what runs apart from the page."""
    found: Mapping[str, str] = st.session_state[VALUES]
    return found


def view() -> View:
    """The present view."""
    return View(State.of(values()))


def value(name: str) -> str:
    """One of them."""
    return values()[name]


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


def set_value(name: str, value: str) -> None:
    """Change one value; for widget callbacks."""
    st.session_state[VALUES][name] = value
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


def turn(name: str, is_open: bool) -> None:
    """Take over that a visitor has opened or closed a panel; for its callback."""
    others = tuple(other for other in opened() if other != name)
    st.session_state[OPENED] = (*others, name) if is_open else others
    keep()
