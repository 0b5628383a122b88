"""Questions to the board and the follow-up of its decisions are in every format."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from budget.export.registry import FORMATS
from budget.export.tables import tables
from budget.model.questions import FollowUp
from budget.snapshot.codec import decode_content, encode_content
from budget.snapshot.content import Content
from tests.export.format_samples import ASKED, DECIDED, SIGNED, text_in, with_questions
from tests.snapshot.content_sample import content

TOLD = (ASKED.text, "Wachtlijst", "Extra geld", DECIDED.text, "Contracten opzeggen")


NOTHING = ("nu geen besluit nodig", "Geen opgavedomein vraagt om bijsturen")


def read(name: str, given: Content | None = None) -> str:
    """The words of a format in its own order, with plain spaces."""
    return " ".join(re.sub(r"<[^>]*>", "", text_in(name, given or with_questions())).split())


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_has_the_question_its_options_and_the_outcome_of_a_decision(name: str) -> None:
    text = read(name)
    assert [words for words in TOLD if words not in text] == []


@pytest.mark.parametrize("name", ["pdf", "html", "public-html", "pptx"])
def test_questions_come_before_the_summary(name: str) -> None:
    text = read(name)
    assert text.index(ASKED.text) < text.index("is 35 % van het budget besteed")


@pytest.mark.parametrize("name", [name for name in FORMATS if "open-data" not in name])
def test_only_a_report_without_questions_says_that_nothing_is_asked(name: str) -> None:
    """A question that replaces the ask of its domain is something asked too."""
    without = replace(with_questions(), asks=())
    assert [words for words in NOTHING if words in read(name, without)] == []
    assert NOTHING[0] in read(name, replace(without, questions=(DECIDED,)))


def test_page_one_of_the_report_has_who_by_when_and_the_amounts() -> None:
    data = FORMATS["pdf"].write(with_questions(), *SIGNED)
    page = " ".join(pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().replace("\u00a0", " ").split())
    for words in (ASKED.text, "€ 20.000 meer uitgaven", "Kemal Yilmaz", "27 juni 2024", DECIDED.text):
        assert words in page


@pytest.mark.parametrize("name", ["public-html", "open-data"])
def test_public_formats_name_no_person(name: str) -> None:
    text = read(name)
    for person in ("Kemal Yilmaz", "Joost Visser", "Hanneke Smit", "Carla van Dijk"):
        assert person not in text


def test_the_table_has_a_row_for_each_option_with_its_effect_in_cents() -> None:
    (table,) = (found for found in tables(with_questions()) if found.name == "questions")
    chosen = [table.column(name) for name in ("number", "letter", "effect", "chosen", "state")]
    assert [tuple(row[n] for n in chosen) for row in table.rows] == [
        (1, "A", 0, "", ""),
        (1, "B", 20_000_00, "", ""),
        (2, "A", -18_000_00, "ja", "te laat"),
        (2, "B", None, "nee", "te laat"),
    ]


def test_a_snapshot_of_an_earlier_format_has_no_table_of_questions() -> None:
    assert "questions" not in {table.name for table in tables(content())}


def test_questions_survive_encoding_and_decoding() -> None:
    assert decode_content(encode_content(with_questions())).questions == (ASKED, DECIDED)


def decisions(number: int) -> Content:
    """This number of decisions, one a day; the first is late, the last two were taken at the last meeting."""
    given = with_questions()
    assert DECIDED.answer
    assert given.changes
    asked = [
        replace(
            DECIDED,
            n=n,
            text=f"Vraag nummer {n:02}?",
            answers=(replace(DECIDED.answer, on=day, state=FollowUp.LATE if n == 1 else FollowUp.RUNNING),),
        )
        for n, day in ((n, date(2024, 1, n)) for n in range(1, number + 1))
    ]
    changes = replace(given.changes, since=replace(given.changes.since, meeting=date(2024, 1, number - 1)))
    return replace(given, questions=tuple(asked), changes=changes)


def told(text: str) -> list[int]:
    """The numbers of the decisions, in the order of the text."""
    return list(dict.fromkeys(int(number) for number in re.findall(r"Vraag nummer (\d\d)\?", text)))


NEWEST_FIRST = [9, 8, 1, 7, 6, 5, 4, 3, 2]


@pytest.mark.parametrize("name", ["pdf", "html", "public-html", "pptx"])
def test_new_and_late_decisions_come_first_and_none_is_left_out(name: str) -> None:
    assert told(read(name, decisions(9))) == NEWEST_FIRST


@pytest.mark.wording
def test_page_one_has_the_newest_decisions_and_says_where_the_others_are() -> None:
    pages = [
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(FORMATS["pdf"].write(decisions(28), *SIGNED))).pages
    ]
    first, others = told(pages[0]), told(pages[-1])
    assert first[:3] == [28, 27, 1]
    assert sorted(first + others) == list(range(1, 29))
    assert f"{len(others)} oudere besluiten" in " ".join(pages[0].split())
    assert len(pages) <= 6


def test_a_snapshot_of_an_earlier_format_lists_decisions_as_they_were_asked() -> None:
    before = replace(decisions(9), format=6)
    assert told(read("html", before)) == list(range(1, 10))
    assert "oudere besluiten" not in read("pdf", before)
