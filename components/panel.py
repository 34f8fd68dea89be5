"""What unfolds on a page. Which of it is open stands in the address: a link opens it too, in any browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from components import urlstate


@contextmanager
def panel(label: str, name: str, needed: bool = False) -> Iterator[bool]:
    """A part of the page that unfolds; yields whether it is open, for content that is made only then.

    `needed` keeps open what the view rests on.
    """
    opened = needed or name in urlstate.opened()
    st.session_state[name] = opened  # each time: under another label or language Streamlit begins with a closed one
    with st.expander(label, key=name, on_change=lambda: urlstate.toggle(name, st.session_state[name])):
        yield opened
