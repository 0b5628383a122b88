import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from frictionless import Package, system

from budget.export.columns import Kind
from budget.export.imprint import imprint
from budget.export.open_data import FIXED, FORMULA_SIGNS, LICENCE, PHASES, open_data
from budget.export.public_version import public
from budget.export.stable_zip import unpack_zip
from budget.export.tables import tables
from budget.snapshot.content import FORMAT
from tests.export.format_samples import (
    CONCEPT,
    PERSONS,
    SIGNED,
    SUPPLIER,
    hostile,
    named,
    situations,
    with_questions,
)
from tests.snapshot.content_sample import SHA, content


def files(data=None, *signature):
    return unpack_zip(open_data(data or content(), *(signature or SIGNED)))


def rows(name, found=None):
    text = (found or files())[f"data/{name}.csv"].decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def package(data=None):
    return json.loads(files(data)["datapackage.json"])


@pytest.mark.parametrize("situation", situations())
def test_the_package_is_valid(situation, tmp_path):
    found = files(situations()[situation])
    for name, data in found.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])


def test_every_file_is_described_and_every_description_has_a_file():
    found, described = files(), package()
    paths = [resource["path"] for resource in described["resources"]]
    assert {"datapackage.json", "LEESMIJ.md", *paths} == set(found)
    assert paths[0] == "data/lines.csv"


@pytest.mark.parametrize("situation", situations())
def test_every_value_reads_back_as_it_was_frozen(situation):
    data = situations()[situation]
    found = files(data)
    for table in tables(public(data, SIGNED[1])):
        if f"data/{table.name}.csv" not in found:
            continue
        columns = [column for column in table.columns if not column.is_personal]
        shown = table.without(lambda column: column.is_personal)
        for row, frozen in zip(rows(table.name, found), shown.rows, strict=True):
            assert tuple(_value(row[c.name], c.kind) for c in columns) == frozen, table.name


def _value(text, kind):
    if kind is Kind.TEXT:
        return text
    if not text:
        return None
    if kind is Kind.EURO:
        assert text[-3] == "."
        return int(text.replace(".", ""))
    if kind is Kind.DAY:
        return date.fromisoformat(text)
    return int(text) if kind is Kind.COUNT else float(text)


def test_every_row_names_its_snapshot_status_scope_and_notice():
    marks, found = imprint(content(), *SIGNED), files()
    for name in (path[5:-4] for path in found if path.endswith(".csv")):
        for row in rows(name, found):
            assert row["scope"] == marks.scope
            assert row["notice"] == marks.notice
            assert (row["snapshot"], row["status"], row["as_of"]) == (SHA, "vastgesteld", "2024-05-31")


def test_a_concept_is_marked_in_every_row_and_in_the_description():
    assert {row["status"] for row in rows("domains", files(content(), *CONCEPT))} == {"concept"}
    described = json.loads(files(content(), *CONCEPT)["datapackage.json"])
    assert "CONCEPT: nog niet vastgesteld" in described["description"]


def test_each_column_has_a_title_and_a_meaning():
    for resource in package()["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["title"]
            assert field["description"].endswith(".")
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names[-len(FIXED) :] == [column.name for column in FIXED]


def test_the_licence_is_stated():
    assert package()["licenses"] == [LICENCE]
    assert LICENCE["name"] in files()["LEESMIJ.md"].decode()


def test_the_phases_of_the_fiscal_data_package_are_columns_of_the_lines():
    model = package()["model"]
    phases = {found["source"]: found["phase"] for found in model["measures"].values()}
    assert phases == {"original_budget": "approved", "budget": "adjusted", "realised": "executed"}
    assert phases.keys() == PHASES.keys()
    fields = {f["name"] for f in package()["resources"][0]["schema"]["fields"]}
    sources = [a["source"] for d in model["dimensions"].values() for a in d["attributes"].values()]
    assert fields >= {*phases, *sources}
    assert all(found["currency"] == "EUR" for found in model["measures"].values())
    assert package()["fiscalPeriod"] == {"start": "2024-01-01", "end": "2024-12-31"}


def test_lines_domains_sources_and_themes_have_the_same_sums():
    total, found = content().total.measures, files()
    for name in ("lines", "domains", "action_lines", "sources", "themes"):
        told = rows(name, found)
        for measure in ("budget", "realised", "committed", "free"):
            assert sum(_value(row[measure], Kind.EURO) for row in told) == getattr(total, measure)


def test_the_data_has_what_the_short_report_omits():
    data = with_questions()
    assert {f"data/{table.name}.csv" for table in tables(public(data))} <= set(files(data))
    assert {path for path in files() if path.startswith("data/a")} == {"data/action_lines.csv"}


@pytest.mark.parametrize("form", [1, FORMAT])
def test_no_person_and_no_supplier_is_in_any_file(form):
    for data in files(replace(named(), format=form)).values():
        text = data.decode().lower()
        for name in (*PERSONS, SUPPLIER):
            assert name.lower() not in text


def test_no_text_starts_as_a_spreadsheet_formula():
    for name, data in files(hostile()).items():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(data.decode(), newline="")):
                for text in row:
                    assert not text.startswith(FORMULA_SIGNS) or is_number(text)


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_files_are_plain_csv():
    data = files()["data/lines.csv"]
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.split(b",")[0] == b"key"
