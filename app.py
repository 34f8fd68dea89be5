"""Model Footprint: the dashboard's entry, started by `streamlit run app.py`."""

from components import frame

frame.run()
