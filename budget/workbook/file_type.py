"""Detects the file type from its content and compares it with the file name."""

from __future__ import annotations

from pathlib import PurePath

from budget.workbook.limits import MB, Limits, RefusedError
from budget.workbook.ods_marks import check_prefixes, check_repeats
from budget.workbook.zip_guard import Archive, open_archive

TEXT_EXTENSIONS = (".csv", ".tsv", ".txt")
EXTENSIONS = (".xlsx", ".xlsm", ".xls", ".ods", *TEXT_EXTENSIONS)
_NAMES = {
    ".xlsx": "een Excel-werkmap (.xlsx)",
    ".xlsm": "een Excel-werkmap met macro's (.xlsm)",
    ".xls": "een oude Excel-werkmap (.xls)",
    ".xlsb": "een binaire Excel-werkmap (.xlsb)",
    ".ods": "een OpenDocument-werkblad (.ods)",
    ".csv": "gewone tekst",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER = (
    (b"%PDF", "een pdf"),
    (b"{\\rtf", "een rtf-document"),
    (b"\x89PNG", "een afbeelding"),
    (b"\xff\xd8\xff", "een afbeelding"),
)
_NO_TABLES = {
    ".pdf": "een pdf", ".doc": "een tekstdocument", ".docx": "een tekstdocument", ".pptx": "een presentatie",
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".heic", ".gif", ".tif", ".tiff", ".webp"), "een afbeelding"),
}  # fmt: skip
"""By extension, the Dutch name of a file type that people choose when they mean the table in it."""
_MACRO_TYPE = b".macroEnabled.main+xml"
_MACRO_PARTS = ("xl/vbaproject", "basic/")
_MACRO_STORE = "_VBA_PROJECT_CUR".encode("utf-16-le")
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml")


def open_file(name: str, data: bytes, limits: Limits) -> tuple[str, Archive | None]:
    """The extension that fits name and content, and the archive of a zipped file. Raises RefusedError."""
    extension = PurePath(name).suffix.lower()
    if not data.strip():
        raise RefusedError("file-empty")
    if format_name := _NO_TABLES.get(extension) or next(
        (w for start, w in _OTHER if data.startswith(start)), ""
    ):
        raise RefusedError("file-no-workbook", what=format_name)
    if extension not in EXTENSIONS:
        raise RefusedError("file-type", extension=extension or name)
    if len(data) > limits.file_size:
        raise RefusedError(
            "file-size",
            what="bestand van",
            size=f"{len(data) // MB} MB",
            limit=f"{limits.file_size // MB} MB",
        )
    archive = open_archive(data, limits) if data[:2] == b"PK" else None
    content = _zipped(archive) if archive else _plain(data)
    expected = ".csv" if extension in TEXT_EXTENSIONS else extension
    if content != expected:
        raise RefusedError("file-mismatch", extension=extension, content=_NAMES.get(content, content))
    return expected, archive


def has_macros(data: bytes, archive: Archive | None) -> bool:
    """Whether a workbook carries macros."""
    return any(map(archive.has, _MACRO_PARTS)) if archive else data[:8] == OLE and _MACRO_STORE in data


def _zipped(archive: Archive) -> str:
    if "xl/workbook.bin" in archive.parts:
        return ".xlsb"
    if "xl/workbook.xml" in archive.parts:
        has_code = _MACRO_TYPE in archive.read("[Content_Types].xml") or "xl/vbaProject.bin" in archive.parts
        return ".xlsm" if has_code else ".xlsx"
    if archive.read("mimetype").strip() == b"application/vnd.oasis.opendocument.spreadsheet":
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise RefusedError("file-password")
        check_prefixes(content := archive.read("content.xml"))
        check_repeats(content)
        return ".ods"
    return "een zip-bestand"


def _plain(data: bytes) -> str:
    if data.startswith(OLE):
        if _PROTECTED in data:
            raise RefusedError("file-password")
        return ".xls"
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return "een webpagina of xml-bestand"
    if b"\0" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return "geen tekst en geen werkmap"
    return ".csv"
