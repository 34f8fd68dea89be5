"""Measures how fast the dashboard is on the machine at hand, beside two bare Streamlit pages. Run by `make bench`."""
