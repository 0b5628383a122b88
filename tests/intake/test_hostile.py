"""Malicious, broken and mislabelled files."""

from __future__ import annotations

import io
import random
import warnings
import zipfile

import pytest

from budget.model import CheckedFile, Level, Programme
from budget.workbook.limits import MB, Limits
from tests.intake.workbooks import (
    cells,
    check,
    codes,
    edited,
    ledger,
    line,
    message,
    ods,
    plan,
    with_part,
    xlsx,
)
from tests.operations import count_calls
from tests.workbook.binary import xls

GOOD = xlsx(Plan=plan({}))
SHEET = "xl/worksheets/sheet1.xml"


def _zip(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (edited(GOOD, SHEET, "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'), "file-unsafe"),
        (edited(GOOD, "xl/workbook.xml", "<workbook", "<!DOCTYPE x><workbook"), "file-unsafe"),
        (edited(GOOD, SHEET, "<v>1200</v>", "<v><![CDATA[1200]]></v>"), "file-unsafe"),
        (with_part(GOOD, "../../etc/passwd", b"x"), "file-unsafe"),
        (with_part(GOOD, "/etc/passwd", b"x"), "file-unsafe"),
        (with_part(GOOD, "c:\\x", b"x"), "file-unsafe"),
        (with_part(GOOD, "XL/Workbook.xml", b"x"), "file-unsafe"),
        (with_part(GOOD, "xl/media/nul.bin", bytes(20 * MB)), "file-unsafe"),
        (edited(GOOD, SHEET, "^", '<?xml version="1.0" encoding="UTF-16"?>'), "file-unsafe"),
        (b"PK\x03\x04" + bytes(100), "file-damaged"),
        (b"MZ" + GOOD, "file-mismatch"),
        (_zip(anders=b"x") + GOOD, "file-unsafe"),
        (edited(xlsx(Plan=plan({}), Meer=[["x"]]), "xl/workbook.xml", "Meer", "PLAN"), "file-unsafe"),
        (GOOD[:-30], "file-damaged"),
        (_zip(hallo=b"x"), "file-mismatch"),
        (b"<html><table><tr><td>Regelcode</td></tr></table></html>", "file-mismatch"),
        (b"Regelcode;Bedrag\n1;2\n", "file-mismatch"),
        (b"   \n", "file-empty"),
        (bytes(1000), "file-mismatch"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "file-mismatch"),
    ],
)
def test_a_dangerous_or_broken_file_is_refused_with_one_clear_finding(
    data: bytes, code: str, programme: Programme
):
    checked = check(data, programme)
    assert codes(checked) == [code]
    assert checked.content is None


def test_an_old_workbook_with_a_password_is_refused_as_such(programme: Programme):
    whole = xls(plan({}))
    encrypted = whole.replace(b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00", 1)
    assert encrypted != whole
    assert codes(check(encrypted, programme, name="proef.xls")) == ["file-password"]


def test_an_open_document_with_a_password_is_refused_as_such(programme: Programme):
    data = edited(ods(plan({})), r"META-INF/manifest\.xml", "/>", "><manifest:encryption-data/>", count=1)
    assert codes(check(data, programme, name="proef.ods")) == ["file-password"]


def test_excel_4_macros_are_named_as_the_cause_of_an_unreadable_file(programme: Programme):
    data = with_part(edited(GOOD, SHEET, "(?s)^.*$", "<worksheet"), "xl/macrosheets/sheet1.xml", b"<x/>")
    data = edited(data, "xl/workbook.xml", "<sheet ", '<sheet state="show" ')
    assert "Excel 4-macro's" in message(check(data, programme), "file-unsafe")


@pytest.mark.parametrize(
    ("pattern", "repeats"),
    [
        ("<table:table-row>", '<table:table-row table:number-rows-repeated="{}">'),
        ("<table:table-cell ", '<table:table-cell table:number-columns-repeated="{}" '),
        ("<text:p>", '<text:p><text:s text:c="{}"/>'),
    ],
)
def test_excessive_repeat_counts_in_ods_are_refused(pattern: str, repeats: str, programme: Programme):
    data = edited(ods(plan({})), r"content\.xml", pattern, repeats.format(10**9))
    assert codes(check(data, programme, name="proef.ods")) == ["file-size"]
    few = edited(ods(plan({})), r"content\.xml", pattern, repeats.format(1))
    assert "file-size" not in codes(check(few, programme, name="proef.ods"))


def test_an_encrypted_entry_is_refused(programme: Programme):
    data = bytearray(GOOD)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 4)
    assert codes(check(bytes(data), programme)) == ["file-password"]


@pytest.mark.parametrize(("change", "fits"), [(-1, False), (0, True), (1, True)])
def test_the_limits_on_parts_and_unpacked_bytes_are_inclusive(change: int, fits: bool, programme: Programme):
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts, size = len(archive.infolist()), sum(entry.file_size for entry in archive.infolist())
    assert check(GOOD, programme, limits=Limits(parts=parts + change)).accepted == fits
    assert check(GOOD, programme, limits=Limits(unpacked=size + change)).accepted == fits


@pytest.mark.parametrize(
    ("limits", "what"),
    [(Limits(rows=1), "rijen"), (Limits(columns=8), "kolommen"), (Limits(cells=17), "cellen")],
)
def test_a_sheet_over_a_limit_says_which(limits: Limits, what: str, programme: Programme):
    assert what in message(check(GOOD, programme, limits=limits), "file-size")


def test_a_false_size_in_the_zip_directory_is_detected(programme: Programme):
    data = bytearray(with_part(GOOD, "xl/media/nul.bin", bytes(20 * MB)))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert codes(check(bytes(data), programme))[0] in ("file-unsafe", "file-damaged")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "<script>alert(1)</script>",
        "\\input{/etc/passwd}",
        "**vet**",
        "../../x",
        "{0}",
        "{value}",
        "%s",
    ],
)
def test_hostile_text_is_quoted_literally_in_messages(text: str, programme: Programme):
    checked = check(xlsx(Plan=plan({"Activiteit": f"a{text}", "Bron": f"x{text}"})), programme)
    assert f"'x{text}' is geen bekende bron" in message(checked, "name-unknown")


