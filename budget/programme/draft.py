"""Writes a first programme file, with comments, from the names in spending plans."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from budget.model.plan_names import PlanNames
from budget.programme.default_rules import usual_rules

TO_FILL = "VUL IN"
"""Marks what a person must fill in; part of a value, so that it shows on screen too."""
COLOURS = ("#004699", "#A00078", "#6E4BA8", "#00893C", "#B25F00", "#5F6B7A", "#B4282D", "#007B8A")
_SMALL = frozenset(
    ("aan", "bij", "dan", "een", "het", "met", "naar", "over", "per", "tot", "uit", "van", "voor")
)
"""Words of three letters or more that say nothing about a domain."""
ALIKE = 0.8
"""From this similarity on, two names are said to look alike; they are never merged automatically."""


@dataclass
class NameUse:
    """A name, in its most frequent spelling, with its rows."""

    rows: list[PlanNames] = field(default_factory=list)
    spellings: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The most frequent spelling."""
        return self.spellings.most_common(1)[0][0]

    @property
    def others(self) -> list[str]:
        """Other spellings that name matching would not find by itself."""
        return sorted(
            {spelling for spelling in self.spellings if spelling.casefold() != self.name.casefold()}
        )

    @property
    def count(self) -> str:
        """How often it occurs, in words."""
        return "1 regel" if len(self.rows) == 1 else f"{len(self.rows)} regels"


def draft_programme(rows: Sequence[PlanNames], codes: Mapping[str, str] | None = None) -> str:
    """The text of a valid programme file, with marks where something must be filled in.

    `codes` are existing codes of sources, by name. Raises ValueError without a row that has a domain, a
    source and a year.
    """
    years = sorted({row.year for row in rows if row.year})
    domains, sources = _named(rows, "domain"), _named(rows, "source")
    if not years or not domains or not sources:
        raise ValueError("no rows with a domain, a source and a year")
    codes_in_use = {use.name.casefold() for use in (*domains, *sources)}
    theme_codes = codes or {}
    codes_in_use |= {code.casefold() for code in theme_codes.values()}
    domain_codes = _domain_codes(domains, codes_in_use)
    coded_sources = [
        (source, theme_codes.get(source.name) or _code([source.name], codes_in_use)) for source in sources
    ]
    parts = [
        _head(years), _title("opgavedomeinen"),
        *(_domain(use, domain_codes[use.name], domains) for use in domains),
        _title("bronnen"), *(_source(n, use, sources, code) for n, (use, code) in enumerate(coded_sources)),
        _title("personen"), *_people(rows, domains, domain_codes), _title("vergaderingen van het bestuur"),
        _meetings(years[-1], next(iter(domain_codes.values()))), _title("signalen"), _rules(years[0]),
    ]  # fmt: skip
    return "\n".join(parts)


def _named(rows: Iterable[PlanNames], column: str) -> list[NameUse]:
    """The names in one column, most frequent first, ignoring case and punctuation."""
    uses: defaultdict[str, NameUse] = defaultdict(NameUse)
    for row in rows:
        if text := getattr(row, column):
            use = uses[re.sub(r"\W+", " ", text.casefold().replace("&", "en")).strip()]
            use.rows.append(row)
            use.spellings[text] += 1
    return sorted(uses.values(), key=lambda use: (-len(use.rows), use.name))


def _title(words: str) -> str:
    return f"# --- {words} ---\n"


def _head(years: Sequence[int]) -> str:
    return f"""# Concept, gemaakt uit bestedingsplannen. Bij elke naam staat hoe vaak hij voorkomt.
# Vervang elke tekst met {TO_FILL}. Kijk het na met: python -m budget programme check BESTAND
# Uitleg van elke sleutel: docs/programme.md

id = "programma"  # korte naam zonder spaties; verandert daarna nooit meer
name = "{TO_FILL}: naam van het programma"
board = "{TO_FILL}: naam van het bestuur"
scope = "{TO_FILL}: welk geld telt mee, en welk niet"
first_year = {years[0]}
last_year = {years[-1]}
"""


def _domain(use: NameUse, code: str, all_uses: Sequence[NameUse]) -> str:
    lines = [f"# {use.count}{_similar_names(use, all_uses)}"]
    for line in _named(use.rows, "action_line"):
        lines.append(f"#   actielijn {line.name}: {line.count}")
    lines += ["[[domains]]", f"code = {_text(code)}", f"name = {_text(use.name)}", *_aliases(use)]
    prefix = _prefix(use)
    if prefix and prefix not in {_prefix(other_use) for other_use in all_uses if other_use is not use}:
        lines.append(f"code_prefixes = [{_text(prefix)}]")
    return "\n".join(lines) + "\n"


