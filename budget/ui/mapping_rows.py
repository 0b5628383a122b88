"""The first rows of a foreign sheet, with above each column what the mapping takes it for."""

from __future__ import annotations

from collections import defaultdict
from html import escape

import streamlit as st

from budget.intake.mapping.layout import Layout, joined_columns, named_columns

UNREAD = "–"


def show_rows(layout: Layout) -> None:
    """A table of theirs under our own words; a column that nothing reads has a dash."""
    names = named_columns(layout.headers)
    meanings = meanings_of(layout)
    ours = [" en ".join(meanings.get(name, ())) or UNREAD for name in names]
    cells = [f'<th scope="col">{escape(word)}</th>' for word in ours]
    theirs = [f"<td>{escape(text)}</td>" for text in layout.headers]
    body = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in layout.rows)
    label = escape(f"Eerste rijen van {layout.name}")
    st.html(
        f'<div class="wide" tabindex="0" role="region" aria-label="{label}"><table class="sheet">'
        f"<caption>Zo lezen wij uw kolommen</caption><thead><tr>{''.join(cells)}</tr></thead>"
        f'<tbody><tr class="theirs">{"".join(theirs)}</tr>{body}</tbody></table></div>'
    )


def meanings_of(layout: Layout) -> dict[str, list[str]]:
    """Our words for each column of a layout, by its name there."""
    names, found = named_columns(layout.headers), defaultdict[str, list[str]](list)

    def add(text: str, meaning: str) -> None:
        for name in joined_columns(text, names) if text else ():
            if meaning not in found[name]:
                found[name].append(meaning)

    for part in layout.parts:
        for field, text in part.columns.items():
            add(text, part.spec.column(field).header)
        for text in part.months:
            add(text, "Prognose: telt niet" if text in part.forecast else "Bedrag van de maand")
        add(part.minus, "gaat van Bedrag af")
        for text in (*part.only, *part.without, part.costs_by):
            add(text, "zegt welke rijen tellen")
    return found
