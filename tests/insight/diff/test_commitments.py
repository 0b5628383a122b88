"""The effect of a statement on open commitments, and when it needs confirmation."""

from dataclasses import replace
from datetime import date

import pytest

from budget.insight.diff.commitments import CommitmentsChange, compare_commitments
from budget.insight.facts import Resolver
from budget.model import CommitmentStatement, LineKey
from tests.insight.samples import PROGRAMME, YEAR, knowledge, stated

MAY, JUNE = date(YEAR, 5, 31), date(YEAR, 6, 30)
VEI, WON = [f"VEI-{n}" for n in range(1, 9)], [f"WON-{n}" for n in range(1, 9)]
CODES = tuple((1, code, code[:3]) for code in VEI + WON)


def restated(known: list[CommitmentStatement], new: CommitmentStatement) -> dict[str, CommitmentsChange]:
    now, then = (
        Resolver(replace(knowledge(commitments=found), code_domains=CODES), PROGRAMME)
        for found in (known, [*known, new])
    )
    return {found.domain: found for found in compare_commitments(now, then, [new], PROGRAMME)}


def sheet(day: date, names: list[str], amounts: dict[str, int]) -> CommitmentStatement:
    return CommitmentStatement(
        9, day, (frozenset(names),), {LineKey(c, "", ""): x for c, x in amounts.items()}
    )


def test_commitments_that_end_on_unnamed_lines_are_listed() -> None:
    found = restated([stated(1, MAY, {"VEI-1": 50, "VEI-2": 7})], sheet(JUNE, ["VEI-1"], {"VEI-1": 60}))
    assert found["VEI"] == CommitmentsChange("VEI", 57, 60, 1, 1, (("VEI-2", 7),), (), ends_all=False)
    assert not found["VEI"].asks


def test_a_stray_row_keeps_the_commitments_of_its_domain() -> None:
    found = restated([stated(1, MAY, {"WON-1": 50, "WON-2": 7})], sheet(JUNE, [*VEI[:4], "WON-1"], {}))
    assert found["WON"] == CommitmentsChange(
        "WON", 57, 57, 1, 5, (), (("WON-1", 50), ("WON-2", 7)), False, MAY
    )


@pytest.mark.parametrize("lines", [3, 4, 5])
def test_ending_all_commitments_of_a_domain_is_asked_about_on_a_mixed_sheet(lines: int) -> None:
    new = sheet(JUNE, [*VEI[:4], *WON[1 : lines + 1]], {})
    found = restated([stated(1, MAY, {"WON-1": 50})], new)["WON"]
    assert (found.ends_all, found.lines, found.of, found.asks) == (True, lines, lines + 4, True)


def test_ending_all_commitments_is_asked_about_when_the_sheet_has_one_domain() -> None:
    found = restated([stated(1, MAY, {"WON-1": 50})], sheet(JUNE, ["WON-1"], {}))["WON"]
    assert (found.ends_all, found.asks) == (True, True)


def test_a_sheet_for_a_whole_domain_ends_the_commitments_it_does_not_name() -> None:
    new = replace(sheet(JUNE, ["WON-1"], {"WON-1": 9}), domains=frozenset({"WON"}))
    found = restated([stated(1, MAY, {"WON-2": 50, "WON-3": 7})], new)["WON"]
    assert (found.before, found.after, found.ended) == (57, 9, (("WON-2", 50), ("WON-3", 7)))


def test_a_sheet_without_a_domain_restates_only_the_lines_it_names() -> None:
    new = replace(sheet(JUNE, ["WON-1"], {"WON-1": 9}), domains=frozenset())
    found = restated([stated(1, MAY, {"WON-1": 1, "WON-2": 50})], new)["WON"]
    assert (found.after, found.kept, found.kept_since) == (59, (("WON-2", 50),), MAY)


def test_a_domain_with_bookings_only_keeps_its_commitments_and_their_date() -> None:
    now = Resolver(
        replace(knowledge(commitments=[stated(1, MAY, {"WON-1": 50})]), code_domains=CODES), PROGRAMME
    )
    (found,) = compare_commitments(now, now, [], PROGRAMME, {"WON"})
    assert (found.domain, found.before, found.after, found.kept_since, found.asks) == (
        "WON",
        50,
        50,
        MAY,
        False,
    )


def test_an_older_statement_keeps_the_commitments_as_they_were() -> None:
    found = restated([stated(1, JUNE, {"WON-1": 50})], sheet(MAY, ["WON-1"], {"WON-1": 3}))["WON"]
    assert (found.before, found.after, found.kept) == (50, 50, (("WON-1", 50),))


def test_a_domain_without_commitments_before_is_not_mentioned() -> None:
    assert restated([], sheet(JUNE, ["WON-1"], {"WON-1": 3})) == {}
    assert restated([stated(1, MAY, {"VEI-1": 1})], sheet(JUNE, ["WON-1"], {"WON-1": 3})) == {}
