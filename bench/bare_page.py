"""The bare page that the dashboard is compared with: one slider, one chart of 40 bars; run by Streamlit, not imported.

With the word `freeze` behind `--` it keeps the garbage collector from walking what start-up has made.
"""

from __future__ import annotations

import gc
import sys

import plotly.graph_objects as go
import streamlit as st

BARS = 40
HIGHEST = 97  # a prime, so that every position of the slider gives other bars

if "freeze" in sys.argv and not gc.get_freeze_count():
    gc.collect()
    gc.freeze()

st.title("A bare page")
chosen = st.slider("Factor", 1, 90, 45)
heights = [1 + chosen * (bar + 1) % HIGHEST for bar in range(BARS)]
st.plotly_chart(go.Figure(go.Bar(x=list(range(BARS)), y=heights)))
