"""Submitting from other systems: a file or rows, with the same findings as elsewhere."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from budget.api.bodies import UploadedFile
from budget.api.call import Call
from budget.api.problems import Problem
from budget.api.queries import as_json
from budget.intake.findings import checked_data
from budget.model.content import Amendment, CheckedFile, MoveDecision
from budget.model.submission_details import Origin
from budget.model.words import BudgetError, UnknownNameError
from budget.store.database_use import DatabaseUse
from budget.usecases import deliver
from budget.usecases.database_use import begin
from budget.usecases.earlier_submissions import handed_in_before
from budget.usecases.typed_totals import read_control


def check(call: Call, upload: UploadedFile) -> Response:
    """Check a file; nothing is stored."""
    return as_json(checked_data(upload.name, _checked(call, upload)))


def submit(call: Call, upload: UploadedFile) -> Response:
    """Submit a file; a second person accepts it, on screen or on the command line, never here."""
    checked = _checked(call, upload)
    findings = checked_data(upload.name, checked)
    if not checked.accepted:
        raise Problem(
            422, "Er staan fouten in. Er is niets ingediend.", more={"submission": None, **findings}
        )
    earlier = handed_in_before(call.store, call.programme, call.actor, checked.sha256)
    if earlier and earlier.is_pending:
        raise Problem(409, f"Dit is inzending {earlier.id}.", more={"submission": earlier.id})
    try:
        number = _submit(call, upload, checked)
    except UnknownNameError as error:
        raise Problem(422, str(error), more={"submission": None, **findings}) from error
    place = f"{call.address}/{number}"
    return as_json({"submission": number, **findings}, 201, {"location": place})


def _checked(call: Call, upload: UploadedFile) -> CheckedFile:
    return deliver.check(call.store, call.programme, call.actor, upload.name, upload.data)


def _submit(call: Call, upload: UploadedFile, checked: CheckedFile) -> int:
    form_values = upload.said
    control = read_control(checked, form_values.get("control_total", ()), form_values.get("explained", ()))
    decision, amendment = _decision(upload), _amendment(upload)
    begin(call.store, call.programme, DatabaseUse.REAL, call.actor.id, call.now)
    return deliver.submit(
        call.store,
        call.programme,
        checked,
        upload.data,
        call.actor,
        call.now,
        form_values.get("corrections", ("",))[0],
        decision=decision,
        control=control,
        amendment=amendment,
    ).id


def _decision(upload: UploadedFile) -> MoveDecision | None:
    text, on = (upload.said.get(name, ("",))[0] for name in ("decision", "decided_on"))
    if not text and not on:
        return None
    if not text or not on:
        raise BudgetError("Geef decision en decided_on samen: het besluit en de dag ervan.")
    try:
        return MoveDecision(text, date.fromisoformat(on))
    except ValueError as error:
        raise BudgetError("Schrijf decided_on zo: 2024-09-30.") from error


def _amendment(upload: UploadedFile) -> Amendment | None:
    origin, reason, document = (upload.said.get(name, ("",))[0] for name in ("origin", "reason", "document"))
    if not (origin or reason or document):
        return None
    if origin not in set(Origin) or not reason or not document:
        raise BudgetError(f"Geef origin, reason en document samen. Kies origin uit: {', '.join(Origin)}.")
    return Amendment(Origin(origin), reason, document)
