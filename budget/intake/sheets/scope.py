"""Reads the scope of a ledger: whole domains, listed codes, or that no commitment is open."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from budget import labels
from budget.intake.faults import Fault, Raw
from budget.intake.grammar.folding import fold
from budget.intake.grammar.names import Vocabulary
from budget.intake.grammar.text import read_text
from budget.intake.outcome import Scope
from budget.intake.sheets.columns import each, read_column
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.table import Table

_DOMAIN_LABELS = {"domein", "domeinen", "opgavedomein", "opgavedomeinen"}
_CODE_LABELS = {
    "regel", "regels", "regelcode", "regelcodes", "projectcode", "projectcodes", "kostenplaats",
    "kostenplaatsen", "kostendrager", "kostendragers", "wbs-element", "wbs-elementen",
}  # fmt: skip
_ALL_DOMAINS = {"alle", "alledomeinen", "alleopgavedomeinen"}
_NO_COMMITMENTS = re.compile(
    r"(open(staande)?)?verplichtingen(:|=)?(geen|nihil)|geen(open(staande)?)?verplichtingen[.!]?"
)
_PARTS = re.compile(r"\s*[,;/\n]\s*|\s+en\s+")
_ITEMS = re.compile(r"\s*[,;\n]\s*")


def read_scope(table: Table, vocabulary: Vocabulary, index: PlanIndex, named_codes: Collection[str]) -> Scope:
    """The scope in the rows above the table and a domain column; `named_codes` are the codes of its rows.

    An unknown domain is an error, a code that no plan has a warning.
    """
    texts = [[_text(cell) for cell in row] for row in table.titles()]
    domains = {
        code
        for label, value in _labelled(texts, _DOMAIN_LABELS)
        for code in _domains(table, vocabulary, label, value)
    }
    column = read_column(table, "domain", each(vocabulary.domain.find), default="")
    domains |= {code for code in column.all() if isinstance(code, str) and code}
    codes: set[str] = set()
    find = _code_finder(vocabulary, index, named_codes)
    for label, value in _labelled(texts, _CODE_LABELS):
        item_codes = list(_codes(value, find))
        codes.update(item_codes)
        if not item_codes:
            table.findings.add("scope-codes", table.sheet, value=f"{label}: {value}")
    none = any(_NO_COMMITMENTS.fullmatch(fold("".join(part))) for row in texts for part in (row, *row))
    return Scope(tuple(sorted(domains)), tuple(sorted(codes)), none)


def scope_in_words(scope: Scope, vocabulary: Vocabulary) -> str:
    """The lines that a ledger covers, in Dutch."""
    names = [vocabulary.domain.shown.get(code, code) for code in scope.domains]
    return labels.covered_lines(names, scope.codes)


def commitments_in_words(scope: Scope, states_commitments: bool) -> str:
    """What a ledger says of open commitments, in Dutch."""
    if scope.no_commitments:
        return "Er zijn geen open verplichtingen, staat erboven."
    if states_commitments:
        return "Het noemt ook de open verplichtingen."
    return (
        "Het noemt geen verplichtingen: wat open staat, blijft open. Is er niets meer open? Zet dan boven de "
        "tabel 'Verplichtingen: geen'."
    )


def _text(cell: Raw) -> str:
    text = read_text(cell)
    return "" if isinstance(text, Fault) else text


def _labelled(texts: list[list[str]], known_labels: Collection[str]) -> Iterator[tuple[str, str]]:
    """Label and value, from one cell ("Domein: X") or from a cell and those beside it."""
    for row in texts:
        for n, cell in enumerate(row):
            for text in cell.split("\n"):
                label, colon, value = text.partition(":")
                if fold(label) not in known_labels:
                    continue
                if value.strip():
                    yield label.strip(), value.strip()
                elif n + 1 < len(row) and (colon or len(row) == 2):
                    yield label.strip(), _beside(row[n + 1 :])


def _beside(cells: list[str]) -> str:
    """The cells up to the next label."""
    end = next((n for n, cell in enumerate(cells) if n and ":" in cell), len(cells))
    return "; ".join(cells[:end])


def _domains(table: Table, vocabulary: Vocabulary, label: str, value: str) -> list[str]:
    if fold(value) in _ALL_DOMAINS:
        return list(vocabulary.domain.shown)
    whole = vocabulary.domain.find(value)
    if isinstance(whole, str):
        return [whole]
    domains = [vocabulary.domain.find(part) for part in _PARTS.split(value) if part]
    known = [code for code in domains if isinstance(code, str)]
    if len(known) < len(domains) or not domains:
        hint = vocabulary.domain.hint(value)
        table.findings.add("scope-domain", table.sheet, value=f"{label}: {value}", hint=hint)
    return known


def _code_finder(
    vocabulary: Vocabulary, index: PlanIndex, named_codes: Collection[str]
) -> Callable[[str], list[str]]:
    def find(text: str) -> list[str]:
        may_be_planned = " " not in text and vocabulary.domain_of_code(text)
        if text in index.domains or text in named_codes or may_be_planned:
            return [text]
        return index.codes_of_project(text, "")

    return find


def _codes(value: str, find: Callable[[str], list[str]]) -> Iterator[str]:
    """The codes of a list; a code may be followed by its name."""
    for item in _ITEMS.split(value):
        item_codes = find(item)
        yield from item_codes or (code for word in item.split() for code in find(word))
