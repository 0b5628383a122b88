"""The domains on the page: the spotlight first, each with its pace, figures, words and actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from budget import labels
from budget.charts import BulletChart, PaceChart
from budget.charts.tables import is_planned
from budget.export.html.charts import bullets, pace
from budget.export.html.parts import Html, bullet_list, el, joined, section
from budget.export.pdf.pages import domain_parts, rows_of, with_money
from budget.export.tables import Data, action_state
from budget.model import Row


def parts(content: Data, is_public: bool) -> Iterator[tuple[str, str, Html]]:
    """Anchor, title and markup of the spotlight domain and of the others together."""
    found = domain_parts(content)
    rows = {row.name: row for row in rows_of(content, "domain") if is_planned(row)}
    chosen, others = found["spotlight"], found["domains"]
    if chosen:
        row = rows[chosen["name"]]
        inside = _domain(content, row, chosen, is_public, with_lines=True)
        yield "schijnwerper", f"In de schijnwerper: {row.name}", inside
    if others:
        inside = [
            section(
                f"domein-{n}", part["name"], _domain(content, rows[part["name"]], part, is_public), level=3
            )
            for n, part in enumerate(others, 1)
        ]
        yield "domeinen", "De andere opgavedomeinen" if chosen else "De opgavedomeinen", joined(*inside)


def _domain(content: Data, row: Row, part: Data, is_public: bool, with_lines: bool = False) -> Html:
    data = content["pace"].get(row.key)
    drawn = pace(PaceChart.from_data(data), is_beside=True) if data and part["pace"] else None
    signal = el("span", f"{part['shape']} {part['word']}:", class_=f"signal {row.signal.colour.value}")
    return joined(
        el("p", signal, f" {row.signal.reason}"),
        el("div", el("div", drawn), _figures(part), class_="beside"),
        _said(content, row, part, is_public),
        _lines(content, row) if with_lines else None,
    )


def _figures(part: Data) -> Html:
    """Name, amount and share; a line without a name belongs to the one above it."""
    entries: list[list[Html]] = []
    for figure in part["figures"]:
        if figure["name"]:
            entries.append([el("dt", figure["name"]), el("dd", figure["amount"]), el("dd", figure["share"])])
        else:
            entries[-1].append(el("dd", figure["amount"], class_="more"))
    return el("dl", *(el("div", *entry) for entry in entries), class_="figures")


def _said(content: Data, row: Row, part: Data, is_public: bool) -> Html | None:
    """Cause, explanation, steering and results in the words of the budget holder."""
    lines = [joined(el("strong", "Oorzaak: "), f"{part['causes']}.")] if part["causes"] else []
    for note in part["notes"]:
        lines += [joined(el("strong", f"{note['line']}: "), note["note"])] if note["note"] else []
        lines += [joined(el("strong", "Bijsturing: "), note["steering"])] if note["steering"] else []
    actions = [action for action in content["actions"] if action["domain"] == row.key]
    lines += [joined(el("strong", "Actie: "), action_words(action)) for action in actions]
    lines += [joined(el("strong", f"Resultaat van {r['line']}: "), _result(r)) for r in part["results"]]
    if not lines and not is_public:
        lines = ["Er is nog geen toelichting van de budgethouder."]
    return bullet_list(lines, class_="said") if lines else None


def _result(found: Data) -> str:
    measured = f"({found['indicator']})" if found["indicator"] else ""
    return " ".join(part for part in (found["result"], measured) if part)


def action_words(action: Data) -> str:
    """What, who, by when, and how it stands."""
    due = f"uiterlijk {labels.day(date.fromisoformat(action['due']))}"
    who = ", ".join(part for part in (action["owner"], due) if part)
    outcome = f" {action['outcome']}" if action["outcome"] else ""
    return f"{action['text'].rstrip('.')}. {who[:1].upper()}{who[1:]}: {action_state(action)}.{outcome}"


def _lines(content: Data, row: Row) -> Html | None:
    lines = [line for line in with_money(rows_of(content, "action_line")) if line.domain == row.key]
    if not lines:
        return None
    chart = BulletChart.of(lines, date.fromisoformat(content["as_of"]))
    return joined(el("h3", "Per actielijn"), bullets(chart))
