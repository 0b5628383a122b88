"""The rights matrix: every use case for every role, own and other domains, in every state."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from budget.access import Action, Actor
from budget.lake.folder import LakeFolder
from budget.model.content import CheckedFile, Content, Finding
from budget.model.notices import MailPreference
from budget.model.periods import Period
from budget.model.questions import Answer, Question, Verdict
from budget.model.sharing import Offer
from budget.model.steering import SteeringAction
from budget.model.words import BudgetError, Level, Role, RolledBy, SheetKind
from budget.programme import parse_programme
from budget.standing.moment import load_standing
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store, open_store
from budget.store.mappings import SavedMapping
from budget.usecases import (
    calendar,
    close,
    conflicts,
    country,
    decide,
    deliver,
    earlier_submissions,
    effects,
    freeze,
    lake_export,
    logbook,
    maintain,
    map_layouts,
    outbox,
    plan_proposals,
    programmes,
    reconcile,
    remove,
    search,
    sharing,
    steer,
    tasks,
    typed_rows,
    verify,
)
from budget.usecases.database_use import begin
from budget.usecases.signed_snapshots import as_signed, publish
from tests.intake.layouts import SAP_TOML
from tests.store.samples import AMENDED, NOW, TOML, accept, line, packed, plan, submit

PROGRAMME = parse_programme(
    TOML
    + """
[[people]]
id = "mia"
name = "Mia Manager"
role = "programmamanager"
domains = ["GRO"]

[[people]]
id = "lot"
name = "Lot Lezer"
role = "lezer"

