"""The tables that every format shares: typed values with a name, a heading and a meaning for each column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from budget import labels
from budget.charts.pace import PaceChart
from budget.charts.tables import sentence_case
from budget.export import columns as col
from budget.export.columns import Column
from budget.export.pdf.appendix import CONDITIONS
from budget.export.pdf.pages import CHANGE_WORD, domain_names, effect
from budget.model import By, Colour, SheetKind
from budget.snapshot.row_data import row_from_data
from budget.snapshot.told import plan_step

Data = dict[str, Any]
Values = tuple[Any, ...]


class Group(Enum):
    """What a table belongs to: figures go everywhere, the others where there is room for words."""

    FIGURES = auto()
    CHANGES = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class Table:
    """Typed values: text, cents, fractions, counts, dates, or None where unknown.

    `name` is for machines, `title` for people; `total` is the row under the table, of the sums that were
    frozen and never of the rows above it.
    """

    name: str
    title: str
    group: Group
    columns: tuple[Column, ...]
    rows: tuple[Values, ...]
    total: Values | None = None

    def without(self, is_dropped: Callable[[Column], bool]) -> Table:
        """The same table without the columns that `is_dropped` names."""
        kept = [n for n, column in enumerate(self.columns) if not is_dropped(column)]

        def chosen(values: Sequence[Any]) -> Values:
            return tuple(values[n] for n in kept)

        total = None if self.total is None else chosen(self.total)
        return Table(
            self.name, self.title, self.group, chosen(self.columns), tuple(map(chosen, self.rows)), total
        )


_GROUPS = (
    (By.DOMAIN, "domains", "Opgavedomeinen"),
    (By.ACTION_LINE, "action_lines", "Actielijnen"),
    (By.LINE, "lines", "Regels"),
    (By.SOURCE, "sources", "Bronnen"),
    (By.THEME, "themes", "Thema's"),
    (By.BUDGET_HOLDER, "budget_holders", "Budgethouders"),
)


def tables(content: Data) -> tuple[Table, ...]:
    """Every table of a snapshot's plain data, in the order in which people read them."""
    figures = [
        _figures(content, by, name, title) for by, name, title in _GROUPS if by.value in content["rows"]
    ]
    changes = [_bridges(content), _changes(content)] if content["changes"] else []
    if content["changes"] and "signals" in content["changes"]:
        changes += [_forecasts(content), _signals(content)]
    return (
        *figures,
        _pace(content),
        *changes,
        _asks(content),
        *([_agenda(content)] if "agenda" in content else []),
        _actions(content),
        _notes(content),
        _partners(content),
        _source_rules(content),
        _terms(content),
        _rules(content),
        _versions(content),
    )


def _figures(content: Data, by: By, name: str, title: str) -> Table:
    names = domain_names(content)
    rows = tuple(_figure_values(data, names) for data in content["rows"][by.value])
    total = _figure_values(content["total"] | {"key": "", "name": "Totaal", "domain": ""}, {})
    table = Table(name, title, Group.FIGURES, col.FIGURES, rows, total)
    return table.without(lambda column: column.name == "domain") if by is By.DOMAIN else table


def _figure_values(data: Data, names: dict[str, str]) -> Values:
    forecast, run_out, signal = data["forecast"], data["run_out"], data["signal"]
    colour = Colour(signal["colour"])
    return (
        data["key"],
        data["name"],
        names.get(data["domain"], data["domain"]) if data["domain"] else "",
        f"{labels.SIGNAL_SHAPE[colour]} {labels.SIGNAL_WORD[colour]}",
        *(data[name] for name in ("budget", "original_budget", "released", "released_unknown")),
        *(data[name] for name in ("realised", "depletion", "norm")),
        row_from_data(data).measures.norm_share,
        *(data[name] for name in ("ahead", "committed", "used", "used_share", "free")),
        *(forecast[name] for name in ("p10", "p50", "p90")),
        data["variance"],
        *(_day(run_out[name]) for name in ("p10", "p50", "p90")),
        run_out["probability"],
        colour.value,
        signal["rule"],
        signal["reason"],
    )


def _pace(content: Data) -> Table:
    rows = [
        (key, chart.name, *row)
        for key, chart in ((key, PaceChart.from_data(data)) for key, data in _paces(content))
        for row in chart.cells()
    ]
    return Table("pace", "Verloop", Group.FIGURES, col.PACE, tuple(rows))


def _paces(content: Data) -> list[tuple[str, Data]]:
    """The programme first, then the domains in their own order."""
    order = ["", *(row["key"] for row in content["rows"]["domain"] if row["key"])]
    return [(key, content["pace"][key]) for key in order if key in content["pace"]]


def _bridges(content: Data) -> Table:
    names, changes = domain_names(content), content["changes"]
    rows = tuple(_bridge(code, names.get(code, code), steps) for code, steps in changes["domains"].items())
    order = list(names)
    rows = tuple(sorted(rows, key=lambda row: order.index(row[0]) if row[0] in order else len(order)))
    total = _bridge("", "Totaal", changes["total"])
    return Table("free_room", "Sinds vorige", Group.CHANGES, col.BRIDGE, rows, total)


def _bridge(code: str, name: str, steps: Data) -> Values:
    effects = (plan_step(steps), -steps["bookings"], -steps["commitments"])
    return (code, name, steps["before"], *effects, steps["after"])


