"""Starting the server: settings and refusals."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from budget.model import BudgetError
from budget.server import serving

ROOT = Path(__file__).resolve().parents[2]


def test_run_refuses_an_open_address_before_it_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "bind", lambda *_: pytest.fail("it listened"))
    with pytest.raises(BudgetError, match="alleen op dit apparaat"):
        serving.run("0.0.0.0", 8501)


def test_run_refuses_a_public_address_before_it_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "bind", lambda *_: pytest.fail("it listened"))
    monkeypatch.setenv("BUDGET_PUBLIC_ADDRESS", "https://budget.example")
    with pytest.raises(BudgetError, match="alleen op dit apparaat"):
        serving.run("127.0.0.1", 8501)


def test_pages_are_reached_through_the_app_from_the_first_request() -> None:
    from streamlit.runtime.pages_manager import PagesManager

    before = PagesManager.uses_pages_directory
    try:
        serving._close_pages_directory()
        manager = PagesManager(str(ROOT / "app.py"))
        assert manager.uses_pages_directory is False
    finally:
        PagesManager.uses_pages_directory = before


def test_the_settings_keep_errors_and_statistics_inside() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["showErrorLinks"] is False
    assert settings["client"]["toolbarMode"] == "viewer"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_on_both_backgrounds(theme: str) -> None:
    colours = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"][theme]
    texts = {name: value for name, value in colours.items() if re.search("textColor|linkColor", name, re.I)}
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        low = {name for name, value in texts.items() if _contrast(value, colours[ground]) < 4.5}
        assert not low, f"on {ground}"


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


SECRETS = {
    "redirect_uri": "https://budget.example/oauth2callback",
    "cookie_secret": "x",
    "client_id": "x",
    "client_secret": "x",
    "server_metadata_url": "x",
}


def with_secrets(monkeypatch: pytest.MonkeyPatch, found: dict[str, str]) -> None:
    monkeypatch.setattr("streamlit.auth_util.get_secrets_auth_section", lambda: found)


def test_a_login_starts_with_a_provider_that_sends_people_back_here(monkeypatch: pytest.MonkeyPatch) -> None:
    with_secrets(monkeypatch, SECRETS)
    serving.require_provider("https://budget.example")
    with pytest.raises(BudgetError, match=r"https://ander.example/oauth2callback"):
        serving.require_provider("https://ander.example")


@pytest.mark.parametrize("missing", SECRETS)
def test_a_login_without_a_provider_does_not_start(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    with_secrets(monkeypatch, {name: value for name, value in SECRETS.items() if name != missing})
    with pytest.raises(BudgetError, match=missing):
        serving.require_provider("https://budget.example")


@pytest.mark.parametrize("address", ["http://budget.example", "http://0.0.0.0:8501", "http://10.0.0.5"])
def test_nobody_logs_in_over_http_from_another_device(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    with_secrets(monkeypatch, SECRETS | {"redirect_uri": f"{address}/oauth2callback"})
    with pytest.raises(BudgetError, match="https"):
        serving.require_provider(address)


def test_a_login_file_that_is_missing_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_LOGIN", "/nergens/login.toml")
    with pytest.raises(BudgetError, match="niet te lezen"):
        serving.run("0.0.0.0", 8501)
