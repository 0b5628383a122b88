from datetime import date

import pytest

from budget.export.imprint import CONCEPT, imprint
from tests.export.format_samples import SIGNED
from tests.snapshot.content_sample import SHA, content


@pytest.mark.wording
def test_a_draft_is_marked_as_draft_with_its_proposer():
    marks = imprint(content(), SHA, None, None)
    assert marks.status == CONCEPT
    assert marks.signature == "Voorgesteld door Hanneke Smit op 20 juni 2024, nog niet vastgesteld"
    assert marks.fixed == date(2024, 6, 20)


@pytest.mark.wording
def test_a_signed_snapshot_names_both_persons_unless_names_are_left_out():
    marks = imprint(content(), *SIGNED)
    assert marks.status == ("Vastgesteld op 21 juni 2024 door twee personen: Hanneke Smit en Carla van Dijk")
    unnamed = imprint(content(), *SIGNED, names=False)
    assert unnamed.status == "Vastgesteld op 21 juni 2024 door twee personen"


def test_the_source_line_has_the_whole_mark_and_the_lines_have_scope_and_notice():
    data = content()
    marks = imprint(data, *SIGNED)
    assert SHA in marks.source
    assert marks.lines == (
        data.programme.scope,
        data.programme.notice,
        marks.status,
        marks.source,
    )
    assert marks.reference == f"{SHA[:8]}…{SHA[-4:]}"
