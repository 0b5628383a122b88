"""File types are detected by content, and the name must match."""

from __future__ import annotations

import io
import zipfile

import pytest

from budget.workbook.file_type import has_macros, open_file
from budget.workbook.limits import Limits, RefusedError
from tests.workbook.binary import xls


def _refusal(name: str, data: bytes) -> RefusedError:
    with pytest.raises(RefusedError) as refused:
        open_file(name, data, Limits())
    return refused.value


def test_a_binary_xlsb_workbook_is_refused_by_its_name_and_by_its_content():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    by_name = _refusal("plan.xlsb", buffer.getvalue())
    assert (by_name.code, by_name.values) == ("file-type", {"extension": ".xlsb"})
    by_content = _refusal("plan.xlsx", buffer.getvalue())
    assert (by_content.code, ".xlsb" in by_content.values["content"]) == ("file-mismatch", True)


def test_macros_of_an_old_workbook_are_found():
    plain = xls([["Regelcode"]])
    assert not has_macros(plain, None)
    # A container storage with this name holds the macros.
    name = "Workbook".encode("utf-16-le")
    at = plain.rfind(name)
    store = "_VBA_PROJECT_CUR".encode("utf-16-le")
    assert has_macros(plain[:at] + store + plain[at + len(store) :], None)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("stand.pdf", b"%PDF-1.7", "een pdf"),
        ("stand.xlsx", b"%PDF-1.7", "een pdf"),
        ("foto.JPG", b"\xff\xd8\xff", "een afbeelding"),
        ("foto.heic", b"anything", "een afbeelding"),
        ("brief.docx", b"PK", "een tekstdocument"),
    ],
)
def test_a_pdf_image_or_text_document_is_refused_by_kind(name: str, data: bytes, what: str):
    found = _refusal(name, data)
    assert (found.code, found.values) == ("file-no-workbook", {"what": what})
