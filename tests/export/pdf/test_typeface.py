import pytest

from budget.export.pdf.typeface import FONTS, coverage, showable


def test_the_font_is_shipped_with_its_licence():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 1_500_000


@pytest.mark.parametrize("text", ["Yılmaz Çelik", "€ −12 ■▲●○ ‘ja’ – één …", "Łódź Ünal Ångström"])
def test_names_and_signs_of_the_report_can_be_shown(text):
    assert showable(text) == text
    assert {ord(c) for c in text} <= coverage()


def test_what_has_no_shape_gets_a_substitute():
    assert showable("a中b😀c\ue000") == "a□b□c□"


def test_what_is_not_seen_is_left_out_and_white_space_is_one_space_each():
    assert showable("a\x07b\u200bc\u202ed") == "abcd"
    assert showable("a\tb\nc\u2028d\u00a0e") == "a b c d\u00a0e"


def test_a_letter_with_a_loose_accent_becomes_one_letter():
    assert showable("e\u0301") == "é"


def test_plain_data_keeps_its_shape_and_its_numbers():
    data = {"a": ["\x00b", 1, None, True, 0.5], "c": {"d": ("e\n",)}}
    assert showable(data) == {"a": ["b", 1, None, True, 0.5], "c": {"d": ("e ",)}}
