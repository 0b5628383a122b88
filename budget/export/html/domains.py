"""The domains on the page: the spotlight first, each with its pace, figures, words and actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from budget import labels
from budget.charts.bullets import BulletChart
from budget.charts.pace import PaceChart
from budget.export.cells import written
from budget.export.chart_data import action_line_bullets, pace_chart
from budget.export.domain_parts import DomainPart, Figure, Result, domain_parts
from budget.export.html.parts import Html, bullet_list, disclosure, el, join, section
from budget.snapshot.content import Action, Content


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the charts of a domain are drawn."""

    pace: Callable[[PaceChart], Html]
    bullets: Callable[[BulletChart], Html]


def parts(content: Content, is_public: bool, draw: Drawing) -> Iterator[tuple[str, str, Html]]:
    """Anchor, title and markup of the spotlight domain and of the others together."""
    domains = domain_parts(content)
    chosen = domains.spotlight
    if chosen:
        drawn = _domain(content, chosen, is_public, draw, _lines(content, chosen.row.key, draw))
        yield "schijnwerper", f"In de schijnwerper: {chosen.row.name}", drawn
    if domains.others:
        inside = [
            section(f"domein-{n}", part.row.name, _domain(content, part, is_public, draw), level=3)
            for n, part in enumerate(domains.others, 1)
        ]
        yield "domeinen", "De andere opgavedomeinen" if chosen else "De opgavedomeinen", join(*inside)


def _domain(
    content: Content, part: DomainPart, is_public: bool, draw: Drawing, lines: Html | None = None
) -> Html:
    drawn = draw.pace(pace_chart(content, part.pace)) if part.pace else None
    row = part.row
    figures = el("div", el("div", drawn), _figures(part.figures), class_="beside")
    if content.is_edited and not lines:
        figures = disclosure("Bekijk het tempo en de cijfers", figures, prints=True)
    signal = el("span", f"{part.shape} {part.word}:", class_=f"signal {row.signal.colour.value}")
    return join(
        el("p", signal, f" {row.signal.reason}"),
        figures,
        _explanations(part, is_public),
        lines,
    )


def _figures(figures: tuple[Figure, ...]) -> Html:
    """Name, amount and share; a line without a name belongs to the one above it."""
    entries: list[list[Html]] = []
    for figure in figures:
        if figure.name:
            values = (el("dd", written(cell)) for cell in (figure.amount, figure.share))
            entries.append([el("dt", figure.name), *values])
        else:
            entries[-1].append(el("dd", written(figure.amount), class_="more"))
    return el("dl", *(el("div", *entry) for entry in entries), class_="figures")


def _explanations(part: DomainPart, is_public: bool) -> Html | None:
    """Cause, explanation, steering and results in the budget holder's words."""
    lines: list[str] = [_labelled("Oorzaak", f"{part.causes}.")] if part.causes else []
    for note in part.notes:
        for head, text in ((note.line, written(note.note)), ("Bijsturing", written(note.steering))):
            lines += [_labelled(written(head), text)] if text else []
    lines += [_labelled("Actie", _action(action)) for action in part.actions]
    lines += [_labelled(f"Resultaat van {written(result.line)}", _result(result)) for result in part.results]
    if not lines and not is_public:
        lines = ["Er is nog geen toelichting van de budgethouder."]
    return bullet_list(lines, class_="said") if lines else None


def _labelled(head: str, text: str) -> Html:
    return join(el("strong", f"{head}: "), text)


def _result(result: Result) -> str:
    measured = f"({result.indicator})" if result.indicator else ""
    return " ".join(part for part in (written(result.result), measured) if part)


def _action(action: Action) -> str:
    """An agreed action: what, who, by when, and its state."""
    due = f"uiterlijk {labels.day(action.due)}"
    who = ", ".join(part for part in (action.owner, due) if part)
    outcome = f" {action.outcome}" if action.outcome else ""
    closed = f", afgerond op {labels.day(action.closed)}" if action.overdue and action.closed else ""
    return f"{action.text.rstrip('.')}. {who[:1].upper()}{who[1:]}: {action.state}{closed}.{outcome}"


def _lines(content: Content, domain: str, draw: Drawing) -> Html | None:
    chart = action_line_bullets(content, domain)
    return join(el("h3", "Per actielijn"), draw.bullets(chart)) if chart else None
