"""Settings of Streamlit's that the server around it shares."""

from __future__ import annotations

import streamlit as st


def base_path() -> str:
    """The path below which the site lies, such as `/carbon`; empty at the root of its host."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def cookie_secret() -> str:
    """Key that signs cookies, the same in all processes of a site."""
    return str(st.get_option("server.cookieSecret"))
