"""The board's report on paper: the frozen snapshot as an accessible PDF, the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from budget.charts.colours import LIGHT
from budget.export.imprint import imprint
from budget.export.pdf.appendix import appendix
from budget.export.pdf.money import money_parts
from budget.export.pdf.pages import board_page, domain_parts
from budget.export.pdf.typeface import FONTS, showable

TEMPLATE = Path(__file__).parent / "report.typ"
STANDARDS = ["ua-1", "a-2a"]


def pdf(content: dict[str, Any], sha256: str, signed_by: str | None, signed_at: str | None) -> bytes:
    """The report of a frozen snapshot: A4, PDF/UA-1 and PDF/A-2a.

    content is the snapshot's plain data and sha256 its hash; signed_by is a name and signed_at an ISO
    moment, both None as long as nobody signed: then every page says CONCEPT. No text of the content is
    ever read as typst markup: it reaches the template as data.
    """
    view = showable(
        {
            **_frame(content, sha256, signed_by, signed_at),
            **board_page(content),
            **domain_parts(content),
            **money_parts(content),
            "appendix": appendix(content, sha256),
        }
    )
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"view": json.dumps(view, ensure_ascii=False)},
        pdf_standards=STANDARDS,
    )


def _frame(
    content: dict[str, Any], sha256: str, signed_by: str | None, signed_at: str | None
) -> dict[str, Any]:
    mark = imprint(content, sha256, signed_by, signed_at)
    return {
        "colours": asdict(LIGHT),
        "programme": mark.programme,
        "meeting": mark.meeting,
        "title": mark.title,
        "scope": mark.scope,
        "notice": mark.notice,
        "concept": mark.is_concept,
        "signature": mark.signature,
        "correction": mark.correction,
        "reference": mark.reference,
        "date": {"year": mark.fixed.year, "month": mark.fixed.month, "day": mark.fixed.day},
    }
