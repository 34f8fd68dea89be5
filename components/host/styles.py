"""Styles of Streamlit's own elements."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

# In a frame of another page there is no bar above, so no room is kept for it; the sidebar's button stays clear.
FRAMED = "[data-testid=stMainBlockContainer] { padding-top: 3rem }"


@cache
def page(presented: bool, framed: bool) -> str:
    """Of every page: of one that is presented, of one in a frame."""
    names = ("streamlit.css", "presenter.css") if presented else ("streamlit.css",)
    return "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in names) + FRAMED * framed


def uploader(words: str) -> str:
    """Words on the button that opens a file, where Streamlit writes English; streamlit.css hides that."""
    text = json.dumps(words, ensure_ascii=False)
    return f'[data-testid="stFileUploaderDropzone"] button p::after {{ content: {text} }}'
