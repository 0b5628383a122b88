"""Random but possible states of knowledge: plans that change, bookings and statements that come and go."""

from datetime import date

from hypothesis import strategies as st

from budget.model import CommitmentStatement, Knowledge, LineKey, Movement, PlanLine, PlanVersion
from tests.insight.samples import YEAR, knowledge

CODES = {"VEI": ("VEI-1", "VEI-2"), "WON": ("WON-1", "WON-2")}
EVERY_CODE = ("VEI-1", "VEI-2", "WON-1", "WON-2", "VEI-9", "X-1")
MOST_SEQ = 6
days = st.dates(date(2023, 12, 1), date(2025, 2, 1))
cents = st.integers(-(10**6), 10**8)


@st.composite
def plan_lines(draw, domain: str) -> PlanLine:
    budget = draw(st.integers(0, 10**8))
    months = draw(st.lists(st.integers(0, budget), min_size=11, max_size=11).map(sorted))
    phasing = tuple(b - a for a, b in zip([0, *months], [*months, budget], strict=True))
    return PlanLine(
        code=draw(st.sampled_from(CODES[domain])),
        domain=domain,
        action_line=draw(st.sampled_from(["Een", "Twee"])),
        activity="Iets",
        source=draw(st.sampled_from(["COA", "SPU"])),
        theme="",
        budget_holder=draw(st.sampled_from(["a", "b"])),
        year=YEAR,
        budget=budget,
        released=draw(st.none() | st.integers(0, budget)),
        phasing=draw(st.sampled_from([None, phasing])),
    )


@st.composite
def plan_versions(draw) -> PlanVersion:
    domain = draw(st.sampled_from(["VEI", "WON"]))
    lines = draw(st.lists(plan_lines(domain), max_size=4, unique_by=lambda line: line.key))
    return PlanVersion(draw(st.integers(1, MOST_SEQ)), domain, tuple(lines))


@st.composite
def movements(draw) -> Movement:
    code, source = draw(st.sampled_from(EVERY_CODE)), draw(st.sampled_from(["", "COA", "SPU"]))
    return Movement(draw(st.integers(1, MOST_SEQ)), code, source, "", draw(days), draw(cents))


@st.composite
def statements(draw) -> CommitmentStatement:
    named = draw(st.lists(st.sampled_from(EVERY_CODE), min_size=1, unique=True))
    amounts = {LineKey(code, draw(st.sampled_from(["", "COA"])), ""): draw(cents) for code in named}
    return CommitmentStatement(draw(st.integers(1, MOST_SEQ)), draw(days), (frozenset(named),), amounts)


@st.composite
def knowledges(draw) -> Knowledge:
    versions = draw(st.lists(plan_versions(), max_size=5, unique_by=lambda v: (v.seq, v.domain)))
    stated = draw(st.lists(statements(), max_size=4, unique_by=lambda s: (s.seq, s.date)))
    booked = draw(st.lists(movements(), max_size=12))
    return knowledge(versions, booked, stated, known_at=MOST_SEQ)
