"""Everything the intake says, byte for byte: the catalogue, and each entry as a file brings it about."""

from __future__ import annotations

import json

from budget.intake.catalogue import CATALOGUE
from budget.intake.findings import cell_of, message_of
from budget.model import Programme
from tests.golden.pinned import hold
from tests.intake.test_catalogue import CASES


def test_the_catalogue_of_findings_is_unchanged() -> None:
    entries = [[e.code, e.level.value, e.title, e.help, e.text] for e in CATALOGUE.values()]
    hold("catalogue.json", json.dumps(entries, ensure_ascii=False, indent=1) + "\n")


def test_the_findings_of_the_whole_catalogue_are_unchanged(programme: Programme) -> None:
    said = {
        code: [[f.code, f.level.value, f.sheet, cell_of(f), message_of(f)] for f in case(programme).findings]
        for code, case in sorted(CASES.items())
    }
    hold("findings.json", json.dumps(said, ensure_ascii=False, indent=1) + "\n")
