"""What is said: pages, findings, charts and texts; nothing here knows Streamlit."""
