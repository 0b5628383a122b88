"""The formats in which a snapshot leaves the house: one table for the command line and the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from budget.export.html.document import html, public_html
from budget.export.ods.document import MEDIA_TYPE as ODS
from budget.export.ods.document import ods
from budget.export.open_data import open_data
from budget.export.pdf.document import pdf
from budget.export.pptx.document import pptx
from budget.export.xlsx.document import xlsx

Write = Callable[[dict[str, Any], str, str | None, str | None], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: `write` takes the frozen content, its SHA-256, who signed and when (None: a concept)."""

    name: str
    title: str
    suffix: str
    media_type: str
    write: Write


_OFFICE = "application/vnd.openxmlformats-officedocument"
_ALL = (
    Format("pdf", "PDF om te lezen en te printen", ".pdf", "application/pdf", pdf),
    Format("pptx", "PowerPoint", ".pptx", f"{_OFFICE}.presentationml.presentation", pptx),
    Format("xlsx", "Excel", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet", xlsx),
    Format("ods", "LibreOffice en andere rekenbladen (ODS)", ".ods", ODS, ods),
    Format("html", "Webpagina", ".html", "text/html", html),
    Format("public-html", "Openbare webpagina, zonder namen", ".html", "text/html", public_html),
    Format("open-data", "Open data: CSV met beschrijving", ".zip", "application/zip", open_data),
)
FORMATS: dict[str, Format] = {found.name: found for found in _ALL}
