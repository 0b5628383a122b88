import hashlib
import io
import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from budget.export.pdf.document import pdf
from budget.labels import TERMS, count, euro, percent
from budget.model import Ask, By, Cause, PartnerForm
from tests.export.format_samples import with_domains
from tests.snapshot.content_sample import PREVIOUS, SHA, content, note

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
    return pdf(content(), SHA, None, None)


@pytest.fixture(scope="module")
def signed() -> bytes:
    return pdf(content(), SHA, *SIGNED)


@lru_cache
def pages(data: bytes) -> list[str]:
    """The text of each page, with hard spaces and line ends as spaces."""
    found = pypdf.PdfReader(io.BytesIO(data)).pages
    return [" ".join(page.extract_text().split()) for page in found]


def text(data: bytes) -> str:
    return " ".join(pages(data))


def plain(words: str) -> str:
    return " ".join(words.split())


def with_first(items: tuple[Any, ...], **changed: str) -> tuple[Any, ...]:
    """The items, the first of them changed."""
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


def test_the_report_says_that_it_is_accessible_and_fit_for_the_archive(signed):
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
    for row in content().domains:
        assert row.name in overview
        assert euro(row.measures.realised) in overview


def test_headings_start_at_the_title_and_skip_no_level(signed):
    levels = [int(kind[1:]) for kind, _ in elements(signed) if kind in ("H1", "H2", "H3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_all_tables_have_headers(signed):
    kinds = [kind for kind, _ in elements(signed)]
    assert kinds.count("Table") == kinds.count("THead") == 10
    assert kinds.count("TH") > 9


def test_only_the_own_font_is_used(signed):
    with pikepdf.open(io.BytesIO(signed)) as document:
        names = {str(f.BaseFont) for page in document.pages for f in page.Resources.Font.values()}
    assert names
    assert all("SourceSans3" in name for name in names)


def test_the_same_snapshot_gives_the_same_bytes(signed):
    assert pdf(content(), SHA, *SIGNED) == signed


@pytest.mark.parametrize(("zone", "locale"), [("Pacific/Kiritimati", "C"), ("America/Lima", "nl_NL.UTF-8")])
def test_another_process_time_zone_and_locale_give_the_same_bytes(signed, zone, locale):
    code = (
        "import datetime, hashlib; from tests.snapshot.content_sample import content, SHA;"
        "from budget.export.pdf.document import pdf;"
        f"print(hashlib.sha256(pdf(content(), SHA, *{SIGNED!r})).hexdigest())"
    )
    environment = os.environ | {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(signed).hexdigest()


def test_another_snapshot_gives_other_bytes(signed):
    assert pdf(content(), SHA[::-1], *SIGNED) != signed


def test_page_one_answers_in_the_order_of_the_board(signed):
    first = pages(signed)[0]
    order = [
        "Samen Nieuw-West",
        "Alliantiebestuur 27 juni 2024",
        "Stand van de besteding op 31 mei 2024",
        "Bestedingsplan: gemeentelijke en rijksmiddelen",
        "Vastgesteld op 21 juni 2024 door twee personen: Hanneke Smit en Carla van Dijk",
        "In het kort",
        "Hoe ver zijn we?",
        "Sinds 10 april",
        "Wij vragen u",
        f"pagina 1 van {len(pages(signed))}",
        "kenmerk 5f3ac0de…c2c2",
        "begrippen op bladzijde",
    ]
    assert [first.index(words) for words in order] == sorted(first.index(words) for words in order)
    for sentence in content().sentences:
        assert plain(sentence) in first


def test_page_one_shows_every_domain_with_its_signal_and_its_percentage(signed):
    first = pages(signed)[0]
    for row in content().domains:
        assert row.name in first
        assert plain(percent(row.measures.depletion)) in first
    for word in ("Bijsturen", "Let op", "Op koers"):
        assert word in first


def test_page_one_reconciles_the_change_and_names_the_largest(signed):
    first = pages(signed)[0]
    total = content().changes.total
    assert total.before + total.plan - total.bookings - total.commitments == total.after
    for words in ("€ 6.102.000", "+ € 250.000", "− € 1.804.816", "− € 229.000", "= € 4.318.184"):
        assert words in first
    assert (
        "− € 311.273 Veiligheid: nieuwe boekingen + € 200.000 Wonen en Leefomgeving: plan gewijzigd" in first
    )


def test_page_one_numbers_what_is_asked_and_says_no_amount_twice(signed):
    first = pages(signed)[0]
    assert "1. Wonen en Leefomgeving: besluit" in first
    assert "2. Programmaorganisatie: besluit" in first
    assert "wie: Peter Jansen" in first
    assert first.count("€ 154.527") == 1


def test_an_ask_without_an_amount_or_an_owner_is_still_asked():
    asks = (Ask("Stel de stand vast.", "", None, ""),)
    assert "1. Stel de stand vast." in pages(pdf(content(asks=asks), SHA, *SIGNED))[0]
    assert "nu geen besluit nodig" in pages(pdf(content(asks=()), SHA, *SIGNED))[0]


def test_more_than_five_asks_stay_on_page_one():
    ask = content().asks[0]
    first = pages(pdf(content(asks=(ask,) * 7), SHA, None, None))[0]
    assert "En nog 2 andere punten" in first


def test_the_first_snapshot_of_a_year_has_nothing_to_compare_with():
    found = text(pdf(content(changes=None, previous=None), SHA, *SIGNED))
    assert "eerste momentopname van dit jaar" in found
    assert "Kenmerk van de vorige momentopname" not in found


def test_every_page_carries_the_scope_and_says_that_the_example_is_fictional(concept, signed):
    for page in (*pages(concept), *pages(signed)):
        assert content().programme.scope in page
        assert content().programme.notice in page
        assert "kenmerk 5f3ac0de…c2c2" in page


def test_a_programme_without_a_notice_needs_none():
    programme = replace(content().programme, notice="")
    assert "verzonnen" not in text(pdf(content(programme=programme), SHA, *SIGNED))


def test_every_page_says_concept_until_it_is_signed(concept, signed):
    assert all("CONCEPT" in page for page in pages(concept))
    assert "nog niet vastgesteld" in pages(concept)[0]
    assert "CONCEPT" not in text(signed)


def test_the_spotlight_comes_first_and_each_domain_has_its_figures(signed):
    found = text(signed)
    assert found.index("In de schijnwerper: ▲ Veiligheid") < found.index("De andere opgavedomeinen")
    for row in content().domains[:-1]:
        for cents in (row.measures.budget, row.measures.realised, row.measures.forecast.p50):
            assert plain(euro(cents)) in found


def test_there_are_at_most_four_pages_beside_the_spotlight_and_the_appendix(signed):
    found = pages(signed)
    before = next(n for n, page in enumerate(found) if "Bijlage:" in page)
    spotlight = sum("In de schijnwerper" in page for page in found)
    assert spotlight == 1
    assert before - spotlight <= 4


def test_causes_steering_and_results_stand_with_their_domain(signed):
    found = text(signed)
    assert "(2 regels), factuur volgt nog" in found
    assert "Bijsturing: Vanaf 1 juli nemen" in found
    assert "Straatcoaches aan het werk: 6, doel 10" in found
    assert "geen toelichting van de budgethouder" in found


def test_long_notes_are_cut_with_the_domain_and_whole_in_the_appendix():
    long = "Een lange uitleg over de vertraging van het werk. " * 12
    notes = [
        note(code, note=long, steering=long, cause=Cause.OTHER) for code in ("JEU-01", "JEU-02", "JEU-03")
    ]
    data = content(notes=(*notes, *(note(f"{d}-1{n}", note=long) for d in ("WBE", "WON") for n in range(3))))
    found = pages(pdf(data, SHA, *SIGNED))
    domain = next(page for page in found if "De andere opgavedomeinen" in page)
    assert "…" in domain
    assert "nog 1 regel met een" in domain
    assert "■ Wonen en Leefomgeving" in domain
    assert plain(long) in plain(" ".join(found)).replace("Samen Nieuw-West · ", "")


def test_partners_stand_beside_the_plan_and_are_not_counted(signed):
    found = text(signed)
    assert "bijdragen staan naast het bestedingsplan" in found
    assert "niet gewaardeerd" in found
    assert "wat brengen de partners in?" not in text(pdf(content(partners=()), SHA, *SIGNED))


def test_the_means_of_partners_stand_per_domain_and_form_beside_what_was_spent(signed):
    found = text(signed)
    partners, spent = content().partners, content().total.measures.realised
    assert partners
    sums = [sum(p.amount or 0 for p in partners if p.form is form) for form in PartnerForm]
    unvalued = sum(p.amount is None for p in partners)
    shown = [euro(cents) if cents else "–" for cents in (spent, *sums)]
    words = count(unvalued, "bijdrage", "bijdragen") if unvalued else "–"
    assert plain(f"Totaal {' '.join(shown)} {words}") in found


def test_sources_say_what_happens_with_money_that_is_left(signed):
    assert "gaat terug naar het Rijk" in text(signed)
    assert "Waar komt het geld vandaan?" in text(pdf(content(sources=()), SHA, *SIGNED))


def test_what_is_in_no_plan_is_shown_only_where_it_has_money(signed):
    assert "Niet in bestedingsplan" in pages(signed)[0]
    *planned, outside = content().domains
    empty = replace(outside, measures=replace(outside.measures, realised=0, committed=0))
    data = with_domains(content(), *planned, empty)
    assert "Niet in bestedingsplan" not in pages(pdf(data, SHA, *SIGNED))[0]


def test_an_unknown_release_says_so(signed):
    found = text(signed)
    assert "€ 9.097.500*" in found
    assert "niet bekend hoeveel is vrijgegeven" in found
    assert "van 1 regel onbekend" in found


def test_the_appendix_has_all_rows_words_rules_persons_and_the_whole_mark(signed):
    found = text(signed)
    for row in content().rows[By.ACTION_LINE]:
        assert plain(euro(row.measures.realised)) in found
    for words in TERMS.values():
        assert plain(words) in found
    for version in content().versions:
        assert version.file in found
    assert "Kemal Yilmaz, 01-06-2024 Carla van Dijk, 02-06-2024" in found
    assert "WBE-07 Schulden voorkomen nieuwe boekingen Peter Jansen Carla van Dijk − € 412.000" in found
    assert "op is, is 50 % of" in found
    assert SHA in found
    assert PREVIOUS in found
    assert "een optelling iets afwijken" in found


@pytest.mark.parametrize("words", HOSTILE)
def test_text_of_people_is_never_read_as_markup(words):
    data = content()
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


def test_signs_that_the_font_does_not_have_do_not_stop_the_report():
    data = content(versions=with_first(content().versions, file="plan 😀 中文 \x07.xlsx"))
    assert "plan □ □□ .xlsx" in text(pdf(data, SHA, *SIGNED))


def test_a_year_without_plans_can_be_reported():
    rows = dict.fromkeys(content().rows, ())
    empty = content(
        notes=(), partners=(), asks=(), changes=None, versions=(), pace={}, sentences=(), rows=rows
    )
    found = pages(pdf(empty, SHA, None, None))
    assert all("CONCEPT" in page for page in found)
