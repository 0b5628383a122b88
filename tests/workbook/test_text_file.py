"""CSV: delimiter and encoding are detected and reported."""

from __future__ import annotations

import pytest

from budget.model import Programme
from budget.workbook.limits import Limits
from tests.intake.workbooks import cells, check, codes, line, message, plan

HEADER = ["Boekstuknummer", "Boekdatum", "Regelcode", "Omschrijving", "Bedrag"]
ROW = ["0012", "01-03-2024", "JEU-001", "Café, Zuid", "1.234,56"]


def _csv(delimiter: str = ";", *rows: list[str]) -> str:
    lines = [HEADER, *(rows or [ROW])]
    return "".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) + "\r\n" for row in lines
    )


@pytest.mark.parametrize(("delimiter", "word"), [(";", "puntkomma"), (",", "komma"), ("\t", "tab")])
@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16")],
)
def test_every_delimiter_and_encoding_is_read(
    delimiter: str, word: str, encoding: str, name: str, programme: Programme
):
    checked = check(_csv(delimiter).encode(encoding), programme, line(), name="export.csv")
    row = checked.content.statements[0].rows[0]
    assert (row.document, row.amount, row.description) == ("0012", 123_456, "Café, Zuid")
    assert word in message(checked, "csv-read")
    assert name in message(checked, "csv-read")


@pytest.mark.parametrize("name", ["export.csv", "export.CSV", "export.tsv", "export.txt"])
def test_csv_tsv_and_txt_files_are_read(name: str, programme: Programme):
    assert check(_csv("\t").encode(), programme, line(), name=name).accepted


def test_titles_above_the_table_and_a_sep_line_are_read(programme: Programme):
    text = "sep=;\r\nGrootboek, per 30-09-2024\r\n\r\n" + _csv()
    checked = check(text.encode(), programme, line(), name="export.csv")
    assert checked.content.statements[0].date.isoformat() == "2024-09-30"


def test_a_fault_names_the_cell_of_the_file(programme: Programme):
    checked = check(_csv(";", ROW, [*ROW[:4], "PM"]).encode(), programme, line(), name="export.csv")
    assert cells(checked, "amount-unknown") == ["export!E3"]
    assert message(checked, "amount-unknown").startswith("export!E3: 'PM' is geen bedrag.")


def test_lines_of_different_length_are_padded(programme: Programme):
    text = _csv() + "\r\n;;;;;;\r\nTotaal;;;;1.234,56\r\n"
    checked = check(text.encode(), programme, line(), name="export.csv")
    assert checked.sheets[0].rows == 1
    assert "totals-skipped" in codes(checked)


def test_a_plan_may_be_csv_as_well(programme: Programme):
    text = "\n".join(";".join(str(cell if cell is not None else "") for cell in row) for row in plan({}))
    assert check(text.encode(), programme, name="plan.csv").content.plan[0].budget == 120_000


@pytest.mark.parametrize("data", [b"a;b\0c", b"Boekstuknummer\x81;x\n", b"\xff\xfea"])
def test_bytes_that_are_no_text_are_refused(data: bytes, programme: Programme):
    checked = check(data, programme, name="export.csv")
    assert checked.content is None
    assert len(codes(checked)) == 1


@pytest.mark.parametrize(
    ("limits", "what"), [(Limits(rows=1), "rijen 2, hoogstens 1"), (Limits(columns=4), "kolommen 5")]
)
def test_a_text_file_over_a_limit_says_which(limits: Limits, what: str, programme: Programme):
    checked = check(_csv().encode(), programme, name="export.csv", limits=limits)
    assert what in message(checked, "file-size")


def test_columns_that_begin_late_in_a_long_file_are_kept(programme: Programme):
    rows = [[str(n), *ROW[1:]] for n in range(9_000)]
    text = _csv(";", *rows) + f"{';'.join(ROW)};extra\n"
    assert check(text.encode(), programme, line(), name="export.csv").sheets[0].rows == 9_001
