"""Streamlit's words, which are English alone, with ours; streamlit.js puts them in their places."""

from __future__ import annotations

from content.language.messages import Text

# Messages `streamlit.…`: the English ones are Streamlit's own sentences.
WORDS = (
    "skip", "more", "system", "light", "dark", "print", "record", "home", "menu", "collapse", "expand", "copy", "help",
    "pages", "sidebar", "search", "columns", "fullscreen", "gone", "offline", "close",
)  # fmt: skip


def table(language: str) -> dict[str, str]:
    """Sentence of Streamlit's -> the same in a language; `#` stands for a part that differs."""
    english, t = Text("en"), Text(language)
    return {english(f"streamlit.{name}"): t(f"streamlit.{name}") for name in WORDS}
