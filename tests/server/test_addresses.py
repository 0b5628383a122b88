"""Which addresses are safe, and which names and origins are ours."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from budget.model import BudgetError
from budget.server.addresses import addresses, bind, require_safe_address


@pytest.fixture
def taken_port() -> Iterator[int]:
    with closing(bind("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.2", "::1"])
def test_a_loopback_address_is_allowed_without_a_login(host: str) -> None:
    require_safe_address(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "10.0.0.5", "example.org", "127.0.0.1.example.org"])
def test_an_address_others_can_reach_is_refused_without_a_login(host: str) -> None:
    with pytest.raises(BudgetError, match="Zonder login"):
        require_safe_address(host)


@pytest.mark.parametrize("public", ["http://localhost:8080", "https://127.0.0.1", "http://[::1]:8080"])
def test_a_proxy_on_this_device_is_allowed_without_a_login(public: str) -> None:
    require_safe_address("127.0.0.1", public)


def test_a_public_address_is_refused_without_a_login() -> None:
    with pytest.raises(BudgetError, match="BUDGET_PUBLIC_ADDRESS weg"):
        require_safe_address("127.0.0.1", "https://budget.example")


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501"])
def test_a_server_on_this_device_answers_to_its_names_with_its_port(host: str) -> None:
    ours = addresses("127.0.0.1", 8501)
    assert ours.answers(host)
    assert ours.trusts(host, f"http://{host}")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1:8500",
        "127.0.0.1:8502",
        "LOCALHOST:8501",
        "localhost.:8501",
        "",
        "127.0.0.2:8501",
    ],
)
def test_any_other_spelling_or_port_is_foreign(host: str) -> None:
    assert not addresses("127.0.0.1", 8501).answers(host)


@pytest.mark.parametrize(
    "origin",
    [
        "http://127.0.0.1:8500",
        "http://127.0.0.1:8502",
        "https://127.0.0.1:8501",
        "http://127.0.0.1",
        "http://127.0.0.1:8501/",
        "http://localhost:8501",
        "null",
        "",
    ],
)
def test_an_origin_counts_only_at_the_host_it_names(origin: str) -> None:
    """Not at another of our own names either: Streamlit would look up its public address on the internet."""
    assert not addresses("127.0.0.1", 8501).trusts("127.0.0.1:8501", origin)


def test_the_usual_port_may_be_left_out() -> None:
    ours = addresses("127.0.0.1", 80)
    assert ours.trusts("localhost", "http://localhost")
    assert ours.trusts("localhost:80", "http://localhost:80")


def test_another_address_of_this_device_is_answered_when_it_was_asked_for() -> None:
    assert addresses("127.0.0.2", 8501).trusts("127.0.0.2:8501", "http://127.0.0.2:8501")


def test_behind_a_proxy_the_public_address_is_ours_as_well() -> None:
    ours = addresses("127.0.0.1", 8501, "https://budget.example")
    assert ours.trusts("budget.example", "https://budget.example")
    assert not ours.trusts("budget.example", "http://budget.example")
    assert not ours.answers("budget.example:8501")
    assert not ours.trusts("127.0.0.1:8501", "https://budget.example")


def test_a_public_address_can_have_a_port() -> None:
    ours = addresses("127.0.0.1", 8501, "http://budget.example:8080")
    assert ours.trusts("budget.example:8080", "http://budget.example:8080")
    assert not ours.answers("budget.example")


@pytest.mark.parametrize(
    "public",
    [
        "budget.example",
        "https://budget.example/",
        "https://budget.example/app",
        "https://budget.example?x",
        "ftp://budget.example",
        "https://",
        "https://budget.example:x",
        "https://naam:woord@budget.example",
    ],
)
def test_a_public_address_that_is_not_a_bare_https_origin_is_refused(public: str) -> None:
    with pytest.raises(BudgetError, match="BUDGET_PUBLIC_ADDRESS"):
        addresses("127.0.0.1", 8501, public)


def test_a_port_in_use_is_explained(taken_port: int) -> None:
    with pytest.raises(BudgetError, match=f"Poort {taken_port} op 127.0.0.1 is niet beschikbaar"):
        bind("127.0.0.1", taken_port)


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_that_does_not_exist_is_explained(port: int) -> None:
    with pytest.raises(BudgetError, match=f"Poort {port} bestaat niet"):
        bind("127.0.0.1", port)


def test_an_address_that_does_not_exist_is_explained() -> None:
    with pytest.raises(BudgetError, match="'no such host' bestaat niet"):
        bind("no such host", 8501)


def test_the_listening_socket_is_marked_as_tcp() -> None:
    """asyncio sets TCP_NODELAY only on sockets that say they are TCP."""
    with closing(bind("127.0.0.1", 0)) as listener:
        assert listener.proto == socket.IPPROTO_TCP
