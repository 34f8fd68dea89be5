"""Controls of a page: parts through which a visitor changes fields of the state; a label is of a field's value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from content.state.form import Value


@dataclass(frozen=True)
class Menu:
    """A searchable menu of a field's values; `options` where not all of them are offered."""

    name: str
    label: Callable[[Any], str]
    options: Sequence[Value] | None = None


@dataclass(frozen=True)
class Slider:
    """A slider over a field's steps. `key` and `title` where it has others than those of its name."""

    name: str
    label: Callable[[Any], str]
    key: str = ""
    title: str = ""


@dataclass(frozen=True)
class Switch:
    """A row of buttons for a field's values, one of them pressed."""

    name: str
    label: Callable[[Any], str]


@dataclass(frozen=True)
class Amount:
    """A field for a number of the visitor's own."""

    name: str


@dataclass(frozen=True)
class Several:
    """A searchable menu of ids of which several may be chosen."""

    name: str
    label: Callable[[Any], str]
    options: Sequence[str]


@dataclass(frozen=True)
class Button:
    """A button that sets fields of the state; it cannot be pressed where they hold already, nor if `disabled`."""

    key: str
    label: str
    sets: Mapping[str, Value]
    kind: Literal["primary", "secondary", "tertiary"] = "secondary"
    wide: bool = False
    disabled: bool = False
    always: bool = False  # can be pressed where its values hold already
    takes: Mapping[str, str] = field(default_factory=dict)  # fields taken over from others as they are when pressed
    shortcut: str = ""  # a key that presses it


Control = Menu | Slider | Switch | Amount | Several | Button
