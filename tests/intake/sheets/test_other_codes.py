"""The plan says which column of a ledger names its lines."""

from __future__ import annotations

from datetime import date

import pytest

from budget.model import Programme
from tests.intake.workbooks import check, codes, line, xlsx

PLAN = line(), line(code="JEU-002")


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (("100", "200"), ("JEU-001", "JEU-002"), True),
        (("100", "200"), ("JEU-001", "300"), False),
        (("JEU-001", "200"), ("JEU-001", "JEU-002"), False),
        (("100", "200"), ("300", "400"), False),
    ],
)
def test_codes_of_the_plan_in_another_column_are_refused(
    first: tuple[str, ...], second: tuple[str, ...], refused: bool, programme: Programme
) -> None:
    rows = [["Boekstuknummer", "Boekdatum", "Kostenplaats", "Kostendrager", "Bedrag"]]
    rows += [[str(n), date(2024, 3, 1), *both, 5] for n, both in enumerate(zip(first, second, strict=True))]
    found = check(xlsx(Boekingen=rows), programme, *PLAN)
    assert ("ledger-code-beside" in codes(found)) is refused
