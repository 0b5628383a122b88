"""Documents for users, shown in the app."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from budget.settings import ROOT
from budget.ui.figures import show_table


def show_document(name: str) -> None:
    """A document in docs/ as a page; its tables become cards on a phone."""
    lines = (ROOT / "docs" / name).read_text(encoding="utf-8").splitlines()
    for is_table, block in groupby(lines, key=lambda line: line.startswith("|")):
        if is_table:
            _show_markdown_table(list(block))
        else:
            st.markdown("\n".join(block))


def _show_markdown_table(lines: list[str]) -> None:
    rows = [[cell.strip().replace("**", "") for cell in line.strip("|").split("|")] for line in lines]
    show_table(rows[0], rows[2:])