def _source(number: int, use: NameUse, all_uses: Sequence[NameUse], code: str) -> str:
    years = sorted({row.year for row in use.rows if row.year}) or [0]
    lines = [
        f"# {use.count}{_similar_names(use, all_uses)}",
        "[[sources]]",
        f"code = {_text(code)}",
        f"name = {_text(use.name)}",
        *_aliases(use),
        f"first_year = {years[0]}",
        f"last_year = {years[-1]}  # het laatste jaar in de plannen; verander het als het geld langer geldt",
        f'unspent = "{TO_FILL}: wat gebeurt er met geld dat overblijft"',
        f'colour = "{COLOURS[number % len(COLOURS)]}"',
    ]
    themes = _named(use.rows, "theme")
    within = {theme.name.casefold() for theme in themes}
    for theme in themes:
        lines += [
            "", f"# {theme.count}{_similar_names(theme, themes)}", "[[sources.themes]]",
            f"code = {_text(_code([theme.name], within))}", f"name = {_text(theme.name)}", *_aliases(theme),
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _people(rows: Sequence[PlanNames], domains: Sequence[NameUse], codes: dict[str, str]) -> Iterator[str]:
    ids: set[str] = set()
    owner = {id(row): codes[use.name] for use in domains for row in use.rows}
    holders = _named(rows, "budget_holder")
    for holder in holders:
        own = sorted({owner[id(row)] for row in holder.rows if id(row) in owner})
        lines = ", ".join(map(_text, own))
        yield _person(
            person_id(holder.name, ids), holder, f"domains = [{lines}]", _similar_names(holder, holders)
        )
    yield "# Twee personen beslissen altijd samen: twee controllers, of een controller en een secretaris."
    for person, role in (
        ("controller.1", "controller"),
        ("controller.2", "controller"),
        ("secretaris.1", "secretaris"),
    ):
        name = f"{TO_FILL}: naam ({person.replace('.', ' ')})"
        yield f'[[people]]\nid = "{person}"\nname = "{name}"\nrole = "{role}"\n'


def _person(person: str, use: NameUse, domains: str, alike: str) -> str:
    lines = [f"# {use.count}{alike}", "[[people]]", f"id = {_text(person)}", f"name = {_text(use.name)}"]
    return "\n".join([*lines, *_aliases(use), 'role = "budgethouder"', domains]) + "\n"


def _meetings(year: int, spotlight: str) -> str:
    lines = [f"# {TO_FILL}: de echte data. Haal fictional weg zodra een datum klopt."]
    for month, before in ((3, 2), (6, 5), (9, 8), (12, 11)):
        last = 28 if before == 2 else 30 if before == 11 else 31
        lines += [
            "[[meetings]]", f"date = {year}-{month:02}-28", f"as_of = {year}-{before:02}-{last}",
            f"spotlight = {_text(spotlight)}", "fictional = true", "",
        ]  # fmt: skip
    return "\n".join(lines)


def _rules(first_year: int) -> str:
    """The usual rules as comments, to read and to copy."""
    lines = [
        "# Zonder eigen regels gelden de standaardregels hieronder. De eerste regel die geldt, beslist.",
        "# Wilt u er een veranderen? Neem ze dan alle over, zonder het hekje ervoor.",
    ]
    for rule in usual_rules(first_year):
        values = {
            "id": _text(rule.id), "colour": _text(rule.colour), "condition": _text(rule.condition),
            "share": f"{rule.share:g}" if rule.share else "",
            "over_share": f"{rule.over_share:g}" if rule.over_share else "",
            "amount_euro": str(rule.amount // 100) if rule.amount else "",
            "valid_from": str(rule.valid_from), "source": _text(rule.source), "reason": _text(rule.reason),
        }  # fmt: skip
        lines += ["#", "# [[signals]]", *(f"# {key} = {value}" for key, value in values.items() if value)]
    return "\n".join(lines) + "\n"


def _similar_names(use: NameUse, all_uses: Sequence[NameUse]) -> str:
    """Names that may be the same thing: the person who fills in the file decides."""
    near = get_close_matches(
        use.name, [other_use.name for other_use in all_uses if other_use is not use], 3, ALIKE
    )
    return (
        f". Let op: lijkt op {', '.join(near)}; is het hetzelfde, maak er dan een alias van" if near else ""
    )


def _aliases(use: NameUse) -> list[str]:
    return [f"aliases = [{', '.join(map(_text, use.others))}]"] if use.others else []


def _prefix(use: NameUse) -> str:
    """The common prefix of a domain's codes, up to a dash or dot; '' if they differ."""
    prefixes = {match[0] if (match := re.match(r"[A-Za-z]+[-.]", row.code)) else "" for row in use.rows}
    return prefixes.pop() if len(prefixes) == 1 else ""


def _domain_codes(all_uses: Sequence[NameUse], in_use: set[str]) -> dict[str, str]:
    """A code for each name: the prefix of its lines if usable, else letters of its words."""
    starts = [_prefix(use).rstrip("-.") for use in all_uses]
    shared = Counter(word for use in all_uses for word in set(_words(use.name)))
    codes = {}
    for use, start in zip(all_uses, starts, strict=True):
        words = _words(use.name)
        own = [word for word in words if shared[word] == 1 or len(all_uses) == 1] or words
        is_clear = len(start) > 1 and starts.count(start) == 1
        codes[use.name] = _code([start] if is_clear else [*own, use.name], in_use)
    return codes


def _words(name: str) -> list[str]:
    """The words of a name that say what it is about."""
    return [word for word in re.findall(r"[a-z]{3,}", _plain(name).lower()) if word not in _SMALL]


def _code(names: Sequence[str], in_use: set[str]) -> str:
    """A short unused code: the first letters of one of these names, or those with a number."""
    tried = [re.sub(r"[^A-Z0-9]", "", _plain(name).upper())[:3] for name in names]
    tried = list(filter(None, tried)) or ["X"]
    for code in (*tried, *(f"{tried[0]}{n}" for n in range(2, 10_000))):
        if code.casefold() not in in_use:
            in_use.add(code.casefold())
            return code
    raise ValueError(names)


def person_id(name: str, in_use: set[str]) -> str:
    """An unused id made from a name; it is added to `in_use`."""
    words = re.findall(r"[a-z0-9]+", _plain(name).lower()) or ["persoon"]
    start = f"{words[0][0]}.{''.join(words[1:])}" if len(words) > 1 else words[0]
    person = next(
        candidate for n in range(10_000) if (candidate := f"{start}{n + 1 if n else ''}") not in in_use
    )
    in_use.add(person)
    return person


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
