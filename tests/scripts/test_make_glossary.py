"""The glossary in the repository is the one that the labels give."""

from budget.labels import CODE_WORDS, TERMS
from scripts.make_glossary import TARGET, glossary


def test_the_glossary_is_up_to_date():
    assert TARGET.read_text(encoding="utf-8") == glossary()


def test_every_word_of_the_code_explains_a_term():
    assert set(CODE_WORDS) <= set(TERMS)
