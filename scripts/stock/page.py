"""A comparable page, made in an afternoon: a ledger in pandas, in six charts and a table."""

import os

import pandas as pd
import plotly.express as px
import streamlit as st

st.set_page_config(page_title="Uitputting", layout="wide")


@st.cache_data
def load(path: str, engine: str) -> pd.DataFrame:
    """The bookings, with the first day of their month."""
    rows = pd.read_excel(path, engine=engine, skiprows=2)
    rows["Boekdatum"] = pd.to_datetime(rows["Boekdatum"])
    rows["Maand"] = rows["Boekdatum"].dt.to_period("M").dt.to_timestamp()
    rows["Actielijn"] = rows["Regelcode"].str[-1]
    return rows


rows = load(os.environ["STOCK_FILE"], os.environ["STOCK_ENGINE"])
spent = rows[rows["Soort"] == "realisatie"]
st.title("Hoe snel raakt het geld op?")
months = spent.groupby("Maand", as_index=False)["Bedrag"].sum()
per_action = rows.groupby(["Actielijn", "Soort"], as_index=False)["Bedrag"].sum()
lines = spent.groupby("Regelcode", as_index=False)["Bedrag"].sum().nlargest(30, "Bedrag")
suppliers = spent.groupby("Leverancier", as_index=False)["Bedrag"].sum().nlargest(20, "Bedrag")
grid = spent.pivot_table(index="Actielijn", columns="Maand", values="Bedrag", aggfunc="sum")

left, right = st.columns(2)
left.plotly_chart(px.line(months.assign(Totaal=months["Bedrag"].cumsum()), x="Maand", y="Totaal"))
right.plotly_chart(px.bar(months, x="Maand", y="Bedrag"))
left.plotly_chart(px.bar(per_action, x="Bedrag", y="Actielijn", color="Soort", orientation="h"))
right.plotly_chart(px.bar(lines, x="Bedrag", y="Regelcode", orientation="h"))
left.plotly_chart(px.pie(suppliers, names="Leverancier", values="Bedrag"))
right.plotly_chart(px.imshow(grid, aspect="auto"))


@st.fragment
def one_line() -> None:
    """The table of one line; a choice redraws only this."""
    code = st.selectbox("Regel", sorted(rows["Regelcode"].unique()))
    chosen = rows[rows["Regelcode"] == code]
    st.plotly_chart(px.bar(chosen.groupby("Maand", as_index=False)["Bedrag"].sum(), x="Maand", y="Bedrag"))
    st.dataframe(chosen.head(100))


one_line()
