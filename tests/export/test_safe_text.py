from budget.export.safe_text import legible, map_texts, one_line
from budget.model import AgendaItem, AgendaReason, Colour, Ground


def test_signs_that_no_file_may_carry_are_left_out():
    assert legible("a\x00\x07\x0b\x7f\ud800\ufffeb") == "ab"


def test_every_line_end_is_one_and_a_tab_is_a_space():
    assert legible("a\r\nb\u2028c\td") == "a\nb\nc d"


def test_letters_hard_spaces_and_symbols_are_kept():
    text = "€\u00a01.234, één − ■ 漢字 🙂"
    assert legible(text) == text


def test_every_nested_text_is_cleaned_and_other_values_are_kept():
    data = {"a\x07": ["b\x07", {"c": ("d\x07", 1, None, 0.5)}]}
    assert legible(data) == {"a\x07": ["b", {"c": ("d", 1, None, 0.5)}]}
    assert data["a\x07"][0] == "b\x07"


def test_mapping_over_texts_passes_field_names_and_leaves_enums_alone():
    item = AgendaItem("VEI", "Veiligheid", Colour.RED, (AgendaReason(Ground.SIGNAL, "Tekort"),))
    found = map_texts(item, lambda name, text: f"{name}:{text}")
    reasons = (AgendaReason(Ground.SIGNAL, "text:Tekort"),)
    assert found == AgendaItem("domain:VEI", "name:Veiligheid", Colour.RED, reasons)


def test_a_line_has_no_line_end():
    assert one_line("a\nb") == "a b"
