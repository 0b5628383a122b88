"""Words with the figures of all areas: their reference dates, and what is missing since when."""

from __future__ import annotations

from budget.labels import count, day, day_short, listed
from budget.model.country import Country


def days_line(found: Country) -> str:
    """The reference dates of the sums, and how many areas are missing or incomplete."""
    days = sorted(area.stand.as_of for area in found.areas if area.stand)
    said = []
    if days:
        first, last = day(days[0]), day(days[-1])
        said.append(f"Standen op {last}." if first == last else f"Standen van {first} tot en met {last}.")
    unsigned = count(len(found.unsigned), "gebied", "gebieden")
    partly = count(sum(bool(area.missing) for area in found.areas), "gebied", "gebieden")
    lacks = [f"{unsigned} zonder ondertekende stand"] if found.unsigned else []
    lacks += [f"{partly} zonder recente boekingen"] if any(area.missing for area in found.areas) else []
    if lacks:
        said.append(f"Niet compleet: {listed(lacks)}.")
    return " ".join(said)


def gap_rows(found: Country) -> list[tuple[str, str, str]]:
    """(area, what is missing, since when): late domains, areas without a signature, and withdrawals."""
    rows = [
        (area.name, f"{one.name}: geen boekingen na", day_short(one.ends_on(found.year)))
        for area in found.areas
        for one in area.missing
    ]
    unsigned = f"niets ondertekend in {found.year}; boekingen tot"
    rows += [(area.name, unsigned, day_short(area.accepted_until)) for area in found.unsigned]
    return rows + [(name, "deelt niet meer sinds", day_short(on)) for name, on in found.left]
