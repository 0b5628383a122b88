"""The years and the closing day that a title or header states: `t/m september 2024` is 30-09-2024."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from budget.intake.faults import Fault
from budget.intake.grammar.dates import read_date
from budget.intake.grammar.months import FULL_NAMES, MONTH_PATTERN, MONTHS, QUARTER_WORDS, month_number

FORECAST = re.compile(
    r"prognose|verwacht|forecast|outlook|hochrechnung|vooruitzicht|raming(?=\s*(?:van\s+)?(?:okt|nov|dec))",
    re.IGNORECASE,
)
_QUARTERS = "|".join(QUARTER_WORDS)
_UNTIL = r"(?:\bt\s?/\s?m|\btot en met|\bt\.?e\.?m\.?|\btm|\bultimo|\beind|\bthrough|\buntil|\bbis|\bytd)\s*"
_DAY = re.compile(_UNTIL + r"(\d{1,2}[-./ ](?:\d{1,2}|[a-z]+)[-./ ]20\d\d)(?!\d)", re.IGNORECASE)
_MONTH = re.compile(
    rf"{_UNTIL}(?:(?:de\s+)?(?:maand|periode|period|p)\s*)?({MONTH_PATTERN}|\d{{1,2}})\b(?![-/.]\d)\W*(20\d\d(?![-/]\d))?",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    rf"{_UNTIL}(?:het\s+)?(?:([1-4])e?\s*(?:{_QUARTERS})|(?:{_QUARTERS})\s*([1-4]))\W*(20\d\d)?",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"\b(?:{MONTH_PATTERN})\.?\s*(?:-|–|t/m|tot)\s*({MONTH_PATTERN})\b\W*(20\d\d)?", re.IGNORECASE
)
_ON_DAY = re.compile(
    r"\b(?:per|stand|d\.d\.)\s*:?\s*(\d{1,2}[-./ ](?:\d{1,2}|[a-z]+)[-./ ]20\d\d)(?!\d)", re.IGNORECASE
)
_PERIOD = re.compile(
    rf"{_UNTIL}(?P<period>0?[1-9]|1[0-2])[-/](?P<year>20\d\d)(?!\d)"
    r"|(?<!\d)(?P<other>20\d\d)-(?P<number>0[1-9]|1[0-2])(?![-\d])"
    r"|(?:cum\w*|kumul\w*|ytd)\W+(?P<last>0?[1-9]|1[0-2])[-/](?P<named>20\d\d)(?!\d)",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    rf"(?:cum\w*|ytd|oplopend)\W+.*?\b({MONTH_PATTERN})\b|\b({MONTH_PATTERN})\b.*?\W(?:cum|ytd|oplopend)",
    re.IGNORECASE,
)
_DAY_OF_MONTH = re.compile(rf"{_UNTIL}(\d{{1,2}})\s+({MONTH_PATTERN})\b(?!\W*20\d\d)", re.IGNORECASE)
_NAMED = re.compile(
    rf"\b({MONTH_PATTERN})\.?\s*['’‘]?(20\d\d)(?!\d)|\b({FULL_NAMES})\b"
    rf"|\b(?:periode|period|p(?=\s?\d\d?\b\W*20\d\d))\s?(\d{{1,2}})\b\W*(20\d\d)?"
    rf"|\b(?:([1-4])e?\s*(?:{_QUARTERS})|(?:{_QUARTERS})\s*([1-4]))\b\W*(20\d\d)?"
    rf"|\b(?:week|wk)\s?(\d{{1,2}})\b\W*(20\d\d)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"(?<![^\W\d])(?!(?:perioden?|periodes|periods?|p|maand(?:en)?|mnd|months?)\b)([^\W\d]+\W{{1,3}}(?:\d+\s*)?)"
    rf"{_UNTIL}\d+\b(?!\W?\d|\s*(?:{MONTH_PATTERN})\b|e?\s*(?:{_QUARTERS}))",
    re.IGNORECASE,
)
"""Number ranges that are not months: Bedrijf 1 t/m 3."""
_WHOLE_YEAR = re.compile(r"rekening(?!\s*nr|nummer)|jaarstuk|rechnung|annual accounts", re.IGNORECASE)
_FULL_DATE = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4}[-./]\d{1,2}[-./]\d{1,2}")
_SPAN = re.compile(r"(?<![\d/-])(20)?(\d\d)\s?[-/]\s?(?:20)?(\d\d)(?![\d/-])")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_FISCAL_YEAR = re.compile(r"(?<![^\W_])FY[\s_]?['’]?(\d\d)(?![\d/-])", re.IGNORECASE)
_WEEKS = 52
_SHORT_YEAR = re.compile(rf"\b(?:{MONTH_PATTERN})\.?\s?[-'’‘ ]\s?['’‘]?(\d\d)(?!\d)", re.IGNORECASE)


def stated_years(text: str) -> tuple[int, ...]:
    """The years that a text names, except in dates: both of 2023/2024, FY23-24 or 23/24; that of FY24."""
    bare = _FULL_DATE.sub(" ", text)
    years = {int(year) for year in _YEAR.findall(bare)}
    years |= {2000 + int(year) for year in _SHORT_YEAR.findall(bare)}
    years |= {2000 + int(year) for year in _FISCAL_YEAR.findall(bare)}
    for span in _SPAN.finditer(bare):
        first, second = int(span[2]), int(span[3])
        if second == (first + 1) % 100:
            years |= {2000 + first, 2001 + first}
    return tuple(sorted(years))


def until_day(texts: Iterable[str], year: int = 0) -> date | None:
    """The closing day that texts state with `t/m` or `per`; None if there are several or none.

    `year` is that of the bookings, for a text without one: there `1 t/m 3` is months only if the text says
    so.
    """
    says = (_DAY, _ON_DAY, _DAY_OF_MONTH, _PERIOD, _QUARTER, _RANGE, _MONTH)
    bare = (text if stated_years(text) else _NUMBERED.sub(" ", text) for text in texts)
    days = {stated_day(text, year) for text in bare if any(pattern.search(text) for pattern in says)} - {None}
    return days.pop() if len(days) == 1 else None


def named_end(text: str, year: int) -> date | None:
    """The last day of the last month, period, quarter or week named in a text in any way; None for none.

    What the text says about a forecast is ignored. `year` is that of the bookings.
    """
    bare = " ".join(piece for piece in re.split(r"[,;\n]|\s\+\s", text) if not FORECAST.search(piece))
    ends = filter(None, (_end_of(match, year) for match in _NAMED.finditer(bare)))
    return max(ends, default=None)


def _end_of(match: re.Match[str], year: int) -> date | None:
    name, named, alone, period, p_year, quarter, q, q_year, week, w_year = match.groups()
    year = int(named or p_year or q_year or w_year or year)
    if week:
        return date.fromisocalendar(year, int(week), 7) if year and 1 <= int(week) <= _WEEKS else None
    month = month_number(name or alone or "") or int(period or 0) or int(quarter or q or 0) * 3
    return date(year, month, monthrange(year, month)[1]) if year and 1 <= month <= len(MONTHS) else None


def title_until(titles: Iterable[Sequence[object]], header: str = "") -> date | None:
    """The closing day in the rows above a table and the header of its amounts."""
    return until_day([*(" ".join(map(str, cells)) for cells in titles), header])


def stated_day(text: str, year: int = 0) -> date | None:
    """The closing day in a text; None if it states none.

    What the text says about a forecast is ignored. `year` is that of the sheet, for a text without one.
    """
    bare = " ".join(piece for piece in re.split(r"[,;\n]|\s\+\s", text) if not FORECAST.search(piece))
    if match := _DAY.search(bare) or _ON_DAY.search(bare):
        day = read_date(match[1].lower(), (1990, 2100))
        return None if isinstance(day, Fault) else day
    named = stated_years(bare)
    year = named[0] if len(named) == 1 else year
    if year and (match := _DAY_OF_MONTH.search(bare)):
        day = read_date(f"{match[1]}-{month_number(match[2])}-{year}", (year,))
        return None if isinstance(day, Fault) else day
    if match := _PERIOD.search(bare):
        month = int(match["period"] or match["number"] or match["last"])
        year = int(match["year"] or match["other"] or match["named"])
    elif match := _QUARTER.search(bare):
        month, year = int(match[1] or match[2]) * 3, int(match[3] or year)
    elif match := _RANGE.search(bare):
        month, year = month_number(match[1]), int(match[2] or year)
    elif match := _MONTH.search(bare):
        month, year = month_number(match[1]) or int(match[1]), int(match[2] or year)
    elif match := _RUNNING.search(bare):
        month = month_number(match[1] or match[2])
    elif _WHOLE_YEAR.search(bare):
        month = len(MONTHS)
    else:
        return None
    return date(year, month, monthrange(year, month)[1]) if year and 1 <= month <= len(MONTHS) else None
