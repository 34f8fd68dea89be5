"""Widgets bound to the address by id.

Streamlit's own binding writes the translated label and leaves defaults out, so a link would change its meaning with
the language or the default. Here the language is part of the widget's key and the id lives in a neutral entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from components import catalog, provenance, urlstate, values
from components.values import NONE, Several
from components.view import View

LONGEST = 30  # characters of a typed number


def _key(name: str, view: View) -> str:
    """Key of the widget; its session entry is set to the address value where the two differ."""
    key = f"{name}.{view.t.language}"
    if st.session_state.get(key) != view.values[name]:
        st.session_state[key] = view.values[name]
    return key


def _store(name: str, key: str) -> None:
    urlstate.set_value(name, st.session_state[key])


def slider(view: View, name: str, label: Callable[[str], str]) -> None:
    """A slider over the parameter's steps."""
    _draw(st.select_slider, view, name, label)


def menu(view: View, name: str, label: Callable[[str], str], options: tuple[str, ...] | None = None) -> None:
    """A searchable menu of the parameter's ids."""
    _draw(st.selectbox, view, name, label, options)


def switch(view: View, name: str, label: Callable[[str], str]) -> None:
    """A row of buttons, one of them chosen."""
    _draw(st.segmented_control, view, name, label, required=True)


def amount(view: View, name: str) -> None:
    """A field for a number of the visitor's own; what it cannot read, it says and leaves as it was."""
    t, key = view.t, f"{name}.{view.t.language}"
    shown, refused = values.shown_amount(view.values[name]), f"refused.{key}"
    if st.session_state.get(key) != shown:
        st.session_state[key] = shown
    st.text_input(
        t(f"control.{name}"),
        key=key,
        help=t(f"control.{name}.help"),
        max_chars=LONGEST,
        placeholder=t("control.amount.none"),
        on_change=_store_amount,
        args=(name, key, refused),
    )
    if text := st.session_state.get(refused):
        st.caption(t("control.amount.refused", text=provenance.escape(text)))


def _store_amount(name: str, key: str, refused: str) -> None:
    text = str(st.session_state[key]).strip()
    value = catalog.all_parameters()[name].parse(text or NONE)
    st.session_state[refused] = "" if value else text
    if value:
        urlstate.set_value(name, value)


def several(view: View, name: str, label: Callable[[str], str], options: tuple[str, ...]) -> None:
    """A searchable menu of ids of which several may be chosen, as many as the parameter holds."""
    t, key = view.t, f"{name}.{view.t.language}"
    chosen = list(values.listed(view.values[name]))
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    known = catalog.all_parameters()[name]
    st.multiselect(
        t(f"control.{name}"),
        options,
        format_func=label,
        key=key,
        help=t(f"control.{name}.help"),
        max_selections=known.places if isinstance(known, Several) else None,
        placeholder=t(f"control.{name}.none"),
        on_change=lambda: urlstate.set_value(name, values.joined(st.session_state[key])),
    )


def _draw(
    widget: Callable[..., object],
    view: View,
    name: str,
    label: Callable[[str], str],
    options: tuple[str, ...] | None = None,
    **more: object,
) -> None:
    t = view.t
    key = _key(name, view)
    widget(
        t(f"control.{name}"),
        options or catalog.all_parameters()[name].options,
        format_func=label,
        key=key,
        help=t(f"control.{name}.help"),
        on_change=_store,
        args=(name, key),
        **more,
    )


def button(view: View, name: str, values: Mapping[str, str], label: str = "", wide: bool = False) -> None:
    """A button that sets the given parameters; `name` is its key, and its message where no label is given."""
    st.button(
        label or view.t(name),
        key=f"{name.removeprefix('control.')}.{view.t.language}",
        disabled=all(view.values[changed] == value for changed, value in values.items()),
        on_click=_store_all,
        args=(values,),
        width="stretch" if wide else "content",
    )


def _store_all(values: Mapping[str, str]) -> None:
    for name, value in values.items():
        urlstate.set_value(name, value)
