"""Bestuur: versions, corrections, the agenda, and page 1 as a screen to read."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.labels import day
from budget.ui.glossary import Glossary
from tests.wording import unsaid

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "data" / "samen-nieuw-west"
OCTOBER = "2024-10-03"
REASON = "De huur van mei was dubbel geboekt."
TERMS = {"vrije ruimte": "Wat over is.", "AB": "Het bestuur."}


def links(screen) -> list[str]:
    return [link.proto.label.replace("\\", "") for link in screen.app.get("page_link")]


def propose_correction(screen, reason: str = REASON):
    screen.app.text_input(key="correctie-reden").set_value(reason)
    return screen.click("Correctie voorstellen")


def test_a_correction_is_proposed_by_one_and_counts_when_another_signs(own_example) -> None:
    screen = own_example.open("board", vergadering=OCTOBER, person="h.smit")
    old = re.search(r"Kenmerk ([0-9a-f]{12})", screen.text)[1]
    propose_correction(screen)
    assert not screen.errors
    assert "De correctie is voorgesteld." in screen.text
    assert "De correctie is voorgesteld." not in screen.run().text
    assert unsaid(screen.text, "een correctie voorgesteld", f"geldt kenmerk {old}") == []
    new = next(
        re.search(r"kenmerk ([0-9a-f]{12})", label)[1] for label in links(screen) if "Concept" in label
    )
    screen.app.query_params["versie"] = new
    screen.run().become("t.mulder")
    assert unsaid(screen.text, "Dit is een concept.", f"correctie van kenmerk {old}", REASON) == []
    screen.click("Ondertekenen")
    assert not screen.errors
    assert f"Kenmerk {new}" in screen.text
    screen.app.query_params["versie"] = old
    screen.run()
    assert unsaid(screen.text, "een eerdere versie", f"vervangen door kenmerk {new}") == []
    assert f"Kenmerk {old}" in screen.text
    assert main(["verify"]) == 0


def test_a_correction_without_a_reason_is_refused(own_example) -> None:
    screen = propose_correction(own_example.open("board", vergadering=OCTOBER, person="h.smit"), " ")
    assert any("Geef een reden" in error for error in screen.errors)


@pytest.mark.parametrize("person", ["a.bestuur", "s.bakker"])
def test_without_the_right_to_freeze_no_correction_is_offered(example, person: str) -> None:
    screen = example.open("board", vergadering=OCTOBER, person=person)
    assert "Correctie voorstellen" not in [button.label for button in screen.app.button]


def test_a_concept_is_taken_back_with_a_reason(own_example) -> None:
    screen = propose_correction(own_example.open("board", vergadering=OCTOBER, person="h.smit"))
    new = next(
        re.search(r"kenmerk ([0-9a-f]{12})", label)[1] for label in links(screen) if "Concept" in label
    )
    screen.app.query_params["versie"] = new
    screen.run().click("Intrekken")
    assert any("Geef een reden" in error for error in screen.errors)
    screen.app.text_input(key="intrekken-reden").set_value("Toch goed")
    screen.click("Intrekken")
    assert not screen.errors
    assert "Er is een correctie voorgesteld" not in screen.text


def test_before_a_meeting_the_page_lists_open_steps_with_their_owners(example) -> None:
    screen = example.open("board", vergadering="2024-12-19")
    rows = screen.table("Voor het overleg van 19 december 2024")
    assert {row["Stap"] for row in rows} == {"Aanleveren", "Ondertekenen"}
    assert not any("te laat" in row["Uiterlijk"] for row in rows)
    assert unsaid(screen.text, "staat Kansen voor de Jeugd", "met 30 september 2024") == []


def test_after_the_deadline_the_page_marks_steps_as_late(
    open_app, example_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the day of the example, the app uses today, which is long after this meeting."""
    for file in [*example_database.parent.glob(f"{example_database.name}*"), EXAMPLE / "programme.toml"]:
        shutil.copy2(file, tmp_path)
    monkeypatch.setenv("BUDGET_PROGRAMME", str(tmp_path))
    screen = open_app(tmp_path / example_database.name).open("board", vergadering="2024-12-19")
    rows = screen.table("Voor het overleg van 19 december 2024")
    assert all("te laat" in row["Uiterlijk"] for row in rows)


def test_a_signed_meeting_shows_the_agenda_it_froze(example) -> None:
    screen = example.open("board", vergadering=OCTOBER)
    assert "schijnwerper staat Wonen en Leefomgeving" in screen.text
    assert "Wat moet er nog gebeuren" not in screen.text


def test_the_overview_says_what_the_next_meeting_needs(example) -> None:
    screen = example.open("overview", deel="Wie moet nog leveren?")
    assert "aanleveren 6 december 2024" in screen.text
    assert any("19 december 2024" in label for label in links(screen))


def test_page_one_shows_a_meeting_and_links_to_its_neighbours(example) -> None:
    screen = example.open("board", lezen="1", vergadering=OCTOBER)
    assert unsaid(screen.heading, "31 augustus", "54 %", "62 %") == []
    assert "Wat vroegen wij u op 3 oktober 2024?" in screen.text
    assert links(screen) == ["← 27 juni 2024", "Sluiten"]
    first = example.open("board", lezen="1", vergadering="2024-06-27")
    assert links(first) == ["3 oktober 2024 →", "Sluiten"]
    assert "Alle vergaderingen" not in first.text


def test_the_scope_line_is_not_repeated_below_the_frame(example) -> None:
    scope = "incidenteel"
    alone = example.open("board", lezen="1", vergadering=OCTOBER).text.count(scope)
    framed = example.open("tasks", person="a.bestuur").text.count(scope)
    assert framed == alone - 1


