"""The tables of the page: results, partners, all figures, words, rules and who accepted what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from budget import labels
from budget.charts.tables import sentence_case
from budget.export.cells import Cell, EuroChange, Euros, Phrase, amount
from budget.export.html.parts import Html, disclosure, el, join, table
from budget.export.pots import POTS_HEADERS, POTS_INTRO, POTS_TITLE, pot_lines
from budget.export.tables import Table, Value, tables
from budget.export.wording import (
    RELEASE_NOTE,
    figure_cells,
    partner_value,
    quantity,
    readable_notes,
    rule_words,
    signal_words,
    step_cells,
)
from budget.labels import NOTHING
from budget.model.figures import Row
from budget.model.words import By
from budget.snapshot.content import Changes, Content

FIGURES = (
    "Naam", "Signaal", "Begroot", "Vrijgegeven", "Besteed", "Verplicht", "Vrije ruimte", "Prognose",
    "Besteed %", "Gepland %",
)  # fmt: skip
LONG = {
    "domeinbesluiten": "Bekijk de besluiten",
    "potten": "Bekijk de potten",
    "plannen": "Bekijk de wijzigingen",
    "begrippen": "Bekijk de begrippen",
    "signalen": "Bekijk de regels",
}
"""Long parts by their anchor, with the words that unfold them."""


def parts(content: Content, is_public: bool) -> Iterator[tuple[str, str, Html]]:
    """Anchor, title and markup of every part with tables."""
    if rows := _results(content):
        yield "resultaten", "Wat levert het op?", rows
    if content.partners:
        yield "partners", "Wat brengen de partners in?", _partners(content)
    if content.decisions:
        # Older formats had this anchor twice, and keep their bytes.
        anchor = "domeinbesluiten" if content.hides_silent else "besluiten"
        yield anchor, "Wat is er besloten, en waarop?", _decisions(content, is_public)
    if pots := pot_lines(content):
        shown = table("Potten met een tekort of zonder vrijgave", POTS_HEADERS, pots[0], total=pots[1])
        yield "potten", POTS_TITLE, join(el("p", POTS_INTRO), shown)
    if content.plans:
        yield "plannen", "Hoe zijn de plannen gewijzigd?", _plans(content)
    yield "cijfers", "Alle cijfers", _all_figures(content, is_public)
    yield "begrippen", "Begrippen", _terms(content)
    yield "signalen", "Wanneer welk signaal?", _rules(content)
    yield "vaststelling", "Wie stelde wat vast?", _versions(content, is_public)


def unfolding(content: Content, anchor: str, markup: Html) -> Html:
    """A long part behind one line, on screen; the report as a whole is over twenty screens of a phone."""
    summary = LONG.get(anchor) if content.is_edited else None
    return disclosure(summary, markup, prints=True) if summary else markup


def _decisions(content: Content, is_public: bool) -> Html:
    """Every decision with its line and criteria, and whether a conflict of interest is open.

    Formats before 8 have no lines; the deciding persons are not public.
    """
    has_line, has_persons = content.hides_silent, content.hides_silent and not is_public
    rows: list[tuple[Cell, ...]] = [
        (
            content.domain_names.get(decision.domain, decision.domain),
            decision.date,
            *([decision.code or "–"] if has_line else []),
            decision.decision,
            amount(decision.amount),
            ", ".join(decision.criteria) or "–",
            *([decision.decided_persons or "–"] if has_persons else []),
            decision.state or "–",
        )
        for decision in content.decisions
    ]
    headers = (
        *("Opgavedomein", "Datum", *(["Regel"] if has_line else []), "Besluit", "Bedrag", "Criteria"),
        *(["Besloten door"] if has_persons else []),
        "Escalatie",
    )
    return table("Besluiten in de domeinen", headers, rows, words=len(headers))


def _plans(content: Content) -> Html:
    """First plan, changes and plan in force side by side, and whether the council decided on it."""
    decided = {True: "ja", False: "nog niet", None: "–"}
    rows: list[tuple[Cell, ...]] = []
    for plan in content.plans:
        changes = [
            Phrase((EuroChange(change.cents), change.origin, change.on), ", ") for change in plan.changes
        ]
        rows.append(
            (
                content.domain_names.get(plan.domain, plan.domain), Euros(plan.original),
                Phrase(tuple(changes) or (NOTHING,), "; "), Euros(plan.current), decided[plan.is_decided],
            )
        )  # fmt: skip
    headers = ("Opgavedomein", "Oorspronkelijk", "Wijzigingen", "Nu", "Vastgesteld door de raad")
    return table("Plan per opgavedomein: eerst, wijzigingen en nu", headers, rows)


def bridges(content: Content, changes: Changes) -> Html:
    """The free room of every domain then and now, with the changes in between."""
    rows = [
        (name, *step_cells(steps))
        for code, name in content.domain_names.items()
        if (steps := changes.domains.get(code)) and steps.has_money
    ]
    headers = (
        "Opgavedomein",
        f"Vrije ruimte {labels.day_month(changes.since.as_of)}",
        "Plan gewijzigd",
        "Nieuwe boekingen",
        "Andere verplichtingen",
        f"Vrije ruimte {labels.day_month(content.as_of)}",
    )
    total = ("Totaal", *step_cells(changes.total))
    shown = table("De vrije ruimte per opgavedomein", headers, rows, total=total)
    return disclosure("Bekijk per opgavedomein", shown, prints=True)


def _results(content: Content) -> Html | None:
    """Results, next to what was spent on them."""
    spent = {row.key: row.measures.realised for row in content.rows[By.LINE]}
    rows = [
        (
            note.line,
            amount(spent.get(note.code)),
            note.result or NOTHING,
            sentence_case(note.indicator) or NOTHING,
            note.value or NOTHING,
            note.target or NOTHING,
        )
        for note in readable_notes(content)
        if note.result or note.indicator
    ]
    headers = ("Activiteit", "Besteed", "Resultaat", "Gemeten", "Waarde", "Doel")
    if not rows:
        return None
    intro = el("p", "Wat er met het geld is bereikt, volgens de budgethouders.")
    shown = table("Resultaten naast de uitgaven", headers, rows, words=4)
    many = labels.count(len(rows), "resultaat", "resultaten")
    return join(intro, disclosure(f"Bekijk {many}", shown, prints=True))


def _partners(content: Content) -> Html:
    names = content.domain_names
    rows = [
        (
            *(partner.partner, names.get(partner.domain, partner.domain), partner.description),
            *(partner.form.value, quantity(partner), partner_value(partner)),
        )
        for partner in content.partners
    ]
    headers = ("Partner", "Opgavedomein", "Bijdrage", "Vorm", "Hoeveelheid", "Waarde")
    intro = "Deze bijdragen staan naast het bestedingsplan. Zij tellen nergens anders in mee."
    shown = table("Bijdragen van partners", headers, rows, words=5)
    many = labels.count(len(rows), "bijdrage", "bijdragen")
    return join(el("p", intro), disclosure(f"Bekijk {many}", shown, prints=True))


def _all_figures(content: Content, is_public: bool) -> Html:
    note = RELEASE_NOTE if content.total.measures.released_unknown else ""
    rounded = "Bedragen zijn afgerond op hele euro's. Een totaal is het afgeronde echte totaal."
    folds = [
        _fold(content, By.LINE, "Per regel van het bestedingsplan"),
        _fold(content, By.SOURCE, "Per bron"),
        _fold(content, By.THEME, "Per thema"),
    ]
    if By.POT in content.rows:
        folds.append(_fold(content, By.POT, "Per pot: opgavedomein, bron en thema"))
    if not is_public and By.BUDGET_HOLDER in content.rows:
        folds.append(_fold(content, By.BUDGET_HOLDER, "Per budgethouder"))
    return join(el("p", f"{rounded} {note}", class_="notice"), _by_domain(content), *folds)


def _by_domain(content: Content) -> Html:
    lines = content.with_money(By.ACTION_LINE)
    rows: list[tuple[Cell, ...]] = []
    groups = set()
    for row in content.with_money(By.DOMAIN):
        groups.add(len(rows))
        rows.append(_figures(content, row))
        rows += [_figures(content, line) for line in lines if line.domain == row.key and line.is_planned]
    caption = "Cijfers per opgavedomein en actielijn"
    shown = table(caption, FIGURES, rows, 2, _figures(content, content.total, "Totaal"), frozenset(groups))
    return disclosure("Per opgavedomein en actielijn", shown, prints=True)


def _fold(content: Content, by: By, title: str) -> Html:
    rows = [_figures(content, row) for row in content.with_money(by)]
    return disclosure(title, table(title, FIGURES, rows, 2, _figures(content, content.total, "Totaal")))


def _figures(content: Content, row: Row, name: str | None = None) -> tuple[Cell, ...]:
    return name or row.name, signal_words(row), *figure_cells(row, content.hides_silent)


def _terms(content: Content) -> Html:
    pairs = [join(el("dt", sentence_case(word)), el("dd", text)) for word, text in content.terms.items()]
    return el("dl", *pairs, class_="glossary")


def _rules(content: Content) -> Html:
    rows = [(*rule_words(rule), rule.source) for rule in content.rules]
    headers = ("Signaal", "Wanneer", "Afspraak")
    return table("De eerste regel die geldt, bepaalt het signaal", headers, rows, words=3)


def _versions(content: Content, is_public: bool) -> Html:
    """Every file in force; in public without names of files and persons."""
    versions: Table = next(t for t in tables(content) if t.name == "versions")
    if is_public:
        versions = versions.without(lambda column: column.is_personal)
    rows = [[_cell_text(value) for value in row] for row in versions.rows]
    intro = "Elk bestand is door de ene persoon ingediend en door een andere vastgesteld."
    headers = [column.title for column in versions.columns]
    shown = table("Wat is ingediend en vastgesteld", headers, rows, words=len(headers))
    return join(el("p", intro), disclosure("Bekijk alle bestanden", shown))


def _cell_text(value: Value) -> str:
    if value is None:
        return NOTHING
    return labels.day_short(value) if isinstance(value, date) else str(value)
