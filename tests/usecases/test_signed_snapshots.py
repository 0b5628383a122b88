"""The public site: its content, replaced versions, and that it contains no name."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile, is_zipfile

import pypdf
import pytest

from budget.export.registry import FORMATS
from budget.export.site.files import site_files
from budget.model.content import Content
from budget.model.words import BudgetError
from budget.store.audit import load_trail
from budget.store.engine import Store, open_store
from budget.store.removals import load_suppliers
from budget.store.snapshots import load_snapshots
from budget.usecases import remove as removing
from budget.usecases.freeze import Correction
from budget.usecases.freeze import propose as propose_snapshot
from budget.usecases.signed_snapshots import as_signed
from budget.usecases.signed_snapshots import publish as publications
from budget.usecases.verify import verify
from tests.export.html.test_document import Page
from tests.query_log import queries
from tests.snapshot.history import freeze, lacking, live_through, sign
from tests.store.samples import (
    AUGUST_END,
    DECEMBER,
    ID,
    JUNE,
    MAY_END,
    OCTOBER,
    PROGRAMME,
    YEAR,
    booking,
    commitment,
    contribution,
    decision,
    deliver,
    ledger,
    line,
    plan,
    progress,
    question,
    statement,
)

NOW, LATER = datetime(YEAR, 10, 9, 12), datetime(YEAR, 10, 10, 12)
AGAIN, SIGNED_AGAIN = datetime(YEAR, 10, 5, 9), datetime(YEAR, 10, 6, 9)
SUPPLIERS = ("Kwekerij De Linde", "J. van der Berg", "Speeltuin", "div", "2024")
"""A firm, a person, one who is also a partner, and two texts that are no names."""
ATOM = "{http://www.w3.org/2005/Atom}"
NAMES = [one.name for one in PROGRAMME.people] + [*SUPPLIERS[:2], "gea.groen@dorp.example", "06-12345678"]
Files = dict[str, bytes]


def publish(store: Store, who: str, meetings: set[date], address: str = "", now: datetime = NOW) -> Files:
    return site_files(publications(store, PROGRAMME, who, meetings, now), address)


def marks(store: Store) -> list[str]:
    """The hashes of the signed snapshots for June, in order of signing."""
    with store.read() as connection:
        found = load_snapshots(connection, ID)
    return [one.sha256 for one in found if one.meeting == JUNE and one.is_signed]


def told(name: str) -> str:
    reached = "bel 06-12345678 of gea.groen@dorp.example"
    return f"Met {name}, {SUPPLIERS[0].upper()} en J. van der  Berg; {reached}"


def fill(store: Store) -> None:
    """A content with names of persons and suppliers in every text that people write."""
    deliver(store, plan(line(released=60_000), line("SPE-1", 60_000)), f"{SUPPLIERS[0]}.xlsx")
    rows = [
        booking(f"D{n}", MAY_END, 100 + n, supplier=supplier, description=supplier)
        for n, supplier in enumerate(SUPPLIERS)
    ]
    deliver(store, ledger(statement(MAY_END, *rows)), "mei.xlsx")
    texts = dict.fromkeys(("note", "steering", "result", "indicator", "value", "target"), told("Gea Groen"))
    notes = tuple(progress(code, forecast=1_000, **texts) for code in ("GRO-1", "SPE-1"))
    partners = (contribution(description=told("Mo Manager"), amount=4_000),)
    deliver(store, Content(progress=notes, partners=partners), "voortgang.xlsx")
    deliver(store, Content(questions=(question(text=told("Cor Controle"), owner="gea"),)), "vraag.xlsx")
    deliver(store, Content(decisions=(decision(text=told("Sien Secretaris")),)), "besluit.xlsx")


def correct(store: Store, reason: str) -> None:
    old = marks(store)[0]
    known = lacking(store, MAY_END)
    propose_snapshot(store, PROGRAMME, JUNE, MAY_END, "cor", AGAIN, Correction(old, reason), known)
    sign(store, at=SIGNED_AGAIN)


@pytest.fixture(scope="module")
def named_snapshots(migrated_sqlite, tmp_path_factory) -> Iterator[Store]:
    """A signed snapshot with names everywhere, and a correction of it."""
    path = tmp_path_factory.mktemp("named") / "named.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    store = open_store(f"sqlite:///{path}")
    fill(store)
    freeze(store)
    sign(store)
    correct(store, told("Tim"))
    yield store
    store.close()


@pytest.fixture(scope="module")
def files(named_snapshots: Store) -> Files:
    return publish(named_snapshots, "sien", {JUNE})


def texts(files: Files, place: str = "") -> Iterator[tuple[str, str]]:
    """Every name and text in the files, including packed parts, with plain spaces."""
    for name, data in files.items():
        here = f"{place}{name}"
        yield here, name
        yield here, " ".join(data.decode("utf-8", "replace").split())
        if is_zipfile(io.BytesIO(data)):
            with ZipFile(io.BytesIO(data)) as packed:
                yield from texts({one: packed.read(one) for one in packed.namelist()}, f"{here}/")
        if data.startswith(b"%PDF"):
            pdf = pypdf.PdfReader(io.BytesIO(data))
            yield here, " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
            yield here, str(pdf.metadata) + (pdf.xmp_metadata.rdf_root.toxml() if pdf.xmp_metadata else "")


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_person_or_supplier_is_in_any_byte(files: Files, name: str) -> None:
    wanted = name.lower()
    assert [place for place, text in texts(files) if wanted in text.lower()] == []


def test_the_search_for_names_looks_inside_archives() -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("x.csv", "Gea  Groen")
    assert [place for place, text in texts({"a.xlsx": packed.getvalue()}) if "Gea Groen" in text] == [
        "a.xlsx/x.csv"
    ]


def test_names_are_replaced_by_roles_and_partners_are_kept(files: Files) -> None:
    page = Page(files["2024-06-27/index.html"]).text
    assert "Met [controller], [leverancier] en [leverancier]" in page
    assert "wie: budgethouder" in page
    assert "Speeltuin" in Page(files["2024-06-27/rapport.html"]).text


def test_a_replaced_page_keeps_an_address_and_is_marked_in_every_file(
    files: Files, named_snapshots: Store
) -> None:
    old, new = marks(named_snapshots)
    folder = f"2024-06-27/{old[:8]}"
    for name in ("index.html", "rapport.html", "rapport.pdf", "open-data.zip"):
        said = [
            text
            for place, text in texts({name: files[f"{folder}/{name}"]})
            if "Vervangen: dit geldt niet meer" in text
        ]
        assert said, name
        assert new[:8] in " ".join(said)
        in_force = texts({name: files[f"2024-06-27/{name}"]})
        assert all("dit geldt niet meer" not in text for _, text in in_force)
    assert old in files[f"{folder}/index.html"].decode()
    assert "../../2024-06-27/index.html" in links(files[f"{folder}/index.html"])
    assert "Correctie" in Page(files["2024-06-27/index.html"]).text


def links(data: bytes) -> list[str]:
    found = Page(data)
    return [one["href"] for tag in ("a", "link") for one in found.all(tag)]


def test_every_link_leads_to_a_file_of_the_site_and_to_a_place_that_is_there(files: Files) -> None:
    seen = {"index.html"}
    for name, data in files.items():
        if not name.endswith(".html"):
            continue
        for link in links(data):
            parts = urlsplit(unquote(link))
            assert not parts.scheme
            assert not parts.netloc
            target = PurePosixPath(name).parent / parts.path if parts.path else PurePosixPath(name)
            path = re.sub(r"[^/]+/\.\./", "", re.sub(r"[^/]+/[^/]+/\.\./\.\./", "", str(target)))
            assert path in files, f"{name}: {link}"
            seen.add(path)
            if parts.fragment:
                assert f'id="{parts.fragment}"'.encode() in files[path]
    assert seen == set(files)


def test_no_page_contains_scripts_or_outside_requests(files: Files) -> None:
    for name, data in files.items():
        if name.endswith(".html"):
            page = Page(data)
            assert page.errors == []
            assert not page.all("script")
            assert not page.all("img")
            assert not re.findall(r"(?:src|url)\s*[=(]\s*[\"']?(?:https?:)?//", data.decode())
            policy = next(a["content"] for a in page.all("meta") if "http-equiv" in a)
            assert policy.startswith("default-src 'none'")


def test_the_same_snapshots_give_the_same_bytes(files: Files, named_snapshots: Store) -> None:
    assert publish(named_snapshots, "cor", {JUNE}, now=LATER) == files


def test_the_feed_lists_every_snapshot_once_newest_first(files: Files) -> None:
    root = ElementTree.fromstring(files["feed.xml"])
    entries = root.findall(f"{ATOM}entry")
    ids = [one.findtext(f"{ATOM}id") for one in [root, *entries]]
    assert len(ids) == len(set(ids)) == 3
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)
    moments = [one.findtext(f"{ATOM}updated") for one in entries]
    assert moments == sorted(moments, reverse=True)
    assert root.findtext(f"{ATOM}updated") == moments[0] == "2024-10-06T09:00:00Z"
    titles = sorted(one.findtext(f"{ATOM}title").partition(":")[0] for one in entries)
    assert titles == ["Correctie", "Vervangen"]
    for one in entries:
        assert one.find(f"{ATOM}link").get("href") in files
    assert root.findtext(f"{ATOM}author/{ATOM}name") == PROGRAMME.name


@pytest.fixture(scope="module")
def year(migrated_sqlite, tmp_path_factory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("year") / "year.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    store = open_store(f"sqlite:///{path}")
    live_through(store)
    yield store
    store.close()


def test_the_newest_meeting_comes_first_and_a_later_one_stays_out(year: Store) -> None:
    files = publish(year, "sien", {JUNE, OCTOBER}, "https://dorp.example/geld/")
    meetings = [one for one in links(files["index.html"]) if one.startswith("2024")]
    assert meetings == ["2024-10-03/index.html", "2024-06-27/index.html"]
    assert b'href="https://dorp.example/geld/2024-10-03/index.html"' in files["feed.xml"]
    earlier = publish(year, "sien", {JUNE})
    assert not [name for name in earlier if "10-03" in name]


def test_the_years_are_shown_side_by_side(year: Store) -> None:
    data = publish(year, "sien", {OCTOBER})["programma/index.html"]
    page = Page(data)
    assert [number for number in PROGRAMME.years if f">{number}</th>".encode() in data] == [YEAR]
    assert "Elke bron in elk jaar" in page.text


def test_publishing_is_logged_with_its_person(year: Store) -> None:
    publish(year, "sien", {JUNE})
    with year.read() as connection:
        last = load_trail(connection, ID)[-1]
    assert (last.person, last.action, last.detail["meeting"]) == ("sien", "publish", "2024-06-27")
    assert last.detail["snapshots"] == marks(year)
    assert verify(year, PROGRAMME, "sien") == []


def test_an_unsigned_snapshot_is_never_published(year: Store) -> None:
    with pytest.raises(BudgetError):
        publish(year, "sien", {DECEMBER})


def test_an_unsigned_correction_is_not_published(ready_sqlite_url: str) -> None:
    store = open_store(ready_sqlite_url)
    live_through(store)
    before = publish(store, "sien", {JUNE})
    mark = marks(store)[0]
    known = lacking(store, MAY_END)
    propose_snapshot(store, PROGRAMME, JUNE, MAY_END, "cor", AGAIN, Correction(mark, "Fout"), known)
    assert publish(store, "sien", {JUNE}) == before
    store.close()


def test_a_site_of_another_database_is_refused(year: Store) -> None:
    with pytest.raises(BudgetError, match="kent die niet"):
        publications(year, PROGRAMME, "sien", {JUNE}, NOW, ["f" * 64])


PUBLIC_FORMS = [name for name, form in FORMATS.items() if form.is_public]


def everyones(store: Store, name: str) -> Files:
    """The public version of both snapshots of June, as requested by anyone."""
    with store.read() as connection:
        found = load_snapshots(connection, ID)
    made = {one.sha256: as_signed(store, PROGRAMME, "sien", one, is_public=True) for one in found}
    return {f"{mark}{FORMATS[name].suffix}": FORMATS[name].write(*said) for mark, said in made.items()}


@pytest.mark.parametrize("form", PUBLIC_FORMS)
@pytest.mark.parametrize("name", SUPPLIERS[:2])
def test_no_public_form_names_a_supplier_either(named_snapshots: Store, form: str, name: str) -> None:
    assert [
        place for place, text in texts(everyones(named_snapshots, form)) if name.lower() in text.lower()
    ] == []


def test_all_public_forms_are_known() -> None:
    assert PUBLIC_FORMS == ["public-html", "open-data"]


def test_after_the_suppliers_were_removed_a_fresh_site_still_masks_them(
    ready_sqlite_url: str, files: Files
) -> None:
    """A supplier in no snapshot text is forgotten; one in a text is masked as long as its bytes exist."""
    store = open_store(ready_sqlite_url)
    fill(store)
    rows = [booking("X", AUGUST_END, 5, supplier="Nergens BV"), commitment("V", AUGUST_END, 7)]
    deliver(store, ledger(statement(AUGUST_END, *rows, first=AUGUST_END.replace(day=1))), "augustus.xlsx")
    freeze(store)
    sign(store)
    before = publish(store, "sien", {JUNE})
    due = datetime(YEAR + 8, 1, 1, 12)
    files = removing.propose(store, PROGRAMME, "cor", YEAR, "Zeven jaar voorbij", due)
    assert removing.remove(store, PROGRAMME, "sien", YEAR, due, removing.mark_of(YEAR, files))
    assert publish(store, "sien", {JUNE}) == before
    assert verify(store, PROGRAMME, "sien") == []
    with store.read() as connection:
        known = load_suppliers(connection, ID)
    assert {SUPPLIERS[0], SUPPLIERS[1]} <= known
    assert "Nergens BV" not in known
    store.close()


def test_the_supplier_of_a_commitment_is_masked_too(ready_sqlite_url: str) -> None:
    store = open_store(ready_sqlite_url)
    deliver(store, plan(line()))
    row = commitment("V", MAY_END, 50)._replace(supplier="Dakdekker De Pan")
    deliver(store, ledger(statement(MAY_END, row)))
    note = progress(note="Uitleg", result="Gegund aan dakdekker de pan")
    deliver(store, Content(progress=(note,)), "voortgang.xlsx")
    freeze(store)
    said = " ".join(text for _, text in texts(everyones(store, "open-data")))
    assert "Gegund aan [leverancier]" in said
    assert "de pan" not in said.lower()
    store.close()


def test_the_ledgers_are_unpacked_once_for_all_that_is_made_public_until_a_file_comes(
    ready_sqlite_url: str,
) -> None:
    store = open_store(ready_sqlite_url)
    fill(store)
    freeze(store)
    sign(store)

    def unpacked() -> int:
        with queries() as asked:
            for form in PUBLIC_FORMS:
                everyones(store, form)
        return sum("submissions.content" in query and "submissions.kinds" in query for query in asked)

    assert unpacked() <= 1
    row = booking("Z", AUGUST_END, 5, supplier="Nieuwkomer BV")
    deliver(store, ledger(statement(AUGUST_END, row, first=AUGUST_END.replace(day=1))), "augustus.xlsx")
    assert unpacked() == 1
    with store.read() as connection:
        assert "Nieuwkomer BV" in load_suppliers(connection, ID)
    store.close()
