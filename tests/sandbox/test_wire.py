"""Wire encoding round-trips, and other input is refused."""

from __future__ import annotations

import msgspec
import pytest

from budget.intake.check_context import CheckContext
from budget.model import CheckedFile, Programme
from budget.sandbox.check import check_file
from budget.sandbox.wire import Answer, Request, decode_answer, decode_request, encode_answer, encode_request
from budget.workbook.limits import Limits
from tests.intake.workbooks import check, ledger, line, plan, xlsx


def test_a_request_is_decoded_with_the_bytes_behind_it(programme: Programme):
    request = Request("plan.xlsx", programme, CheckContext((line(),), ("[[layout]]",)), Limits(seconds=7))
    assert decode_request(encode_request(request) + b"PK\0rest") == (request, b"PK\0rest")


def test_the_child_and_this_process_give_the_same_content(programme: Programme):
    """Plan, ledgers, progress and findings: every kind of value that a check can return."""
    data = xlsx(
        Plan=plan({"Vrijgegeven": 100.5}, {"Regelcode": "JEU-002"}),
        Boekingen=ledger({}, {"Boekstuknummer": "2", "Soort": "verplichting"}, {"Boekstuknummer": "3"}),
        Voortgang=[["Regelcode", "Peildatum", "Prognose"], ["JEU-001", "31-03-2024", 1100]],
    )
    own, other = check(data, programme), check_file("proef.xlsx", data, programme)
    assert own.accepted
    assert (own.content, own.sheets, own.findings) == (other.content, other.sheets, other.findings)


def test_a_refused_file_has_findings_and_no_content():
    answer = Answer((), ())
    assert decode_answer(encode_answer(answer), "plan.xlsx", "ab") == CheckedFile(
        "plan.xlsx", "ab", (), (), None
    )


@pytest.mark.parametrize(
    "body", [b"", b"x", b"\x80", msgspec.msgpack.encode({"sheets": [1], "findings": []})]
)
def test_an_answer_that_cannot_be_decoded_is_refused(body: bytes):
    with pytest.raises(msgspec.DecodeError):
        decode_answer(body, "plan.xlsx", "ab")
