"""The programme file: every mistake at once, by key and line; and any other programme works as well."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from budget.access import VISITOR
from budget.intake.output.template import blank_template, write_workbook
from budget.model import By, Colour, Programme, Role, UnknownNameError
from budget.programme import ProgrammeError, load_programme, parse_programme
from budget.standing.moment import load_standing
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from tests.store.samples import MAY_END, NOW, PROGRAMME, TOML, YEAR, booking, ledger, line, plan, statement

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs" / "programme.md"


def mistakes(text: str) -> tuple[str, ...]:
    with pytest.raises(ProgrammeError) as told:
        parse_programme(text)
    return told.value.mistakes


def changed(old: str, new: str) -> str:
    assert old in TOML
    return TOML.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    return next(n for n, found in enumerate(text.splitlines(), start=1) if part in found)


def test_a_file_becomes_a_programme() -> None:
    found = parse_programme(TOML)
    assert (found.id, found.years, found.notice, found.text) == ("dorp", (2023, 2024, 2025, 2026), "", TOML)
    assert [domain.code for domain in found.domains] == ["GRO", "SPE"]
    assert found.source("FONDS").themes[0].code == "BOS"
    assert found.person("gijs").role is Role.CONTROLLER
    assert found.rules[0].colour is Colour.RED


def test_meetings_are_sorted_and_get_their_deadlines() -> None:
    text = changed("[[domains]]", "deliver_days = 15\naccept_days = 3\n\n[[domains]]")
    text = text.replace("date = 2024-06-27\nas_of = 2024-05-31", "date = 2025-06-27\nas_of = 2025-05-31")
    found = parse_programme(text).meetings
    assert [meeting.date.year for meeting in found] == [2024, 2024, 2025]
    assert found[0].deliver_by == date(2024, 10, 3) - timedelta(days=15)
    assert found[0].accept_by == date(2024, 10, 3) - timedelta(days=3)
    assert not found[0].fictional


def test_deadlines_fall_after_a_reference_date_close_to_the_meeting() -> None:
    """Those of a meeting nine days later, as boards plan it: nobody types them, so the defaults must fit."""
    (found,) = (
        one
        for one in parse_programme(changed("as_of = 2024-08-31", "as_of = 2024-09-30")).meetings
        if one.date == date(2024, 10, 3)
    )
    assert [one.day for one in (found.deliver_by, found.accept_by, found.freeze_by)] == [1, 1, 1]
    for before in (0, 1):
        as_of = date(2024, 10, 3) - timedelta(before)
        parse_programme(changed("as_of = 2024-08-31", f"as_of = {as_of}"))


@pytest.mark.parametrize(
    ("rules", "signed_by"),
    [("", "2024-10-01"), ("freeze_days = 5", "2024-09-28"), ("freeze_days = 9", "2024-09-26")],
    ids=["two days before", "as the programme says", "never before all is accepted"],
)
def test_a_snapshot_is_signed_before_its_meeting(rules: str, signed_by: str) -> None:
    found = parse_programme(changed("[[domains]]", f"{rules}\n\n[[domains]]"))
    meeting = found.meeting(date(2024, 10, 3))
    assert (meeting.freeze_by.isoformat(), meeting.accept_by.isoformat()) == (signed_by, "2024-09-26")


@pytest.mark.parametrize(
    ("day", "fits"), [("2024-09-25", False), ("2024-09-26", True), ("2024-10-04", False)]
)
def test_signing_comes_after_accepting_and_before_the_meeting(day: str, fits: bool) -> None:
    text = changed("as_of = 2024-08-31", f"as_of = 2024-08-31\nfreeze_by = {day}")
    if fits:
        assert parse_programme(text).meeting(date(2024, 10, 3)).freeze_by.isoformat() == day
    else:
        assert "ondertekenen, vergadering" in " ".join(mistakes(text))


def test_the_default_reference_date_of_a_meeting_is_its_own_day() -> None:
    found = parse_programme(changed("as_of = 2024-05-31\n", ""))
    assert found.meeting(date(2024, 6, 27)).as_of == date(2024, 6, 27)


def test_an_empty_file_reports_every_missing_key() -> None:
    found = mistakes("")
    for key in (
        "id",
        "name",
        "board",
        "scope",
        "first_year",
        "domains",
        "sources",
        "people",
        "meetings",
    ):
        assert any(told.startswith(f"{key}: ontbreekt") for told in found), key


def test_all_mistakes_are_reported_at_once_by_key_and_line() -> None:
    text = (
        TOML.replace('role = "secretaris"', 'role = "chef"')
        .replace('colour = "#A00078"', 'colour = "paars"')
        .replace('name = "Spelen"', 'naam = "Spelen"')
        .replace("last_year = 2026", "last_year = 2020", 1)
        .replace('condition = "used_above_budget"', 'condition = "soms"')
    )
    found = mistakes(text)
    expected = {
        "people[6].role": "'chef' kan niet. Kies uit: budgethouder",
        "sources[1].colour": "'paars' is geen kleur",
        "domains[1].naam": "is geen bekende sleutel",
        "domains[1].name": "ontbreekt. Vul tekst in",
        "last_year": "2020 ligt voor first_year 2023",
        "signals[0].condition": "'soms' kan niet. Kies uit: no_statement, short",
    }
    assert len(found) == len(expected)
    for key, complaint in expected.items():
        (told,) = [text for text in found if text.startswith(f"{key} (")]
        assert complaint in told
    assert f"people[6].role (regel {line_of(text, 'chef')}):" in " ".join(found)
    assert f"sources[1].colour (regel {line_of(text, 'paars')}):" in " ".join(found)
    assert f"domains[1].naam (regel {line_of(text, 'naam =')}):" in " ".join(found)


WRONG = {
    "a number as text": (
        "first_year = 2023",
        'first_year = "2023"',
        "first_year (regel 6): '2023' is niet een ge",
    ),
    "a date as text": ("date = 2024-06-27", 'date = "2024-06-27"', "is niet een datum"),
    "a moment as date": ("date = 2024-06-27", "date = 2024-06-27T10:00:00", "is niet een datum"),
    "truth as number": ("first_year = 2023", "first_year = true", "is niet een geheel getal"),
    "empty text": ('name = "Dorpsvernieuwing"', 'name = "  "', "name (regel 3): is leeg. Vul tekst in."),
    "a word where a list must be": ('domains = ["GRO"]', 'domains = "GRO"', "is geen lijst van teksten"),
    "an unknown domain of a person": ('domains = ["SPE"]', 'domains = ["XXX"]', "people[1].domains (regel"),
    "an unknown spotlight": (
        'spotlight = "SPE"',
        'spotlight = "XXX"',
        "'XXX' (2024-10-03) is geen bekend domein",
    ),
    "a reference date after the meeting": (
        "as_of = 2024-05-31",
        "as_of = 2024-06-28",
        "2024-06-28 ligt na de vergadering van 2024-06-27",
    ),
    "two meetings on a day": ("2024-10-03", "2024-06-27", "'2024-06-27' staat er twee keer"),
    "two domains with a name": ('name = "Spelen"', 'name = "GROEN"', "domains[1] (regel"),
    "two people with an id in other letters": ('id = "mo"', 'id = "GEA"', "'gea' staat er twee keer"),
    "two people with an id": ('id = "mo"', 'id = "gea"', "'gea' staat er twee keer"),
    "two people with an id in other marks": ('id = "mo"', 'id = "gea "', "people[2].id (regel"),
    "an id with an invisible letter": ('id = "mo"', 'id = "m\u200bo"', "(zero width space)"),
    "an id with a Cyrillic letter": ('id = "mo"', 'id = "m\u043e"', "(cyrillic small letter o)"),
    "an id with a wide letter": ('id = "mo"', 'id = "\uff4do"', "(fullwidth latin small letter m)"),
    "an id with a capital beyond ASCII": ('id = "mo"', 'id = "MÓ"', "Schrijf 'mó'."),
    "a source that ends before it begins": (
        "last_year = 2025",
        "last_year = 2022",
        "sources[1].last_year (regel",
    ),
    "a last rule that does not always hold": (
        'condition = "otherwise"',
        'condition = "no_budget"',
        'de laatste regel moet condition = "otherwise"',
    ),
    "a share above one": (
        'reason = "Er is',
        'share = 1.1\nreason = "Er is',
        "1.1 is geen deel tussen 0 en 1",
    ),
    "a table for a list": (
        "[[meetings]]\ndate = 2024-12-19",
        "[meetings.x]\ndate = 2024-12-19",
        "meetings[1].x",
    ),
    "no TOML": ("[[domains]]", "[[domains", "Het bestand is geen geldige TOML"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_mistake_is_explained(what: str) -> None:
    old, new, complaint = WRONG[what]
    assert complaint in "\n".join(mistakes(changed(old, new)))


def test_names_of_two_persons_may_differ_by_case_only() -> None:
    first, second = parse_programme(TOML).people[:2]
    other = changed(f'name = "{second.name}"', f'name = "{first.name.upper()}"')
    assert [person.name for person in parse_programme(other).people[:2]] == [first.name, first.name.upper()]
    same = changed(f'name = "{second.name}"', f'name = "{first.name}"')
    assert "staat er twee keer" in "\n".join(mistakes(same))


@pytest.mark.parametrize(("share", "right"), [("0", True), ("0.0", True), ("1", True), ("-0.01", False)])
def test_a_share_is_between_zero_and_one(share: str, right: bool) -> None:
    text = changed('reason = "Er is', f'share = {share}\nreason = "Er is')
    if right:
        assert parse_programme(text).rules[0].share == float(share)
    else:
        assert len(mistakes(text)) == 1


def test_a_missing_file_is_reported_with_the_setting_that_names_its_folder(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeError, match=r"niet te lezen.*BUDGET_PROGRAMME"):
        load_programme(tmp_path)


def test_a_file_in_another_encoding_is_explained(tmp_path: Path) -> None:
    (tmp_path / "programme.toml").write_bytes('name = "Één"'.encode("latin-1"))
    with pytest.raises(ProgrammeError, match="is geen UTF-8"):
        load_programme(tmp_path)


def test_unknown_people_and_meetings_are_reported_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="Kies uit: gea, sjoerd, mo"):
        PROGRAMME.person("niemand")
    with pytest.raises(UnknownNameError, match="Bekende data: 2024-06-27, 2024-10-03, 2024-12-19"):
        PROGRAMME.meeting(date(2024, 6, 26))


def test_the_examples_in_the_documentation_together_are_a_programme() -> None:
    examples = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    found = parse_programme("\n".join(examples))
    assert len(examples) >= 6
    assert (found.domains[0].code, found.meetings[0].fictional, len(found.rules)) == ("VEI", True, 2)


def test_the_documentation_names_every_key_and_condition() -> None:
    text = DOCS.read_text(encoding="utf-8")
    source = (ROOT / "budget" / "programme" / "reading.py").read_text(encoding="utf-8")
    keys = set(re.findall(r'\.(?:get|words|tables|choice)\("(\w+)"', source))
    assert len(keys) > 20
    assert {key for key in keys if f"`{key}`" not in text and f"[[{key}]]" not in text} == set()


def test_the_example_programme_is_without_mistakes(programme: Programme) -> None:
    assert len(programme.domains) == 7
    assert [meeting.date for meeting in programme.meetings] == [
        date(2023, 9, 28), date(2023, 12, 21), date(2024, 2, 29), date(2024, 4, 10),
        date(2024, 6, 27), date(2024, 10, 3), date(2024, 12, 19),
    ]  # fmt: skip
    assert [meeting.fictional for meeting in programme.meetings] == [False] * 4 + [True] * 3


# --- another programme --------------------------------------------------------------------------


def test_another_programme_works_from_workbook_to_figures(store: Store) -> None:
    """In its own words, with real workbooks and its own people."""
    contents = (
        (plan(line("GRO-1", 1200_00), line("SPE-1", 600_00, source="FONDS", theme="BOS")), "cor", "cato"),
        (ledger(statement(MAY_END, booking("A", date(YEAR, 3, 1), 300_00))), "gea", "gijs"),
    )
    for n, (content, first, second) in enumerate(contents):
        data = write_workbook(content, PROGRAMME, "Dorp")
        checked = delivery.check(store, PROGRAMME, VISITOR, f"{n}.xlsx", data)
        assert checked.findings == () or checked.accepted, checked.findings
        number = delivery.submit(store, PROGRAMME, checked, data, first, NOW).id
        delivery.accept(store, PROGRAMME, number, second, NOW)
    standing = load_standing(store, PROGRAMME, MAY_END)
    assert [(row.name, row.measures.budget, row.measures.realised) for row in standing.rows(By.DOMAIN)] == [
        ("Groen", 1200_00, 300_00), ("Spelen", 600_00, 0),
    ]  # fmt: skip
    assert {row.name for row in standing.rows(By.BUDGET_HOLDER)} == {"Gea Groen", "Sjoerd Speel"}


def test_the_template_of_another_programme_speaks_its_words() -> None:
    data = blank_template(PROGRAMME)
    texts = ZipFile(BytesIO(data)).read("xl/sharedStrings.xml").decode()
    assert "Streekfonds" in texts
    assert "Coalitiemiddelen" not in texts


def words_of(programme: Programme) -> set[str]:
    """Names of people, domains and sources, and their codes: words that belong to this one programme."""
    words = {programme.id, programme.name}
    for group in (programme.domains, programme.sources, programme.people):
        for item in group:
            words |= {item.name, *item.aliases}
    words |= {person.id for person in programme.people}
    words |= {theme.name for source in programme.sources for theme in source.themes}
    words |= {prefix for domain in programme.domains for prefix in domain.code_prefixes}
    return words


# These are also words of the field or the language, or the default that settings.py may name.
COMMON = {"SPUK", "Werk", "Wonen", "Jeugd", "Partners", "Stadsdeel", "Coalitie", "Integraal", "Veiligheid"}


def test_the_code_contains_no_word_of_the_example_programme(programme: Programme) -> None:
    words = words_of(programme) - COMMON
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words)))})(?!\w)")
    found = [
        f"{path.relative_to(ROOT)}:{number} {match[0]}"
        for path in sorted([ROOT / "app.py", *ROOT.glob("pages/**/*.py"), *ROOT.glob("budget/**/*.py")])
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for match in pattern.finditer(text)
        if not (path.name == "settings.py" and match[0] == programme.id)
    ]
    assert found == []


def test_a_reason_that_names_an_unknown_figure_is_a_mistake() -> None:
    reason = re.search(r'reason = "([^"]*)"', TOML)[1]
    (told,) = mistakes(changed(reason, "{onzin} te veel"))
    assert "'{onzin}' kan niet" in told


def test_a_reason_with_a_loose_brace_is_a_mistake() -> None:
    reason = re.search(r'reason = "([^"]*)"', TOML)[1]
    assert mistakes(changed(reason, "te veel {"))


@pytest.mark.parametrize(("day", "fits"), [("2022-12-31", True), ("2023-01-01", True), ("2023-01-02", False)])
def test_the_last_rule_holds_from_the_first_day_of_the_programme(day: str, fits: bool) -> None:
    head, _, tail = TOML.rpartition("valid_from = ")
    text = f"{head}valid_from = {day}{tail[10:]}"
    if fits:
        assert parse_programme(text).rules
    else:
        assert "2023 of eerder" in mistakes(text)[0]
