"""Promises, requests, decisions and changed codes are in every format of new snapshots only."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import pypdf
import pytest
from pptx import Presentation

from budget.export.cells import written
from budget.export.html.document import html, public_html
from budget.export.pdf.document import pdf
from budget.export.pptx.document import pptx
from budget.export.record_lists import TITLE, supplementary_rows
from budget.export.tables import tables
from budget.export.workbook import sheets
from budget.model.domain_records import Request, RequestState
from budget.model.planning_control import NatureSplit
from budget.model.succession import Succession, SuccessionKind
from budget.model.words import By
from budget.model.years import RollRow
from budget.snapshot.codec import decode_content, encode_content
from budget.snapshot.content import SHOWS_LISTS, Content
from budget.snapshot.domain_records import FrozenDecision, FrozenPromise
from tests.export.pdf.made_programmes import of_domains, usual
from tests.snapshot.content_sample import SHA

SIGNED = (SHA, "Carla van Dijk", datetime(2024, 6, 21, 10))
DAY = date(2024, 5, 1)
ASKED = Request("VEI", "", "Een wijkbus", 7_000_00, "VJN 2025", DAY, RequestState.OPEN, "Pim Pers")
VOW = FrozenPromise("VEI", "Brief over de bus", "raad", "Pim Pers", DAY, DAY, "open", "")
LATE, DONE = replace(VOW, promise="Te laat", state="te laat"), replace(VOW, promise="Klaar", state="klaar")
TAKEN = FrozenDecision("JEU", DAY, "", "Bal voor de buurt", None, ("Prijs",), "Pim Pers, Bo", "", "", "",
              None, "", is_open=False)  # fmt: skip
OPEN = replace(TAKEN, decision="Camera", conflict="Pim Pers", is_open=True)
SPLIT = Succession("VEI-1", "VEI", SuccessionKind.SPLIT, "VEI-2", 6_000, DAY, "Kleiner")
SAID = {
    "requests": (ASKED,),
    "promises": (DONE, VOW, LATE),
    "decisions": (TAKEN, OPEN),
    "successions": (SPLIT,),
    "natures": (NatureSplit(By.PROGRAMME, "", 100, 0), NatureSplit(By.DOMAIN, "VEI", 100, 0)),
}


def now(**more) -> Content:
    return usual(**{**SAID, **more})


def before(**more) -> Content:
    return replace(now(**more), format=SHOWS_LISTS - 1)


def pages(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_the_most_urgent_items_come_first() -> None:
    rows = [tuple(map(written, row)) for row in supplementary_rows(now())]
    assert [(row[0], row[2].replace("\N{NO-BREAK SPACE}", " "), row[5]) for row in rows] == [
        ("Toezegging", "Te laat (aan raad)", "te laat"),
        ("Besluit", "Camera", "belang open"),
        ("Toezegging", "Brief over de bus (aan raad)", "open"),
        ("Aanvraag", "Een wijkbus (VJN 2025)", "open"),
        ("Toezegging", "Klaar (aan raad)", "klaar"),
        ("Regelcode", "VEI-1 is gesplitst naar VEI-2 voor 60 %", "geldt"),
        ("Besluit", "Bal voor de buurt", "besloten"),
    ]


def test_a_snapshot_of_an_earlier_format_has_none_of_the_lists() -> None:
    assert supplementary_rows(before()) == ()
    assert TITLE not in " ".join(pages(pdf(before(), *SIGNED)))
    for write in (html, public_html):
        assert "Een wijkbus" not in write(before(), *SIGNED).decode()
    assert len(Presentation(io.BytesIO(pptx(before(), *SIGNED))).slides) == (
        len(Presentation(io.BytesIO(pptx(now(), *SIGNED))).slides) - 1
    )
    assert "pc" not in {table.name for table in tables(before())}


def test_the_report_prints_the_lists_and_counts_what_does_not_fit() -> None:
    found = pages(pdf(now(), *SIGNED))
    assert len(found) <= 6
    assert any(TITLE in page and "Een wijkbus" in page for page in found)
    many = now(promises=tuple(replace(VOW, promise=f"Brief {n}") for n in range(60)))
    told = pages(pdf(many, *SIGNED))
    assert len(told) <= 6
    assert any("En nog" in page and "zie het rekenblad" in page for page in told)


@pytest.mark.parametrize("number", [7, 10])
def test_a_full_report_with_the_lists_has_six_pages(number: int) -> None:
    content = of_domains(number)
    vows = tuple(replace(VOW, domain="D0", promise=f"Brief {n}") for n in range(40))
    content = replace(content, promises=vows, requests=(replace(ASKED, domain="D1"),))
    found = pages(pdf(content, *SIGNED))
    assert len(found) <= 6
    assert TITLE in found[-1]
    assert "zie het rekenblad" in found[-1]


def test_the_web_page_shows_the_lists_without_persons_in_public() -> None:
    rolled = RollRow("VHF", "", "Volkshuisvestingsfonds", 2024, 0, 100_00, 40_00, 0, 0, 60_00, None)
    told = html(now(rolled=(rolled,)), *SIGNED).decode()
    for words in ("Een wijkbus", "Pim Pers", "VEI-2", "Wat is er toegezegd?", "Volkshuisvestingsfonds"):
        assert words in told
    shown = public_html(now(), *SIGNED).decode()
    assert "Een wijkbus" in shown
    assert "Pim Pers" not in shown


def test_workbooks_have_a_table_per_list_with_the_nature_of_the_money() -> None:
    content = now()
    placed = [place.table for sheet in sheets(content, tables(content)) for place in sheet.places]
    found = {table.name: table for table in placed}
    assert {"promises", "requests", "decisions", "successions", "pc"} <= found.keys()
    pc = found["pc"]
    of = {row[0]: row for row in pc.rows}
    veiligheid = next(row for row in content.domains if row.key == "VEI")
    assert of[veiligheid.name][pc.column("budget")] == veiligheid.measures.budget
    assert of[veiligheid.name][pc.column("incidental")] == 100
    assert pc.total[pc.column("incidental")] == 100


def test_successions_and_natures_survive_encoding_and_decoding() -> None:
    content = now()
    again = decode_content(encode_content(content))
    assert (again.successions, again.natures) == (content.successions, content.natures)
