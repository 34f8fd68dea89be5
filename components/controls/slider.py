"""Sliders: a range of the browser's own, which fetches the charts that it moves (components/browser/slider.js).

A run of the script follows once it rests. Streamlit's own slider asks for a run alone, and only when it is let go.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import streamlit as st

from components import modules, urlstate
from content.tables import datasets
from footprint import load

NAME = "slider"
MOVED = "moved"  # the id at which a visitor left the handle
_mount = st.components.v2.component(NAME, js=modules.component(modules.SLIDER), isolate_styles=False)


def draw(
    name: str, key: str, title: str, note: str, language: str, ids: Sequence[str], texts: Sequence[str], value: str,
    on_move: Callable[[str], None],
) -> None:  # fmt: skip
    """Draw a slider over ids, each with its text, at one of them; `on_move` gets the id at which its visitor leaves it.

    `name` is the address value that moves, `note` what its title means.
    """
    data = datasets.current_version()
    said = {
        "name": name,
        "title": title,
        "note": note,
        "ids": list(ids),
        "texts": list(texts),
        "index": ids.index(value),
        "lang": language,
        "data": data,
        "v": f"{load.program()}.{data}",
    }

    def move() -> None:
        if (moved := st.session_state[key].get(MOVED)) in ids:
            on_move(str(moved))

    _mount(key=key, data=json.dumps(said, ensure_ascii=False).encode(), on_moved_change=move)
    if urlstate.resuming():  # a session that has drawn no slider yet calls nobody for a move of before
        move()