[[people]]
id = "bea"
name = "Bea Beheer"
role = "beheer"
"""
)
COLUMNS = ("gea", "mia", "gijs", "cor", "sien", "bo", "lot", "bea", "", "gea|VIEW")
"""Budget holder, manager and controller of GRO; controller of all; secretary; board; reader; administrator;
visitor of a demonstration; the budget holder with a token to look."""
DONE, STATE, NO = "+", "s", "."
"""Done; allowed, but not in this state; not allowed."""
JUNE, OCTOBER, DECEMBER = date(2024, 6, 27), date(2024, 10, 3), date(2024, 12, 19)
LATER = NOW + timedelta(days=1)
BOTH = ("GRO", "SPE")
"""No domain has bookings: whoever proposes or signs confirms that they are missing."""


NEW = {code: plan(line(f"{code}-1", 130_000, domain=code)) for code in ("GRO", "SPE")}
PENDING = {"of another": 3, "of another, SPE": 4, "of gea": 5, "accepted": 1, "sent back": 6}
UseCase = Callable[[Store, Actor], object]


def _action(domain: str, number: int = 0) -> SteeringAction:
    today = LATER.date()
    return SteeringAction(number, domain, f"Snoeien {number}", "gea", today, None, None, today)


def _submit(domain: str) -> UseCase:
    checked, data = packed(NEW[domain], "x.xlsx")
    return lambda store, who: deliver.submit(store, PROGRAMME, checked, data, who, LATER, amendment=AMENDED)


def _decide(state: str) -> dict[str, UseCase]:
    n = PENDING[state]
    return {
        f"accept: {state}": lambda store, who: deliver.accept(store, PROGRAMME, n, who, LATER),
        f"reject: {state}": lambda store, who: deliver.reject(store, PROGRAMME, n, who, "Nee", LATER),
    }


def _snapshot(meeting: date, state: str) -> dict[str, UseCase]:
    return {
        f"propose: {state}": lambda store, who: freeze.propose(
            store, PROGRAMME, meeting, meeting, who, LATER, missing=BOTH
        ),
        f"sign: {state}": lambda store, who: freeze.sign(store, PROGRAMME, meeting, who, LATER, missing=BOTH),
        f"withdraw a snapshot: {state}": lambda store, who: freeze.withdraw(
            store, PROGRAMME, meeting, who, "Fout", LATER
        ),
    }


def _answer(domain: str) -> UseCase:
    question = Question(1, 0, domain, f"{domain}-1", "", "Mag dit?", (), "", None, "", "")
    answer = Answer(question.key, Verdict.OTHER, None, "Nee", "Het bestuur", NOW.date())
    return lambda store, who: decide.record_decision(store, PROGRAMME, question, answer, None, who, LATER)


def _steer(domain: str, number: int) -> dict[str, UseCase]:
    old, new = _action(domain, number), _action(domain, 9)
    return {
        f"agree an action: {domain}": lambda store, who: steer.register(store, PROGRAMME, new, who, LATER),
        f"change an action: {domain}": lambda store, who: steer.change(
            store, PROGRAMME, old, new, who, "Anders", LATER
        ),
        f"close an action: {domain}": lambda store, who: steer.close(
            store, PROGRAMME, old, who, "Klaar", LATER
        ),
        f"withdraw an action: {domain}": lambda store, who: steer.withdraw(
            store, PROGRAMME, old, who, "Te duur", LATER
        ),
    }


LAKE, OFFER = LakeFolder("memory://rechten"), Offer("Dorp", 10, NOW.date(), "Besluit")
NOWHERE = Path("/geen/map/bestand")
CHECKED = CheckedFile("x.xlsx", "0" * 64, (), (), None)
MAPPED = CheckedFile(
    "x.xlsx", "0" * 64, (), (Finding("mapping-used", Level.INFO, "x", values=(("name", "SAP"),)),), Content()
)
SAVED = SavedMapping(
    "0", "SAP", SAP_TOML.replace("[[koppeling]]", '[[koppeling]]\ndomeinen = ["GRO"]'), "cato", LATER
)
USE_CASES: dict[str, UseCase] = {
    "check": lambda store, who: deliver.check(store, PROGRAMME, who, "x.xlsx", b"x"),
    "mark": lambda store, who: deliver.mark(store, PROGRAMME, who, CHECKED, b"x"),
    "preview": lambda store, who: deliver.preview(store, PROGRAMME, who, NEW["GRO"]),
    "draft a mapping": lambda store, who: map_layouts.draft_mapping(store, PROGRAMME, who, "x.xlsx", b"x"),
    "propose a mapping": lambda store, who: map_layouts.propose(
        store, PROGRAMME, SAP_TOML, who, LATER, MAPPED, ()
    ),
    "accept a mapping: GRO, none": lambda store, who: map_layouts.accept(store, PROGRAMME, SAVED, who, LATER),
    "send a mapping back: GRO, none": lambda store, who: map_layouts.send_back(
        store, PROGRAMME, SAVED, who, "Nee", LATER
    ),
    "mappings of a file": lambda store, who: map_layouts.file_mappings(store, PROGRAMME, who, 3),
    "revoke a mapping: none": lambda store, who: map_layouts.revoke(store, PROGRAMME, "0", who, LATER),
    "mappings": lambda store, who: map_layouts.mappings(store, PROGRAMME, who),
    "reconciliation": lambda store, who: reconcile.reconciliation(store, PROGRAMME, who, 2024),
    "logbook": lambda store, who: logbook.logbook(store, PROGRAMME, who),
    "submissions": lambda store, who: deliver.submissions(store, PROGRAMME, who),
    "be told of a conflict": lambda store, who: conflicts.conflict_words(
        store, PROGRAMME, who, 3, NOW.date()
    ),
    "preview a submission": lambda store, who: deliver.preview_submission(store, PROGRAMME, who, 3),
    "submitted file: of another": lambda store, who: deliver.submitted_file(store, PROGRAMME, 3, who),
    "submitted file: of another, SPE": lambda store, who: deliver.submitted_file(store, PROGRAMME, 4, who),
    "submitted file: of gea": lambda store, who: deliver.submitted_file(store, PROGRAMME, 5, who),
    "effects": lambda store, who: effects.effects_of(
        store, PROGRAMME, who, NEW["GRO"], deliver.preview(store, PROGRAMME, "cor", NEW["GRO"]), LATER.date()
    ),
    "plan in force": lambda store, who: deliver.plan_in_force(store, PROGRAMME, who, "SPE"),
    "write a proposal": lambda store, who: plan_proposals.write_proposal(
        store, PROGRAMME, who, NEW["SPE"].plan, "Voorstel", None, LATER.date()
    ),
    "handed in before": lambda store, who: earlier_submissions.handed_in_before(
        store, PROGRAMME, who, "0" * 64
    ),
    "one's own submission: of cor": lambda store, who: earlier_submissions.own_submission(
        store, PROGRAMME, who, 3
    ),
    "when to be told": lambda store, who: outbox.mail_preference(store, PROGRAMME, who),
    "say when to be told": lambda store, who: outbox.choose(
        store, PROGRAMME, who, MailPreference.DAILY, LATER
    ),
    "mail not sent": lambda store, who: outbox.unsent(store, PROGRAMME, who, LATER),
    "has a calendar": lambda store, who: calendar.has_address(store, PROGRAMME, who),
    "make a calendar": lambda store, who: calendar.make_address(store, PROGRAMME, who, LATER),
    "end a calendar: none": lambda store, who: calendar.end_address(store, PROGRAMME, who, LATER),
    "write typed rows": lambda store, who: typed_rows.typed_file(
        store, PROGRAMME, who, SheetKind.TRANSFER, [{"from_code": "GRO-1"}]
    ),
    "rows to type on": lambda store, who: typed_rows.rows_in_force(
        store, PROGRAMME, who, SheetKind.REQUESTS, "GRO"
    ),
    "codes to choose from": lambda store, who: typed_rows.known_lines(store, PROGRAMME, who),
    "earlier plans": lambda store, who: plan_proposals.earlier_plans(store, PROGRAMME, who),
    "propose an earlier plan again": lambda store, who: plan_proposals.earlier_plan_workbook(
        store, PROGRAMME, who, 1
    ),
    "propose an earlier plan again: SPE": lambda store, who: plan_proposals.earlier_plan_workbook(
        store, PROGRAMME, who, 2
    ),
    "submit: GRO": _submit("GRO"),
    "submit: SPE": _submit("SPE"),
    **_decide("of another"),
    **_decide("of another, SPE"),
    **_decide("of gea"),
    **_decide("accepted"),
    **_decide("sent back"),
    "snapshots": lambda store, who: freeze.snapshots(store, PROGRAMME, who),
    "snapshot of": lambda store, who: freeze.snapshot_of(store, PROGRAMME, who, JUNE),
    "versions of": lambda store, who: freeze.versions_of(store, PROGRAMME, who, JUNE),
    "report": lambda store, who: as_signed(
        store, PROGRAMME, who, freeze.snapshot_of(store, PROGRAMME, "cor", JUNE)
    ),
    "what can be removed": lambda store, who: remove.removable(store, PROGRAMME, who, 2024),
    "what is proposed to be removed": lambda store, who: remove.list_waiting_removals(
        store, PROGRAMME, who, 2024
    ),
    "propose to remove: too early": lambda store, who: remove.propose(
        store, PROGRAMME, who, 2024, "Oud", LATER
    ),
    "remove: too early": lambda store, who: remove.remove(store, PROGRAMME, who, 2024, LATER, ""),
    "publish": lambda store, who: publish(store, PROGRAMME, who, {JUNE}, LATER),
    "publish a concept": lambda store, who: publish(store, PROGRAMME, who, {OCTOBER}, LATER),
    **_snapshot(JUNE, "signed"),
    **_snapshot(OCTOBER, "concept of cor"),
    **_snapshot(DECEMBER, "none yet"),
    "actions": lambda store, who: steer.actions(store, PROGRAMME, who, LATER),
    **_steer("GRO", 1),
    **_steer("SPE", 2),
    "decisions": lambda store, who: decide.load_decided(store, PROGRAMME, who, LATER),
    "record a decision: GRO": _answer("GRO"),
    "record a decision: SPE": _answer("SPE"),
    "closed periods": lambda store, who: close.closings(store, PROGRAMME, who),
    "look before closing": lambda store, who: close.checks(store, PROGRAMME, who, Period(2023)),
    "propose to close": lambda store, who: close.propose_closing(
        store, PROGRAMME, Period(2023), who, "Klaar", LATER
    ),
    "decide on closing": lambda store, who: close.decide(store, PROGRAMME, 1, who, LATER, accepts=True),
    "consents to share": lambda store, who: sharing.sharings(store, PROGRAMME, who),
    "propose to share": lambda store, who: sharing.propose_sharing(store, PROGRAMME, OFFER, who, LATER),
    "agree to share: none": lambda store, who: sharing.decide_sharing(
        store, PROGRAMME, 1, who, LATER, accepts=True
    ),
    "stop sharing: none": lambda store, who: sharing.withdraw_sharing(store, PROGRAMME, who, "Nee", LATER),
    "publish: no consent": lambda store, who: lake_export.publish(store, PROGRAMME, who, LAKE, LATER.date()),
    "take away what was published": lambda store, who: lake_export.remove(store, PROGRAMME, who, LAKE),
    "add up all areas: none": lambda store, who: country.country(PROGRAMME, who, None),
    "mark of what is shared: none": lambda store, who: country.mark_of(PROGRAMME, who, LAKE.url),
    "domains of an area: none": lambda store, who: country.domains_of(PROGRAMME, who, LAKE.url, "dorp", 2024),
    "accepted totals of all areas: none": lambda store, who: country.accepted_rows(
        PROGRAMME, who, LAKE.url, RolledBy.AREA, 2024
    ),
    "verify": lambda store, who: verify.verify(store, PROGRAMME, who),
    "heads": lambda store, who: verify.load_heads(store, PROGRAMME, who),
    "cuts": lambda store, who: verify.find_truncations(store, PROGRAMME, who, []),
    "anchor": lambda store, who: verify.anchor_words(store, PROGRAMME, who),
    "make a key": lambda store, who: maintain.make_key(store, PROGRAMME, who, NOWHERE, LATER),
    "back up": lambda store, who: maintain.backup(store, PROGRAMME, who, NOWHERE),
    "restore": lambda store, who: maintain.restore(
        store, PROGRAMME, who, NOWHERE, DatabaseUse.DEMONSTRATION, LATER
    ),
    "upgrade": lambda store, who: maintain.upgrade(store, PROGRAMME, who, NOWHERE, LATER),
    "rows by name": lambda store, who: verify.name_rows(store, PROGRAMME, who, from_files=False),
    "sign the trail": lambda store, who: maintain.sign_trail(store, PROGRAMME, who, LATER),
    "propose a programme": lambda store, who: programmes.propose(
        store, PROGRAMME, PROGRAMME.text.replace("Dorpsraad", "Raad"), who, "", LATER
    ),
    "accept a programme: of cor": lambda store, who: programmes.accept(store, PROGRAMME, 1, who, LATER),
    "refuse a programme: of cor": lambda store, who: programmes.refuse(
        store, PROGRAMME, 1, who, "Nee", LATER
    ),
    "programme versions": lambda store, who: programmes.versions(store, PROGRAMME, who),
    "programme changes": lambda store, who: programmes.changes(store, PROGRAMME, who),
    "search": lambda store, who: search.search(store, load_standing(store, PROGRAMME, JUNE), who, "werk"),
    "tasks": lambda store, who: tasks.list_tasks(store, load_standing(store, PROGRAMME, JUNE), who, LATER),
}
EXPECTED = {
    "check": "++++....+.",
    "mark": "++++....+.",
    "preview": "++++....+.",
    "draft a mapping": "++++....+.",
    "propose a mapping": "++++......",
    "accept a mapping: GRO, none": "..sss.....",
    "send a mapping back: GRO, none": "..sss.....",
    "mappings of a file": "++++++..+.",
    "revoke a mapping: none": "ssss......",
    "mappings": "+++++++.++",
    "reconciliation": "+++++++.++",
    "logbook": "++++++.++.",
    "submissions": "++++++..+.",
    "be told of a conflict": "++++++..+.",
    "preview a submission": "++++++..+.",
    "submitted file: of another": "..+++.....",
    "submitted file: of another, SPE": "...++.....",
    "effects": "++++++..+.",
    "submitted file: of gea": "+.+++.....",
    "plan in force": "+++++++.++",
    "write a proposal": "+++++++.++",
    "handed in before": "++++......",
    "one's own submission: of cor": "++++++..+.",
    "when to be told": "++++++++s+",
    "say when to be told": "++++++++ss",
    "mail not sent": "++++++.++.",
    "has a calendar": "++++++++s+",
    "make a calendar": "++++++++ss",
    "end a calendar: none": "ssssssssss",
    "write typed rows": "++++......",
    "rows to type on": "++++......",
    "codes to choose from": "++++......",
    "earlier plans": "++++++..+.",
    "propose an earlier plan again": "++++......",
    "propose an earlier plan again: SPE": "sss+......",
    "submit: GRO": "++++......",
    "submit: SPE": "...+......",
    "accept: of another": "..+s+.....",
    "reject: of another": "..+++.....",
    "accept: of another, SPE": "...s+.....",
    "reject: of another, SPE": "...++.....",
    "accept: of gea": "..+++.....",
    "reject: of gea": "+.+++.....",
    "accept: accepted": "..sss.....",
    "reject: accepted": "..sss.....",
    "accept: sent back": "..sss.....",
    "reject: sent back": "..sss.....",
    "snapshots": "+++++++.++",
    "snapshot of": "+++++++.++",
    "versions of": "+++++++.++",
    "report": "+++++++.++",
    "what can be removed": "...++.....",
    "what is proposed to be removed": "...++.....",
    "propose to remove: too early": "...ss.....",
    "remove: too early": "...ss.....",
    "publish": "...++.....",
    "publish a concept": "...ss.....",
    "propose: signed": "...ss.....",
    "sign: signed": "...ss.....",
    "withdraw a snapshot: signed": "...ss.....",
    "propose: concept of cor": "...++.....",
    "sign: concept of cor": "...s+.....",
    "withdraw a snapshot: concept of cor": "...++.....",
    "propose: none yet": "...++.....",
    "sign: none yet": "...ss.....",
    "withdraw a snapshot: none yet": "...ss.....",
    "actions": "+++++++.++",
    "agree an action: GRO": "+++++.....",
    "change an action: GRO": "+++++.....",
    "close an action: GRO": "+++++.....",
    "withdraw an action: GRO": "+++++.....",
    "agree an action: SPE": "...++.....",
    "change an action: SPE": "...++.....",
    "close an action: SPE": "...++.....",
    "withdraw an action: SPE": "...++.....",
    "decisions": "+++++++.++",
    "record a decision: GRO": "..sss.....",
    "record a decision: SPE": "...ss.....",
    "closed periods": "+++++++.++",
    "look before closing": "+++++++.++",
    "propose to close": "...++.....",
    "decide on closing": "...s+.....",
    "consents to share": "+++++++.++",
    "propose to share": "...++.....",
    "agree to share: none": "...ss.....",
    "stop sharing: none": "...ss.....",
    "publish: no consent": ".......s..",
    "take away what was published": "...++.....",
    "add up all areas: none": "sssssss.ss",
    "mark of what is shared: none": "+++++++.++",
    "domains of an area: none": "+++++++.++",
    "accepted totals of all areas: none": "sssssss.ss",
    "verify": "++++++.++.",
    "heads": "++++++.++.",
    "cuts": "++++++.++.",
    "anchor": "++++++.++.",
    "make a key": ".......s..",
    "back up": ".......s..",
    "restore": ".......s..",
    "upgrade": ".......+..",
    "rows by name": "++++++.++.",
    "sign the trail": ".......s..",
    "propose a programme": "...++..+..",
    "accept a programme: of cor": "...s+.....",
    "refuse a programme: of cor": "...++.....",
    "programme versions": "++++++.++.",
    "programme changes": "++++++.++.",
    "search": "+++++++.++",
    "tasks": "+++++++..+",
}


@pytest.fixture(scope="module")
def history(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plans of both domains; submissions, snapshots and actions in every state."""
    path = Path(shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("rights") / "history.db"))
    store = open_store(f"sqlite:///{path}")
    for number, code in enumerate(("GRO", "SPE"), start=1):
        submit(store, plan(line(f"{code}-1", domain=code)))
        accept(store, number)
    submit(store, plan(line("GRO-1", 140_000)), "cor", "ander.xlsx")
    submit(store, plan(line("SPE-1", 140_000, domain="SPE")), "cor", "speel.xlsx")
    submit(store, plan(line("GRO-1", 150_000)), "gea", "eigen.xlsx")
    submit(store, plan(line("GRO-1", 160_000)), "cor", "terug.xlsx")
    deliver.reject(store, PROGRAMME, 6, "cato", "Fout", NOW)
    freeze.propose(store, PROGRAMME, JUNE, JUNE, "cor", NOW, missing=BOTH)
    freeze.sign(store, PROGRAMME, JUNE, "cato", NOW, missing=BOTH)
    freeze.propose(store, PROGRAMME, OCTOBER, OCTOBER, "cor", NOW, missing=BOTH)
    close.propose_closing(store, PROGRAMME, Period(2024, 1), "cor", "Klaar", LATER)
    for number, code in enumerate(("GRO", "SPE"), start=1):
        steer.register(store, PROGRAMME, _action(code, number), "cor", NOW)
    begin(store, PROGRAMME, DatabaseUse.DEMONSTRATION, "cor", NOW)
    renamed = PROGRAMME.text.replace("Dorpsraad", "Buurtraad")
    programmes.propose(store, PROGRAMME, renamed, "cor", "Nieuwe naam", NOW)
    store.close()
    return path


