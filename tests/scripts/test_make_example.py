"""The example workbooks: reproducible, large enough, and consistent."""

from __future__ import annotations

import itertools
import tomllib
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from budget.model import Programme, Role
from scripts.example.behaviour import BEHAVIOURS, STATEMENT_DATES
from scripts.example.plans import SHIFTED, SHIFTED_FROM, SHIFTED_TO
from scripts.make_example import FOLDER, MANIFEST, write_example
from tests.scripts.example_files import (
    Row,
    Statement,
    Table,
    amounts_of,
    budgets_of,
    by_domain,
    cents_of,
    day_of,
    identities,
    is_commitment,
    number_of,
    read_file,
    standing,
    statement_of,
)

FICTIONAL = "Voorbeeld - alle bedragen zijn verzonnen"
MEGABYTE = 1_000_000
MONTHS = ("Jan", "Feb", "Mrt", "Apr", "Mei", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")
QUARTERS = ("Kw1", "Kw2", "Kw3", "Kw4")


@pytest.fixture(scope="module")
def steps() -> list[dict]:
    return tomllib.loads((FOLDER / MANIFEST).read_text(encoding="utf-8"))["steps"]


@pytest.fixture(scope="module")
def tables(steps: list[dict]) -> dict[str, dict[str, Table]]:
    """The sheets of each file by name, read without the code that wrote them."""
    files = [step["file"] for step in steps if step["action"] == "submit"]
    return {file: read_file(FOLDER / file) for file in files}


@pytest.fixture(scope="module")
def plans(tables: dict[str, dict[str, Table]]) -> dict[str, tuple[Row, ...]]:
    """The rows of the plan in force per domain name, after the amendments."""
    found = {}
    for sheets in tables.values():
        if "Bestedingsplan" in sheets:
            rows = sheets["Bestedingsplan"].rows
            found[rows[0]["Opgavedomein"]] = rows
    return found


@pytest.fixture(scope="module")
def statements(tables: dict[str, dict[str, Table]]) -> list[Statement]:
    """All ledger exports, in the order of the year."""
    return [statement_of(sheets["Boekingen"]) for sheets in tables.values() if "Boekingen" in sheets]


@pytest.fixture(scope="module")
def this_year(plans: dict[str, tuple[Row, ...]]) -> list[Row]:
    return [row for rows in plans.values() for row in rows if row["Jaar"] == 2024]


@pytest.fixture(scope="module")
def example_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one run of the script."""
    folder = tmp_path_factory.mktemp("written")
    write_example(folder)
    return folder


def test_two_runs_write_the_same_bytes(example_folder: Path, tmp_path: Path) -> None:
    write_example(tmp_path)
    one, two = _bytes(example_folder), _bytes(tmp_path)
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_the_files_in_the_repository_are_those_the_script_writes(example_folder: Path) -> None:
    """Compared part by part: another build of the zip library may compress the same text otherwise."""
    found, kept = _parts(example_folder), _parts(FOLDER)
    assert found.keys() == kept.keys()
    assert [name for name in found if found[name] != kept[name]] == []


def test_all_files_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 3 * MEGABYTE


def test_every_sheet_says_that_it_is_fictional(tables: dict[str, dict[str, Table]]) -> None:
    for file, sheets in tables.items():
        for name, table in sheets.items():
            assert FICTIONAL in table.titles, f"{file} {name}"


def test_there_are_enough_plan_lines_in_two_years(plans: dict[str, tuple[Row, ...]]) -> None:
    years = Counter(row["Jaar"] for rows in plans.values() for row in rows)
    assert years.keys() == {2024, 2025}
    assert years[2024] >= 150


def test_at_least_three_sources_and_six_themes_are_in_play(this_year: list[Row]) -> None:
    assert len({row["Bron"] for row in this_year}) >= 3
    assert len({row["Thema"] for row in this_year} - {None}) >= 6
    assert "Volkshuisvestingsfonds" in {row["Bron"] for row in this_year}


def test_sources_and_themes_exist_in_the_programme(
    plans: dict[str, tuple[Row, ...]], programme: Programme
) -> None:
    themes = {source.name: {theme.name for theme in source.themes} for source in programme.sources}
    for rows in plans.values():
        for row in rows:
            known = themes[row["Bron"]]
            assert row["Thema"] in known if known else row["Thema"] is None, row["Regelcode"]


def test_every_phasing_adds_up_to_its_budget(tables: dict[str, dict[str, Table]]) -> None:
    stated, in_shares = Counter(), defaultdict(bool)
    for sheets in tables.values():
        for row in sheets["Bestedingsplan"].rows if "Bestedingsplan" in sheets else ():
            parts = [row[word] for word in (*MONTHS, *QUARTERS) if row.get(word) is not None]
            stated[len(parts)] += 1
            shares = 0 < max(map(float, parts), default=0) < 1
            whole = 100 if shares else cents_of(row["Begroot"])
            assert not parts or sum(map(cents_of, parts)) == whole, row["Regelcode"]
            in_shares[row["Opgavedomein"]] |= shares
    assert [domain for domain, said in in_shares.items() if said] == ["Programmaorganisatie"]
    assert stated.keys() == {0, 4, 12}
    assert stated[12] > stated[4] > stated[0]


def test_the_released_amount_is_unknown_for_three_lines_only(this_year: list[Row]) -> None:
    planned = [row for row in this_year if cents_of(row["Begroot"]) >= 0]
    assert len(this_year) - len(planned) == 1, "and one task, on which nothing can be released"
    unknown = [row["Regelcode"] for row in planned if row["Vrijgegeven"] is None]
    assert len(unknown) == 3
    assert all(code.startswith("LEM-") for code in unknown)
    for row in this_year:
        if row["Vrijgegeven"] is not None:
            assert 0 <= cents_of(row["Vrijgegeven"]) <= cents_of(row["Begroot"])


def test_a_code_belongs_to_one_domain_and_a_row_is_there_once(plans: dict[str, tuple[Row, ...]]) -> None:
    domains = defaultdict(set)
    for domain, rows in plans.items():
        keys = Counter((row["Regelcode"], row["Bron"], row["Thema"], row["Jaar"]) for row in rows)
        assert max(keys.values()) == 1
        for row in rows:
            domains[row["Regelcode"]].add(domain)
    assert {len(owners) for owners in domains.values()} == {1}


def test_an_amendment_restates_every_line_and_both_years(tables: dict[str, dict[str, Table]]) -> None:
    for stem in ("veiligheid", "wonen", "eid"):
        before = identities(tables[f"{stem}_2024.xlsx"]["Bestedingsplan"])
        after = identities(tables[f"{stem}_2024_wijziging.xlsx"]["Bestedingsplan"])
        assert before <= after
        assert {key[-1] for key in after} == {2024, 2025}


def test_the_amendment_of_eid_adds_two_lines_of_the_district(
    tables: dict[str, dict[str, Table]],
) -> None:
    before = identities(tables["eid_2024.xlsx"]["Bestedingsplan"])
    after = identities(tables["eid_2024_wijziging.xlsx"]["Bestedingsplan"])
    added = after - before
    assert len(added) == 2
    assert {source for _, source, _, _ in added} == {"Extra middelen stadsdeel"}


def test_the_amendment_of_veiligheid_moves_money_and_adds_none(tables: dict[str, dict[str, Table]]) -> None:
    before = budgets_of(tables["veiligheid_2024.xlsx"]["Bestedingsplan"])
    after = budgets_of(tables["veiligheid_2024_wijziging.xlsx"]["Bestedingsplan"])
    moved = {code: after[code] - before[code] for code in after if after[code] != before[code]}
    assert moved == {SHIFTED_FROM: -SHIFTED, SHIFTED_TO: SHIFTED}


def test_there_are_enough_bookings_and_open_commitments(statements: list[Statement]) -> None:
    bookings = {number_of(row) for s in statements for row in s.table.rows if not is_commitment(row)}
    latest = {s.domain: s for s in statements}
    commitments = [row for s in latest.values() for row in s.table.rows if is_commitment(row)]
    assert len(bookings) >= 6_000
    assert len(commitments) >= 150
    assert {s.last for s in latest.values()} == {date(2024, 9, 30)}


def test_a_number_is_used_once_in_a_statement_and_by_one_domain(statements: list[Statement]) -> None:
    owner: dict[tuple, str] = {}
    for statement in statements:
        numbers = [number_of(row) for row in statement.table.rows]
        assert len(numbers) == len(set(numbers))
        for number in numbers:
            assert owner.setdefault(number, statement.domain) == statement.domain


def test_every_booking_lies_in_the_period_of_its_statement(statements: list[Statement]) -> None:
    for statement in statements:
        for row in statement.table.rows:
            if not is_commitment(row):
                assert statement.first <= day_of(row["Boekdatum"]) <= statement.last


def test_statements_overlap_and_grow(statements: list[Statement]) -> None:
    for name, mine in by_domain(statements).items():
        assert [s.last for s in mine] == list(STATEMENT_DATES), name
        for earlier, later in itertools.pairwise(mine):
            assert later.first <= earlier.last, name
    assert any(s.first > date(2024, 1, 1) for s in statements)


def test_a_line_with_a_commitment_stays_in_every_later_statement(statements: list[Statement]) -> None:
    for mine in by_domain(statements).values():
        for n, earlier in enumerate(mine):
            open_lines = {row["Regelcode"] for row in earlier.table.rows if is_commitment(row)}
            for later in mine[n + 1 :]:
                assert open_lines <= {row["Regelcode"] for row in later.table.rows}


def test_a_few_bookings_change_or_disappear_between_statements(statements: list[Statement]) -> None:
    changed, gone = 0, 0
    for mine in by_domain(statements).values():
        for earlier, later in itertools.pairwise(mine):
            before, after = amounts_of(earlier, later.first), amounts_of(later, later.first)
            gone += len(before.keys() - after.keys())
            changed += sum(before[number] != after[number] for number in before.keys() & after.keys())
    assert 3 <= gone <= 20
    assert 5 <= changed <= 30


def test_totals_in_the_exports_are_those_of_their_rows(statements: list[Statement]) -> None:
    for statement in statements:
        total = statement.table.totals[-1]
        assert cents_of(total["Bedrag"]) == sum(cents_of(row["Bedrag"]) for row in statement.table.rows)
        assert len(statement.table.totals) == len({row["Regelcode"] for row in statement.table.rows}) + 1


def test_a_handful_of_bookings_is_on_codes_outside_the_plan(
    plans: dict[str, tuple[Row, ...]], statements: list[Statement]
) -> None:
    planned = {row["Regelcode"] for rows in plans.values() for row in rows}
    outside = Counter(
        row["Regelcode"]
        for statement in statements
        if statement.last == STATEMENT_DATES[2]
        for row in statement.table.rows
        if row["Regelcode"] not in planned
    )
    assert outside.keys() == {"VEI-90", "WON-95", "ONB-001"}
    assert sum(outside.values()) < 10


def test_a_line_with_two_sources_states_its_source_in_the_ledger(
    this_year: list[Row], statements: list[Statement]
) -> None:
    sources = defaultdict(set)
    for row in this_year:
        sources[row["Regelcode"]].add(row["Bron"])
    shared = {code: names for code, names in sources.items() if len(names) > 1}
    assert shared
    for statement in statements:
        for row in statement.table.rows:
            assert row["Regelcode"] not in shared or row["Bron"] in shared[row["Regelcode"]]


def test_the_domains_behave_as_the_story_says(this_year: list[Row], statements: list[Statement]) -> None:
    budget, spent, used = Counter(), Counter(), Counter()
    for row in this_year:
        budget[row["Regelcode"][:3]] += cents_of(row["Begroot"])
    for code, amount, is_open in standing(statements):
        used[code[:3]] += amount
        spent[code[:3]] += 0 if is_open else amount
    depletion = {domain: spent[domain] / budget[domain] for domain in budget}
    assert sum(budget.values()) == pytest.approx(11_900_000_00, rel=0.01)
    assert sum(spent.values()) / sum(budget.values()) == pytest.approx(0.62, abs=0.015)
    assert depletion["VEI"] == pytest.approx(0.38, abs=0.015)
    assert depletion["JEU"] == pytest.approx(0.72, abs=0.02)
    assert used["ORG"] > budget["ORG"]
    assert {domain for domain in budget if used[domain] > budget[domain]} == {"ORG"}


def test_submitter_and_acceptor_have_the_right_roles(steps: list[dict], programme: Programme) -> None:
    holders = {behaviour.stem: behaviour.holder for behaviour in BEHAVIOURS}
    for step in steps:
        if step["action"] == "submit":
            assert programme.person(step["accepted_by"]).role is Role.CONTROLLER
            what = step["file"].split("_")[0]
            if what in holders:
                assert step["submitted_by"] == holders[what]
            else:
                assert what in ("besluitvorming", "aanvragen")
                assert step["submitted_by"] != step["accepted_by"]
        elif step["action"] == "freeze":
            assert step["proposed_by"] != step["signed_by"]


def test_the_steps_follow_the_year(steps: list[dict], programme: Programme) -> None:
    moments = [step["on"] for step in steps]
    assert moments == sorted(moments)
    assert len(set(moments)) == len(moments)
    for step in steps:
        if step["action"] == "freeze":
            assert (
                programme.meeting(step["meeting"]).as_of
                == step["as_of"]
                < step["on"].date()
                < step["meeting"]
            )
        elif step["action"] == "submit" and ("boekingen" in step["file"] or "voortgang" in step["file"]):
            assert date.fromisoformat(Path(step["file"]).stem[-10:]) < step["on"].date()


def test_every_action_is_registered_by_its_manager_and_closed_later(
    steps: list[dict], programme: Programme
) -> None:
    agreed = {step["text"]: step for step in steps if step["action"] == "steer"}
    assert len(agreed) >= 3
    for step in agreed.values():
        assert step["domain"] in programme.person(step["registered_by"]).domains
        assert step["on"].date() >= step["meeting"]
    for step in steps:
        if step["action"] == "close":
            assert step["on"] > agreed[step["text"]]["on"]


def test_each_snapshot_is_frozen_after_its_ledgers_and_before_the_next(steps: list[dict]) -> None:
    actions = [step.get("as_of") or step.get("file") or step["text"] for step in steps]
    for as_of in (date(2024, 5, 31), date(2024, 8, 31)):
        at = actions.index(as_of)
        with_date = [n for n, name in enumerate(actions) if isinstance(name, str) and str(as_of) in name]
        assert max(with_date) < at
    last = [n for n, name in enumerate(actions) if isinstance(name, str) and "2024-09-30" in name]
    assert min(last) > actions.index(date(2024, 8, 31))


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _parts(folder: Path) -> dict[str, bytes]:
    parts = {}
    for path in folder.iterdir():
        if path.suffix == ".xlsx":
            with ZipFile(path) as book:
                parts |= {f"{path.name}/{name}": book.read(name) for name in book.namelist()}
        elif path.suffix != ".md":
            parts[path.name] = path.read_bytes()
    return parts


def test_the_plan_says_of_all_money_whether_it_is_incidental(this_year: list[Row]) -> None:
    found = {
        (row["Bron"] == "Extra middelen stadsdeel", row["Incidenteel of structureel"]) for row in this_year
    }
    assert found == {(True, "structureel"), (False, "incidenteel")}


def test_nobody_accepts_what_is_about_an_open_interest_of_his_own(
    steps: list[dict], tables: dict[str, dict[str, Table]], programme: Programme
) -> None:
    """One interest is open, and one was resolved by two others; someone else accepted the files since."""
    told = [
        (step, row)
        for step in steps
        if step["action"] == "submit" and "Besluiten" in tables[step["file"]]
        for row in tables[step["file"]]["Besluiten"].rows
        if row["Belang van"]
    ]
    assert {bool(row["Opgelost op"]) for _, row in told} == {True, False}
    for step, row in told:
        if row["Opgelost op"]:
            assert row["Belang van"] not in row["Opgelost door"]
            assert "; " in row["Opgelost door"]
            continue
        (person,) = (one.id for one in programme.people if one.name == row["Belang van"])
        code, domain = row["Regelcode"], row["Opgavedomein"]
        about = [
            later["accepted_by"]
            for later in steps
            if later["action"] == "submit" and later["on"] > step["on"]
            for table in tables[later["file"]].values()
            if f"Domein: {domain}" in table.titles or code in {one.get("Regelcode") for one in table.rows}
        ]
        assert about
        assert person not in about
