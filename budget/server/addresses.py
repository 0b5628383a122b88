"""The addresses of the server: which are safe, and which names a request may carry."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from budget.model.words import BudgetError

ONLY_HERE = "Zonder login draait de app alleen op dit apparaat (127.0.0.1). Kies 127.0.0.1"
PUBLIC = "BUDGET_PUBLIC_ADDRESS"
OTHER_PORT = "make run PORT=8502"
PORTS = range(65_536)
_THIS_DEVICE = ("127.0.0.1", "localhost", "[::1]")
_USUAL_PORT = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Addresses:
    """`origins` for each accepted `Host` header; any other Host is refused."""

    origins: Mapping[str, frozenset[str]]

    def answers(self, host: str) -> bool:
        """Whether this Host header is ours, exactly as spelled."""
        return host in self.origins

    @property
    def is_secure(self) -> bool:
        """Whether visitors use https."""
        return any(origin.startswith("https:") for known in self.origins.values() for origin in known)

    def trusts(self, host: str, origin: str) -> bool:
        """Whether `origin` is a page of ours at that same host.

        A page at another of our names is refused too: Streamlit would look up our public address on the
        internet.
        """
        return origin in self.origins.get(host, ())


def addresses(host: str, port: int, public: str = "") -> Addresses:
    """The addresses of a server on `host`:`port`, which a proxy may publish as `public`.

    Raises BudgetError when `public` is not scheme://host or scheme://host:port.
    """
    names = {_in_url(host), *(_THIS_DEVICE if is_loopback(host) else ())}
    hosts = [("http", spelled) for name in names for spelled in _spelled("http", name, port)]
    if public:
        scheme, name, public_port = _split(public)
        hosts += [(scheme, spelled) for spelled in _spelled(scheme, name, public_port)]
    origins: dict[str, set[str]] = {}
    for scheme, spelled in hosts:
        origins.setdefault(spelled, set()).add(f"{scheme}://{spelled}")
    return Addresses({spelled: frozenset(known) for spelled, known in origins.items()})


def public_address() -> str:
    """The address at which a proxy publishes the server; '' without one."""
    return os.environ.get(PUBLIC, "")


def require_safe_address(host: str, public: str = "") -> None:
    """Raises BudgetError when the app can be reached from another device while there is no login."""
    if not is_loopback(host):
        raise BudgetError(f"{ONLY_HERE}, of laat het adres '{host}' weg.")
    if public and not is_loopback(_split(public)[1].strip("[]")):
        raise BudgetError(f"{ONLY_HERE}, of laat {PUBLIC} weg.")


def require_private_line(address: str) -> None:
    """Raises BudgetError when people would log in over http from another device, readable by others."""
    scheme, host, _ = _split(address)
    if scheme != "https" and not is_loopback(host.strip("[]")):
        raise BudgetError(f"Inloggen vanaf een ander apparaat kan alleen via https. Vul {PUBLIC} in.")


def is_loopback(host: str) -> bool:
    """Whether `host` is localhost or a loopback address; names are not resolved."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def bind(host: str, port: int) -> socket.socket:
    """A listening socket on the first address of `host`. Raises BudgetError when that fails."""
    family, kind, protocol, _, address = _first_address(host, port)
    # Without a protocol asyncio leaves TCP_NODELAY off: 40 ms on every answer.
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise BudgetError(_why_not_bound(host, port, error)) from error
    return listener


def url(host: str, port: int) -> str:
    """The address for a browser on this device."""
    return f"http://{_in_url(host)}:{port}"


def _spelled(scheme: str, name: str, port: int) -> list[str]:
    """The Host headers for a name: browsers leave out the default port."""
    with_port = f"{name}:{port}"
    return [name, with_port] if port == _USUAL_PORT[scheme] else [with_port]


def _split(public: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(public)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        scheme, host, port = "", None, None
    if not host or scheme not in _USUAL_PORT or public.lower() != f"{scheme}://{parts.netloc.lower()}":
        raise BudgetError(
            f"{PUBLIC} is '{public}'. Vul alleen het begin van het adres in, zoals https://budget.example."
        )
    if "@" in parts.netloc:
        raise BudgetError(f"{PUBLIC} mag geen naam of wachtwoord hebben.")
    return scheme, _in_url(host), _USUAL_PORT[scheme] if port is None else port


def _first_address(host: str, port: int) -> tuple[Any, ...]:
    if port not in PORTS:
        raise BudgetError(f"Poort {port} bestaat niet. Kies een poort van 1 tot en met {PORTS[-1]}.")
    try:
        candidates = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except OSError as error:
        raise BudgetError(f"Het adres '{host}' bestaat niet. Kies een ander adres.") from error
    return min(candidates, key=lambda entry: entry[0])


def _why_not_bound(host: str, port: int, error: OSError) -> str:
    reasons = {
        errno.EADDRINUSE: "een ander programma gebruikt die al",
        errno.EACCES: "daar zijn meer rechten voor nodig",
        errno.EADDRNOTAVAIL: "dit apparaat heeft dat adres niet",
    }
    reason = reasons.get(error.errno or 0, str(error))
    return f"Poort {port} op {host} is niet beschikbaar: {reason}. Kies een andere: {OTHER_PORT}."


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
