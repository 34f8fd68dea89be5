"""Model Footprint: the one entry. `streamlit run app.py` starts dashboard, API, previews and headers."""

import streamlit as st

from web import server

app = st.App(
    server.SCRIPT,
    routes=server.routes(),
    middleware=server.middleware(),
    lifespan=server.lifespan,
    on_script_error=server.on_script_error,
)
