"""Reader of an address: what it states, what of it nobody can read, and what is written otherwise than here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content.state.values import Parameter

ESCAPED = "amp;"  # before a name where a link was copied out of HTML, with `&amp;` for `&`


@dataclass(frozen=True)
class Received:
    """What an address states."""

    values: Mapping[str, str]  # that are known
    lost: tuple[str, ...]  # names whose value is none that they can have
    unsure: tuple[str, ...]  # names whose value was read, but is not written as the dashboard writes it


def plain(address: Mapping[str, str]) -> dict[str, str]:
    """The same with the names that a link copied out of HTML means."""
    escaped = {name.removeprefix(ESCAPED): text for name, text in address.items() if name.startswith(ESCAPED)}
    return {**address, **escaped}


def received(address: Mapping[str, str], known: Mapping[str, Parameter]) -> Received:
    """What an address states; never what it says for names that are none of ours."""
    texts = {name: text for name, text in plain(address).items() if name in known}
    values = {name: value for name, text in texts.items() if (value := known[name].parse(text)) is not None}
    unsure = [name for name in values if ESCAPED + name in address or not known[name].sure(texts[name])]
    return Received(values, tuple(name for name in texts if name not in values), tuple(unsure))
