from budget.export.safe_text import map_texts, one_line, remove_control_signs
from budget.model import AgendaGround, AgendaItem, AgendaReason, Colour


def test_control_characters_are_removed():
    assert remove_control_signs("a\x00\x07\x0b\x7f\ud800\ufffeb") == "ab"


def test_line_ends_are_normalised_and_a_tab_becomes_a_space():
    assert remove_control_signs("a\r\nb\u2028c\td") == "a\nb\nc d"


def test_letters_hard_spaces_and_symbols_are_kept():
    text = "€\u00a01.234, één − ■ 漢字 🙂"
    assert remove_control_signs(text) == text


def test_every_nested_text_is_cleaned_and_other_values_are_kept():
    data = {"a\x07": ["b\x07", {"c": ("d\x07", 1, None, 0.5)}]}
    assert remove_control_signs(data) == {"a\x07": ["b", {"c": ("d", 1, None, 0.5)}]}
    assert data["a\x07"][0] == "b\x07"


def test_mapping_over_texts_passes_field_names_and_leaves_enums_alone():
    item = AgendaItem("VEI", "Veiligheid", Colour.RED, (AgendaReason(AgendaGround.SIGNAL, "Tekort"),))
    found = map_texts(item, lambda name, text: f"{name}:{text}")
    reasons = (AgendaReason(AgendaGround.SIGNAL, "text:Tekort"),)
    assert found == AgendaItem("domain:VEI", "name:Veiligheid", Colour.RED, reasons)


def test_one_line_replaces_line_ends():
    assert one_line("a\nb") == "a b"
