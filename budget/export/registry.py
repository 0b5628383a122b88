"""The export formats of a snapshot: one table for the command line and the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from budget.labels import minus_after_sign
from budget.snapshot.content import Content

Write = Callable[[Content, str, str | None, datetime | None], bytes]
OFFICE = "application/vnd.openxmlformats-officedocument"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True)
class Format:
    """An export format: its file type, and whether it is public."""

    name: str
    title: str
    suffix: str
    media_type: str
    is_public: bool = False

    def file_name(self, programme: str, meeting: date) -> str:
        """The name of the file for a meeting of the programme with this id."""
        return f"{programme}-momentopname-{meeting}-{self.name}{self.suffix}"

    def write(
        self, content: Content, sha256: str, signed_by: str | None, signed_at: datetime | None
    ) -> bytes:
        """The file: the content, its SHA-256, the name of the signer and when (both None: a draft)."""
        with minus_after_sign(not content.has_short_report):
            return _load(self.name)(content, sha256, signed_by, signed_at)


def _load(name: str) -> Write:
    """The writer of a format, imported on first use because each needs a large library."""
    if name == "pdf":
        from budget.export.pdf.document import pdf as write
    elif name == "pptx":
        from budget.export.pptx.document import pptx as write
    elif name == "xlsx":
        from budget.export.xlsx.document import xlsx as write
    elif name == "ods":
        from budget.export.ods.document import ods as write
    elif name == "html":
        from budget.export.html.document import html as write
    elif name == "public-html":
        from budget.export.html.document import public_html as write
    else:
        from budget.export.open_data import open_data as write
    return write


ALL = (
    Format("pdf", "PDF om te lezen en te printen", ".pdf", "application/pdf"),
    Format("pptx", "PowerPoint", ".pptx", f"{OFFICE}.presentationml.presentation"),
    Format("xlsx", "Excel", ".xlsx", f"{OFFICE}.spreadsheetml.sheet"),
    Format("ods", "LibreOffice en andere rekenbladen (ODS)", ".ods", ODS),
    Format("html", "Webpagina", ".html", "text/html"),
    Format("public-html", "Openbare webpagina, zonder namen", ".html", "text/html", is_public=True),
    Format("open-data", "Open data: CSV met beschrijving", ".zip", "application/zip", is_public=True),
)
FORMATS: dict[str, Format] = {each.name: each for each in ALL}