@pytest.fixture
def opened_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The untrusted files that were opened: none may be, for a person without the right."""
    files: list[str] = []

    def stand_in(*_: object, **__: object) -> tuple[str, bytes]:
        files.append("opened")
        return "", b""

    def checked(*_: object, **__: object) -> CheckedFile:
        files.append("opened")
        return CHECKED

    monkeypatch.setattr(deliver, "check_file", checked)
    monkeypatch.setattr(deliver, "mark_file", stand_in)
    monkeypatch.setattr(map_layouts, "draft_layouts", stand_in)
    return files


REFUSALS = ("mag niet", "mag geen", "mag de ", "mag het ", "Met deze sleutel", "wie u bent")


def outcomes(history: Path, folder: Path, use_case: str, opened_files: list[str]) -> Iterator[str]:
    """The outcome for each column, on a database unchanged since it was copied."""
    store, path = None, folder / "own.db"
    for column in COLUMNS:
        store = store or open_store(f"sqlite:///{shutil.copy(history, path)}")
        before = written(path)
        yield outcome(store, use_case, column, opened_files)
        if written(path) != before:
            store.close()
            store = None
    if store:
        store.close()


def written(path: Path) -> list[tuple[str, int, int]]:
    """The length and last modification of the database files."""
    files = (file for file in path.parent.glob(f"{path.name}*") if not file.name.endswith("-shm"))
    return sorted((file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files)


def outcome(store: Store, use_case: str, column: str, opened_files: list[str]) -> str:
    name, _, scope = column.partition("|")
    who = Actor(name, frozenset({Action[scope]}) if scope else None)
    opened_files.clear()
    try:
        USE_CASES[use_case](store, who)
    except BudgetError as error:
        refused = any(words in str(error) for words in REFUSALS)
        assert not (refused and opened_files), "work was done before the right was asked"
        return NO if refused else STATE
    return DONE


@pytest.mark.parametrize("use_case", USE_CASES)
def test_a_use_case_is_open_to_exactly_these_roles(
    history: Path, tmp_path: Path, opened_files: list[str], use_case: str
) -> None:
    found = "".join(outcomes(history, tmp_path, use_case, opened_files))
    assert found == EXPECTED[use_case]


def test_every_use_case_is_in_the_table() -> None:
    assert EXPECTED.keys() == USE_CASES.keys()


def test_the_columns_are_all_the_roles() -> None:
    roles = {PROGRAMME.person(name).role for name in COLUMNS if name.isalpha()}
    assert roles == set(Role)
