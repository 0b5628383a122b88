"""The report of a snapshot in any format, from its frozen content alone."""

from __future__ import annotations

from budget.export.registry import FORMATS
from budget.model.programme import Programme
from budget.programme import name_then
from budget.snapshot.codec import decode_content
from budget.store.snapshots import Snapshot


def write_report(found: Snapshot, programme: Programme, name: str) -> bytes:
    """The report of a snapshot in one of FORMATS, from its frozen content alone."""
    signed_by = name_then(found.programme_text, programme, found.signed_by) if found.signed_by else None
    return FORMATS[name].write(decode_content(found.content), found.sha256, signed_by, found.signed_at)


def report_name(found: Snapshot, programme: Programme, name: str) -> str:
    """The name of the file that holds it."""
    return f"{programme.id}-momentopname-{found.meeting}-{name}{FORMATS[name].suffix}"
