"""Charts: functions from frames and texts to Plotly figure dictionaries; they know no Streamlit."""
