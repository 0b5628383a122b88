"""Decisions and criteria in exports: tables in new snapshots, no persons in public formats."""

from __future__ import annotations

from datetime import date

from budget.export import record_tables
from budget.export.html.document import html, public_html
from budget.export.public_version import public
from budget.export.result_columns import RESULTS
from budget.export.tables import tables
from budget.model.domain_records import Request, RequestState
from budget.snapshot.codec import decode_content, encode_content
from budget.snapshot.content import FORMAT
from budget.snapshot.domain_records import FrozenDecision, FrozenPromise
from tests.snapshot.content_sample import SHA, content

OPEN = FrozenDecision("VEI", date(2024, 3, 1), "VEI-1", "Camera van Pim Pers", 5_000, ("Prijs", "Bereik"),
             "Pim Pers, Bo", "Pim", "Pim Pers", "Bestuur", None, "", is_open=True)  # fmt: skip
ENDED = FrozenDecision("JEU", date(2024, 2, 1), "", "Bal", None, ("prijs",), "Ada, Bo", "", "Ada", "Bestuur",
              date(2024, 2, 9), "Bo, Cas", is_open=False)  # fmt: skip
FROZEN = content(format=FORMAT, decisions=(OPEN, ENDED))


def found(name: str):
    return next((table for table in tables(FROZEN) if table.name == name), None)


def test_a_criterion_is_shown_with_every_decision_that_used_it() -> None:
    assert [row[0] for row in found("criteria").rows] == ["Bereik", "Prijs", "prijs"]


def test_the_state_of_a_decision_is_shown() -> None:
    table = found("decisions")
    assert [row[table.column("state")] for row in table.rows] == ["open", "opgelost"]


def test_columns_with_persons_are_marked() -> None:
    shown = found("decisions").without(lambda column: column.is_personal)
    assert [column.name for column in shown.columns] == [
        "domain", "on", "line", "decision", "amount", "criteria", "state", "ended_on",
    ]  # fmt: skip


def test_the_public_version_names_nobody() -> None:
    told = public(FROZEN).decisions[0]
    assert (told.decided_persons, told.conflict, told.route, told.escalation) == ("", "", "", "")
    assert told.decision == "Camera van [naam]"


def test_the_internal_page_names_the_deciders_and_the_public_page_does_not() -> None:
    inside, outside = (write(FROZEN, SHA, None, None).decode() for write in (html, public_html))
    assert "VEI-1" in inside
    assert "VEI-1" in outside
    assert "Pim Pers, Bo" in inside
    assert "Pim" not in outside


def test_decisions_survive_encoding_and_decoding() -> None:
    assert decode_content(encode_content(FROZEN)).decisions == (OPEN, ENDED)


def test_without_decisions_there_is_no_table() -> None:
    assert not {"decisions", "criteria"} & {table.name for table in tables(content())}


def test_requests_and_promises_have_tables_and_the_public_version_hides_persons() -> None:
    asked = Request("VEI", "", "Camera", 700, "VJN", date(2025, 3, 1), RequestState.OPEN, "Pim Pers")
    vow = FrozenPromise("VEI", "Brief van Pim Pers", "raad", "Pim Pers", date(2024, 3, 1), date(2024, 5, 1),
                   "te laat", "")  # fmt: skip
    frozen = content(format=FORMAT, requests=(asked,), promises=(vow,))
    told = {table.name: table for table in tables(frozen)}
    assert [told[name].rows[0][1:4] for name in ("requests", "promises")] == [
        ("", "Camera", 700), ("Brief van Pim Pers", "raad", "Pim Pers"),
    ]  # fmt: skip
    shown = public(frozen)
    assert (shown.requests[0].asked_by, shown.promises[0].owner) == ("", "")
    assert shown.promises[0].promise == "Brief van [naam]"
    assert decode_content(encode_content(frozen)).requests == (asked,)


def test_no_column_has_a_name_that_open_data_gives_to_the_snapshot_itself() -> None:
    common = {"year", "as_of", "meeting", "status", "snapshot", "scope", "notice"}
    for columns in (record_tables.DECISIONS, record_tables.CRITERIA, record_tables.REQUESTS,
                    record_tables.PROMISES, RESULTS):  # fmt: skip
        names = [column.name for column in columns]
        assert len(names) == len({*names} - common)
