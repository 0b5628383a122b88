"""A form for any kind of sheet, made from its declaration: typed rows are submitted like a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from budget.access import Action, may_act
from budget.intake.grammar.names import Vocabulary
from budget.intake.schema import Cell, Column, SheetSpec, spec_of
from budget.labels import SHEET_NAME, count, escape_markdown, euro
from budget.model.content import PlanLine
from budget.model.words import By, SheetKind
from budget.ui.amount_field import amount_read, read_typed
from budget.ui.browser import store_value, stored_value
from budget.ui.date_field import read_typed_day
from budget.ui.figures import show_below, show_table
from budget.ui.submitting import empty, round_of
from budget.ui.visit import Visit
from budget.usecases.typed_rows import ACTS, LISTS, Typed, known_lines, rows_in_force, typed_file

PLACE = "invullen"
TYPED, _ROWS = "getypt-bestand", "getypte-rijen"
HANDED_IN = "ingediend"
"""In the session: the number of the last submission of this page."""
KEPT, _LOST = "ingevuld", "ingevuld-kwijt"
"""Keys of the kind of unsubmitted typed rows in the browser, and of those of a lost session."""
NEW = "een nieuwe rij"
IN_A_ROW = 2
"""Fields per row of the form."""
NEW_CODES = ("successor",)
"""Fields with a code that may be in no plan yet."""
Lines = Mapping[str, Sequence[PlanLine]]
"""The lines in force by code."""
Begun = tuple[tuple[SheetKind, str], tuple[Typed, ...]]
"""The rows typed so far, after their kind and domain."""


def typed_upload(visit: Visit) -> tuple[str, bytes] | None:
    """Name and bytes of the typed rows, ready for the check; None while there are none."""
    if not may_act(visit.programme, visit.actor, Action.SUBMIT):
        return None
    _show_lost_rows(st.session_state.get(_ROWS))
    upload = st.session_state.get(TYPED)
    if upload and upload[1] != st.session_state.get(HANDED_IN):
        forget_typed()
    elif upload:
        st.info("Dit hebt u hier ingevuld. Controleer het, en dien het in.")
        left, right = st.columns(2)
        left.button("Aanpassen", key="invullen-terug", on_click=st.session_state.pop, args=(TYPED,))
        right.button("Weggooien", key="invullen-niet", on_click=forget_typed)
        file: tuple[str, bytes] = upload[0]
        return file
    begun = st.session_state.get(_ROWS)
    with st.expander("Of vul het hier in", expanded=begun is not None):
        kinds = [*ACTS, *LISTS]
        kind = st.selectbox(
            "Wat wilt u invullen?", kinds, kinds.index(begun[0][0]) if begun else None,
            lambda k: SHEET_NAME[k], key=f"{PLACE}-soort-{round_of(PLACE)}", placeholder="Kies een soort",
        )  # fmt: skip
        if kind is not None:
            st.caption(escape_markdown(spec_of(kind).help))
            _form(visit, kind)
    return None


def _show_lost_rows(draft: Begun | None) -> None:
    """Report typed rows that are gone after a restart or reload, until something is typed again."""
    lost = st.session_state.setdefault(_LOST, stored_value(KEPT))
    if draft:
        lost = st.session_state[_LOST] = ""
    store_value(KEPT, SHEET_NAME[draft[0][0]] if draft else "")
    if lost:
        message = f"Wat u hier invulde bij {lost} is niet meer hier. Er is niets van opgeslagen."
        st.warning(escape_markdown(f"{message} Vul het opnieuw in."))


def forget_typed() -> None:
    """Start over: the typed rows were submitted, or discarded."""
    st.session_state.pop(TYPED, None)
    st.session_state.pop(_ROWS, None)
    empty(PLACE)


def _form(visit: Visit, kind: SheetKind) -> None:
    """The rows so far, the fields of one row, and the buttons."""
    spec, names = spec_of(kind), Vocabulary(visit.programme)
    domain = _domain(visit, kind) if kind in LISTS else ""
    earlier_rows = rows_in_force(visit.store, visit.programme, visit.actor, kind, domain)
    place = (kind, domain)
    rows: list[Typed] = list(_initial_rows(place, earlier_rows))
    at = _choose_row(spec, rows, f"{PLACE}-{kind.name}-{domain}-{round_of(PLACE)}") if rows else None
    start = rows[at] if at is not None else {}
    key = f"{PLACE}-{kind.name}-{domain}-{round_of(PLACE)}-{at}"
    lines = known_lines(visit.store, visit.programme, visit.actor)
    row = _fields(visit, spec, lines, start, key, names.domain.written(domain) if domain else "")
    is_empty = not any(value for name, value in row.items() if name != "domain")
    changed = rows if is_empty else [*rows[:at], row, *rows[at + 1 :]] if at is not None else [*rows, row]
    left, middle, right = st.columns(3)
    if left.button("Controleren", type="primary", key=f"{key}-klaar", disabled=changed == list(earlier_rows)):
        file = typed_file(visit.store, visit.programme, visit.actor, kind, changed)
        st.session_state[TYPED] = (file, st.session_state.get(HANDED_IN))
        st.session_state[_ROWS] = (place, tuple(changed))
        st.rerun()
    if middle.button("Onthouden en nog een rij", key=f"{key}-meer", disabled=is_empty):
        _keep(place, changed)
    if at is not None and right.button("Deze rij weghalen", key=f"{key}-weg"):
        _keep(place, [*rows[:at], *rows[at + 1 :]])


def _initial_rows(place: tuple[SheetKind, str], rows: Sequence[Typed]) -> Sequence[Typed]:
    """The rows typed before for this kind and domain, or else those in force."""
    stored_rows = st.session_state.get(_ROWS)
    return stored_rows[1] if stored_rows and stored_rows[0] == place else rows


def _keep(place: tuple[SheetKind, str], rows: Sequence[Typed]) -> None:
    st.session_state[_ROWS] = (place, tuple(rows))
    empty(PLACE)
    st.rerun()


def _domain(visit: Visit, kind: SheetKind) -> str:
    """The domain of the list; the form starts from its list in force."""
    names = {domain.code: domain.name for domain in visit.programme.domains}
    own = [code for code in names if not visit.person.domains or code in visit.person.domains]
    begun = st.session_state.get(_ROWS)
    at = own.index(begun[0][1]) if begun and begun[0][0] is kind and begun[0][1] in own else 0
    choice: str = st.selectbox(
        "Van welk opgavedomein?", own, at, names.__getitem__, key=f"{PLACE}-{kind.name}-domein"
    )
    return choice


def _choose_row(spec: SheetSpec, rows: Sequence[Typed], key: str) -> int | None:
    """The rows in a table, and the index of the one to change; None for a new one."""
    filled_fields = {
        c.field for c in spec.columns if spec.kind in ACTS and any(row.get(c.field) for row in rows)
    }
    options = [
        c for c in spec.columns if (c.required or c.field in filled_fields) and c.cell is not Cell.DOMAIN
    ]
    cells = [tuple(row.get(c.field, "") for c in options) for row in rows]
    show_table([c.header for c in options], cells, f"{count(len(rows), 'rij', 'rijen')} op deze lijst")
    words = {n: f"rij {n + 1}: {row.get(spec.anchor, '')}" for n, row in enumerate(rows)}
    number: int | None = st.selectbox(
        "Welke rij?", [None, *words], format_func=lambda n: NEW if n is None else words[n], key=f"{key}-rij"
    )
    return number


def _fields(
    visit: Visit, spec: SheetSpec, lines: Lines, start: Typed, key: str, domain: str
) -> dict[str, str]:
    """A field for each column of the declaration, prefilled with `start`."""
    values: dict[str, str] = {}
    is_act, names = spec.kind in ACTS, Vocabulary(visit.programme)
    columns = [
        column for column in spec.columns
        if not (domain and column.cell is Cell.DOMAIN) and not (is_act and _is_determined(column, lines, key))
    ]  # fmt: skip
    for number, column in enumerate(columns):
        if number % IN_A_ROW == 0:
            beside = st.columns(IN_A_ROW)
        with beside[number % IN_A_ROW]:
            begin = start.get(column.field, str(visit.year) if is_act and column.cell is Cell.YEAR else "")
            if column.cell is Cell.CODE:
                values[column.field] = _ask_line(visit, column, lines, begin, key, is_act=is_act)
            else:
                values[column.field] = _ask(column, names, begin, key)
    return values | ({"domain": domain} if domain else {})


def _is_determined(column: Column, lines: Lines, key: str) -> bool:
    """Whether the chosen line determines this field: its only source or theme."""
    if column.cell not in (Cell.SOURCE, Cell.THEME):
        return False
    side = column.field.removesuffix("source").removesuffix("theme")
    code = st.session_state.get(f"{key}-{side}code") or ""
    return len({line.key for line in lines.get(code, ())}) <= 1


def _ask_line(visit: Visit, column: Column, lines: Lines, start: str, key: str, *, is_act: bool) -> str:
    """One line of the plans by code or name; for an act with its amounts. A successor may be new."""
    choice, may_be_new = (
        [*lines, *([start] if start and start not in lines else [])],
        column.field in NEW_CODES,
    )
    line = st.selectbox(
        _label(column), choice, choice.index(start) if start else None,
        lambda code: f"{code} {lines[code][0].activity}" if code in lines else code,
        key=f"{key}-{column.field}", help=column.help, accept_new_options=may_be_new,
        placeholder="Kies een regel, of typ een nieuwe code" if may_be_new else "Kies een regel",
    )  # fmt: skip
    code = str(line or "")
    if is_act and code:
        new = "Deze code is nieuw. Het budget van de oude regel gaat mee."
        show_below(_on_line(visit, lines[code]) if code in lines else new, is_wrong=False)
    return code


def _on_line(visit: Visit, lines: Sequence[PlanLine]) -> str:
    """The budget of a line per year, and its free room in the year shown."""
    free = {(row.key, row.domain): row.measures.free for row in visit.standing().rows(By.LINE)}
    parts = []
    for year in sorted({line.year for line in lines}):
        mine = [line for line in lines if line.year == year]
        free_amount = free.get((mine[0].code, mine[0].domain)) if year == visit.year else None
        words = f", vrij {euro(free_amount)}" if free_amount is not None else ""
        parts.append(f"{year}: begroot {euro(sum(line.budget for line in mine))}{words}")
    return ". ".join(parts)


def _label(column: Column) -> str:
    return column.header if column.required else f"{column.header} (mag leeg)"


def _ask(column: Column, names: Vocabulary, start: str, key: str) -> str:
    label, place, hint = _label(column), f"{key}-{column.field}", column.help
    if options := _options(column, names):
        at = options.index(start) if start in options else None
        return str(st.selectbox(label, options, at, key=place, help=hint, placeholder="Kies") or "")
    text = st.text_input(label, start, key=place, help=hint)
    if text and column.cell in _READ:
        _READ[column.cell](text)
    return text


def _options(column: Column, names: Vocabulary) -> list[str]:
    """The options of a field; empty for free text."""
    codes = {
        Cell.DOMAIN: names.domain, Cell.SOURCE: names.source, Cell.THEME: names.any_theme,
        Cell.PERSON: names.person, Cell.STEP: names.step,
    }.get(column.cell)  # fmt: skip
    if column.cell is Cell.YEAR:
        return [str(year) for year in names.years]
    return [codes.written(code) for code in codes.shown] if codes else list(column.options)


def _show_amount_read(text: str) -> None:
    amount = read_typed(text, may_be_negative=True)
    line_below = amount.complaint or f"Gelezen als: {amount_read(amount.cents or 0)}"
    show_below(line_below, is_wrong=bool(amount.complaint))


def _show_day_read(text: str) -> None:
    if complaint := read_typed_day(text).complaint:
        show_below(complaint, is_wrong=True)


_READ: dict[Cell, Callable[[str], None]] = {Cell.AMOUNT: _show_amount_read, Cell.DATE: _show_day_read}
