"""The address: ids only, every value explicit, validated on the way in, one write a run.

The values live in a language-neutral session entry; widgets read it and write it through callbacks, so a
change of language or page loses nothing. This is the only module that touches `st.query_params`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

import streamlit as st

from components.parameters import Parameter

VALUES = "address_values"
WRITTEN = "address_written"
TOUCHED = "address_touched"


def adopt(parameters: Mapping[str, Parameter], defaults: Mapping[str, str]) -> dict[str, str]:
    """Values of this run: the session's, overlaid with the address where the visitor changed that.

    An unknown or impossible value in the address falls back to the default without a word. A run started by a
    widget keeps the session's values: its address may be one write behind.
    """
    first = VALUES not in st.session_state
    values: dict[str, str] = st.session_state.setdefault(VALUES, dict(defaults))
    touched = st.session_state.pop(TOUCHED, False)
    address = st.query_params.to_dict()
    if first or (not touched and address != st.session_state.get(WRITTEN)):
        for name, text in address.items():
            if name in parameters:
                values[name] = parameters[name].parse(text) or defaults[name]
    return values


def publish(names: Iterable[str]) -> None:
    """Write the named values to the address, if they are not what stands there already."""
    values = st.session_state[VALUES]
    address = {name: values[name] for name in names}
    st.session_state[WRITTEN] = address
    if st.query_params.to_dict() != address:
        st.query_params.from_dict(address)


def link() -> str:
    """The whole address of the present view, as a visitor would send it."""
    return f"{st.context.url or ''}?{urlencode(st.session_state[WRITTEN])}"


def set_value(name: str, value: str) -> None:
    """Change one value; for widget callbacks."""
    st.session_state[VALUES][name] = value
    st.session_state[TOUCHED] = True
