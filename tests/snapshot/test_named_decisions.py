"""The decision that a plan names for money that moves: kept in the snapshot and told in every format."""

import csv
import io
import json
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from budget.access import VISITOR
from budget.export.registry import FORMATS
from budget.export.tables import tables
from budget.model.content import Content
from budget.snapshot.codec import canonical, decode_content, encode_content
from budget.store.engine import Store
from budget.usecases import verify as verification
from budget.usecases.freeze import snapshot_of
from tests.snapshot.history import first_half, freeze, frozen, sign
from tests.store.samples import ALLOWED, AUGUST_END, OCTOBER, PROGRAMME, deliver, line

MOVED = (line("SPE-1", 50_000), line("SPE-2", 10_000, source="FONDS", theme="BOS"))


@pytest.fixture
def decided_store(store: Store) -> Store:
    first_half(store)
    freeze(store)
    sign(store)
    deliver(store, Content(plan=MOVED, allowed_by=(ALLOWED,)), "wijziging.xlsx")
    freeze(store, OCTOBER, AUGUST_END)
    return store


def written(store: Store, name: str) -> bytes:
    found = snapshot_of(store, PROGRAMME, VISITOR, OCTOBER)
    form = FORMATS[name]
    return form.write(decode_content(found.content), found.sha256, None, None)


def test_the_decision_is_frozen_with_the_version_and_the_changes(decided_store: Store) -> None:
    content = frozen(decided_store, OCTOBER)
    assert [version.allowed_by for version in content.versions if version.allowed_by] == [(ALLOWED,)]
    (said,) = content.decision_sentences
    for words in ("Spelen", ALLOWED.text, "25 januari 2024"):
        assert words in said
    assert said in content.change_sentences
    assert decode_content(encode_content(content)) == content
    assert verification.verify(decided_store, PROGRAMME, VISITOR) == []


def test_a_plan_without_a_decision_is_frozen_as_before(store: Store) -> None:
    first_half(store)
    text = freeze(store).content
    assert "allowed_by" not in text
    content = decode_content(text)
    assert (encode_content(content), content.decision_sentences) == (text, ())
    assert "plan_decisions" not in {table.name for table in tables(content)}


def test_a_snapshot_from_before_decisions_were_kept_verifies(decided_store: Store) -> None:
    found = snapshot_of(decided_store, PROGRAMME, VISITOR, OCTOBER)
    plain = json.loads(found.content)
    for version in plain["versions"]:
        version.pop("allowed_by", None)
    before = decode_content(canonical(plain))
    assert before.decision_sentences == ()
    assert verification.first_difference(decided_store, replace(found, content=canonical(plain))) is None
    plain["versions"][0]["file"] = "anders.xlsx"
    assert verification.first_difference(decided_store, replace(found, content=canonical(plain)))


def test_the_workbook_and_the_open_data_have_it_as_a_table(decided_store: Store) -> None:
    (table,) = (t for t in tables(frozen(decided_store, OCTOBER)) if t.name == "plan_decisions")
    assert [row[:3] for row in table.rows] == [("Spelen", ALLOWED.text, ALLOWED.date)]
    book = openpyxl.load_workbook(io.BytesIO(written(decided_store, "xlsx")))
    assert any(ALLOWED.text == cell for sheet in book for row in sheet.values for cell in row)
    with zipfile.ZipFile(io.BytesIO(written(decided_store, "open-data"))) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("plan_decisions.csv"))
        (row,) = csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8-sig"))
    assert (row["decision"], row["decided_on"]) == (ALLOWED.text, "2024-01-25")
    assert "accepted_by" not in row


def test_the_web_page_shows_the_decision(decided_store: Store) -> None:
    assert ALLOWED.text in written(decided_store, "html").decode()
