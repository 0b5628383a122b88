"""The screen: the only part of the house that knows Streamlit."""
