import io
import zipfile
from datetime import datetime

from budget.export.stable_zip import pack_zip, unpack_zip, with_fixed_times

MOMENT = datetime(2024, 6, 21)
CORE = b'<x><dcterms:created xsi:type="a">2026-01-02T03:04:05Z</dcterms:created></x>'


def other_zip(parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 23, 12, 0, 0)), data)
    return held.getvalue()


def test_the_same_parts_give_the_same_bytes_whenever_they_were_zipped():
    parts = {"a.txt": b"a", "map/b.txt": b"b" * 1000}
    assert with_fixed_times(other_zip(parts), MOMENT) == pack_zip(parts)
    assert unpack_zip(pack_zip(parts)) == parts


def test_times_in_the_properties_are_the_one_moment_also_in_a_workbook_inside():
    inner = other_zip({"docProps/core.xml": CORE})
    found = unpack_zip(
        with_fixed_times(other_zip({"docProps/core.xml": CORE, "ppt/embeddings/1.xlsx": inner}), MOMENT)
    )
    for core in (found["docProps/core.xml"], unpack_zip(found["ppt/embeddings/1.xlsx"])["docProps/core.xml"]):
        assert core == CORE.replace(b"2026-01-02T03:04:05Z", b"2024-06-21T00:00:00Z")


def test_a_zip_member_has_a_fixed_time_and_is_stored_uncompressed():
    with zipfile.ZipFile(io.BytesIO(pack_zip({"a": b"aaaaaaaaaaaa"}))) as archive:
        (info,) = archive.infolist()
    assert info.date_time == (1980, 1, 1, 0, 0, 0)
    assert info.compress_type == zipfile.ZIP_STORED
