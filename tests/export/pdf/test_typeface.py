import pytest

from budget.export.pdf.typeface import FONTS, coverage, showable, showable_before_format_5


def test_the_font_is_shipped_with_its_licence():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 1_500_000


@pytest.mark.parametrize("text", ["Yılmaz Çelik", "€ −12 ■▲●○ ‘ja’ – één …", "Łódź Ünal Ångström"])
def test_the_font_has_every_character_of_names_and_signs(text):
    assert showable(text) == text
    assert {ord(c) for c in text} <= coverage()


@pytest.mark.wording
def test_characters_outside_the_font_are_counted_by_script():
    assert showable("Wijk مرحبا بك, ok") == "Wijk [7 tekens Arabisch: zie het rekenblad], ok"
    assert showable("plan 中文.xlsx") == "plan [2 tekens Chinees of Japans: zie het rekenblad].xlsx"
    assert showable("a\ue000b😀") == "a[1 teken: zie het rekenblad]b[1 teken: zie het rekenblad]"
    assert showable("□ leeg") == "□ leeg"


def test_reports_of_earlier_releases_show_a_square_for_a_missing_character():
    assert showable_before_format_5("a中b😀c\ue000") == "a□b□c□"


def test_invisible_characters_are_dropped_and_white_space_becomes_a_space():
    assert showable("a\x07b\u200bc\u202ed") == "abcd"
    assert showable("a\tb\nc\u2028d\u00a0e") == "a b c d\u00a0e"


def test_a_combining_accent_is_composed_with_its_letter():
    assert showable("e\u0301") == "é"


def test_nested_data_keeps_its_structure_and_numbers():
    data = {"a": ["\x00b", 1, None, True, 0.5], "c": {"d": ("e\n",)}}
    assert showable(data) == {"a": ["b", 1, None, True, 0.5], "c": {"d": ("e ",)}}
