"""Several programmes on one server with a login: who sees which, and that no state carries over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.test_login import Guarded, Open, guarded, log_in
from tests.browser.test_login import window as window
from tests.store.samples import TOML


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """Cor has a role in dorp and wijk, not in stad."""
    folder = tmp_path_factory.mktemp("many")
    with guarded(folder, others=(other(folder, "stad", "kor"), other(folder, "wijk", "cor"))) as running:
        yield running


def other(folder: Path, name: str, person: str) -> Path:
    home = folder / name
    home.mkdir()
    text = TOML.replace('id = "dorp"', f'id = "{name}"').replace("Dorpsvernieuwing", f"{name.title()}plan")
    (home / "programme.toml").write_text(text.replace('id = "cor"', f'id = "{person}"'))
    return home


def test_a_login_returns_to_the_page_of_the_programme(server: Guarded, window: Open) -> None:
    visitor = window(server)
    visitor.open("/wijk/bestuur?vergadering=2024-10-03")
    log_in(visitor, "c.controle@dorp.example")
    expect(visitor.page.locator(".programme")).to_have_text("Wijkplan")
    assert visitor.page.url == f"{server.url}/wijk/bestuur?vergadering=2024-10-03"


def test_a_login_without_a_programme_in_the_address_offers_the_persons_own_programmes(
    server: Guarded, window: Open
) -> None:
    visitor = window(server)
    visitor.open("/bestuur?vergadering=2024-10-03")
    log_in(visitor, "c.controle@dorp.example")
    page = visitor.page
    expect(page.get_by_role("heading", name="Kies een programma")).to_be_visible()
    assert page.locator(".programmas li").all_inner_texts() == ["Dorpsvernieuwing", "Wijkplan"]
    page.get_by_role("link", name="Wijkplan").click()
    visitor.settle()
    expect(page.locator(".programme")).to_have_text("Wijkplan")
    assert page.url == f"{server.url}/wijk/bestuur?vergadering=2024-10-03"
    visitor.open("/dorp/bestuur")
    expect(page.locator(".programme")).to_have_text("Dorpsvernieuwing")
    visitor.open("/stad/bestuur")
    expect(page.get_by_role("heading", name="Wij kennen u nog niet")).to_be_visible()
    assert "Stadplan" not in page.content()
    visitor.open("/nieuw-programma/")
    expect(page.get_by_text("De beheerder wijst aan")).to_be_visible()
    expect(page.locator("input[type=file]")).to_have_count(0)


def test_a_downloaded_file_is_only_for_the_login_that_asked_for_it(server: Guarded, window: Open) -> None:
    visitor, other, nobody = window(server), window(server), window(server)
    other.open("/stad/")
    log_in(other, "kor")
    visitor.open("/dorp/aanleveren")
    log_in(visitor, "c.controle@dorp.example")
    with visitor.page.expect_download() as found:
        visitor.page.get_by_role("button", name="Leeg sjabloon met alle bladen").click()
    address = found.value.url
    answer = visitor.page.request.get(address)
    assert (answer.status, answer.headers["content-type"].rpartition(".")[2]) == (200, "sheet")
    for someone in (other, nobody):
        assert someone.page.request.get(address).status == 403
        assert someone.page.request.get(address.replace("/dorp/", "/stad/")).status == 403
