"""Options shared by all commands."""

from __future__ import annotations

from datetime import date

import pytest

from budget.__main__ import main
from budget.cli.options import day


@pytest.mark.parametrize("text", ["2024-10-03", "03-10-2024", "3-10-2024"])
def test_a_day_is_read_as_it_is_printed_or_in_iso(text: str) -> None:
    assert day(text) == date(2024, 10, 3)


@pytest.mark.parametrize("text", ["31-02-2024", "2024-13-01", "10/03/2024", "03-10-24", "morgen", ""])
def test_any_other_text_is_refused_with_both_ways_to_write_a_day(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["report", text, "--format", "pdf", "--out", "a.pdf"])
    assert stopped.value.code == 2
    refused = capsys.readouterr().err
    assert "03-10-2024" in refused
    assert "2024-10-03" in refused
