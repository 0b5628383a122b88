"""The list of modules in the repository is the one that the docstrings give."""

from scripts.make_modules import TARGET, modules


def test_the_list_of_modules_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == modules()
