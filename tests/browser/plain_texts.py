"""A page with the texts of a hostile workbook, each as the pages show such a text."""

import streamlit as st

from budget.labels import plain

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
    st.markdown(plain(text))
    st.error(plain(text))
st.markdown("https://onze.example")
st.markdown("klaar")
