"""What stands on every page, slide, sheet and file that leaves the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from budget.labels import day
from budget.snapshot.told import correction_sentence

CONCEPT = "CONCEPT: nog niet vastgesteld"


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
        return CONCEPT if self.is_concept else self.signature

    @property
    def remark(self) -> str:
        """The notice and what is corrected, in one line."""
        return " ".join(text for text in (self.notice, self.correction) if text)

    @property
    def reference(self) -> str:
        """The mark in short, as it stands on paper."""
        return f"{self.sha256[:8]}…{self.sha256[-4:]}"

    @property
    def source(self) -> str:
        """Where the figures come from, in one line with the whole mark."""
        return (
            f"Bron: {self.programme}, momentopname voor {self.meeting}. {self.title}. Kenmerk: {self.sha256}"
        )

    @property
    def moment(self) -> datetime:
        """The one moment that document properties may state."""
        return datetime(self.fixed.year, self.fixed.month, self.fixed.day)

    @property
    def lines(self) -> tuple[str, ...]:
        """Scope, notice, state and source: what stands above or below every table."""
        lines = (self.scope, self.notice, self.correction, self.status, self.source)
        return tuple(line for line in lines if line)


def imprint(
    content: dict[str, Any], sha256: str, signed_by: str | None, signed_at: str | None, names: bool = True
) -> Imprint:
    """The imprint of a snapshot; without `names` it says how many persons signed, not who."""
    programme, is_concept = content["programme"], signed_by is None or signed_at is None
    fixed = content["proposed_at"] if is_concept else signed_at
    return Imprint(
        programme=programme["name"],
        title=f"Stand van de besteding op {_day(content['as_of'])}",
        meeting=f"{programme['board']} {_day(content['meeting']['date'])}",
        scope=programme["scope"],
        notice=programme["notice"],
        is_concept=is_concept,
        signature=_signature(content["proposed_by"], signed_by, fixed, is_concept, names),
        sha256=sha256,
        fixed=date.fromisoformat(fixed[:10]),
        correction=correction_sentence(content),
    )


def _signature(proposed_by: str, signed_by: str | None, fixed: str, is_concept: bool, names: bool) -> str:
    if is_concept:
        who = f" door {proposed_by}" if names else ""
        return f"Voorgesteld{who} op {_day(fixed)}, nog niet vastgesteld"
    who = f": {proposed_by} en {signed_by}" if names else ""
    return f"Vastgesteld op {_day(fixed)} door twee personen{who}"


def _day(text: str) -> str:
    return day(date.fromisoformat(text[:10]))
