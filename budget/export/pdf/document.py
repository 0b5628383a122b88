"""The board's report on paper: the frozen snapshot as an accessible PDF, the same bytes each time."""

from __future__ import annotations

from datetime import datetime

from budget.charts.colours import LIGHT
from budget.export.imprint import Imprint, imprint
from budget.export.pdf.appendix import appendix
from budget.export.pdf.funding import funding_pages
from budget.export.pdf.money import money_pages
from budget.export.pdf.pages import board_pages
from budget.export.pdf.typeface import showable, showable_before_format_5
from budget.export.pdf.typesetting import Day, typeset
from budget.export.pdf.view import view
from budget.snapshot.content import Content


def pdf(content: Content, sha256: str, signed_by: str | None, signed_at: datetime | None) -> bytes:
    """The report of a frozen snapshot: A4, PDF/UA-1 and PDF/A-2a.

    sha256 is the hash of the content; signed_by is a name and signed_at the moment, both None while unsigned:
    then every page says CONCEPT. No text of the content is ever read as typst markup: it reaches the template
    as data.
    """
    return _compiled(content, imprint(content, sha256, signed_by, signed_at))


def public_pdf(content: Content, marks: Imprint) -> bytes:
    """The report for a content from public(), with an imprint that names nobody."""
    return _compiled(content, marks)


def _compiled(content: Content, marks: Imprint) -> bytes:
    parts = _frame(marks) | view(board_pages(content))
    if content.has_short_report:
        return typeset("report.typ", showable(parts | view(funding_pages(content, marks.sha256))))
    parts |= view(money_pages(content)) | {"appendix": view(appendix(content, marks.sha256))}
    return typeset("before.typ", showable_before_format_5(parts))


def _frame(mark: Imprint) -> dict[str, object]:
    """The texts on every page, and the colours."""
    names = ("programme", "meeting", "title", "scope", "notice", "signature", "correction", "reference")
    texts = {name: getattr(mark, name) for name in names}
    return texts | {"colours": view(LIGHT), "concept": mark.is_concept, "date": view(Day.of(mark.fixed))}
