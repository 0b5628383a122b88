"""The pace of the money as an SVG: the year from left to right, the amounts added up from below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from budget.export.html.parts import Html, el, joined

Drawing = dict[str, Any]
EARLY, LATE = 0.25, 0.75
"""Before and after these places words at a point stand on the other side of it, to stay in the picture."""


class Sheet(NamedTuple):
    """A picture in pixels with its margins; places in it run from 0 to 1."""

    look: str
    width: int
    height: int
    right: int
    left: int = 46
    top: int = 22
    bottom: int = 26

    def x(self, place: float) -> float:
        return self.left + place * (self.width - self.left - self.right)

    def y(self, place: float) -> float:
        return self.top + (1 - place) * (self.height - self.top - self.bottom)

    def level(self, place: float, look: str) -> Html:
        """A line across."""
        y = f"{self.y(place):.1f}"
        return el("line", x1=self.left, x2=self.width - self.right, y1=y, y2=y, class_=look)

    def upright(self, place: float, look: str) -> Html:
        x = f"{self.x(place):.1f}"
        return el("line", x1=x, x2=x, y1=self.top, y2=self.height - self.bottom, class_=look)

    def points(self, found: Sequence[Sequence[float]]) -> str:
        return " ".join(f"{self.x(a):.1f},{self.y(b):.1f}" for a, b in found)

    def path(self, found: Sequence[Sequence[float]], look: str) -> Html | None:
        """A line through points, nothing without points."""
        return el("polyline", points=self.points(found), class_=look) if found else None


DESK = Sheet("wide", 760, 300, right=100)
HAND = Sheet("narrow", 360, 250, right=14)


def draw_pace(drawing: Drawing, sheet: Sheet) -> Html:
    """What pace_on_paper() says, as a picture for a desk or a hand, with its text alternative."""
    fan = drawing["fan"]
    return el(
        "svg",
        *_axes(drawing, sheet),
        el("polygon", points=sheet.points(fan), class_="fan") if fan else None,
        sheet.path(drawing["planned"], "norm"),
        sheet.path(drawing["expected"], "expected"),
        sheet.path(drawing["realised"], "spent"),
        *_run_out(drawing["run_out"], sheet),
        *_today(drawing["today"], sheet),
        _expected(drawing, sheet) if sheet is DESK else None,
        viewBox=f"0 0 {sheet.width} {sheet.height}",
        class_=f"pace {sheet.look}",
        role="img",
        aria_label=drawing["alt"],
        focusable="false",
    )


def _axes(drawing: Drawing, sheet: Sheet) -> list[Html]:
    """Amounts, months and the budget."""
    amounts = [
        joined(
            sheet.level(tick["at"], "grid"),
            _text(sheet.left - 6, sheet.y(tick["at"]) + 4, tick["text"], "end"),
        )
        for tick in drawing["ticks"]
    ]
    months = drawing["months"][:: 1 if sheet is DESK else 2]
    budget = drawing["budget"]
    return [
        *amounts,
        *(_text(sheet.x(month["at"]), sheet.height - 8, month["text"], "middle") for month in months),
        _text(0, 12, drawing["unit"], "start"),
        sheet.level(budget["at"], "limit"),
        _text(sheet.left + 6, sheet.y(budget["at"]) - 6, budget["text"], "start"),
    ]


def _today(today: Drawing | None, sheet: Sheet) -> list[Html]:
    """The reference date, with what is spent and what was planned above and below their points."""
    if today is None:
        return []
    at, spent, planned = sheet.x(today["at"]), sheet.y(today["realised"]), sheet.y(today["planned"])
    told = [(spent, today["realised_text"], "strong"), (planned, today["planned_text"], "plain")]
    (above, high, high_look), (below, low, low_look) = told[::-1] if today["behind"] else told
    lowest = sheet.height - sheet.bottom - 4
    return [
        sheet.upright(today["at"], "today"),
        _point(at, spent, "spent-point"),
        _point(at, planned, "norm-point"),
        _beside(at, min(below + 18, lowest), low, "end" if today["at"] > LATE else "start", low_look),
        _beside(at, max(above - 10, 26), high, "start" if today["at"] < EARLY else "end", high_look),
        _beside(at, 12, today["day"], "start" if today["at"] < EARLY else "end", "plain"),
    ]


def _run_out(found: Drawing | None, sheet: Sheet) -> list[Html]:
    """The day on which the money is expected to be gone."""
    if found is None:
        return []
    side = "end" if found["at"] > EARLY else "start"
    words = _beside(sheet.x(found["at"]), sheet.height - sheet.bottom - 6, found["text"], side, "alarm")
    return [sheet.upright(found["at"], "run-out"), words]


def _expected(drawing: Drawing, sheet: Sheet) -> Html | None:
    """The expected outturn, to the right of where it comes out."""
    if not drawing["expected_text"]:
        return None
    end = sheet.y(drawing["expected"][-1][1])
    return _text(sheet.x(1) + 6, end + 4, drawing["expected_text"], "start", "expected-word")


def _point(x: float, y: float, look: str) -> Html:
    return el("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=4.5, class_=look)


def _beside(x: float, y: float, words: str, side: str, look: str) -> Html:
    """Words next to a place: they begin or end there."""
    return _text(x + (8 if side == "start" else -8), y, words, side, look)


def _text(x: float, y: float, words: str, anchor: str, look: str | None = None) -> Html:
    return el("text", words, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, class_=look)
