"""Writer of addresses: language, data version, and what of a page's settings differs from that version's defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from content.state import defaults
from content.state.parameters import DATA, SHARED
from content.state.received import plain
from content.state.state import State
from content.state.values import Parameter

ALWAYS = ("lang", DATA)  # a link opens in the language in which it was sent, and shows the same data


def write(state: State, names: Iterable[str], known: Mapping[str, Parameter]) -> dict[str, str]:
    """Address of a page with these settings besides those that all share; `known` is of the state's data version."""
    texts = {name: state.text(name) for name in (*SHARED, *names)}
    return {name: text for name, text in texts.items() if name in ALWAYS or text != known[name].default}


def left_out(stated: Mapping[str, str], known: Mapping[str, Parameter]) -> dict[str, str]:
    """What an address means by everything that it leaves out; `stated` is what it says, unchecked.

    That is what its data version means by it, even where that version is not kept any more.
    """
    pinned = defaults.pinned(plain(stated).get(DATA, ""))
    kept = {name: text for name, text in pinned.items() if name in known and known[name].knows(text)}
    return {name: parameter.default for name, parameter in known.items()} | kept
