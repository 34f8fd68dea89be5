"""What a visitor is told of an error of the program; the log has all of it."""

from __future__ import annotations

import streamlit as st

from components import urlstate
from content.language.messages import LANGUAGES, Text, guess


def show(error: Exception) -> bool:
    """Draw a notice in the visitor's language in place of Streamlit's own, which is English; for `st.App`."""
    asked = urlstate.asked(urlstate.LANGUAGE)
    t = Text(asked if asked in LANGUAGES else guess(st.context.locale))
    st.error(t("error.program"))
    return True
