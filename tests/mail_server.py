"""A real SMTP server on this device, for the tests of mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Received:
    to: list[str]
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode()


@dataclass
class MailServer:
    """The mail it received; `refuse` is the stage (rcpt or data) at which it refuses."""

    received: list[Received] = field(default_factory=list)
    refuse: str = ""
    port: int = 0

    async def handle_RCPT(self, _s: SMTP, _n: Session, envelope: Envelope, address: str, _o: list) -> str:  # noqa: N802
        if self.refuse == "rcpt":
            return "550 gea@stad.example bestaat niet"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _s: SMTP, _n: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuse == "data":
            return "451 later"
        self.received.append(Received(list(envelope.rcpt_tos), bytes(envelope.content or b"")))
        return "250 OK"


class _AnyPort(Controller):
    """Listens on a free port, and stores which."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server that accepts everything."""
    found = MailServer()
    controller = _AnyPort(found, hostname="127.0.0.1", port=0)
    controller.start()
    found.port = controller.port
    yield found
    controller.stop()
