"""The only folder that knows Streamlit's insides; private_names.toml lists each name and a test looks it up."""
