"""What appears on every page, slide, sheet and file of an export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from budget.labels import day
from budget.snapshot.content import Content

CONCEPT = "CONCEPT: nog niet vastgesteld"
LICENCE = {
    "name": "CC0-1.0",
    "title": "Creative Commons CC0 1.0 Universeel: vrij te gebruiken, ook zonder naamsvermelding",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/deed.nl",
}
"""The licence of the data, stated only here."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """The words that no export may drop; `fixed` is the day on which the figures were signed or proposed."""

    programme: str
    title: str
    meeting: str
    scope: str
    notice: str
    is_concept: bool
    signature: str
    sha256: str
    fixed: date
    correction: str = ""

    @property
    def status(self) -> str:
        """That it is a draft, else who signed it."""
        return CONCEPT if self.is_concept else self.signature

    @property
    def remark(self) -> str:
        """The notice and the correction, on one line."""
        return " ".join(text for text in (self.notice, self.correction) if text)

    @property
    def reference(self) -> str:
        """The short hash, as on paper."""
        return f"{self.sha256[:8]}…{self.sha256[-4:]}"

    @property
    def source(self) -> str:
        """The origin of the figures, on one line with the full hash."""
        return (
            f"Bron: {self.programme}, momentopname voor {self.meeting}. {self.title}. Kenmerk: {self.sha256}"
        )

    @property
    def moment(self) -> datetime:
        """The only moment that document properties may state."""
        return datetime(self.fixed.year, self.fixed.month, self.fixed.day)

    @property
    def lines(self) -> tuple[str, ...]:
        """Scope, notice, status and source: above or below every table."""
        lines = (self.scope, self.notice, self.correction, self.status, self.source)
        return tuple(line for line in lines if line)


def imprint(
    content: Content, sha256: str, signed_by: str | None, signed_at: datetime | None, names: bool = True
) -> Imprint:
    """The imprint of a snapshot; without `names` it says how many persons signed, not who."""
    signed = signed_at if signed_by is not None else None
    fixed = (signed or content.proposed_at).date()
    return Imprint(
        programme=content.programme.name,
        title=f"Stand van de besteding op {day(content.as_of)}",
        meeting=f"{content.programme.board} {day(content.meeting.date)}",
        scope=content.programme.scope,
        notice=content.programme.notice,
        is_concept=signed is None,
        signature=_signature(content.proposed_by, signed_by if signed else None, fixed, names),
        sha256=sha256,
        fixed=fixed,
        correction=content.correction,
    )


def _signature(proposed_by: str, signed_by: str | None, fixed: date, names: bool) -> str:
    if signed_by is None:
        who = f" door {proposed_by}" if names else ""
        return f"Voorgesteld{who} op {day(fixed)}, nog niet vastgesteld"
    who = f": {proposed_by} en {signed_by}" if names else ""
    return f"Vastgesteld op {day(fixed)} door twee personen{who}"
