"""Widgets bound to the address by id.

Streamlit's own binding writes the translated label and leaves defaults out, so a link would change its meaning with
the language or the default. Here the language is part of the widget's key and the id lives in a neutral entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from components import urlstate
from components.controls import slider as sliders
from content.controls import Button
from content.findings import own_words, provenance
from content.state.form import NONE, Value
from content.state.state import form
from content.state.values import Amount, Several, written_amount
from content.tables import catalog
from content.view import View

LONGEST = 60  # characters of a typed number


def show(
    widget: Callable[..., object],
    key: str,
    value: object,
    store: Callable[[], None],
    starts: Mapping[str, object],
    **more: object,
) -> None:
    """Draw a widget at the value that the address states; `store` takes over what its visitor sets.

    A new session hears only from the drawn widget that its visitor moved it before: there the value comes in through
    `starts`, the widget's own argument, which gives way to a move.
    """
    resuming = urlstate.resuming()
    if resuming:
        more |= starts
    elif st.session_state.get(key) != value:
        st.session_state[key] = value
    widget(key=key, on_change=store, **more)
    if resuming and st.session_state[key] != value:
        store()


def _store(name: str, key: str) -> None:
    urlstate.set_value(name, form(name).value(st.session_state[key]))


def slider(view: View, name: str, label: Callable[[Any], str], key: str = "", title: str = "") -> None:
    """A slider over the parameter's steps; key and title are those of its name unless others are given."""
    t, ids = view.t, catalog.all_parameters()[name].options
    sliders.draw(
        name,
        f"{key or name}.{t.language}",
        title or t(f"control.{name}"),
        "" if title else t(f"control.{name}.help"),
        t.language,
        ids,
        [label(form(name).value(text)) for text in ids],
        view.state.text(name),
        lambda moved: urlstate.set_value(name, form(name).value(moved)),
    )


def menu(view: View, name: str, label: Callable[[Any], str], options: Sequence[Value] | None = None) -> None:
    """A searchable menu of a field's values."""
    _draw(st.selectbox, "index", view, name, label, options)


def switch(view: View, name: str, label: Callable[[Any], str]) -> None:
    """A row of buttons, one of them chosen."""
    _draw(st.segmented_control, "default", view, name, label, required=True)


def amount(view: View, name: str) -> None:
    """A field for a number of the visitor's own, with what it understood; what it cannot read leaves all as it was."""
    t, key, value = view.t, f"{name}.{view.t.language}", getattr(view.state, name)
    text, refused = written_amount(value), f"refused.{key}"
    show(
        st.text_input,
        key,
        text,
        partial(_store_amount, name, key, refused),
        {"value": text},
        label=t(f"control.{name}"),
        help=t(f"control.{name}.help"),
        max_chars=LONGEST,
        placeholder=t("control.amount.none"),
    )
    known = catalog.all_parameters()[name]
    assert isinstance(known, Amount)
    said, typed = own_words.understood(name, value, t), st.session_state.get(refused, "")
    numeral = known.read(typed)
    if numeral is None and typed:
        st.caption(t("control.amount.refused", text=provenance.escape(typed), forms=t(f"control.{name}.forms")))
    elif numeral and known.parse(typed) is None:
        least, most = (own_words.understood(name, bound, t) for bound in (known.least, known.most))
        st.caption(t("control.amount.beyond", text=provenance.escape(typed), least=least, most=most))
    elif numeral:
        st.caption(t("control.amount.unclear", text=provenance.escape(typed), value=said))
    elif said:
        st.caption(t("control.amount.understood", value=said))


def _store_amount(name: str, key: str, refused: str) -> None:
    text, known = str(st.session_state[key]).strip(), catalog.all_parameters()[name]
    value = known.parse(text or NONE)
    st.session_state[refused] = "" if value and known.sure(text) else text
    if value:
        urlstate.set_value(name, form(name).value(value))


def several(view: View, name: str, label: Callable[[Any], str], options: Sequence[str]) -> None:
    """A searchable menu of ids of which several may be chosen, as many as the parameter holds."""
    t, key = view.t, f"{name}.{view.t.language}"
    chosen = list(getattr(view.state, name))
    known = catalog.all_parameters()[name]
    assert isinstance(known, Several)
    show(
        st.multiselect,
        key,
        chosen,
        lambda: urlstate.set_value(name, tuple(st.session_state[key])),
        {"default": chosen},
        label=t(f"control.{name}"),
        options=options,
        format_func=label,
        help=t(f"control.{name}.help"),
        max_selections=known.places,
        placeholder=t(f"control.{name}.none"),
    )


def _draw(
    widget: Callable[..., object],
    start: str,
    view: View,
    name: str,
    label: Callable[[Any], str],
    options: Sequence[Value] | None = None,
    key: str = "",
    title: str = "",
    **more: object,
) -> None:
    t, key, value = view.t, f"{key or name}.{view.t.language}", view.state.text(name)
    field = form(name)
    offered = tuple(map(field.text, options)) if options else catalog.all_parameters()[name].options
    labels = {text: label(field.value(text)) for text in offered}  # Streamlit asks for each of them more than once
    show(
        widget,
        key,
        value,
        partial(_store, name, key),
        {start: offered.index(value) if start == "index" else value},
        label=title or t(f"control.{name}"),
        options=offered,
        format_func=labels.__getitem__,
        help=None if title else t(f"control.{name}.help"),
        **more,
    )


def button(view: View, name: str, values: Mapping[str, Value], label: str = "", wide: bool = False) -> None:
    """A button that sets the given fields; `name` is its key, and its message where no label is given."""
    draw_button(Button(name.removeprefix("control."), label or view.t(name), values, wide=wide), view)


def draw_button(button: Button, view: View) -> None:
    """A button that sets fields of the state."""
    held = bool(button.sets) and all(getattr(view.state, name) == value for name, value in button.sets.items())
    st.button(
        button.label,
        key=f"{button.key}.{view.t.language}",
        disabled=button.disabled or (held and not button.always),
        on_click=_store_all,
        args=(button.sets, button.takes),
        type=button.kind,
        width="stretch" if button.wide else "content",
        shortcut=button.shortcut or None,
    )


def _store_all(values: Mapping[str, Value], takes: Mapping[str, str]) -> None:
    for name, value in values.items():
        urlstate.set_value(name, value)
    for name, source in takes.items():
        urlstate.set_value(name, getattr(urlstate.state(), source))
