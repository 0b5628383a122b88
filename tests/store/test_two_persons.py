"""The database itself requires two persons, whatever the program does."""

from datetime import datetime

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from budget.model.persons import person_fault
from budget.model.words import BudgetError
from budget.store.engine import Store, open_store
from budget.store.people import record_people
from budget.store.schema import acceptances, plan_lines, plan_versions, rejections
from budget.store.schema_board import signatures, snapshots
from tests.store.samples import ID, JUNE, MAY_END, NOW, deliver, line, plan, submit

LATER = datetime(2024, 3, 1)

REFUSED = (IntegrityError, BudgetError)
"""The refusal by the database; the store puts the rule of two persons into words."""


def write(store: Store, table, **row) -> None:
    with store.write(ID) as connection:
        connection.execute(insert(table), {"programme": ID, **row})


def accept_directly(store: Store, **changed) -> None:
    number = submit(store, plan(line()), person="gea").id
    row = {"seq": 1, "submission": number, "submitted_by": "gea", "accepted_by": "cor"}
    write(store, acceptances, accepted_at=LATER, **{**row, **changed})


def snapshot_directly(store: Store, proposed_by: str = "cor") -> int:
    row = {
        "id": 1, "programme": ID, "meeting": JUNE, "as_of": MAY_END, "known_at": 0, "content": "{}",
        "programme_text": "", "sha256": "0", "proposed_by": proposed_by, "proposed_at": NOW,
    }  # fmt: skip
    with store.write(ID) as connection:
        connection.execute(insert(snapshots), row)
    return 1


def test_the_database_allows_an_acceptance_by_another_person(store: Store) -> None:
    accept_directly(store)


def test_the_database_refuses_an_acceptance_by_the_submitter(store: Store) -> None:
    with pytest.raises(REFUSED):
        accept_directly(store, accepted_by="gea")


def test_the_database_refuses_an_acceptance_with_a_false_submitter(store: Store) -> None:
    with pytest.raises(REFUSED):
        accept_directly(store, submitted_by="mo", accepted_by="gea")


def test_the_database_refuses_an_acceptance_without_a_submission(store: Store) -> None:
    with pytest.raises(REFUSED):
        accept_directly(store, submission=99)


def test_the_database_refuses_to_accept_the_same_submission_twice(store: Store) -> None:
    number = deliver(store, plan(line())).id
    with pytest.raises(REFUSED):
        write(
            store, acceptances, programme=ID, seq=2, submission=number, submitted_by="cor",
            accepted_by="cato", accepted_at=LATER,
        )  # fmt: skip


def test_the_database_refuses_a_second_acceptance_with_the_same_number(store: Store) -> None:
    deliver(store, plan(line()))
    number = submit(store, plan(line("SPE-1"))).id
    with pytest.raises(REFUSED):
        write(
            store, acceptances, programme=ID, seq=1, submission=number, submitted_by="cor",
            accepted_by="cato", accepted_at=LATER,
        )  # fmt: skip


def test_the_database_allows_a_signature_of_another_person(store: Store) -> None:
    number = snapshot_directly(store)
    write(store, signatures, snapshot=number, proposed_by="cor", signed_by="cato", signed_at=LATER)


@pytest.mark.parametrize(("proposed_by", "signed_by"), [("cor", "cor"), ("cato", "cor")])
def test_the_database_refuses_a_signature_of_the_proposer(
    store: Store, proposed_by: str, signed_by: str
) -> None:
    """Also when the row lies about who proposed it."""
    number = snapshot_directly(store)
    with pytest.raises(REFUSED):
        write(
            store, signatures, snapshot=number, proposed_by=proposed_by, signed_by=signed_by, signed_at=LATER
        )


def test_the_database_refuses_a_rejection_without_a_reason(store: Store) -> None:
    number = submit(store, plan(line())).id
    with pytest.raises(REFUSED):
        write(store, rejections, submission=number, rejected_by="cato", rejected_at=LATER, reason="")


def stored_line(store: Store, **changed) -> None:
    deliver(store, plan(line()))
    with store.write(ID) as connection:
        connection.execute(insert(plan_versions), {"programme": ID, "seq": 1, "domain": "SPE"})
        row = {
            "programme": ID, "seq": 1, "domain": "SPE", "code": "SPE-1", "source": "DORP", "theme": "",
            "year": 2024, "action_line": "", "activity": "", "budget_holder": "sjoerd", "budget": 100,
            "released": None, "phasing": None, "project_code": "", "note": "",
        }  # fmt: skip
        connection.execute(insert(plan_lines), {**row, **changed})


@pytest.mark.parametrize("released", [None, 0, 99, 100])
def test_the_database_allows_a_release_up_to_the_budget(store: Store, released: int | None) -> None:
    stored_line(store, released=released)


@pytest.mark.parametrize("changed", [{"released": 101}, {"released": -1}, {"seq": 2}])
def test_the_database_refuses_an_impossible_plan_line(store: Store, changed: dict[str, int]) -> None:
    """More released than budgeted, a negative release, or a missing acceptance."""
    with pytest.raises(REFUSED):
        stored_line(store, **changed)


