"""Arbitrary content of a workbook, within what the intake accepts."""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import strategies as st

from budget.intake.grammar.folding import fold
from budget.intake.grammar.unread_words import says_not_in_force, says_unit
from budget.model import (
    Booking,
    Cause,
    Content,
    Decision,
    Kind,
    PartnerContribution,
    PartnerForm,
    PlanLine,
    Programme,
    Progress,
    Statement,
)
from budget.model.content import Release
from budget.model.words import ReleaseState

cents = st.integers(0, 10**13)
days = st.dates(date(2023, 1, 1), date(2028, 12, 31))
_signs = st.characters(exclude_categories=["C", "Z"], include_characters=" \n=+-@")
texts = st.text(_signs, max_size=20).map(lambda text: unicodedata.normalize("NFC", text).strip())
some_text = texts.filter(bool)
notes = texts.filter(
    lambda text: not (says_not_in_force("Toelichting", text) or says_unit("Toelichting", text))
)
"""The intake refuses a note that cancels its line or states that it is in thousands."""
line_codes = st.from_regex(r"(0{0,3}[0-9]{1,5}|[=+@A-Z]{1,3}[-.][0-9]{1,3})", fullmatch=True)
names = st.from_regex(r"[A-Z][a-z]{1,8} [A-Z][a-z]{3,8}", fullmatch=True)


@st.composite
def contents(draw: st.DrawFn, programme: Programme) -> Content:
    """A content with at least one row, whose parts are consistent."""
    plan = draw(_plans(programme))
    parts = {
        "progress": draw(
            st.lists(
                _progress(plan), max_size=3, unique_by=lambda p: (p.code, p.as_of, p.indicator.casefold())
            )
        ),
        "partners": draw(st.lists(_partners(programme), max_size=3, unique=True)),
        "decisions": draw(st.lists(_decisions(programme), max_size=3, unique=True)),
        "releases": draw(st.lists(_releases(plan), max_size=3, unique=True)),
    }
    statements = tuple(draw(_statements(plan, number)) for number in range(draw(st.integers(0, 2))))
    return Content(plan, statements, **{name: tuple(found) for name, found in parts.items()})


@st.composite
def _plans(draw: st.DrawFn, programme: Programme) -> tuple[PlanLine, ...]:
    domains = draw(
        st.dictionaries(
            line_codes, st.sampled_from([d.code for d in programme.domains]), min_size=1, max_size=4
        )
    )
    lines = draw(
        st.lists(
            _lines(programme, domains), min_size=1, max_size=6, unique_by=lambda line: (line.key, line.year)
        )
    )
    return tuple(lines)


@st.composite
def _lines(draw: st.DrawFn, programme: Programme, domains: dict[str, str]) -> PlanLine:
    source = draw(st.sampled_from(programme.sources))
    code = draw(st.sampled_from(sorted(domains)))
    phasing = draw(st.none() | st.tuples(*[cents.map(lambda value: value // 12)] * 12))
    budget = sum(phasing) if phasing is not None else draw(cents)
    return PlanLine(
        code=code,
        domain=domains[code],
        action_line=draw(some_text),
        activity=draw(some_text),
        source=source.code,
        theme=draw(st.sampled_from([theme.code for theme in source.themes])) if source.themes else "",
        budget_holder=draw(st.sampled_from([p.id for p in programme.people])),
        year=draw(st.integers(source.first_year, source.last_year)),
        budget=budget,
        released=draw(st.none() | st.integers(0, budget)),
        phasing=phasing,
        project_code=draw(st.just("") | line_codes),
        note=draw(notes),
    )


@st.composite
def _statements(draw: st.DrawFn, plan: tuple[PlanLine, ...], number: int) -> Statement:
    """Two sheets never have the same rows: a sheet that only repeats another does not count."""
    kinds = draw(st.sampled_from([(Kind.REALISED,), (Kind.COMMITTED,), tuple(Kind)]))
    rows = draw(
        st.lists(_bookings(plan, kinds, number), min_size=1, max_size=6, unique_by=lambda row: row.document)
    )
    found = {row.kind for row in rows}
    stated = Kind.COMMITTED in found or draw(st.booleans())
    booked = [row.date for row in rows if row.kind is Kind.REALISED or Kind.REALISED not in found]
    first, last = (
        draw(st.dates(date(2023, 1, 1), min(booked))),
        draw(st.dates(max(booked), date(2028, 12, 31))),
    )
    bookings = Kind.REALISED in found or Kind.COMMITTED not in found
    domains = tuple(sorted(draw(st.sets(st.sampled_from(["JEU", "VEI", "EID"])))))
    listed = tuple(sorted(draw(st.sets(st.sampled_from(["JEU-001", "LEM-77"])))))
    return Statement(
        f"Boekingen {number}", draw(days), first, last, bookings, stated, tuple(rows), domains, listed
    )


@st.composite
def _bookings(draw: st.DrawFn, plan: tuple[PlanLine, ...], kinds: tuple[Kind, ...], number: int) -> Booking:
    line = draw(st.sampled_from(plan))
    return Booking(
        document=f"{number}{draw(st.integers(0, 10**9)):010d}",
        sequence=draw(st.sampled_from(["", "1", "002"])),
        date=draw(days),
        fiscal_year=line.year,
        code=line.code,
        source=line.source,
        theme=line.theme,
        description=draw(texts),
        supplier=draw(texts),
        amount=draw(cents) * draw(st.sampled_from([1, -1])),
        kind=draw(st.sampled_from(kinds)),
    )


@st.composite
def _progress(draw: st.DrawFn, plan: tuple[PlanLine, ...]) -> Progress:
    free = [draw(texts) for _ in range(6)]
    cause = draw(st.none() | st.sampled_from(Cause))
    return Progress(draw(st.sampled_from(plan)).code, draw(days), draw(st.none() | cents), cause, *free)


@st.composite
def _partners(draw: st.DrawFn, programme: Programme) -> PartnerContribution:
    return PartnerContribution(
        draw(names),
        draw(st.sampled_from(programme.domains)).code,
        draw(texts),
        draw(st.sampled_from(programme.years)),
        draw(st.sampled_from(PartnerForm)),
        draw(some_text),
        draw(st.none() | cents),
        draw(texts),
        draw(texts),
        draw(texts),
    )


@st.composite
def _decisions(draw: st.DrawFn, programme: Programme) -> Decision:
    return Decision(
        draw(days),
        draw(st.sampled_from(programme.domains)).code,
        draw(st.just("") | line_codes),
        draw(some_text),
        draw(st.none() | cents),
        draw(texts),
        tuple(draw(st.lists(names, min_size=2, max_size=3, unique_by=fold))),
        draw(texts),
    )


@st.composite
def _releases(draw: st.DrawFn, plan: tuple[PlanLine, ...]) -> Release:
    line = draw(st.sampled_from(plan))
    source = draw(st.booleans())
    return Release(
        line.domain,
        draw(st.sampled_from([line.code, ""])) if source else line.code,
        line.source if source else "",
        line.theme if source else "",
        line.year,
        draw(cents),
        draw(st.sampled_from(ReleaseState)),
        draw(days),
        draw(some_text),
        draw(texts),
        draw(texts),
    )
