"""The form of a mapping: what each column of a foreign sheet is, and the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from budget.intake.findings import message_of
from budget.intake.grammar.booking_periods import LAYOUT_ORDERS
from budget.intake.mapping.layout import UNITS, Layout, Part, named_columns
from budget.intake.mapping.layout_text import open_questions, read_layouts
from budget.intake.mapping.layout_writing import write_layouts
from budget.intake.schema import Column
from budget.labels import (
    LEVEL_NAME,
    SHEET_NAME,
    UNIT_NAME,
    escape_markdown,
    euro_exact,
    format_measurement,
    join_words,
)
from budget.model.content import CheckedFile, SheetReport
from budget.model.submission_details import Money
from budget.model.words import Cents, Level, SheetKind
from budget.ui.button_actions import is_done
from budget.ui.figures import show_table
from budget.ui.mapping_rows import show_rows
from budget.usecases.control_totals import totals_by_kind

NONE, FIXED = "(geen)", "(vaste waarde)"
MOST_SHOWN = 5
NAMES = ("domain", "source", "budget_holder")
UNREAD = {"column-missing", "file-no-table", "sheet-ignored"}
"""Findings on a sheet that was not read at all."""
MAPPABLE = {
    "column-sides", "column-kind", "column-year", "column-running", "ledger-code-beside",
    "ledger-source-needed", "cell-missing",
}  # fmt: skip
"""Findings that a mapping can resolve in a sheet with our columns and others beside them."""


def may_be_mapped(checked: CheckedFile) -> bool:
    """Whether mapping columns can resolve what is wrong, or read a sheet that was skipped."""
    codes = {finding.code for finding in checked.findings}
    return bool(codes & UNREAD or ("column-ignored" in codes and codes & MAPPABLE))


def ask_mapping(
    drafts: Sequence[Layout], sha256: str, read: Callable[[str], CheckedFile], place: str = "koppeling"
) -> tuple[CheckedFile, str] | None:
    """Assign the columns of the file with this hash: the file read that way, and the mapping as TOML.

    `read` reads it with a mapping. None while a choice is missing. `place` distinguishes the fields of
    several files.
    """
    st.write(
        "Wij deden een voorstel. Het staat boven uw eigen rijen. Klopt een kolom niet? Kies dan eronder "
        "een andere. U ziet meteen wat eruit komt. Er wordt nog niets opgeslagen."
    )
    above = st.container()
    layouts = tuple(_ask_layout(layout, f"{place}-{n}") for n, layout in enumerate(drafts))
    with above:
        for layout in layouts:
            show_rows(layout)
        checked = _show_outcome(sha256, read, layouts)
    return (checked, write_layouts(layouts)) if checked is not None else None


def _ask_layout(layout: Layout, place: str) -> Layout:
    key = f"{place}-{layout.fingerprint}"
    st.subheader(escape_markdown(f"Blad {layout.name}"), anchor=False)
    places = iter(_grid(4))
    name = next(places).text_input("Naam van deze koppeling", layout.name, key=f"{key}-naam")
    unit = next(places).selectbox(
        "De bedragen zijn in",
        UNITS,
        UNITS.index(layout.unit),
        format_func=UNIT_NAME.__getitem__,
        key=f"{key}-eenheid",
    )
    point = next(places).selectbox(
        "Een bedrag staat in uw bestand als",
        (False, True),
        int(layout.point),
        format_func=lambda mark: "1,234.56" if mark else "1.234,56",
        key=f"{key}-decimaalteken",
    )
    orders = ("", *LAYOUT_ORDERS)
    order = next(places).selectbox(
        "Een datum staat in uw bestand als",
        orders,
        orders.index(layout.order),
        format_func=lambda choice: choice or "dat zegt de datum zelf",
        key=f"{key}-datum",
    )
    for note in layout.notes:
        st.caption(escape_markdown(note))
    parts = []
    for n, part in enumerate(layout.parts):
        is_wanted = st.checkbox(
            f"Lees hieruit: {SHEET_NAME[part.kind].lower()} ({_amount(part)})",
            value=not part.is_asked,
            key=f"{key}-{n}",
        )
        if is_wanted:
            chosen = replace(part, is_asked=False)
            parts.append(_ask_part(chosen, list(named_columns(layout.headers)), f"{key}-{n}"))
    unsaid = tuple(part for part in layout.parts if part.is_asked)
    read_parts = tuple(parts) or unsaid or layout.parts[:1]
    return replace(layout, name=name or layout.name, unit=unit, point=point, order=order, parts=read_parts)


def _amount(part: Part) -> str:
    if part.months:
        return "een kolom per maand of kwartaal"
    return part.columns.get(part.spec.total) or "nog te kiezen"


def _ask_part(part: Part, headers: list[str], key: str) -> Part:
    part = _ask_months(part, key)
    columns, constants = dict(part.columns), dict(part.constants)
    hidden = {c.header: c for c in part.spec.columns if _is_hidden(part, c)}
    fields = st.container()
    more = st.multiselect("Ook deze kolommen lezen", list(hidden), key=f"{key}-meer")
    shown = [c for c in part.spec.columns if _is_shown(part, c) or c.header in more]
    # Open questions come first: among a dozen certain fields they would be overlooked.
    shown.sort(key=lambda c: c.field not in part.missing)
    with fields:
        for column, place in zip(shown, _grid(len(shown)), strict=True):
            with place:
                _ask_column(part, column, headers, columns, constants, key)
    _show_conditions(part)
    turned = st.checkbox("Keer het teken om (kosten staan negatief)", part.sign < 0, key=f"{key}-teken")
    costs = st.checkbox(
        "Laat bedragen onder nul weg (dat zijn inkomsten)",
        part.costs_only,
        key=f"{key}-kosten",
        help=next((escape_markdown(offer.remark) for offer in part.offers if offer.key == "onder-nul"), None),
    )
    offered = next((offer for offer in part.offers if offer.key == "loopt-door"), None)
    gaps = part.goes_on or (tuple(offered.value) if offered else ())
    goes_on = bool(gaps) and st.checkbox(
        escape_markdown(f"Een lege cel in {join_words(list(gaps))} is als de cel erboven"),
        bool(part.goes_on),
        key=f"{key}-loopt-door",
        help=escape_markdown(offered.remark) if offered else None,
    )
    judge = next((str(offer.value) for offer in part.offers if offer.key == "onder-nul-in"), part.costs_by)
    adds_up = part.kind is SheetKind.PLAN and st.checkbox(
        "Tel rijen met dezelfde code bij elkaar op", part.adds_up, key=f"{key}-optellen"
    )
    return replace(
        part,
        columns=columns,
        constants=constants,
        words={name: _ask_words(part, name, f"{key}-{name}") for name in part.words if name in columns},
        sign=-1 if turned else 1,
        costs_only=costs,
        costs_by=judge if costs else part.costs_by,
        adds_up=adds_up,
        goes_on=tuple(name for name in gaps if goes_on and name in columns.values()),
    )


def _show_conditions(part: Part) -> None:
    """Which rows count, and which do not."""
    for name, words in part.only.items():
        sentence = f"Alleen rijen met in {name}: {join_words(list(words))}. De andere tellen niet mee."
        st.caption(escape_markdown(sentence))
    for name, words in part.without.items():
        word_texts = [word or "niets" for word in words]
        sentence = f"Geen rijen met in {name}: {join_words(word_texts)}. {part.remarks.get(name, '')}"
        st.caption(escape_markdown(sentence))


def _ask_months(part: Part, key: str) -> Part:
    """Which months count, if that is uncertain."""
    offered = [offer for offer in part.offers if offer.key == "maanden"]
    if offered:
        chosen = st.selectbox(
            "Staat in elke maand een eigen bedrag?",
            [None, *offered],
            format_func=lambda choice: f"Ja, {choice.remark}" if choice else NONE,
            key=f"{key}-maanden",
        )
        part = replace(part, months=tuple(chosen.value)) if chosen else part
    if part.forecast and not st.checkbox(
        escape_markdown(f"Prognose, telt niet mee: {join_words(list(part.forecast))}"),
        value=True,
        key=f"{key}-prognose",
    ):
        part = replace(part, forecast=())
    return part


def _is_shown(part: Part, column: Column) -> bool:
    """Whether a column is required, proposed or asked; twelve months have their own amount and day."""
    if part.months and column.field in ("amount", "date"):
        return False
    offered = {offer.name for offer in part.offers}
    return column.required or column.field in {*part.columns, *part.constants, *offered}


def _is_hidden(part: Part, column: Column) -> bool:
    """Whether a column of ours is unused by the proposal, but could be read from the file."""
    return not _is_shown(part, column) and not (part.months and column.field in ("amount", "date"))


def _grid(number: int) -> list[DeltaGenerator]:
    return [cell for _ in range((number + 1) // 2) for cell in st.columns(2)][:number]


def _ask_column(
    part: Part,
    column: Column,
    headers: list[str],
    columns: dict[str, str],
    constants: dict[str, str],
    key: str,
) -> None:
    """A column of the file, a constant that we offer, or one that is typed."""
    offers = {str(o.value): o.remark for o in part.offers if o.name == column.field}
    fixed = [str(o.value) for o in part.offers if o.name == column.field and o.key == "vast"]
    now = columns.get(column.field) or (FIXED if column.field in constants else NONE)
    options = list(dict.fromkeys([NONE, FIXED, *fixed, *headers, now]))
    chosen = st.selectbox(
        f"{column.header}: kies nog" if column.field in part.missing else column.header,
        options,
        options.index(now),
        format_func=lambda name: f"{name}: {offers[name]}" if offers.get(name) else name,
        key=f"{key}-{column.field}",
    )
    columns.pop(column.field, None)
    value = constants.pop(column.field, "")
    if chosen == FIXED:
        constants[column.field] = st.text_input(
            f"Vaste waarde voor {column.header}", value, key=f"{key}-{column.field}-vast"
        )
    elif chosen in fixed and chosen not in headers:
        constants[column.field] = chosen
    elif chosen != NONE:
        columns[column.field] = chosen


def _ask_words(part: Part, name: str, key: str) -> dict[str, str]:
    """Our word for each word of theirs; an empty one stays as it is, and an empty year does not count."""
    header = part.spec.column(name).header
    is_of_line = part.columns[name] == part.columns.get("code")
    words_by_name = {}
    for theirs, ours in part.words[name].items():
        label = f"{header} van regel {theirs}" if is_of_line else f"{header}: {theirs} heet bij ons"
        hint = part.remarks.get(theirs, "")
        words_by_name[theirs] = st.text_input(
            label, ours, key=f"{key}-{theirs}", help=hint or None, placeholder=hint
        )
    return words_by_name


def _show_outcome(
    sha256: str, read: Callable[[str], CheckedFile], layouts: tuple[Layout, ...]
) -> CheckedFile | None:
    """The result of reading the file this way; None while a choice is missing."""
    if questions := open_questions(layouts):
        st.info("\n\n".join(map(escape_markdown, ["Kies nog wat wij niet zeker weten.", *questions])))
        layouts = tuple(map(_with_names, layouts))
        if open_questions(layouts):
            return None
    text = write_layouts(layouts)
    if not is_done(lambda: read_layouts(text)):
        return None
    checked = read(text)
    rows = [
        (s.sheet, _read_as(checked, s), format_measurement(str(s.rows)), euro_exact(s.total))
        for s in checked.sheets
    ]
    if rows:
        show_table(("Blad", "Wordt gelezen als", "Regels", "Totaal"), rows, "Zo wordt het gelezen")
    _show_change(sha256, totals_by_kind(checked))
    if questions:
        return None
    show_findings(checked)
    return checked


def show_findings(checked: CheckedFile) -> None:
    """The first errors and warnings."""
    serious = [finding for finding in checked.findings if finding.level is not Level.INFO]
    for finding in serious[:MOST_SHOWN]:
        st.markdown(escape_markdown(f"{LEVEL_NAME[finding.level]}: {message_of(finding)}"))
    if len(serious) > MOST_SHOWN:
        st.caption(f"En nog {len(serious) - MOST_SHOWN} bevindingen.")


def _read_as(checked: CheckedFile, sheet: SheetReport) -> str:
    """The kind of sheet, with the kind of money if there can be several."""
    kinds = join_words([str(money) for money in totals_by_kind(replace(checked, sheets=(sheet,)))])
    return f"{SHEET_NAME[sheet.kind]}: {kinds}" if kinds else SHEET_NAME[sheet.kind]


def _with_names(layout: Layout) -> Layout:
    """The layout with arbitrary values for what changes no total, to show totals early."""
    parts = []
    for part in layout.parts:
        first = {o.name: str(o.value) for o in reversed(part.offers) if o.key == "vast" and o.name in NAMES}
        guesses = {name: value for name, value in first.items() if name in part.missing}
        parts.append(replace(part, constants=part.constants | guesses))
    return replace(layout, parts=tuple(parts))


def _show_change(sha256: str, counted: Mapping[Money, Cents]) -> None:
    """Show what the last choice did to each total."""
    before: tuple[str, dict[Money, Cents], str] | None = st.session_state.get("koppeling-totaal")
    words = before[2] if before and before[0] == sha256 else ""
    if before and before[0] == sha256 and before[1] != counted:
        kinds = [money for money in Money if before[1].get(money, 0) != counted.get(money, 0)]
        words = join_words([
            f"{money} van {euro_exact(before[1].get(money, 0))} naar {euro_exact(counted.get(money, 0))}"
            for money in kinds
        ])  # fmt: skip
    st.session_state["koppeling-totaal"] = (sha256, dict(counted), words)
    if words:
        st.caption(escape_markdown(f"Door uw laatste keuze: {words}."))