def test_the_database_allows_a_line_without_budget(store: Store) -> None:
    stored_line(store, budget=0, released=0)


OTHER_GUISES = {
    "another case": "GEA",
    "a space behind": "gea ",
    "a space before": " gea",
    "an invisible letter": "g\u200bea",
    "a soft hyphen": "ge\u00ada",
    "a Cyrillic letter": "g\u0435a",
    "a Greek letter": "ge\u03b1",
    "a wide letter": "\uff47ea",
    "a composed sign in two": "ge\u0301a",
    "a capital that SQLite cannot fold": "GÉA",
    "a dotless i": "gıjs",
    "a line end": "gea\n",
    "two spaces": "gea  groen",
    "nothing": "",
    "white space": " ",
}
"""Texts that are no second person beside `gea`: herself in another spelling, or nobody."""


@pytest.mark.parametrize("guise", OTHER_GUISES)
def test_the_database_refuses_an_acceptance_by_the_submitter_in_another_guise(
    store: Store, guise: str
) -> None:
    with pytest.raises(REFUSED, match=r"two persons needed|no id of a person|tweede persoon"):
        accept_directly(store, accepted_by=OTHER_GUISES[guise])


@pytest.mark.parametrize("guise", OTHER_GUISES)
def test_the_database_refuses_a_signature_of_the_proposer_in_another_guise(store: Store, guise: str) -> None:
    number = snapshot_directly(store, proposed_by="gea")
    row = {"snapshot": number, "proposed_by": "gea", "signed_by": OTHER_GUISES[guise], "signed_at": LATER}
    with pytest.raises(REFUSED, match=r"two persons needed|no id of a person|tweede persoon"):
        write(store, signatures, **row)


@pytest.mark.parametrize("person", ["géa", "Cato", "j.o'neil@dorp", "Sanne de Vries", "č", "a:b%c\\d[e]"])
def test_the_database_allows_any_person_that_can_be_read(store: Store, person: str) -> None:
    assert person_fault(person) == ""
    accept_directly(store, accepted_by=person)


@pytest.mark.parametrize("guise", sorted(set(OTHER_GUISES) - {"another case"}))
def test_the_program_and_the_database_refuse_the_same_texts(store: Store, guise: str) -> None:
    assert person_fault(OTHER_GUISES[guise])
    with pytest.raises(REFUSED, match="no id of a person"):
        snapshot_directly(store, proposed_by=OTHER_GUISES[guise])


@pytest.mark.parametrize("value", ["x'676561'", "'gea' || char(0)", "CAST('cato' AS BLOB)"])
def test_sqlite_refuses_bytes_and_text_with_an_end_inside(ready_sqlite_url: str, value: str) -> None:
    store = open_store(ready_sqlite_url)
    number = submit(store, plan(line()), person="gea").id
    query = (
        f"INSERT INTO acceptances VALUES ('{ID}', 1, {number}, 'gea', {value}, '2024-03-01 00:00:00.000000')"
    )
    with (
        pytest.raises(REFUSED, match=r"no id of a person|two persons needed|tweede persoon"),
        store.write(ID) as connection,
    ):
        connection.exec_driver_sql(query)
    store.close()


def test_before_the_people_are_recorded_any_other_person_can_accept(store: Store) -> None:
    accept_directly(store, accepted_by="niemand")


@pytest.mark.parametrize("person", ["cato", "CATO"])
def test_once_people_are_recorded_one_of_them_can_accept(store: Store, person: str) -> None:
    with store.write(ID) as connection:
        record_people(connection, ID, ["gea", "cato"], "gea", NOW)
    accept_directly(store, accepted_by=person)


def test_once_people_are_recorded_nobody_else_can_accept_or_sign(store: Store) -> None:
    with store.write(ID) as connection:
        record_people(connection, ID, ["gea", "cato", "cor"], "gea", NOW)
    with pytest.raises(REFUSED, match=r"unknown person|niet in het programma"):
        accept_directly(store, accepted_by="niemand")
    number = snapshot_directly(store)
    row = {"snapshot": number, "proposed_by": "cor", "signed_by": "niemand", "signed_at": LATER}
    with pytest.raises(REFUSED, match=r"unknown person|niet in het programma"):
        write(store, signatures, **row)


def test_people_of_another_programme_do_not_count(store: Store) -> None:
    with store.write("ander") as connection:
        record_people(connection, "ander", ["niemand"], "gea", NOW)
    with store.write(ID) as connection:
        record_people(connection, ID, ["gea", "cato"], "gea", NOW)
    with pytest.raises(REFUSED, match=r"unknown person|niet in het programma"):
        accept_directly(store, accepted_by="niemand")


@pytest.mark.parametrize("guise", sorted(set(OTHER_GUISES) - {"another case"}))
def test_only_a_readable_id_can_be_recorded(store: Store, guise: str) -> None:
    with pytest.raises(REFUSED, match="no id of a person"), store.write(ID) as connection:
        record_people(connection, ID, [OTHER_GUISES[guise]], "gea", NOW)
