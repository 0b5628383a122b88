"""Sample contents for every format: the invented programme, hostile texts, and names to search for."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from itertools import count

import pypdf

from budget.export.registry import FORMATS
from budget.export.safe_text import map_texts
from budget.model import Agenda, AgendaGround, AgendaItem, AgendaReason, By, Colour, Interval, Row
from budget.model.questions import AnswerGiven, FollowUp, Option, Question, Verdict
from budget.snapshot.content import (
    FORMAT,
    ActionChanges,
    Content,
    ForecastChanges,
    Replacement,
    SignalChange,
    ThenNow,
)
from tests.snapshot.content_sample import SHA, content
from tests.wording import plain

SIGNED = (SHA, "Carla van Dijk", datetime(2024, 6, 21, 10))
CONCEPT = (SHA, None, None)
FORMULAS = ("=1+1", "@SUM(A1)", "+31 20 123", "-2+3", '=HYPERLINK("http://x.example";"klik")', "\t=1", "{=1}")
MARKUP = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\"'>&amp;",
    "a\nb\x07c\u2028d",
)
FREE_TEXTS = frozenset(
    {
        "name", "text", "note", "steering", "result", "indicator", "value", "target", "partner",
        "description", "quantity", "unit", "file", "activity", "reason", "outcome", "unspent", "owner",
        "scope", "notice", "submitted_by", "accepted_by", "proposed_by", "action_line", "board",
    }
)  # fmt: skip
"""The keys whose value is free text, typed by people or read from files."""


def text_in(name: str, what: Content) -> str:
    """All text of a signed content in a format, tags and all, with plain spaces."""
    data = FORMATS[name].write(what, *SIGNED)
    if name == "pdf":
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    elif data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            text = " ".join(parts.read(part).decode("utf-8", "ignore") for part in parts.namelist())
    else:
        text = data.decode()
    return plain(text)


def situations() -> dict[str, Content]:
    """Contents that differ in what they have: a first snapshot, no spotlight, no explanations, no budget."""
    base = content()
    return {
        "usual": base,
        "first of the year": content(changes=None, previous=None),
        "no spotlight": content(meeting=replace(base.meeting, spotlight="")),
        "nothing said": content(notes=(), partners=(), asks=(), actions=(), versions=()),
        "older format": content(sources=()),
        "not invented": content(programme=replace(base.programme, notice="")),
        "domain without budget": _without_budget(),
        "nothing released": _without_release(),
        "second format": second(),
        "with questions": with_questions(),
    }


ASKED = Question(
    3, 0, "VEI", "VEI-04", "Activiteit 4", "Een wachtlijst of extra geld?",
    (Option("Wachtlijst", 0), Option("Extra geld", 20_000_00)),
    "Kemal Yilmaz", date(2024, 6, 27), "Kemal Yilmaz", "Carla van Dijk",
)  # fmt: skip
DECIDED = Question(
    2, 0, "ORG", "ORG-01", "Activiteit 1", "Stopt de inhuur?",
    (Option("Meteen", -18_000_00), Option("Later", None)),
    "Joost Visser", date(2024, 4, 10), "Joost Visser", "Carla van Dijk",
    (
        AnswerGiven(
            Verdict.OPTION, 0, "Zonder uitstel.", "Alliantiebestuur", date(2024, 4, 10), "Hanneke Smit",
            "Contracten opzeggen", "Joost Visser", date(2024, 5, 1), FollowUp.LATE,
        ),
    ),
)  # fmt: skip


def with_questions() -> Content:
    """One question is open; another has a decision and its follow-up."""
    return replace(second(), format=FORMAT, questions=(ASKED, DECIDED))


FORECAST_SENTENCE = "De verwachting voor het hele jaar is nu € 7,9 mln; dat was € 8,2 mln."
SIGNAL_SENTENCE = "Veiligheid ging van 'op koers' naar 'bijsturen'."
ACTION_SENTENCE = "Van de afgesproken acties: 1 loopt nog."
AGENDA_SENTENCE = "In de schijnwerper staat Veiligheid. Geen ander domein vraagt om een plek op de agenda."
REASON = "Een rekening was dubbel geboekt"


def second() -> Content:
    """The usual content in the second format: a correction, with the difference and the agenda filled in."""
    found = content()
    code, name = found.domains[0].key, found.domains[0].name
    changes = replace(
        found.changes,
        since=replace(found.changes.since, sha256=SHA),
        forecast=ForecastChanges(
            ThenNow(820_000_000, 790_000_000), {code: ThenNow(100_001, 90_002), "NEW": ThenNow(None, 5)}
        ),
        signals=(
            SignalChange(
                code,
                name,
                Colour.GREEN,
                Colour.RED,
                "De uitgaven lopen volgens plan.",
                "Er is te veel uitgegeven.",
            ),
        ),
        actions=ActionChanges(done=(), open=(0,), new=(), overdue=()),
        sentences=("Eerst.", FORECAST_SENTENCE, SIGNAL_SENTENCE, ACTION_SENTENCE),
        domain_sentences={code: "De vrije ruimte bleef gelijk."},
    )
    reasons = (AgendaReason(AgendaGround.SIGNAL, "Bijsturen: er is te veel uitgegeven."),)
    return replace(
        found,
        format=2,
        changes=changes,
        agenda=Agenda(code, AGENDA_SENTENCE, (AgendaItem(code, name, Colour.RED, reasons),)),
        replaces=Replacement(date(2024, 6, 27), date(2024, 5, 31), SHA, REASON, ()),
    )


def with_domains(found: Content, *rows: Row) -> Content:
    """The content with other rows of domains."""
    return replace(found, rows=found.rows | {By.DOMAIN: rows})


def _without_budget() -> Content:
    first, *others = content().domains
    nothing = dict.fromkeys(("budget", "original_budget", "realised", "committed", "norm", "released"), 0)
    empty = replace(first, measures=replace(first.measures, **nothing, forecast=Interval(0, 0, 0)))
    return with_domains(content(), empty, *others)


def _without_release() -> Content:
    found = content()

    def unreleased(row: Row) -> Row:
        return replace(row, measures=replace(row.measures, released=None, released_unknown=3))

    rows = {by: tuple(map(unreleased, members)) for by, members in found.rows.items()}
    return replace(found, total=unreleased(found.total), rows=rows)


def hostile() -> Content:
    """The usual content with a hostile text in front of every free text."""
    numbers, texts = count(), FORMULAS + MARKUP

    def poisoned(text: str) -> str:
        return f"{texts[next(numbers) % len(texts)]} {text}"

    found = map_texts(content(), lambda name, text: poisoned(text) if name in FREE_TEXTS and text else text)
    return replace(
        found,
        sentences=tuple(map(poisoned, found.sentences)),
        terms={word: poisoned(text) for word, text in found.terms.items()},
    )


PERSONS = ("Hanneke Smit", "Carla van Dijk", "Kemal Yilmaz", "Sanne Bakker", "k.yilmaz", "Peter Jansen")
SUPPLIER = "Bouwbedrijf De Verzonnen Steen"


def named() -> Content:
    """The usual content with persons in every free text, and suppliers in the internal ones."""
    found = content()
    texts = {
        "result": f"Bereikt door {PERSONS[0]} en KEMAL  YILMAZ.",
        "note": f"De rekening van {SUPPLIER} komt nog.",
        "steering": f"{SUPPLIER} belt {PERSONS[2]}.",
        "description": f"Uren van {PERSONS[1]}",
        "file": f"{SUPPLIER} (Kemal Yilmaz).xlsx",
    }
    first, *others = found.asks
    return replace(
        map_texts(found, texts.get),
        actions=tuple(replace(action, text=f"{PERSONS[2]} werft eerder") for action in found.actions),
        asks=(replace(first, text=f"{first.text} Vraag het {PERSONS[5]}."), *others),
    )
