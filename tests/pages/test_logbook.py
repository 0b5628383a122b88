"""The page Logboek: a filter in the address, the acts it leaves, and the same as a file."""

from budget.usecases.logbook import KINDS


def test_the_filter_of_a_shared_link_is_used_and_named(example) -> None:
    screen = example.open("logbook", soort="sign", binnen="").become("h.smit")
    assert "2 handelingen" in screen.text
    assert KINDS["sign"] in screen.text
    assert not screen.errors
    (file,) = screen.app.get("download_button")
    assert "CSV" in file.proto.label


def test_a_filter_that_leaves_nothing_says_so_and_offers_everything(example) -> None:
    screen = example.open("logbook", soort="sign", wie="s.bakker").become("h.smit")
    assert "niets gevonden" in screen.text
    screen.click("Toon alles")
    assert "handelingen, de nieuwste eerst" in screen.text


def test_an_empty_database_says_what_will_come(empty) -> None:
    screen = empty.open("logbook")
    assert not screen.errors
    assert "komt hier te staan" in screen.text
