"""Words with the figures of all areas: their reference dates, and what is missing since when."""

from __future__ import annotations

from budget.labels import TERMS, count, day, day_short, join_words, percent
from budget.model.country import Country

RISK_LINE = (
    "Wat er na het laatste jaar over is, als de prognoses uitkomen. Waar het heen gaat, hangt af van de "
    "bron: naar wie het gaf, zoals het Rijk, of naar de gemeente zelf."
)
WORDS = {
    **{word: TERMS[word] for word in ("begroot", "besteed", "verplicht", "gepland", "vrijgegeven")},
    "over": "Wat er in potten over is: begroot min besteed en verplicht.",
    "tekort": "Wat potten te weinig hebben. De ene pot betaalt niet voor de andere.",
    "pot": "Geld van één opgavedomein, bron en thema in één gebied.",
    "dreigt terug": "Wat er naar verwachting na het laatste jaar over is.",
    "moet terug": "Wat nu al niet meer mag worden uitgegeven.",
    "rood, oranje, groen": "Bijsturen, let op, op koers: het oordeel dat een gebied ondertekende.",
}
"""What the words in the figures of all areas mean."""


def days_line(country: Country) -> str:
    """The reference dates of the sums, and how many areas are missing or incomplete."""
    days = sorted(area.stand.as_of for area in country.areas if area.stand)
    sentences = []
    if days:
        first, last = day(days[0]), day(days[-1])
        sentences.append(
            f"Standen op {last}." if first == last else f"Standen van {first} tot en met {last}."
        )
    unsigned = count(len(country.unsigned), "gebied", "gebieden")
    partly = count(sum(bool(area.missing) for area in country.areas), "gebied", "gebieden")
    lacks = [f"{unsigned} zonder ondertekende stand"] if country.unsigned else []
    lacks += [f"{partly} zonder recente boekingen"] if any(area.missing for area in country.areas) else []
    if lacks:
        sentences.append(f"Niet compleet: {join_words(lacks)}.")
    return " ".join(sentences)


def gap_rows(country: Country) -> list[tuple[str, str, str]]:
    """(area, what is missing, since when): late domains, areas without a signature, and withdrawals."""
    rows = [
        (area.name, f"{gap.name}: geen boekingen na", day_short(gap.ends_on(country.year)))
        for area in country.areas
        for gap in area.missing
    ]
    unsigned = f"niets ondertekend in {country.year}; boekingen tot"
    rows += [(area.name, unsigned, day_short(area.accepted_until)) for area in country.unsigned]
    return rows + [(name, "deelt niet meer sinds", day_short(on)) for name, on in country.left]


def record_line(country: Country) -> str:
    """How signed forecasts of past years came out."""
    forecasts, inside, off, budget = (
        sum(getattr(row, name) for row in country.record) for name in ("forecasts", "inside", "off", "budget")
    )
    if not forecasts:
        return "Er is nog geen afgesloten jaar om de prognoses mee te vergelijken."
    return (
        f"Van {count(forecasts, 'prognose', 'prognoses')} van opgavedomeinen kwamen er {inside} "
        "binnen de marge uit; de bedoeling is 8 van de 10. "
        f"Gemiddeld zat de prognose er {percent(off / budget)} van het budget naast."
    )