def _changes(content: Data) -> Table:
    names = domain_names(content)
    rows = tuple(
        (
            item["domain"],
            names.get(item["domain"], item["domain"]),
            item["code"],
            item["activity"],
            item["source"],
            item["theme"],
            CHANGE_WORD[item["kind"]],
            item["cents"],
            effect(item["kind"], item["cents"]),
            item["submission"],
            item["file"],
            item["submitted_by"],
            item["accepted_by"],
        )
        for item in content["changes"]["items"]
    )
    return Table("changes", "Wijzigingen per regel", Group.CHANGES, col.CHANGES, rows)


def _forecasts(content: Data) -> Table:
    """The expected outturn of every domain then and now."""
    names, found = domain_names(content), content["changes"]["forecast"]
    rows = tuple((code, names.get(code, code), *_then_now(pair)) for code, pair in found["domains"].items())
    total = ("", "Totaal", *_then_now(found["total"]))
    return Table("forecast_change", "Prognose toen en nu", Group.CHANGES, col.FORECASTS, rows, total)


def _then_now(pair: Data) -> Values:
    then, now = pair["then"], pair["now"]
    return then, now, None if then is None else now - then


def _signals(content: Data) -> Table:
    rows = tuple(
        (
            signal["domain"],
            signal["name"],
            labels.SIGNAL_WORD[Colour(signal["before"])],
            labels.SIGNAL_WORD[Colour(signal["after"])],
            signal["reason_before"],
            signal["reason_after"],
        )
        for signal in content["changes"]["signals"]
    )
    return Table("signal_changes", "Andere signalen", Group.CHANGES, col.SIGNALS, rows)


def _agenda(content: Data) -> Table:
    rows = tuple(
        (item["domain"], item["name"], labels.SIGNAL_WORD[Colour(item["colour"])], reason["text"])
        for item in content["agenda"]["items"]
        for reason in item["reasons"]
    )
    return Table("agenda", "Voorstel voor de agenda", Group.WORDS, col.AGENDA, rows)


def _asks(content: Data) -> Table:
    names = domain_names(content)
    rows = tuple(
        (number, names.get(ask["domain"], ask["domain"]), ask["text"], ask["amount"], ask["owner"])
        for number, ask in enumerate(content["asks"], 1)
    )
    return Table("asks", "Wij vragen u", Group.WORDS, col.ASKS, rows)


def _actions(content: Data) -> Table:
    names = domain_names(content)
    rows = tuple(
        (
            names.get(action["domain"], action["domain"]),
            action["text"],
            action["owner"],
            _day(action["due"]),
            action["expected"],
            _day(action["meeting"]),
            action_state(action),
            _day(action["closed"]),
            action["outcome"],
        )
        for action in content["actions"]
    )
    return Table("actions", "Bijsturing", Group.WORDS, col.ACTIONS, rows)


def action_state(action: Data) -> str:
    """`klaar`, `te laat` or `loopt`."""
    if action["closed"]:
        return "klaar"
    return "te laat" if action["overdue"] else "loopt"


def _notes(content: Data) -> Table:
    names = domain_names(content)
    texts = ("note", "steering", "result", "indicator", "value", "target")
    rows = tuple(
        (
            names.get(note["domain"], note["domain"]),
            note["code"],
            note["activity"],
            _day(note["as_of"]),
            note["cause"] or "",
            *(note[name] for name in texts),
            note["forecast"],
        )
        for note in content["notes"]
    )
    return Table("notes", "Toelichting en resultaat", Group.WORDS, col.NOTES, rows)


def _partners(content: Data) -> Table:
    names = domain_names(content)
    texts = ("action_line", "partner", "form", "description", "quantity", "unit")
    rows = tuple(
        (
            names.get(partner["domain"], partner["domain"]),
            *(str(partner[name] or "") for name in texts),
            partner["amount"],
            partner.get("basis") or "",
            partner["year"],
        )
        for partner in content["partners"]
    )
    return Table("partners", "Inbreng van partners", Group.WORDS, col.PARTNERS, rows)


def _source_rules(content: Data) -> Table:
    rows = tuple((s["code"], s.get("name", s["code"]), s["unspent"]) for s in content.get("sources", []))
    return Table("source_rules", "Wat gebeurt met de rest", Group.WORDS, col.SOURCE_RULES, rows)


def _terms(content: Data) -> Table:
    rows = tuple((sentence_case(term), text) for term, text in content["terms"].items())
    return Table("terms", "Begrippen", Group.WORDS, col.TERMS, rows)


def _rules(content: Data) -> Table:
    rows = tuple(
        (rule["id"], *rule_words(rule), rule["source"], _day(rule["valid_from"])) for rule in content["rules"]
    )
    return Table("signal_rules", "Regels voor signalen", Group.WORDS, col.RULES, rows)


def rule_words(rule: Data) -> tuple[str, str]:
    """The signal of a rule and when it holds."""
    colour = Colour(rule["colour"])
    condition = CONDITIONS.get(rule["condition"], rule["condition"])
    filled = condition.format(share=labels.percent(rule["share"]), amount=labels.euro(rule["amount"]))
    return f"{labels.SIGNAL_SHAPE[colour]} {labels.SIGNAL_WORD[colour]}", filled


def _versions(content: Data) -> Table:
    names = domain_names(content)
    rows = tuple(
        (
            labels.listed([labels.SHEET_NAME[SheetKind(kind)] for kind in _listed(version["kind"])]),
            labels.listed([names.get(code, code) for code in version["domains"] if code]),
            version["file"],
            version["sha256"],
            version["submission"],
            version["submitted_by"],
            _day(version["submitted_at"]),
            version["accepted_by"],
            _day(version["accepted_at"]),
        )
        for version in content["versions"]
    )
    return Table("versions", "Wie stelde wat vast", Group.WORDS, col.VERSIONS, rows)


def _listed(kinds: Any) -> list[str]:
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
