"""Everything that draws or listens; may import streamlit and footprint."""
