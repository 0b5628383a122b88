"""No amount is cut off in the hand: a figure that lost its last digits still looks like a figure."""

from __future__ import annotations

import pytest

MOMENT = "peildatum=2024-09-30&jaar=2024"
PAGES = (
    f"/?deel=Alle cijfers&{MOMENT}",
    f"/opgavedomein?domein=VEI&{MOMENT}",
    f"/verdieping?{MOMENT}",
)
_CUT = """() => {
    document.querySelectorAll('[data-testid=stExpander] details').forEach(one => { one.open = true; });
    const found = [], wide = document.documentElement.clientWidth;
    for (const cell of document.querySelectorAll('table.data td, dl.figures dd')) {
        const range = document.createRange();
        range.selectNodeContents(cell);
        const box = range.getBoundingClientRect();
        if (box.width && (box.right > wide || box.left < 0)) found.push(cell.textContent);
    }
    return found;
}"""


@pytest.mark.parametrize("width", [390, 360, 320])
def test_every_amount_in_a_card_or_a_key_figure_is_whole(visit, served, width: int) -> None:
    someone = visit(served, {"width": width, "height": 800})
    for path in PAGES:
        page = someone.open(path)
        assert page.locator("table.data .num").count()
        assert page.evaluate(_CUT) == []
