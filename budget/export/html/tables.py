"""The tables of the page: results, partners, all figures, words, rules and who accepted what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from budget import labels
from budget.charts.tables import NOTHING, is_planned, room, sentence_case
from budget.export.html.parts import Html, el, folded, joined, table
from budget.export.pdf.pages import RELEASE_NOTE, domain_names, plan_cells, rows_of, with_money
from budget.export.tables import Data, Table, rule_words, tables
from budget.model import Row
from budget.snapshot.row_data import row_from_data
from budget.snapshot.told import plan_step

FIGURES = (
    "Naam", "Signaal", "Begroot", "Vrijgegeven", "Besteed", "Verplicht", "Vrije ruimte", "Prognose",
    "Besteed %", "Gepland %",
)  # fmt: skip


def parts(content: Data, is_public: bool) -> Iterator[tuple[str, str, Html]]:
    """Anchor, title and markup of every part with tables."""
    if rows := _results(content):
        yield "resultaten", "Wat levert het op?", rows
    if content["partners"]:
        yield "partners", "Wat brengen de partners in?", _partners(content)
    yield "cijfers", "Alle cijfers", _all_figures(content, is_public)
    yield "begrippen", "Begrippen", _terms(content)
    yield "signalen", "Wanneer welk signaal?", _rules(content)
    yield "vaststelling", "Wie stelde wat vast?", _versions(content, is_public)


def bridges(content: Data, then: date, now: date) -> Html:
    """The free room of every domain then and now, with what moved it."""
    names, changes = domain_names(content), content["changes"]
    rows = [
        _bridge(name, changes["domains"][code])
        for code, name in names.items()
        if code in changes["domains"] and any(changes["domains"][code].values())
    ]
    headers = (
        "Opgavedomein",
        f"Vrije ruimte {labels.day_month(then)}",
        "Plan gewijzigd",
        "Nieuwe boekingen",
        "Andere verplichtingen",
        f"Vrije ruimte {labels.day_month(now)}",
    )
    caption, total = "De vrije ruimte per opgavedomein", _bridge("Totaal", changes["total"])
    return folded("Bekijk per opgavedomein", table(caption, headers, rows, total=total), prints=True)


def _bridge(name: str, steps: Data) -> tuple[str, ...]:
    effects = (plan_step(steps), -steps["bookings"], -steps["commitments"])
    return (name, room(steps["before"]), *map(labels.euro_change, effects), room(steps["after"]))


def _results(content: Data) -> Html | None:
    """What was reached, next to what was spent on it."""
    spent = {row["key"]: row for row in content["rows"]["line"]}
    rows = [
        (
            note["activity"] or note["code"],
            labels.euro(spent[note["code"]]["realised"]) if note["code"] in spent else NOTHING,
            note["result"] or NOTHING,
            sentence_case(note["indicator"]) or NOTHING,
            note["value"] or NOTHING,
            note["target"] or NOTHING,
        )
        for note in content["notes"]
        if note["result"] or note["indicator"]
    ]
    headers = ("Activiteit", "Besteed", "Resultaat", "Gemeten", "Waarde", "Doel")
    if not rows:
        return None
    intro = el("p", "Wat er met het geld is bereikt, volgens de budgethouders.")
    shown = table("Resultaten naast de uitgaven", headers, rows, words=4)
    many = labels.count(len(rows), "resultaat", "resultaten")
    return joined(intro, folded(f"Bekijk {many}", shown, prints=True))


def _partners(content: Data) -> Html:
    names = domain_names(content)
    rows = [
        (
            partner["partner"],
            names.get(partner["domain"], partner["domain"]),
            partner["description"],
            partner["form"],
            " ".join(str(part) for part in (partner["quantity"], partner["unit"]) if part) or NOTHING,
            "niet gewaardeerd" if partner["amount"] is None else labels.euro(partner["amount"]),
        )
        for partner in content["partners"]
    ]
    headers = ("Partner", "Opgavedomein", "Bijdrage", "Vorm", "Hoeveelheid", "Waarde")
    intro = "Deze bijdragen staan naast het bestedingsplan. Zij tellen nergens anders in mee."
    shown = table("Bijdragen van partners", headers, rows, words=5)
    many = labels.count(len(rows), "bijdrage", "bijdragen")
    return joined(el("p", intro), folded(f"Bekijk {many}", shown, prints=True))


def _all_figures(content: Data, is_public: bool) -> Html:
    total = row_from_data(content["total"])
    note = RELEASE_NOTE if total.measures.released_unknown else ""
    rounded = "Bedragen zijn afgerond op hele euro's. Een totaal is het afgeronde echte totaal."
    folds = [
        _fold(content, "line", "Per regel van het bestedingsplan"),
        _fold(content, "source", "Per bron"),
        _fold(content, "theme", "Per thema"),
    ]
    if not is_public and "budget_holder" in content["rows"]:
        folds.append(_fold(content, "budget_holder", "Per budgethouder"))
    return joined(el("p", f"{rounded} {note}", class_="notice"), _by_domain(content, total), *folds)


def _by_domain(content: Data, total: Row) -> Html:
    lines = with_money(rows_of(content, "action_line"))
    rows, groups = [], set()
    for row in with_money(rows_of(content, "domain")):
        groups.add(len(rows))
        rows.append(_figures(row))
        rows += [_figures(line) for line in lines if line.domain == row.key and is_planned(line)]
    caption = "Cijfers per opgavedomein en actielijn"
    shown = table(caption, FIGURES, rows, 2, _figures(total, "Totaal"), frozenset(groups))
    return folded("Per opgavedomein en actielijn", shown, prints=True)


def _fold(content: Data, by: str, title: str) -> Html:
    rows = [_figures(row) for row in with_money(rows_of(content, by))]
    total = _figures(row_from_data(content["total"]), "Totaal")
    return folded(title, table(title, FIGURES, rows, 2, total))


def _figures(row: Row, name: str | None = None) -> tuple[str, ...]:
    m, colour = row.measures, row.signal.colour
    return (
        name or row.name,
        f"{labels.SIGNAL_SHAPE[colour]} {labels.SIGNAL_WORD[colour]}",
        *plan_cells(row),
        labels.euro(m.realised),
        labels.euro(m.committed),
        room(m.free),
        labels.euro(m.forecast.p50),
        labels.percent(m.depletion),
        labels.percent(m.norm_share),
    )


def _terms(content: Data) -> Html:
    pairs = [joined(el("dt", sentence_case(word)), el("dd", text)) for word, text in content["terms"].items()]
    return el("dl", *pairs, class_="glossary")


def _rules(content: Data) -> Html:
    rows = [(*rule_words(rule), rule["source"]) for rule in content["rules"]]
    headers = ("Signaal", "Wanneer", "Afspraak")
    return table("De eerste regel die geldt, bepaalt het signaal", headers, rows, words=3)


def _versions(content: Data, is_public: bool) -> Html:
    """Every file that counts; for everyone without names of files and persons."""
    found: Table = next(t for t in tables(content) if t.name == "versions")
    if is_public:
        found = found.without(lambda column: column.is_personal)
    rows = [[_written(value) for value in row] for row in found.rows]
    intro = "Elk bestand is door de ene persoon ingediend en door een andere vastgesteld."
    headers = [column.title for column in found.columns]
    shown = table("Wat is ingediend en vastgesteld", headers, rows, words=len(headers))
    return joined(el("p", intro), folded("Bekijk alle bestanden", shown))


def _written(value: object) -> str:
    if value is None:
        return NOTHING
    return labels.day_short(value) if isinstance(value, date) else str(value)
