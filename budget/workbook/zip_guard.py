"""Inspects a zipped workbook before any reader opens it: whether it is safe, its size, and its marks."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from budget.workbook.cells import Marks
from budget.workbook.limits import MB, Limits, RefusedError
from budget.workbook.xlsx_marks import SheetScanner

_CHUNK = MB
_OVERLAP = 64
_WITH_CELLS = re.compile(r"^content\.xml$|sharedstrings|sheet", re.IGNORECASE)
_UNREAD = "customxml/"
"""Folder of parts that no reader opens, such as Power Query's queries; they may be in UTF-16."""
_USUAL = {
    "_rels/.rels": {"officeDocument": "xl/workbook.xml"},
    "xl/_rels/workbook.xml.rels": {"sharedStrings": "xl/sharedstrings.xml", "styles": "xl/styles.xml"},
}
"""The parts with links, and by the kind of a link the part that it leads to."""
_COMMENT = re.compile(rb"<(?:!--|\?)")
_TEXT_AFTER = re.compile(rb"(?:--|\?)>\s*[^<>\s]")


@dataclass(slots=True)
class Archive:
    """A zipped workbook: its parts with their real unpacked sizes, and marks per sheet name.

    `sheets` has the part of each sheet, by name.
    """

    data: bytes
    parts: dict[str, int] = field(default_factory=dict)
    marks: dict[str, Marks] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)

    @property
    def unpacked(self) -> int:
        """The size of all parts together, in bytes."""
        return sum(self.parts.values())

    def read(self, part: str) -> bytes:
        """The bytes of a part, b'' if there is none."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return archive.read(part) if part in self.parts else b""

    def with_part(self, part: str, content: bytes) -> bytes:
        """The workbook with other content in one part."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(buffer, "w") as new:
            for name in self.parts:
                new.writestr(name, content if name == part else old.read(name))
        return buffer.getvalue()

    def has(self, beginning: str) -> bool:
        """Whether a part is in this folder or has this name, ignoring case."""
        return any(part.lower().startswith(beginning) for part in self.parts)


def open_archive(data: bytes, limits: Limits) -> Archive:
    """Unpack every part once, counting and scanning, keeping nothing. Raises RefusedError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive.infolist(), limits)
            _check_links(archive)
            return _look(archive, Archive(data), limits)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        # A compression method that zipfile does not know.
        NotImplementedError,
        UnicodeDecodeError,
        ValueError,
    ) as error:
        raise RefusedError("file-damaged") from error
    except RuntimeError as error:
        raise RefusedError("file-password") from error


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.parts:
        raise RefusedError("file-size", what="onderdelen", size=str(len(entries)), limit=str(limits.parts))
    if entries and min(entry.header_offset for entry in entries) > 0:
        raise RefusedError("file-unsafe", reason="voor het begin van de werkmap staat nog iets anders")
    names_lower: set[str] = set()
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if entry.flag_bits & 0x1:
            raise RefusedError("file-password")
        if name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise RefusedError("file-unsafe", reason="een onderdeel wijst naar een plaats buiten het bestand")
        if name.lower() in names_lower:
            raise RefusedError("file-unsafe", reason="een onderdeel staat er twee keer in")
        names_lower.add(name.lower())


def _check_links(archive: zipfile.ZipFile) -> None:
    """Raises RefusedError when the links of an .xlsx file lead elsewhere than the value reader looks.

    That opens parts by their usual names; Excel opens the parts that the links name.
    """
    names = set(archive.namelist())
    for part, usual in _USUAL.items() if "xl/workbook.xml" in names else ():
        if part not in names:
            continue
        links = archive.read(part)
        _check_xml(links, True)
        link_ids: set[str | None] = set()
        for link in _links(links):
            kind, target = link.get("Type", "").rpartition("/")[2], link.get("Target", "")
            folder = "xl/" if part.startswith("xl/") else ""
            at = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}{target}")
            if link.get("Id") in link_ids or at.lower() != usual.get(kind, at.lower()):
                raise RefusedError("file-unsafe", reason="een verwijzing wijst naar een ander onderdeel")
            link_ids.add(link.get("Id"))


def _links(xml: bytes) -> list[ElementTree.Element]:
    try:
        return list(ElementTree.fromstring(xml))
    except ElementTree.ParseError:
        return []


def _look(archive: zipfile.ZipFile, checked: Archive, limits: Limits) -> Archive:
    total = 0
    sheets = _sheet_parts(archive)
    for entry in archive.infolist():
        scanner = SheetScanner() if entry.filename in sheets else None
        size = 0
        for chunk in _chunks(archive, entry):
            size, total = size + len(chunk), total + len(chunk)
            _check_size(total, size, entry, limits)
            if scanner:
                scanner.feed(chunk)
        checked.parts[entry.filename] = size
        if scanner:
            checked.marks[sheets[entry.filename]] = scanner.close()
            checked.sheets[sheets[entry.filename]] = entry.filename
    return checked


def _check_size(total: int, size: int, entry: zipfile.ZipInfo, limits: Limits) -> None:
    if total > limits.unpacked:
        raise RefusedError(
            "file-size",
            what="uitgepakt",
            size=f"meer dan {total // MB} MB",
            limit=f"{limits.unpacked // MB} MB",
        )
    if size > limits.ratio_from and size > limits.ratio * max(entry.compress_size, 1):
        raise RefusedError(
            "file-unsafe", reason=f"een onderdeel wordt bij uitpakken meer dan {limits.ratio} keer zo groot"
        )


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked part in chunks, checked for what no workbook needs."""
    is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    tail, first = b"", True
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            if is_xml:
                text = tail + chunk
                if entry.filename.lower().startswith(_UNREAD):
                    _check_forbidden(text.replace(b"\0", b""))
                else:
                    _check_xml(text, first, bool(_WITH_CELLS.search(entry.filename)))
                tail, first = text[-_OVERLAP:], False
            yield chunk


