"""The public version of one signed snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from budget.export.imprint import Imprint, imprint
from budget.export.public_version import public
from budget.export.safe_text import remove_control_signs
from budget.labels import day
from budget.snapshot.content import Content

SHORT_MARK = 8


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed snapshot: its content, its SHA-256, and when (naive UTC) it was signed by whom."""

    content: Content
    sha256: str
    signed_by: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Successor:
    """The correction that replaces it: its SHA-256, when (naive UTC) it was signed, and why."""

    sha256: str
    signed_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A signed snapshot without names; `changed_at` is when it was signed or replaced (naive UTC)."""

    content: Content
    marks: Imprint
    changed_at: datetime
    is_replaced: bool

    @property
    def folder(self) -> str:
        """Its folder on the site: the version in force has the address of the meeting."""
        day_of = self.content.meeting.date.isoformat()
        return f"{day_of}/{self.marks.sha256[:SHORT_MARK]}" if self.is_replaced else day_of


def publication(signed: Signed, roles: Mapping[str, str], successor: Successor | None) -> Publication:
    """The public snapshot; `roles` as for public(), `signed` with a content from told()."""
    content = public(remove_control_signs(signed.content), remove_control_signs(signed.signed_by), roles)
    marks = imprint(content, signed.sha256, "", signed.signed_at, names=False)
    changed_at = successor.signed_at if successor else signed.signed_at
    return Publication(content, marks, changed_at, successor is not None)


def with_replacement_notice(content: Content, successor: Successor | None) -> Content:
    """The content; a replaced one says so in its notice, which every page and file shows."""
    if successor is None:
        return content
    notice = f"{_replaced_words(successor)} {content.programme.notice}".strip()
    return replace(content, programme=replace(content.programme, notice=notice))


def _replaced_words(successor: Successor) -> str:
    return (
        f"Vervangen: dit geldt niet meer. Op {day(successor.signed_at)} is een correctie ondertekend, met "
        f"kenmerk {successor.sha256[:SHORT_MARK]}. Reden: {successor.reason.rstrip('.')}."
    )
