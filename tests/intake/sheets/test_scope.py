"""The stated scope of a ledger: whole domains, listed codes, or no open commitments."""

from datetime import date

import pytest

from budget.model import Programme, Statement
from tests.intake.workbooks import check, codes, ledger, line, xlsx

PLAN = (line(), line(code="JEU-002", project_code="P-2"), line(code="VEI-001", domain="VEI"))


def said(programme: Programme, *titles: list, **first) -> Statement:
    checked = check(xlsx(Boekingen=[*titles, *ledger(first)]), programme, *PLAN)
    assert checked.accepted, checked.findings
    return checked.content.statements[0]


@pytest.mark.parametrize(
    ("titles", "domains"),
    [
        ([], ()),
        ([["Domein: Kansen voor de Jeugd"]], ("JEU",)),
        ([["Opgavedomein:", "Jeugd"]], ("JEU",)),
        ([["Opgavedomein", "VEI"]], ("VEI",)),
        ([["DOMEIN : veiligheid"]], ("VEI",)),
        ([["Domein: Eigenaarschap, Inclusie en Democratie"]], ("EID",)),
        ([["Domeinen: Veiligheid en Jeugd"]], ("JEU", "VEI")),
        ([["Domein: Veiligheid"], ["Domein: Jeugd"]], ("JEU", "VEI")),
        ([["Extractiedatum: 31-03-2024\nDomein: Veiligheid"]], ("VEI",)),
        ([["Domein:", "Veiligheid", "Afdruk: 1"]], ("VEI",)),
        ([["Domein"]], ()),
        ([["Bijlage bij het domein Veiligheid"]], ()),
    ],
)
def test_a_row_above_the_table_names_the_domains(titles: list, domains: tuple, programme: Programme) -> None:
    assert said(programme, *titles).domains == domains


def test_all_domains_can_be_named_at_once(programme: Programme) -> None:
    assert said(programme, ["Domein: alle"]).domains == tuple(sorted(d.code for d in programme.domains))


@pytest.mark.parametrize("header", ["Opgavedomein", "Domein"])
def test_a_column_names_the_domains(header: str, programme: Programme) -> None:
    rows = ledger({header: "Jeugd"}, {header: None}, {header: "Veiligheid"})
    assert check(xlsx(Boekingen=rows), programme, *PLAN).content.statements[0].domains == ("JEU", "VEI")


@pytest.mark.parametrize(
    ("titles", "listed"),
    [
        ([["Regels: JEU-001, JEU-002"]], ("JEU-001", "JEU-002")),
        ([["Regelcodes:", "JEU-001", "VEI-001"]], ("JEU-001", "VEI-001")),
        ([["Regels: JEU-002 Sport; VEI-001 Toezicht"]], ("JEU-002", "VEI-001")),
        ([["Projectcodes: P-2"]], ("JEU-002",)),
        ([["Regels: JEU-099"]], ("JEU-099",)),
    ],
)
def test_a_list_names_the_lines(titles: list, listed: tuple, programme: Programme) -> None:
    found = said(programme, *titles)
    assert (found.listed, found.domains) == (listed, ())
    assert found.codes == {"JEU-001", *listed}


@pytest.mark.parametrize(
    "title", ["Verplichtingen: geen", "Open verplichtingen: nihil", "Geen openstaande verplichtingen."]
)
def test_a_title_may_state_that_no_commitments_are_open(title: str, programme: Programme) -> None:
    assert said(programme, [title]).states_commitments
    assert said(programme, title.rsplit(" ", 1)).states_commitments


def test_a_title_about_commitments_does_not_say_that_there_are_none(programme: Programme) -> None:
    assert not said(programme, ["Boekingen en verplichtingen"]).states_commitments


def test_an_unknown_domain_is_refused_suggesting_the_nearest(programme: Programme) -> None:
    checked = check(xlsx(Boekingen=[["Domein: Veiligheit"], *ledger({})]), programme, *PLAN)
    assert not checked.accepted
    assert "scope-domain" in codes(checked)


def test_a_list_without_any_known_line_is_reported_and_ignored(programme: Programme) -> None:
    checked = check(xlsx(Boekingen=[["Kostenplaats: 6110 Sociaal"], *ledger({})]), programme, *PLAN)
    assert "scope-codes" in codes(checked)
    assert checked.content.statements[0].listed == ()


def test_a_period_beside_the_domain_is_still_read(programme: Programme) -> None:
    found = said(programme, ["Domein: Jeugd"], ["Periode", date(2024, 1, 1), "t/m", date(2024, 3, 31)])
    assert (found.first, found.last, found.domains) == (date(2024, 1, 1), date(2024, 3, 31), ("JEU",))