def _check_xml(text: bytes, first: bool, has_cells: bool = False) -> None:
    # Looking for one letter first is many times faster, and most text has neither.
    is_special = b"!" in text and b"<!" in text
    is_instruction = b"?" in text and b"<?" in text
    # The value reader loses text next to these.
    if has_cells and is_special and b"<![CDATA[" in text:
        raise RefusedError("file-unsafe", reason="een cel is geschreven als CDATA")
    if has_cells and (is_special or is_instruction) and _has_comment_in_text(text):
        raise RefusedError("file-unsafe", reason="midden in een tekst staat een opmerking")
    if is_special:
        _check_forbidden(text)
    if first and (
        text[:2] in (b"\xff\xfe", b"\xfe\xff") or text[1:2] == b"\0" or _other_encoding(text[:200])
    ):
        raise RefusedError("file-unsafe", reason="de tekst staat niet in UTF-8")


def _check_forbidden(text: bytes) -> None:
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise RefusedError("file-unsafe", reason="het bevat een DTD")


def _has_comment_in_text(text: bytes) -> bool:
    """Whether a comment or instruction directly borders text, in linear time."""
    text = text.lstrip(b"\xef\xbb\xbf")
    for match in _COMMENT.finditer(text):
        start = text.rfind(b"<", 0, match.start()) + 1
        start = max(start, text.rfind(b">", start, match.start()) + 1)
        if text[start : match.start()].strip():
            return True
    return bool(_TEXT_AFTER.search(text))


def _other_encoding(start: bytes) -> bool:
    declared = re.search(rb"<\?xml[^>]*encoding=[\"']([\w.:-]+)", start)
    return declared is not None and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii")


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of the sheet by its part."""
    try:
        book, links = archive.read("xl/workbook.xml"), archive.read("xl/_rels/workbook.xml.rels")
        for part in (book, links):
            _check_xml(part, True)
        targets = link_targets(links)
        sheets = [e for e in ElementTree.fromstring(book).iter() if e.tag.rpartition("}")[2] == "sheet"]
    except (KeyError, ElementTree.ParseError):
        return {}
    own, names = {name.lower(): name for name in archive.namelist()}, dict[str, str]()
    for sheet in sheets:
        link = next((value for key, value in sheet.attrib.items() if key.rpartition("}")[2] == "id"), None)
        target = targets.get(link, "")
        names[own.get(target.lower(), target)] = sheet.get("name", "")
    return names


def link_targets(links: bytes) -> dict[str | None, str]:
    """The part behind each link of a workbook, by its id. Raises ElementTree.ParseError."""
    return {
        link.get("Id"): target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        for link in ElementTree.fromstring(links)
        if (target := link.get("Target", ""))
    }
