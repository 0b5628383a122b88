"""Texts, codes, choices and names."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.intake.faults import Fault
from budget.intake.grammar.folding import fold
from budget.intake.grammar.text import LONGEST, read_choice, read_code, read_persons, read_text
from budget.model import Cause
from budget.workbook.cells import Logical, is_blank


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0012", "0012"),
        (" JEU-001 ", "JEU-001"),
        (12.0, "12"),
        (12, "12"),
        (0.0, "0"),
        ("01.01.01", "01.01.01"),
        ("JEU\u00a0001", "JEU 001"),
        ("e\u0301-1", "é-1"),
    ],
)
def test_a_code_is_kept_as_it_was_typed(value: object, code: str):
    assert read_code(value) == code


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (date(2024, 3, 1), "code-date"),
        (time(1), "code-date"),
        (1.5, "code-number"),
        (-1.0, "code-number"),
        (1e15, "code-number"),
        (999_999_999_999_999.0, None),
        (Logical(True), "code-number"),
        (float("nan"), "code-number"),
        ("J\u0415U", "code-letters"),
        ("JEU\u200b-1", "code-letters"),
        ("ΑΒ-1", "code-letters"),
        ("über-1", None),
    ],
)
def test_a_code_that_the_spreadsheet_converted_is_refused(value: object, code: str | None):
    found = read_code(value)
    assert (found.code if isinstance(found, Fault) else None) == code


@given(st.integers(0, 10**15 - 1))
def test_a_whole_number_is_read_as_a_code_of_its_digits(number: int):
    assert read_code(float(number)) == str(number)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" a ", "a"),
        ("a\r\nb", "a\nb"),
        (12.0, "12"),
        (12.5, "12,5"),
        (date(2024, 3, 1), "01-03-2024"),
        (Logical(False), "ONWAAR"),
        ("=1+1", "=1+1"),
        ("a\x07b", "ab"),
    ],
)
def test_a_text_is_read_as_the_cell_shows_it(value: object, text: str):
    assert read_text(value) == text


@pytest.mark.parametrize(("length", "fits"), [(LONGEST - 1, True), (LONGEST, True), (LONGEST + 1, False)])
def test_a_text_of_the_longest_length_is_accepted_and_a_longer_one_refused(length: int, fits: bool):
    assert isinstance(read_text("x" * length), str) == fits


@pytest.mark.parametrize(
    ("value", "blank"),
    [("", True), (" \u00a0\n", True), (None, True), (0, False), ("-", False), (False, False)],
)
def test_white_space_is_read_as_empty(value: object, blank: bool):
    assert is_blank(value) == blank


@pytest.mark.parametrize(
    "value", ["Niet (tijdig) uitgevoerd", "niet(tijdig)uitgevoerd", "NIET (TIJDIG)\nUITGEVOERD"]
)
def test_a_choice_is_known_in_any_case_and_spacing(value: str):
    assert read_choice(value, tuple(Cause)) == Cause.NOT_DONE


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jan de Boer, Piet", ("Jan de Boer", "Piet")),
        ("Jan; Piet; Els", ("Jan", "Piet", "Els")),
        ("Jan en Piet", ("Jan", "Piet")),
        ("Jan & Piet", ("Jan", "Piet")),
        ("Jan, Piet en Els", ("Jan", "Piet", "Els")),
        ("Jan\nPiet", ("Jan", "Piet")),
        ("Jan", None),
        ("Jan, jan", None),
        ("Jan,", None),
        ("Ellen Koren", None),
    ],
)
def test_a_decision_names_two_or_more_persons(text: str, names: tuple[str, ...] | None):
    found = read_persons(text)
    assert isinstance(found, Fault) if names is None else found == names


@given(st.text())
def test_folding_is_idempotent(text: str):
    assert fold(fold(text)) == fold(text)
