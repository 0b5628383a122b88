from budget.export.public_version import SOMEONE, public
from budget.model import By
from budget.snapshot import encode_content
from tests.export.format_samples import PERSONS, SUPPLIER, named
from tests.snapshot.content_sample import content


def test_names_ids_and_suppliers_are_removed_everywhere():
    text = encode_content(public(named(), "Tim Mulder")).lower()
    for name in (*PERSONS, SUPPLIER, "kemal", "budget_holder"):
        assert name.lower() not in text


def test_a_name_inside_a_text_is_replaced_and_the_rest_kept():
    found = public(named())
    assert found.notes[0].result == f"Bereikt door {SOMEONE} en {SOMEONE}."
    assert found.partners[0].description == f"Uren van {SOMEONE}"


def test_the_signer_is_not_named_either():
    data = content(sentences=("Tim Mulder tekende.",))
    assert public(data, "Tim Mulder").sentences == (f"{SOMEONE} tekende.",)


def test_numbers_and_addresses_of_persons_in_a_text_are_masked():
    data = content(sentences=("Bel 06-12345678 of mail j.bakker@dorp.example.",))
    assert public(data).sentences == ("Bel [telefoonnummer] of mail [e-mailadres].",)


def test_a_name_within_a_longer_word_is_not_replaced():
    data = content(sentences=("De bakkers en Kemal Yilmazstraat.",))
    assert public(data).sentences == data.sentences


def test_the_public_version_keeps_all_figures():
    before, after = content(), public(content())
    assert after.total == before.total
    for by in (By.DOMAIN, By.ACTION_LINE, By.LINE, By.SOURCE, By.THEME):
        assert after.rows[by] == before.rows[by]
    assert after.changes.domains == before.changes.domains


def test_a_name_that_is_a_word_of_the_signals_leaves_the_signals():
    data = content(proposed_by="rood")
    assert public(data).domain_colours == data.domain_colours
