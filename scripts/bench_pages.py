"""The server's cost of pages of the example, against a stock Streamlit page with six plotly charts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.metadata import version
from math import log10
from pathlib import Path

from bench import Ratio
from bench_intake import big_ledger

from scripts.cold_browser import first_chart
from scripts.processor import used_seconds
from scripts.windows import ROOT, Server, Window, example_database, our_server, page_cost, stock_server

PAGES = {
    "overzicht": ("Overzicht", 0.5),
    "opgavedomein": ("a domain", 1),
    "verdieping": ("Verdieping", 1),
    "bestuur": ("Bestuur", 1),
}
TABS = {"overzicht": "Alle cijfers", "opgavedomein": "", "verdieping": ""}
"""The tab that is clicked on each page; '' reruns a part of the page without a tab."""
PEER = f"a page of stock Streamlit {version('streamlit')}, 6 charts of plotly {version('plotly')}"
ROWS = 10_000
VISIT = 5
"""Runs per visit: a visitor opens a page and clicks four times in it."""
FEW, MANY = 10, 100


def measure(quick: bool = False) -> Iterator[Ratio]:
    """Full runs, clicks, the cost of a visit, and many windows against one."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        begun = used_seconds()
        address = example_database(folder)
        yield Ratio("loading the example year, in s", used_seconds() - begun, 1, 10, "a second")
        ledger = folder / "ledger.xlsx"
        ledger.write_bytes(big_ledger(ROWS))
        settings = {"STOCK_FILE": str(ledger), "STOCK_ENGINE": "calamine"}
        peer = stack.enter_context(stock_server(ROOT / "scripts" / "stock" / "page.py", folder, **settings))
        server = stack.enter_context(our_server(address, folder))
        full_of_peer, part_of_peer = _costs(peer, "")
        costs = {page: _costs(server, page) for page in PAGES}
        for page, (said, goal) in PAGES.items():
            yield Ratio(f"{said}, full rerun", costs[page][0], full_of_peer, goal, PEER)
        for page, tab in TABS.items():
            said = f"a click in {PAGES[page][0]}" + (f" (tab {tab})" if tab else "")
            yield Ratio(said, costs[page][1], full_of_peer, 0.1, f"full rerun of {PEER}")
            yield Ratio(f"{said}, of its own full rerun", *reversed(costs[page]), float("inf"), "ours")
            yield Ratio(f"{said}, against a fragment", costs[page][1], part_of_peer, 1, f"fragment of {PEER}")
        visit = sum(costs[page][0] + (VISIT - 1) * costs[page][1] for page in TABS) / len(TABS)
        visit_of_peer = full_of_peer + (VISIT - 1) * part_of_peer
        yield Ratio(
            "a visit: a page and four clicks (0.5: twice the visitors)", visit, visit_of_peer, 0.5, PEER
        )
        yield from _growth_exponent(server, MANY if not quick else FEW)
        yield from first_chart(server, peer, PEER, quick)


def _costs(server: Server, page: str) -> tuple[float, float]:
    """Processor seconds of the server for a full run, and for a click in one part of the page."""
    window = Window(server, page)
    heard = window.run()
    full = page_cost(server, window.run)
    parts = [found.delta.fragment_id for found in heard if found.delta.fragment_id]
    tabs = [found.delta.add_block.tab_container for found in heard if found.delta.HasField("add_block")]
    chosen = {tab.id: TABS[page] for tab in tabs if tab.id and TABS.get(page)}
    part = page_cost(server, lambda: window.run(parts[0], **chosen)) if parts else full
    window.close()
    return full, part


def _growth_exponent(server: Server, many: int) -> Iterator[Ratio]:
    """The exponent with which processor time grows with the number of simultaneous windows."""
    cost = {count: _simultaneous_cost(server, count) for count in (1, many)}
    power = log10(cost[many] / cost[1]) / log10(many)
    yield Ratio(f"power of growth, 1 to {many} windows at once", power, 1, 1.1, "linear")


def _simultaneous_cost(server: Server, count: int) -> float:
    """Processor seconds per run when all windows request one together."""
    windows = [Window(server, "overzicht") for _ in range(count)]
    for window in windows:
        window.run()
    rounds = max(3, 30 // count)
    begun = server.used()
    for _ in range(rounds):
        for window in windows:
            window.ask()
        for window in windows:
            window.heard()
    cost = (server.used() - begun) / rounds
    for window in windows:
        window.close()
    return cost
