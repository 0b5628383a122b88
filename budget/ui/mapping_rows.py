"""How a mapping reads the columns of a foreign sheet: above its first rows, and as a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape

import streamlit as st

from budget.intake.mapping.layout import Layout, joined_columns, named_columns
from budget.intake.mapping.layout_text import read_layouts
from budget.labels import SHEET_NAME, UNIT_NAME, join_words

UNREAD = "–"


def show_rows(layout: Layout) -> None:
    """A table of the sheet under our own headers; an unread column has a dash."""
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
    names, meanings = named_columns(layout.headers), defaultdict[str, list[str]](list)

    def add(text: str, meaning: str) -> None:
        for name in joined_columns(text, names) if text else ():
            if meaning not in meanings[name]:
                meanings[name].append(meaning)

    for part in layout.parts:
        for field, text in part.columns.items():
            add(text, part.spec.column(field).header)
        for text in part.months:
            add(text, "Prognose: telt niet" if text in part.forecast else "Bedrag van de maand")
        add(part.minus, "gaat van Bedrag af")
        for text in (*part.only, *part.without, part.costs_by):
            add(text, "zegt welke rijen tellen")
    return meanings


def readable_mapping(text: str) -> Iterator[tuple[str, str]]:
    """What a mapping (TOML) reads as what: our column and theirs, then everything that changes an amount."""
    for layout in read_layouts(text, is_kept=True):
        yield "Kolomkoppen", join_words(list(layout.headers))
        yield "Bedragen in", UNIT_NAME[layout.unit]
        for part in layout.parts:
            kind = SHEET_NAME[part.kind]
            for name, theirs in part.columns.items():
                yield f"{kind}: {part.spec.column(name).header}", theirs
            for name, value in part.constants.items():
                yield f"{kind}: {part.spec.column(name).header}", f"altijd {value}"
            for name, renamed in part.words.items():
                for theirs, ours in renamed.items():
                    yield f"{kind}: {part.spec.column(name).header}, {ours or 'telt niet mee'}", theirs
            if part.months:
                yield f"{kind}: per maand", join_words([m for m in part.months if m not in part.forecast])
            for name, words in part.only.items():
                yield f"{kind}: alleen rijen met in {name}", join_words(list(words))
            for name, words in part.without.items():
                yield f"{kind}: geen rijen met in {name}", join_words([word or "niets" for word in words])
            for name in part.goes_on:
                yield f"{kind}: een lege cel is als de cel erboven", name
            changed = {
                f"gaat eraf: {part.minus}": bool(part.minus),
                "het teken wordt omgekeerd": part.sign < 0,
                "bedragen onder nul tellen niet mee": part.costs_only,
                "rijen met dezelfde code worden een regel": part.adds_up,
            }
            yield from ((f"{kind}: bedrag", effect) for effect, is_so in changed.items() if is_so)
