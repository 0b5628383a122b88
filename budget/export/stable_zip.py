"""Zip files (and office files, which are zips) whose bytes depend only on their content."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime
from zipfile import ZIP_STORED, ZipFile, ZipInfo

FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
_WRITTEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def pack_zip(parts: Mapping[str, bytes]) -> bytes:
    """A zip with these parts in this order.

    Nothing is compressed: the output of a compressor differs between machines.
    """
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_STORED) as archive:
        for name, data in parts.items():
            info = ZipInfo(name, FIRST_MOMENT)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, data)
    return held.getvalue()


def unpack_zip(data: bytes) -> dict[str, bytes]:
    """The parts of a zip by name."""
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_fixed_times(data: bytes, moment: datetime) -> bytes:
    """An office file with `moment` as the only time in it, also in workbooks embedded in it."""
    return pack_zip(
        {name: _part_with_fixed_times(name, part, moment) for name, part in unpack_zip(data).items()}
    )


def _part_with_fixed_times(name: str, part: bytes, moment: datetime) -> bytes:
    if name.endswith(".xlsx"):
        return with_fixed_times(part, moment)
    if name == "docProps/core.xml":
        return _WRITTEN.sub(rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<3>", part)
    return part
