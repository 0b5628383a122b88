"""Forged cookies and login callbacks give no access."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

from budget.store.engine import open_store
from budget.usecases import programmes
from tests.browser.conftest import Visitor, _await, _process
from tests.browser.test_login import (
    SECRETS,
    Guarded,
    Open,
    environment_of,
    frames,
    guarded,
    log_in,
    secrets_in,
    window,
)
from tests.preloaded.command import program
from tests.server.conftest import free_port
from tests.store.samples import NOW, PROGRAMME, TOML

__all__ = ["window"]
COOKIE, XSRF = "_streamlit_user", "_streamlit_xsrf"
SECRET = SECRETS.partition('cookie_secret = "')[2].partition('"')[0]
WHO = "c.controle@dorp.example"
HALF_AN_HOUR, HOURS = 30 * 60, 8 * 60 * 60
Jar = dict[str, str]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    # One person opens all windows here, one after another; the number that one machine can hold.
    with guarded(tmp_path_factory.mktemp("sessions"), BUDGET_LIMIT_OPENINGS="1000") as running:
        yield running


@pytest.fixture(scope="module")
def jars() -> list[Jar]:
    """The cookies of the first login, shared by the other tests."""
    return []


@pytest.fixture
def jar(server: Guarded, window: Open, jars: list[Jar]) -> Jar:
    """The cookies after a login at the provider."""
    if not jars:
        visitor = window(server)
        visitor.open()
        log_in(visitor, WHO)
        jars.append(cookies_of(visitor))
    return jars[0]


def cookies_of(visitor: Visitor) -> Jar:
    """The cookies of a window, by name."""
    return {one["name"]: one["value"] for one in visitor.page.context.cookies()}


def hears(server: Guarded, jar: Jar, token: str | None = None, port: int = 0) -> set[bytes]:
    """Which secret words a window with these cookies receives on the acceptance page.

    `port` is that of a second process behind the same address.
    """
    cookies = "; ".join(f"{name}={value}" for name, value in jar.items())
    token = jar.get(XSRF, "x") if token is None else token
    return secrets_in(frames(server, "vaststellen", token, port, Cookie=cookies))


def claims(jar: Jar) -> dict[str, object]:
    told = decode_signed_value(SECRET, COOKIE, jar[COOKIE])
    assert told
    return json.loads(told)


def with_claims(jar: Jar, secret: str = SECRET, name: str = COOKIE, **changed: object) -> Jar:
    """These cookies with other claims in the login cookie `name`, signed with `secret`."""
    told = json.dumps(claims(jar) | changed)
    return jar | {COOKIE: create_signed_value(secret, name, told).decode()}


def _other_claims_under_the_same_signature(jar: Jar) -> Jar:
    other, _, _ = with_claims(jar, secret="another key", email="cato")[COOKIE].rpartition(".")
    return jar | {COOKIE: f"{other}.{jar[COOKIE].rpartition('.')[2]}"}


FORGED: dict[str, Callable[[Jar], Jar]] = {
    "none": lambda jar: {XSRF: jar[XSRF]},
    "the person of a demonstration": lambda jar: {XSRF: jar[XSRF], "persoon": "cor"},
    "without its last sign": lambda jar: jar | {COOKIE: jar[COOKIE][:-1]},
    "half of it": lambda jar: jar | {COOKIE: jar[COOKIE][: len(jar[COOKIE]) // 2]},
    "without signature": lambda jar: jar | {COOKIE: jar[COOKIE].rpartition(".")[0]},
    "other claims, same signature": _other_claims_under_the_same_signature,
    "another key": lambda jar: with_claims(jar, secret="another secret, long enough as well"),
    "our key, for another cookie": lambda jar: with_claims(jar, name=XSRF),
    "the token cookie as login": lambda jar: jar | {COOKIE: jar["_streamlit_user_tokens"]},
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_forged_session_cookie_is_refused(server: Guarded, jar: Jar, forge: Callable[[Jar], Jar]) -> None:
    assert hears(server, jar) >= {b"Cor Controle", b"plan.xlsx"}
    assert hears(server, forge(jar)) == set()


@pytest.mark.parametrize("token", ["x", "2|0|0|0"])
def test_a_cookie_without_its_second_token_logs_nobody_in(server: Guarded, jar: Jar, token: str) -> None:
    """A foreign page sends the cookies, but cannot know the matching token."""
    assert hears(server, jar, token) == set()


BOUNDARIES = {
    "logged in just now": (0, 3600, True),
    "idle almost as long as it may": (HALF_AN_HOUR - 60, 3600, True),
    "idle as long as it may": (HALF_AN_HOUR, 3600, False),
    "idle longer": (HALF_AN_HOUR + 60, 3600, False),
    "as long as a day may last": (HOURS, 3600, False),
    "the token is over": (0, 0, False),
    "the token is not over yet": (0, 60, True),
    "logged in tomorrow": (-86_400, 2 * 86_400, False),
}


@pytest.mark.parametrize(("ago", "left", "is_in"), BOUNDARIES.values(), ids=BOUNDARIES)
def test_a_login_is_refused_from_its_time_limit_on(
    server: Guarded, jar: Jar, ago: int, left: int, is_in: bool
) -> None:
    now = int(time.time())
    found = hears(server, with_claims(jar, iat=now - ago, exp=now + left))
    assert (b"plan.xlsx" in found) is is_in
    assert is_in or not found


@pytest.mark.parametrize("missing", ["iat", "exp", "email", "email_verified"])
def test_a_login_without_a_mapped_claim_is_refused(server: Guarded, jar: Jar, missing: str) -> None:
    assert not hears(server, with_claims(jar, **{missing: None})) & {b"plan.xlsx", b"Cor Controle"}


def test_a_cookie_replayed_after_logout_is_refused(server: Guarded, window: Open) -> None:
    visitor = window(server)
    visitor.open()
    log_in(visitor, WHO)
    kept = cookies_of(visitor)
    assert b"plan.xlsx" in hears(server, kept)
    visitor.page.get_by_role("button", name="U bent Cor Controle").click()
    visitor.page.get_by_role("button", name="Uitloggen").click()
    visitor.page.get_by_role("button", name="Afmelden").wait_for()
    assert hears(server, kept) == set()


@pytest.fixture
def pair(tmp_path: Path, ready_url: str) -> Iterator[tuple[Guarded, int]]:
    """A server, and the port of a second process with the same database and address, as behind a proxy."""
    settings = {"BUDGET_DATABASE_URL": ready_url}
    with guarded(tmp_path, **settings) as first:
        port = free_port()
        own = environment_of(tmp_path) | settings | {"BUDGET_PUBLIC_ADDRESS": first.url}
        log = tmp_path / "second"
        with (
            log.open("wb") as output,
            _process(
                program("budget", "serve", "--port", port),
                cwd=tmp_path,
                env=own,
                stdout=output,
                stderr=output,
            ) as process,
        ):
            _await(process, f"http://127.0.0.1:{port}", log)
            yield first, port


def test_who_logged_out_at_one_process_is_out_at_another(pair: tuple[Guarded, int], window: Open) -> None:
    server, other = pair
    visitor = window(server)
    visitor.open()
    log_in(visitor, WHO)
    kept = cookies_of(visitor)
    assert b"plan.xlsx" in hears(server, kept, port=other)
    visitor.page.get_by_role("button", name="U bent Cor Controle").click()
    visitor.page.get_by_role("button", name="Uitloggen").click()
    visitor.page.get_by_role("button", name="Afmelden").wait_for()
    assert hears(server, kept, port=other) == set()
    assert hears(server, kept) == set()


def test_a_provider_callback_is_accepted_once_and_in_its_own_browser(server: Guarded, window: Open) -> None:
    """Login CSRF, or a callback URL that someone else saw, gives no access."""
    visitor, other = window(server), window(server)
    asked: list[str] = []
    visitor.page.on("request", lambda one: asked.append(one.url))
    visitor.open()
    log_in(visitor, WHO)
    (back,) = {address for address in asked if "/oauth2callback?" in address}
    assert "state=" in back
    visitor.page.context.clear_cookies(name=COOKIE)
    visitor.page.request.get(back)
    assert COOKIE not in cookies_of(visitor)
    for stranger in (visitor, other):
        stranger.page.context.clear_cookies()
        stranger.page.request.get(back)
        assert COOKIE not in cookies_of(stranger)
    other.page.request.get(f"{server.url}/oauth2callback?code=x&state=y")
    assert COOKIE not in cookies_of(other)


ROLE, GONE = 'id = "cor"\nname = "Cor Controle"\nrole = "controller"', 'id = "cor"\nname = "Cor Controle"\n'
LEFT = {"his role was taken": (f'{GONE}role = "lezer"', True), "he was removed": ("", False)}


@pytest.mark.parametrize(("instead", "is_known"), LEFT.values(), ids=LEFT)
def test_a_right_revoked_during_a_login_ends_at_the_next_page_view(
    tmp_path: Path, window: Open, instead: str, is_known: bool
) -> None:
    with guarded(tmp_path) as server:
        visitor = window(server)
        visitor.open()
        log_in(visitor, WHO)
        kept = cookies_of(visitor)
        assert b"plan.xlsx" in hears(server, kept)
        assert ROLE in TOML
        text = TOML.replace(ROLE, instead) if instead else TOML.replace(f"[[people]]\n{ROLE}\n", "")
        store = open_store(f"sqlite:///{server.database}")
        number = programmes.propose(store, PROGRAMME, text, "cato", "Ander werk", NOW).proposal.number
        programmes.accept(store, PROGRAMME, number, "sien", NOW)
        store.close()
        found = hears(server, kept)
        assert b"plan.xlsx" not in found
        assert (b"Cor Controle" in found) is is_known
        assert visitor.page.goto(f"{server.url}/vaststellen")
        visitor.settle()
        assert visitor.page.get_by_role("button", name="Vaststellen").count() == 0
