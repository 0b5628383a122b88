import hashlib
import io
import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from budget.export.pdf.document import pdf
from budget.labels import TERMS, count, euro, euro_short, percent
from budget.model import Ask, Cause, Colour, PartnerForm
from budget.model.figures import MissingBookings
from budget.snapshot.content import EXPLAINS_WORDS, SHOWS_LISTS, Promised
from tests.export.format_samples import with_domains
from tests.export.pdf.made_programmes import of_domains, two_years, usual
from tests.snapshot.content_sample import PREVIOUS, SHA, note

ROOT = Path(__file__).resolve().parents[3]
SIGNED = ("Carla van Dijk", datetime(2024, 6, 21, 10))
HOSTILE = [
    '#import "x.typ"',
    "$x^2$ en $ y $",
    "<b>vet</b> @bron <label>",
    "= Kop",
    "*sterk* _schuin_ `code`",
    "\"aanhaling\" en 'enkel'",
    r"\ back \u{41} \n",
    '#sys.inputs.view #eval("1+1")',
    "// opmerking /* ook */",
    "- punt + nummer / term: uitleg",
    "] [ } { ) ( ~ --- ...",
]


@pytest.fixture(scope="module")
def concept() -> bytes:
    return pdf(usual(), SHA, None, None)


@pytest.fixture(scope="module")
def signed() -> bytes:
    return pdf(usual(), SHA, *SIGNED)


class Pages(Sequence[str]):
    """The text of each page, with hard spaces and line ends as spaces; a page is read when first used."""

    def __init__(self, data: bytes) -> None:
        self._pages = pypdf.PdfReader(io.BytesIO(data)).pages
        self._texts: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._pages)

    def __getitem__(self, asked: Any) -> Any:
        if isinstance(asked, slice):
            return [self[number] for number in range(len(self))[asked]]
        number = range(len(self))[asked]
        if number not in self._texts:
            self._texts[number] = " ".join(self._pages[number].extract_text().split())
        return self._texts[number]


pages = lru_cache(Pages)


def text(data: bytes) -> str:
    return " ".join(pages(data))


def places(page: pypdf.PageObject) -> list[tuple[float, float]]:
    """The position where each text of a page begins, in points from the bottom left."""
    found = []

    def keep(words: str, page_matrix: list[float], text_matrix: list[float], *_: Any) -> None:
        if words.strip():
            x, y = text_matrix[4:6]
            found.append((x + page_matrix[4], y * page_matrix[3] + page_matrix[5]))

    page.extract_text(visitor_text=keep)
    return found


def plain(words: str) -> str:
    return " ".join(words.split())


def with_first(items: tuple[Any, ...], **changed: str) -> tuple[Any, ...]:
    """The items, with the first one changed."""
    return replace(items[0], **changed), *items[1:]


def elements(data: bytes) -> Iterator[tuple[str, str]]:
    """Kind and text alternative of every structure element, in reading order."""
    with pikepdf.open(io.BytesIO(data)) as document:
        stack: list[Any] = [document.Root.StructTreeRoot]
        while stack:
            node = stack.pop()
            if isinstance(node, pikepdf.Array):
                stack.extend(reversed(list(node)))
            elif isinstance(node, pikepdf.Dictionary):
                if "/S" in node:
                    yield str(node.S)[1:], str(node.get("/Alt", ""))
                if "/K" in node:
                    stack.append(node.K)


def test_the_report_declares_pdf_ua_and_pdf_a(signed):
    with pikepdf.open(io.BytesIO(signed)) as document:
        metadata = document.Root.Metadata.read_bytes().decode()
        assert document.Root.Lang == "nl-NL"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert [round(float(edge)) for edge in document.pages[0].MediaBox] == [0, 0, 595, 842]
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "besteding op 31 mei 2024" in metadata


def test_every_chart_has_a_text_alternative_with_its_figures(signed):
    figures = [alt for kind, alt in elements(signed) if kind == "Figure"]
    assert len(figures) == 1 + 1 + 1 + 7 + 1
    assert all(alt.startswith(("Staafgrafiek", "Lijngrafiek")) for alt in figures)
    assert euro(10_925_500_00) in figures[1]
    overview = figures[0]
    for row in usual().domains:
        assert row.name in overview
        assert euro(row.measures.realised) in overview