def test_macros_in_xlsm_are_ignored_with_a_remark_and_refused_in_xlsx(programme: Programme):
    data = with_part(GOOD, "xl/vbaProject.bin", b"x")
    named = edited(data, r"\[Content_Types\].xml", "sheet.main", "macroEnabled.main")
    assert codes(check(named, programme, name="proef.xlsm")) == ["file-macros"]
    assert codes(check(data, programme)) == ["file-mismatch"]


def test_a_hostile_number_format_does_not_change_an_amount_silently(programme: Programme):
    def format_as_date(book) -> None:
        book["Plan"]["I2"].number_format = "dd-mm-yyyy"

    assert cells(check(xlsx(format_as_date, Plan=plan({})), programme), "amount-type") == ["Plan!I2"]


@pytest.mark.parametrize("shown", ["0%", "0.00%", '0.0 "deel" %'])
def test_a_number_shown_as_a_percentage_is_no_amount(shown: str, programme: Programme):
    def format_as_share(book) -> None:
        book["Plan"]["I2"].number_format = shown
        book["Plan"]["H3"].number_format = shown

    rows = plan({"Begroot": 0.12}, {"Regelcode": "JEU-002"})
    checked = check(xlsx(format_as_share, Plan=rows), programme)
    assert cells(checked, "amount-share") == ["Plan!I2"]
    assert "12" in message(checked, "amount-share")


def test_styled_empty_rows_do_not_count_towards_the_limit(programme: Programme):
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 200_000))
    checked = check(edited(GOOD, SHEET, "</sheetData>", f"{empty}</sheetData>"), programme)
    assert checked.accepted
    assert checked.sheets[0].rows == 1


@pytest.mark.fuzz
def test_a_mutated_file_never_raises_and_never_gives_another_total(programme: Programme, fuzz_rounds: int):
    chance = random.Random(1)
    good = xlsx(Plan=plan({}, {"Regelcode": "JEU-002"}), Boekingen=ledger({}))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for _ in range(fuzz_rounds):
            data = bytearray(good)
            for _ in range(chance.randrange(1, 6)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            checked = check(bytes(data), programme, line())
            errors = [f for f in checked.findings if f.level is Level.ERROR]
            assert errors or sum(sheet.total for sheet in checked.sheets) == 250_000


@pytest.mark.fuzz
def test_mutated_xml_never_raises(programme: Programme, fuzz_rounds: int):
    chance = random.Random(2)
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        text = archive.read(SHEET).decode()
    for _ in range(fuzz_rounds):
        at, length = chance.randrange(len(text)), chance.randrange(1, 9)
        middle = "".join(chance.choices('<>/="crvtf0123456789ABC&;', k=length))
        changed = text[:at] + middle + text[at + chance.randrange(9) :]
        checked = check(edited(GOOD, SHEET, r"(?s)^.*$", changed.replace("\\", "")), programme)
        assert checked.accepted == (Level.ERROR not in {f.level for f in checked.findings})


def test_the_cost_per_faulty_row_is_bounded(
    programme: Programme,
):
    known = [line(code=f"JEU-{number:03d}") for number in range(300)]

    def calls(rows: int) -> int:
        body = "".join(f"{n};01-03-2024;JEU{n};{n % 900 + 1}.41\n" for n in range(rows))
        data = f"Boekstuknummer;Boekdatum;Regelcode;Bedrag\n{body}".encode()
        checked: list[CheckedFile] = []
        found = count_calls(
            lambda: checked.append(check(data, programme, *known, name="export.csv")), most=10_000_000
        )
        assert set(codes(checked[0])) >= {"amount-double", "code-unknown"}
        return found

    assert calls(3_000) - calls(1_000) < 2_000 * 400
