"""Drafting a programme file from plans: valid at once, and nothing merged automatically."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget.model.plan_names import PlanNames
from budget.model.words import Role
from budget.programme import parse_programme
from budget.programme.default_rules import usual_rules
from budget.programme.draft import TO_FILL, draft_programme

ROW = PlanNames("GRO-1", "Groen & water", "Bomen", "Streekfonds", "Bos en hei", "Gea Groen", 2025)


def test_a_draft_programme_can_be_parsed_and_marks_what_must_be_filled_in() -> None:
    text = draft_programme([ROW, replace(ROW, code="GRO-2", year=2026)])
    found = parse_programme(text)
    (domain,), (source,) = found.domains, found.sources
    assert (domain.code, domain.name, domain.code_prefixes) == ("GRO", "Groen & water", ("GRO-",))
    assert (source.name, source.first_year, source.last_year) == ("Streekfonds", 2025, 2026)
    assert [theme.name for theme in source.themes] == ["Bos en hei"]
    assert (found.person("g.groen").role, found.person("g.groen").domains) == (Role.BUDGET_HOLDER, ("GRO",))
    assert sum(person.role is Role.CONTROLLER for person in found.people) == 2
    assert found.rules == usual_rules(2025)
    assert all(meeting.fictional for meeting in found.meetings)
    assert found.scope.startswith(TO_FILL)


def test_every_name_has_a_comment_with_its_count() -> None:
    text = draft_programme([ROW, replace(ROW, action_line="Struiken"), ROW])
    assert "#   actielijn Bomen: 2 regels" in text
    assert "#   actielijn Struiken: 1 regel\n" in text
    assert text.count("# 3 regels\n") == 4, "domain, source, theme and budget holder"


def test_names_differ_by_words_and_not_by_case_or_signs() -> None:
    rows = [
        ROW,
        ROW,
        replace(ROW, domain="Groen en Water"),
        replace(ROW, code="BLO-1", domain="Groen en watr"),
    ]
    one, other = parse_programme(draft_programme(rows)).domains
    assert (one.name, one.aliases) == ("Groen & water", ("Groen en Water",))
    assert other.name == "Groen en watr"
    assert "lijkt op" in draft_programme(rows)


def test_names_with_the_same_letters_get_codes_and_ids_of_their_own() -> None:
    rows = [
        replace(
            ROW, code=str(n), domain=f"Groen {word}", source=f"Fonds {word}", budget_holder=f"{word} Groen"
        )
        for n, word in enumerate(("aan", "anders", "ver weg"))
    ]
    found = parse_programme(draft_programme(rows))
    assert len({domain.code for domain in found.domains}) == 3
    assert len({source.code for source in found.sources}) == 3
    assert {"a.groen", "a.groen2", "v.weggroen"} <= {person.id for person in found.people}


@pytest.mark.parametrize("name", ['Huis "thuis"', "C:\\geld", "Été # 1", "[[people]]", "Ж"])
def test_text_from_a_workbook_becomes_a_name_literally(name: str) -> None:
    rows = [replace(ROW, domain=name, source=name, theme=name, action_line=name, budget_holder=name)]
    found = parse_programme(draft_programme(rows))
    assert (found.domains[0].name, found.sources[0].name, found.people[0].name) == (name, name, name)


@pytest.mark.parametrize("gap", [{"domain": ""}, {"source": ""}, {"year": 0}])
def test_a_draft_requires_a_domain_a_source_and_a_year(gap) -> None:
    with pytest.raises(ValueError, match="no rows"):
        draft_programme([replace(ROW, **gap)])


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (("Jeugd", "Veiligheid", "Wonen en Leefomgeving"), {"JEU", "VEI", "WON"}),
        (("Opgave Jeugd", "Opgave Veiligheid"), {"JEU", "VEI"}),
        (("Groen", "Groen en water"), {"GRO", "WAT"}),
        (("Domein 1", "Domein 2"), {"DOM", "DOM2"}),
        (("Wonen", "Woningen"), {"WON", "WON2"}),
        (("Voor en met de buurt", "Ж"), {"BUU", "X"}),
    ],
)
def test_a_domain_whose_lines_begin_like_those_of_others_is_called_by_its_name(
    names: tuple[str, ...], codes: set[str]
) -> None:
    rows = [replace(ROW, code=f"O-{n}", domain=name) for n, name in enumerate(names)]
    assert {domain.code for domain in parse_programme(draft_programme(rows)).domains} == codes


def test_a_letter_alone_is_no_code() -> None:
    (domain,) = parse_programme(draft_programme([replace(ROW, code="O-1", domain="Opvang")])).domains
    assert (domain.code, domain.code_prefixes) == ("OPV", ("O-",))
