import json

from budget.export.public_version import SOMEONE, public
from tests.charts.snapshot_sample import content
from tests.export.format_samples import PERSONS, SUPPLIER, named


def test_no_person_no_id_and_no_supplier_is_left_anywhere():
    text = json.dumps(public(named(), "Tim Mulder"), ensure_ascii=False).lower()
    for name in (*PERSONS, SUPPLIER, "kemal", "budget_holder"):
        assert name.lower() not in text


def test_a_name_in_a_text_is_replaced_and_the_rest_of_the_text_stays():
    found = public(named())
    assert found["notes"][0]["result"] == f"Bereikt door {SOMEONE} en {SOMEONE}."
    assert found["partners"][0]["description"] == f"Uren van {SOMEONE}"


def test_who_signed_is_not_named_either():
    data = content(sentences=["Tim Mulder tekende."])
    assert public(data, "Tim Mulder")["sentences"] == [f"{SOMEONE} tekende."]


def test_part_of_a_word_is_not_a_name():
    data = content(sentences=["De bakkers en Kemal Yilmazstraat."])
    assert public(data)["sentences"] == data["sentences"]


def test_all_figures_stay():
    before, after = content(), public(content())
    assert after["total"] == before["total"]
    for by in ("domain", "action_line", "line", "source", "theme"):
        assert after["rows"][by] == before["rows"][by]
    assert after["changes"]["domains"] == before["changes"]["domains"]


def test_the_original_is_not_touched():
    data = named()
    public(data, "Tim Mulder")
    assert data == named()
