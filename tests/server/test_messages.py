"""Allowed websocket messages, and the end of a run."""

from __future__ import annotations

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from budget.server.messages import COSTLY, KNOWN, is_end_of_run, message_kind


@pytest.mark.parametrize(
    "kind", ["clear_cache", "load_git_info", "set_run_on_save", "debug_shutdown_runtime"]
)
def test_dangerous_message_kinds_are_not_accepted(kind: str) -> None:
    assert (
        message_kind({"type": "websocket.receive", "bytes": BackMsg(**{kind: True}).SerializeToString()})
        == kind
    )
    assert kind not in KNOWN


def test_every_other_kind_of_streamlit_is_known() -> None:
    refused = {"clear_cache", "set_run_on_save", "load_git_info"}
    kinds = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    assert kinds == KNOWN | refused | {"debug_disconnect_websocket", "debug_shutdown_runtime"}
    assert COSTLY < KNOWN


@pytest.mark.parametrize(
    "message", [{"bytes": b"\xff\xff"}, {"bytes": b""}, {"bytes": None}, {"text": "hallo"}]
)
def test_a_malformed_message_has_no_kind(message: dict[str, object]) -> None:
    assert message_kind({"type": "websocket.receive", **message}) == ""


@pytest.mark.parametrize(
    ("told", "is_end"),
    [
        (ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY), True),
        (ForwardMsg(script_finished=ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY), True),
        (ForwardMsg(script_finished=ForwardMsg.FINISHED_EARLY_FOR_RERUN), False),
        (ForwardMsg(hash="x"), False),
    ],
)
def test_a_run_ends_at_finished_and_not_at_a_rerun(told: ForwardMsg, is_end: bool) -> None:
    assert is_end_of_run({"type": "websocket.send", "bytes": told.SerializeToString()}) is is_end


def test_a_download_that_is_made_ends_a_turn_and_closing_does_not() -> None:
    made = ForwardMsg()
    made.backend_operation_response.request_id = "1"
    assert is_end_of_run({"type": "websocket.send", "bytes": made.SerializeToString()})
    assert not is_end_of_run({"type": "websocket.close", "code": 1000})


def test_a_request_to_rerun_is_costly() -> None:
    rerun = BackMsg(rerun_script=ClientState()).SerializeToString()
    assert message_kind({"type": "websocket.receive", "bytes": rerun}) in COSTLY