def test_headings_start_at_the_title_and_skip_no_level(signed):
    levels = [int(kind[1:]) for kind, _ in elements(signed) if kind in ("H1", "H2", "H3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_all_tables_have_headers(signed):
    kinds = [kind for kind, _ in elements(signed)]
    assert kinds.count("Table") == kinds.count("THead") == 5
    assert kinds.count("TH") > 5 * 4


def test_only_the_own_font_is_used(signed):
    with pikepdf.open(io.BytesIO(signed)) as document:
        names = {str(f.BaseFont) for page in document.pages for f in page.Resources.Font.values()}
    assert names
    assert all("SourceSans3" in name for name in names)


def test_the_same_snapshot_gives_the_same_bytes(signed):
    assert pdf(usual(), SHA, *SIGNED) == signed


@pytest.mark.parametrize(("zone", "locale"), [("Pacific/Kiritimati", "C"), ("America/Lima", "nl_NL.UTF-8")])
def test_another_process_time_zone_and_locale_give_the_same_bytes(signed, zone, locale):
    code = (
        "import datetime, hashlib; from tests.export.pdf.made_programmes import usual;"
        "from tests.snapshot.content_sample import SHA;"
        "from budget.export.pdf.document import pdf;"
        f"print(hashlib.sha256(pdf(usual(), SHA, *{SIGNED!r})).hexdigest())"
    )
    environment = os.environ | {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(signed).hexdigest()


def test_another_snapshot_gives_other_bytes(signed):
    assert pdf(usual(), SHA[::-1], *SIGNED) != signed


def test_page_one_has_the_order_of_the_boards_questions(signed):
    first = pages(signed)[0]
    order = [
        "Samen Nieuw-West",
        "Alliantiebestuur 27 juni 2024",
        "Stand van de besteding op 31 mei 2024",
        "Bestedingsplan: gemeentelijke en rijksmiddelen",
        "Vastgesteld op 21 juni 2024 door twee personen: Hanneke Smit en Carla van Dijk",
        "Wij vragen u op 27 juni 2024",
        "Hoe ver zijn we?",
        "Sinds 10 april",
        "Wat kwam er van uw besluiten?",
        f"pagina 1 van {len(pages(signed))}",
        "kenmerk 5f3ac0de…c2c2",
        "begrippen op bladzijde",
    ]
    assert [first.index(words) for words in order] == sorted(first.index(words) for words in order)
    said, more = usual().summary_and_rest
    for sentence in said:
        assert plain(sentence) in first
    for sentence in more:
        assert plain(sentence) not in first
        assert plain(sentence) in pages(signed)[1]


def test_page_one_gives_the_reason_of_red_and_orange_domains_only(signed):
    first = pages(signed)[0]
    for row in usual().domains:
        is_urgent = row.signal.colour in (Colour.RED, Colour.ORANGE)
        assert first.count(plain(row.signal.reason)) == is_urgent, row.name


def test_without_a_spotlight_page_one_keeps_all_other_parts():
    data = usual()
    whole = pages(pdf(replace(data, meeting=replace(data.meeting, spotlight="")), SHA, *SIGNED))[0]
    for sentence in (*data.sentences, *data.change_sentences):
        assert plain(sentence) in whole


def test_missing_deliveries_stay_on_page_one():
    said = "Dit ontbreekt in de cijfers: boekingen na 30 april 2024 van Veiligheid."
    data = usual(missing=(MissingBookings("VEI", "Veiligheid", date(2024, 4, 30)),))
    data = replace(data, sentences=(*data.sentences, "Afgesloten: 2023.", said))
    found = pages(pdf(data, SHA, *SIGNED))
    assert said in found[0]
    assert "Afgesloten: 2023." not in found[0]


def test_a_snapshot_of_an_earlier_release_keeps_its_page_one():
    first = pages(pdf(usual(software="0.10.0"), SHA, *SIGNED))[0]
    assert first.index("In het kort") < first.index("Hoe ver zijn we?")


def test_page_one_shows_every_domain_with_its_signal_and_its_percentage(signed):
    first = pages(signed)[0]
    for row in usual().domains:
        assert row.name in first
        assert plain(percent(row.measures.depletion)) in first
    for word in ("Bijsturen", "Let op", "Op koers"):
        assert word in first


def test_page_one_reconciles_the_change(signed):
    first = pages(signed)[0]
    total = usual().changes.total
    assert total.before + total.plan - total.bookings - total.commitments == total.after
    for words in ("€ 6.102.000", "+ € 250.000", "− € 1.804.816", "− € 229.000", "= € 4.318.184"):
        assert words in first


def test_page_one_names_the_largest_changes_where_there_is_room():
    first = pages(pdf(usual(questions=(), asks=(), software="0.10.0"), SHA, *SIGNED))[0]
    assert (
        "Veiligheid: nieuwe boekingen − € 311.273; Wonen en Leefomgeving: plan gewijzigd + € 200.000" in first
    )


def test_page_one_shows_results_beside_euros(signed):
    first = pages(signed)[0]
    for words in usual().results.values():
        assert words in first
    row = usual().domains[0]
    assert plain(f"{euro_short(row.measures.room)} vrij") in first


def test_page_one_numbers_the_questions_and_repeats_no_amount(signed):
    first = pages(signed)[0]
    assert "1. Een wachtlijst of extra geld?" in first
    assert "B. Extra geld: € 20.000 meer uitgaven" in first
    assert "2. Wonen en Leefomgeving: besluit" in first
    assert "3. Programmaorganisatie: besluit" in first
    assert "Wie: Peter Jansen" in first
    assert first.count("€ 154.527") == 1


def test_a_request_without_an_amount_or_an_owner_is_printed():
    asks = (Ask("Stel de stand vast.", "", None, ""),)
    assert "1. Stel de stand vast." in pages(pdf(usual(asks=asks, questions=()), SHA, *SIGNED))[0]
    assert "nu geen besluit nodig" in pages(pdf(usual(asks=(), questions=()), SHA, *SIGNED))[0]


def test_more_than_five_questions_are_summarised_on_page_one():
    ask = usual().asks[0]
    first = pages(pdf(usual(asks=(ask,) * 7), SHA, None, None))[0]
    assert "En nog 2 andere punten" in first


def test_the_first_snapshot_of_a_year_has_no_comparison():
    found = text(pdf(usual(changes=None, previous=None), SHA, *SIGNED))
    assert "eerste momentopname van dit jaar" in found
    assert "Kenmerk van de vorige momentopname" not in found


def test_every_page_has_the_scope_and_the_fictional_notice(concept, signed):
    for page in (*pages(concept), *pages(signed)):
        assert usual().programme.scope in page
        assert usual().programme.notice in page
        assert "kenmerk 5f3ac0de…c2c2" in page


def test_a_programme_without_a_notice_needs_none():
    programme = replace(usual().programme, notice="")
    assert "verzonnen" not in text(pdf(usual(programme=programme), SHA, *SIGNED))


def test_every_page_says_concept_until_it_is_signed(concept, signed):
    assert all("CONCEPT" in page for page in pages(concept))
    assert "nog niet vastgesteld" in pages(concept)[0]
    assert "CONCEPT" not in text(signed)


def test_the_spotlight_comes_first_and_each_domain_has_its_figures(signed):
    found = text(signed)
    assert found.index("In de schijnwerper: ▲ Veiligheid") < found.index("De andere opgavedomeinen")
    for row in usual().domains[:-1]:
        for cents in (row.measures.budget, row.measures.realised, row.measures.forecast.p50):
            assert plain(euro(cents)) in found


@pytest.mark.parametrize(
    ("number", "spotlight", "most"), [(1, True, 4), (7, True, 6), (10, True, 6), (10, False, 6)]
)
def test_one_to_ten_domains_with_the_longest_texts_fit_on_six_pages(number, spotlight, most):
    data = of_domains(number, spotlight)
    found = pages(pdf(data, SHA, *SIGNED))
    assert len(found) <= most
    assert f"pagina {len(found)} van {len(found)}" in found[-1]
    assert SHA in found[-1]
    for row in data.domains:
        assert row.name in found[0]
        assert sum(row.name in page for page in found) >= 3


def test_ten_domains_with_very_long_names_fit():
    data = of_domains(10)
    named = [replace(row, name=f"{row.name} en alles wat daar verder bij hoort") for row in data.domains]
    assert len(pages(pdf(with_domains(data, *named), SHA, *SIGNED))) <= 6


@pytest.mark.parametrize("number", [1, 10])
def test_all_text_lies_within_the_page(number):
    for page in pypdf.PdfReader(io.BytesIO(pdf(of_domains(number), SHA, *SIGNED))).pages:
        found = places(page)
        assert found
        assert all(0 < x < page.mediabox.width and 0 < y < page.mediabox.height for x, y in found)


def test_a_page_has_three_domains():
    data = of_domains(7)
    found = pages(pdf(data, SHA, *SIGNED))[2]
    assert sum(row.name in found for row in data.domains) == 3


def test_more_than_ten_domains_take_more_pages_and_lose_nothing():
    data = of_domains(12)
    found = pages(pdf(data, SHA, *SIGNED))
    assert len(found) == 7
    assert all(row.name in " ".join(found[1:]) for row in data.domains)


@pytest.mark.wording
def test_a_late_action_is_shown_as_late_and_comes_first():
    late = replace(usual().actions[0], text="Late werving", closed=date(2024, 6, 3), outcome="6 coaches")
    soon = replace(late, text="Latere werving", overdue=False, closed=None, outcome="")
    found = text(pdf(usual(actions=(soon, late)), SHA, *SIGNED))
    assert found.index("Late werving") < found.index("Latere werving")
    assert "te laat, afgerond op 3 juni 2024: 6 coaches" in found


def test_the_pots_add_up_to_their_total():
    found = pages(pdf(of_domains(7), SHA, *SIGNED))[-2]
    assert "Samen – – € 7.000 € 14.000" in found


def test_causes_steering_and_results_are_shown_with_their_domain(signed):
    found = text(signed)
    assert "(2 regels), factuur volgt nog" in found
    assert "Bijsturing: Vanaf 1 juli nemen" in found
    assert "Straatcoaches aan het werk: 6, doel 10" in found
    assert "geen toelichting van de budgethouder" in found


def test_long_notes_are_truncated_and_omitted_notes_counted():
    long = "Een lange uitleg over de vertraging van het werk. " * 12
    notes = [
        note(code, note=long, steering=long, cause=Cause.OTHER) for code in ("JEU-01", "JEU-02", "JEU-03")
    ]
    data = usual(notes=(*notes, *(note(f"{d}-1{n}", note=long) for d in ("WBE", "WON") for n in range(3))))
    found = pages(pdf(data, SHA, *SIGNED))
    domain = next(page for page in found if "De andere opgavedomeinen" in page)
    assert "…" in domain
    assert "En nog 1 toelichting: zie het rekenblad" in domain
    assert "■ Wonen en Leefomgeving" in domain


def test_contributions_of_partners_are_shown_beside_the_plan(signed):
    found = text(signed)
    partners, m = usual().partners, usual().total.measures
    assert partners
    sums = [sum(p.amount or 0 for p in partners if p.form is form) for form in PartnerForm]
    unvalued = sum(p.amount is None for p in partners)
    shown = [euro(m.budget), euro(m.realised), *(euro(cents) if cents else "–" for cents in sums)]
    assert plain(f"Totaal {' '.join(shown)} {count(unvalued, 'bijdrage', 'bijdragen')}") in found
    assert "telt nergens in mee" in found


def test_sources_say_what_happens_with_money_that_is_left(signed):
    assert "gaat terug naar het Rijk" in text(signed)
    assert "Waar komt het geld vandaan?" in text(pdf(usual(sources=()), SHA, *SIGNED))


def test_the_row_outside_the_plan_is_shown_only_when_it_has_money(signed):
    assert "Niet in bestedingsplan" in pages(signed)[0]
    *planned, outside = usual().domains
    empty = replace(outside, measures=replace(outside.measures, realised=0, committed=0))
    data = with_domains(usual(), *planned, empty)
    assert "Niet in bestedingsplan" not in pages(pdf(data, SHA, *SIGNED))[0]


def test_an_unknown_release_is_marked_as_unknown(signed):
    found = text(signed)
    assert "€ 9.097.500*" in found
    assert "niet bekend hoeveel is vrijgegeven" in found
    assert "van 1 regel onbekend" in found


def test_the_proof_has_terms_roles_of_acceptors_and_full_hashes(signed):
    last = pages(signed)[-1]
    for words in TERMS.values():
        assert plain(words) in last
    assert "Budgethouder Kemal Yilmaz 7 0" in last
    assert "Controller Carla van Dijk 0 7" in last
    assert SHA in last
    assert PREVIOUS in last


def unexplained(page: str) -> list[str]:
    """The glossary words on a page that the page does not explain."""
    said = page
    for meaning in TERMS.values():
        said = said.replace(plain(meaning), "")
    stands = {w: m for w, m in TERMS.items() if re.search(rf"\b{w}\b", said, 0 if w.isupper() else re.I)}
    assert {"begroot", "besteed", "gepland", "verplicht", "vrijgegeven", "vrije ruimte"} <= stands.keys()
    return [word for word, meaning in stands.items() if plain(meaning) not in page]


@pytest.mark.parametrize("data", [usual(), of_domains(7, False)], ids=["usual", "7"])
def test_every_word_of_the_glossary_on_page_one_is_explained_there(data):
    assert unexplained(pages(pdf(data, SHA, *SIGNED))[0]) == []


def test_term_explanations_never_push_a_question_off_page_one():
    data = of_domains(10, False, False)
    asked = [plain(question.text) for question in data.questions]
    before = pages(pdf(replace(data, format=EXPLAINS_WORDS - 1), SHA, *SIGNED))
    found = pages(pdf(data, SHA, *SIGNED))
    assert sum(text in found[0] for text in asked) >= sum(text in before[0] for text in asked) > 0
    assert [words for words in TERMS.values() if plain(words) not in found[-1]] == []


def test_a_snapshot_of_an_earlier_format_explains_its_terms_on_the_last_page():
    found = pages(pdf(replace(usual(), format=EXPLAINS_WORDS - 1), SHA, *SIGNED))
    assert plain(TERMS["verplicht"]) not in found[0]
    assert plain(TERMS["verplicht"]) in found[-1]


def test_all_results_are_listed_before_the_proof(signed):
    last = pages(signed)[-1]
    for told in usual().notes:
        assert plain(told.result) in last


@pytest.mark.parametrize("words", HOSTILE)
def test_text_of_people_is_never_read_as_markup(words):
    data = usual()
    first, second, third, *others = data.domains
    third = replace(third, signal=replace(third.signal, reason=words))
    told = {"note": words, "steering": words, "activity": words, "result": words}
    brought = {"partner": words, "description": words, "quantity": words}
    data = replace(
        with_domains(data, first, replace(second, name=words), third, *others),
        asks=with_first(data.asks, text=words),
        sentences=(data.sentences[0], words, *data.sentences[2:]),
        notes=with_first(data.notes, **told),
        partners=with_first(data.partners, **brought),
        versions=with_first(data.versions, file=words),
        programme=replace(data.programme, name=words, scope=words),
        proposed_by=words,
    )
    found = text(pdf(data, SHA, *SIGNED)).replace("- ", "-")
    assert found.count(plain(words).replace("- ", "-")) >= 10


def test_characters_missing_from_the_font_do_not_stop_the_report():
    data = usual(notes=with_first(usual().notes, result="Gezinnen مر \x07"))
    found = text(pdf(data, SHA, *SIGNED))
    assert "Gezinnen [2 tekens Arabisch: zie het rekenblad]" in found


def test_a_year_without_plans_can_be_reported():
    rows = dict.fromkeys(usual().rows, ())
    empty = usual(notes=(), partners=(), asks=(), changes=None, versions=(), pace={}, sentences=(), rows=rows)
    found = pages(pdf(empty, SHA, None, None))
    assert all("CONCEPT" in page for page in found)


@pytest.mark.wording
def test_the_last_page_shows_all_years_side_by_side(signed):
    last = pages(pdf(usual(years=two_years()), SHA, *SIGNED))[-1]
    assert "Hoe staan alle jaren ervoor?" in last
    for words in (
        "2024 € 8.111 € 7.222* € 3.333 € 444 € 7.555",
        "2025 € 9.666 onbekend nog niet aangeleverd",
    ):
        assert words in last
    assert "2026" not in last
    one = tuple(row for row in two_years() if row.year != 2025)
    assert pdf(usual(years=one), SHA, *SIGNED) == signed
    before = replace(usual(), format=SHOWS_LISTS - 1)
    assert pdf(replace(before, years=two_years()), SHA, *SIGNED) == pdf(before, SHA, *SIGNED)


@pytest.mark.wording
def test_supplementary_lists_are_printed_even_without_results():
    """Without measurements there is more room for the lists, not less."""
    promised = Promised(
        "VEI", "Brief over straatcoaches", "gemeenteraad", "", date(2024, 8, 30), date(2024, 6, 1), "open", ""
    )
    found = pdf(usual(notes=(), promises=(promised,)), SHA, *SIGNED)
    assert "Brief over straatcoaches" in text(found)
