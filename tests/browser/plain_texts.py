"""A page that shows hostile workbook texts the way the product does."""

import streamlit as st

from budget.labels import escape_markdown

TEXTS = (
    "zie https://evil.example/x nu",
    "HTTP://evil.example",
    "www.evil.example",
    "mail a.b@evil.example",
    "mailto:a@evil.example",
    "[x](https://evil.example)",
    "<https://evil.example>",
    "![x](https://evil.example/x.png)",
)
for text in TEXTS:
    st.markdown(escape_markdown(text))
    st.error(escape_markdown(text))
st.markdown("https://onze.example")
st.markdown("klaar")
