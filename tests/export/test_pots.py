"""Pots that are short or used without release add up to the first page, in every format that shows them."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest
from pptx import Presentation

from budget.export.cells import Euros, written
from budget.export.html.document import html
from budget.export.pdf.document import pdf
from budget.export.pots import POTS_TITLE, pot_lines, pots_at_fault
from budget.export.pptx.document import pptx
from budget.labels import euro
from budget.model.words import By
from budget.snapshot.content import FORMAT, PACED, Content
from tests.snapshot.content_sample import SHA, content


def faulty(short: tuple[int, ...] = (9_000_00, 0, 30_342_00), unreleased: int = 368_429_00) -> Content:
    """A content with pots short by these amounts, one of them used without a release."""
    base = content(format=FORMAT)
    rows = list(base.rows[By.POT])
    for n, cents in enumerate(short):
        measures = replace(rows[n].measures, short=cents, unreleased_use=unreleased if n == 1 else 0)
        rows[n] = replace(rows[n], measures=measures)
    rows[len(short) :] = [
        replace(r, measures=replace(r.measures, short=0, unreleased_use=0)) for r in rows[len(short) :]
    ]
    whole = replace(base.total.measures, short=sum(short), unreleased_use=unreleased)
    return replace(base, rows=base.rows | {By.POT: tuple(rows)}, total=replace(base.total, measures=whole))


def test_short_or_unreleased_pots_are_listed_largest_first_with_their_total() -> None:
    found = faulty()
    pots = pots_at_fault(found)
    assert [max(p.measures.short, p.measures.unreleased_use) for p in pots] == [
        368_429_00,
        30_342_00,
        9_000_00,
    ]
    assert sum(p.measures.short for p in pots) == found.total.measures.short
    assert sum(p.measures.unreleased_use for p in pots) == found.total.measures.unreleased_use
    lines, total = pot_lines(found) or ([], ())
    assert len(lines) == len(pots)
    assert total[-2:] == (Euros(39_342_00), Euros(368_429_00))


@pytest.mark.parametrize(("most", "rows"), [(2, 2), (3, 3), (4, 3)])
def test_pots_beyond_the_maximum_are_summed_in_one_row(most: int, rows: int) -> None:
    lines, _ = pot_lines(faulty(), most) or ([], ())
    assert len(lines) == rows
    assert (lines[-1][0] == "Nog 2 potten") == (most == 2)
    assert written(lines[-1][-2]) == euro(39_342_00 if most == 2 else 9_000_00)


def test_the_table_of_pots_is_absent_when_none_is_short_and_in_earlier_formats() -> None:
    assert pot_lines(faulty((0, 0, 0), 0)) is None
    assert pot_lines(replace(faulty(), format=PACED - 1)) is None


def test_pdf_html_and_pptx_show_the_pots_with_their_totals() -> None:
    found = faulty()
    deck = Presentation(io.BytesIO(pptx(found, SHA, None, None)))
    cells = [
        cell.text_frame.text
        for slide in deck.slides
        if slide.shapes.title.text_frame.text == POTS_TITLE
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    paper = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(pdf(found, SHA, None, None))).pages)
    web = html(found, SHA, None, None).decode()
    for cents in (39_342_00, 368_429_00, 30_342_00, 9_000_00):
        assert euro(cents) in cells
        assert "".join(euro(cents).split()) in "".join(paper.split())
        assert euro(cents) in web
    assert POTS_TITLE in paper
    assert POTS_TITLE in web