def test_before_any_snapshot_the_page_opens_at_the_latest_meeting_not_at_the_oldest(empty, programme) -> None:
    last = max(meeting.date for meeting in programme.meetings)
    assert empty.open("board").heading == f"{programme.board} van {day(last)}"


def test_page_one_without_a_meeting_is_that_of_the_last_signed_one(example) -> None:
    assert "31 augustus" in example.open("board", lezen="1").heading


@pytest.mark.parametrize("day", ["2024-12-19", "1999-01-01", "onzin"])
def test_page_one_of_a_meeting_without_a_snapshot_reports_that_there_is_none(example, day: str) -> None:
    screen = example.open("board", lezen="1", vergadering=day)
    assert "nog niets te lezen" in screen.heading
    assert not screen.errors


def test_a_concept_is_marked_on_page_one(own_example) -> None:
    command = ["snapshot", "freeze", "2024-12-19", "--as-of", "2024-09-30", "--as", "h.smit"]
    assert main(command) == 0
    screen = own_example.open("board", lezen="1", vergadering="2024-12-19")
    assert "Concept: nog niet vastgesteld" in screen.text


def test_a_signed_snapshot_says_the_same_after_the_programme_file_changed(
    open_app, example_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> str:
        screen = open_app(tmp_path / "budget.db").open("board", lezen="1", vergadering=OCTOBER)
        assert not screen.errors
        return screen.text

    for file in example_database.parent.glob(f"{example_database.name}*"):
        shutil.copy2(file, tmp_path)
    before = read()
    text = (EXAMPLE / "programme.toml").read_text(encoding="utf-8")
    changed = text.replace("Hanneke Smit", "Hanneke de Wit").replace('name = "Veiligheid"', 'name = "Veilig"')
    meeting, after = changed.index("date = 2024-10-03"), changed.index("date = 2024-12-19")
    changed = changed[:meeting] + changed[after:]
    (tmp_path / "programme.toml").write_text(changed, encoding="utf-8")
    (tmp_path / "voorbeeld").mkdir()
    shutil.copy2(EXAMPLE / "voorbeeld" / "volgorde.toml", tmp_path / "voorbeeld")
    monkeypatch.setenv("BUDGET_PROGRAMME", str(tmp_path))
    assert before == read()


def told(word: str, meaning: str = "Wat over is.") -> str:
    return f'<details class="term"><summary>{word}</summary><p>{meaning}</p></details>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "De vrije ruimte.",
            'De <details class="term"><summary>vrije ruimte</summary><p>Wat over is.</p></details>.',
        ),
        (
            "Vrije ruimte",
            '<details class="term"><summary>Vrije ruimte</summary><p>Wat over is.</p></details>',
        ),
        ("vrije ruimtes", "vrije ruimtes"),
        ("ab AB", f"ab {told('AB', 'Het bestuur.')}"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
    ],
)
def test_the_glossary_wraps_terms_and_escapes_markup(text: str, html: str) -> None:
    assert Glossary(TERMS).html(text) == html


def test_a_term_is_explained_where_it_first_occurs() -> None:
    first, second = map(Glossary(TERMS).html, ["vrije ruimte", "vrije ruimte"])
    assert ("<details" in first, second) == (True, "vrije ruimte")


def test_an_empty_glossary_explains_no_terms() -> None:
    assert Glossary({}).html("De vrije ruimte") == "De vrije ruimte"


def test_further_requests_continue_the_numbering_of_the_questions(example) -> None:
    for address in ({}, {"lezen": "1"}):
        screen = example.open("board", vergadering=OCTOBER, **address)
        (body,) = [e.proto.body for e in screen.app.get("html") if '<ol class="vragen">' in e.proto.body]
        first, second, third = re.findall(r"<li.*?</li>", body, re.DOTALL)
        assert ("A. " in first, "A. " in second) == (True, True)
        assert "Programmaorganisatie" in third
        screen.app.query_params.clear()


def test_page_one_shows_the_first_sentence_of_each_part_and_folds_the_others(example) -> None:
    screen = example.open("board", vergadering=OCTOBER, lezen="1")
    bodies = [element.proto.body for element in screen.app.get("html")]
    (money,) = [body for body in bodies if "Lees verder: Hoe staat het met het geld?" in body]
    assert money.index("Naar verwachting") < money.index("<details") < money.index("verplicht")


def test_a_future_meeting_warns_that_its_reference_date_is_not_over_and_lists_decisions_last(example) -> None:
    screen = example.open("board", vergadering="2024-12-19", person="h.smit")
    headers = [header.value for header in screen.app.header]
    assert headers[0].startswith("Wat moet er nog")
    (asked,) = (n for n, header in enumerate(headers) if "agenda" in header)
    assert asked < headers.index("Wat gaat het bestuur besluiten?")
    assert any("30 november 2024" in info.value and "voorbij" in info.value for info in screen.app.info)


@pytest.mark.parametrize(("person", "is_led"), [("h.smit", True), ("a.bestuur", False)])
def test_a_link_to_plan_a_meeting_is_shown_to_those_who_may_plan_it(
    example, person: str, is_led: bool
) -> None:
    screen = example.open("board", vergadering=OCTOBER, person=person)
    assert ("Plan een vergadering" in links(screen)) is is_led


def test_open_questions_come_first_where_a_decision_is_recorded(example) -> None:
    screen = example.open("board", vergadering="2024-12-19", person="h.smit")
    options = screen.app.radio(key="besluit-vraag").options
    decided = ["al besloten" in option for option in options]
    assert decided == sorted(decided)
    assert set(decided) == {False, True}
