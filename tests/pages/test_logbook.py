"""The page Logboek: filtering by URL, the matching acts, and the same as CSV."""

from budget.usecases.logbook import KINDS


def test_the_filter_of_a_shared_link_is_used_and_named(example) -> None:
    screen = example.open("logbook", soort="sign", binnen="", person="h.smit")
    assert "2 handelingen" in screen.text
    assert KINDS["sign"] in screen.text
    assert not screen.errors
    (file,) = screen.app.get("download_button")
    assert "CSV" in file.proto.label


def test_a_filter_without_results_offers_to_show_everything(example) -> None:
    screen = example.open("logbook", soort="sign", wie="s.bakker", person="h.smit")
    assert "niets gevonden" in screen.text
    screen.click("Toon alles")
    assert "niets gevonden" not in screen.text
    assert screen.table("Logboek, de nieuwste eerst")


def test_the_logbook_of_an_empty_database_announces_its_content(empty) -> None:
    screen = empty.open("logbook")
    assert not screen.errors
    assert "komt hier te staan" in screen.text


def test_an_earlier_plan_is_submitted_again_from_the_log(own_example) -> None:
    screen = own_example.open("logbook", person="c.vandijk")
    options = screen.app.selectbox(key="logboek-opnieuw").options
    number = options[-1].split(":")[0].split()[1]
    screen.app.query_params["opnieuw"] = number
    screen.go("deliver")
    assert f"het plan van inzending {number}" in screen.text
    assert screen.errors == []
    assert any("Wat verandert er?" in header.value for header in screen.app.header)
    screen.click("Toch niet")
    assert f"het plan van inzending {number}" not in screen.text
