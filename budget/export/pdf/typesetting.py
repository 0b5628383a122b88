"""Typesets every PDF from a template and its data: accessible, and the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

import typst

from budget.export.pdf.typeface import FONTS

TEMPLATES = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Day:
    """A day as the template receives it."""

    year: int
    month: int
    day: int

    @classmethod
    def of(cls, moment: date) -> Self:
        """The day of a date or moment."""
        return cls(moment.year, moment.month, moment.day)


def typeset(template: str, view: Mapping[str, Any]) -> bytes:
    """A4, PDF/UA-1 and PDF/A-2a. No text of `view` is ever read as markup: it is data of the template."""
    pdf: bytes = typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"view": json.dumps(view, ensure_ascii=False)},
        pdf_standards=["ua-1", "a-2a"],
    )
    return pdf
