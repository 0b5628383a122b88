"""Reading snapshots: the list, and their reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Protocol

from starlette.responses import Response

from budget.access import Who
from budget.api.call import Call
from budget.api.problems import Problem
from budget.api.queries import as_json, paged, read_day
from budget.model.programme import Programme
from budget.snapshot.content import Content
from budget.store import Store
from budget.store.snapshots import Snapshot

_NEVER_TOLD = ("content", "programme_text")
Signed = tuple[Content, str, str | None, datetime | None]
"""Frozen content, its SHA-256, who signed and when."""


class Format(Protocol):
    """An export format, as in the registry."""

    @property
    def media_type(self) -> str:
        """The media type."""

    @property
    def is_public(self) -> bool:
        """Whether it is public."""

    def file_name(self, programme: str, meeting: date) -> str:
        """The name of the file."""

    def write(
        self, content: Content, sha256: str, signed_by: str | None, signed_at: datetime | None
    ) -> bytes:
        """The file."""


@dataclass(frozen=True, slots=True)
class Snapshots:
    """The use cases that read snapshots, and the formats by name."""

    all_of: Callable[[Store, Programme, Who], list[Snapshot]]
    one_of: Callable[[Store, Programme, Who, date, str | None], Snapshot]
    as_signed: Callable[[Store, Programme, Who, Snapshot, bool], Signed]
    formats: Mapping[str, Format]

    def list(self, call: Call) -> Response:
        """Every snapshot that was not withdrawn, by meeting."""
        return paged(
            call,
            [_snapshot_data(snapshot) for snapshot in self.all_of(call.store, call.programme, call.actor)],
        )

    def show(self, call: Call) -> Response:
        """The snapshot in force for one meeting."""
        return as_json(_snapshot_data(self._one(call, None)))

    def report(self, call: Call) -> Response:
        """The report of a meeting in one of the formats, of the snapshot in force or a requested version."""
        snapshot = self._one(call, call.query.get("version"))
        form = self.formats.get(call.path["format"])
        if form is None:
            raise Problem(404, f"Kies als vorm uit: {', '.join(self.formats)}.")
        data = form.write(*self.as_signed(call.store, call.programme, call.actor, snapshot, form.is_public))
        name = form.file_name(call.programme.id, snapshot.meeting)
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(data, media_type=form.media_type, headers=headers)

    def _one(self, call: Call, mark: str | None) -> Snapshot:
        try:
            meeting = read_day(call.path["meeting"])
        except ValueError as error:
            raise Problem(404, "Noem de dag van de vergadering, zoals 2024-10-03.") from error
        return self.one_of(call.store, call.programme, call.actor, meeting, mark)


def _snapshot_data(snapshot: Snapshot) -> dict[str, object]:
    return {name: value for name, value in asdict(snapshot).items() if name not in _NEVER_TOLD}
