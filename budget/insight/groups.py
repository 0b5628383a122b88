"""The groups of lines: their keys, names and order."""

from __future__ import annotations

from collections.abc import Callable

from budget.labels import NO_THEME, UNPLACED, UNPLANNED
from budget.model.figures import LineFacts
from budget.model.programme import Programme, Source
from budget.model.words import By


def group_key(line: LineFacts, by: By) -> str:
    """The key of the group that `line` is in; '' for money in no plan."""
    if by is By.DOMAIN:
        return line.domain
    if by is By.POT:
        return f"{line.domain}/{line.key.source}/{line.key.theme}"
    if by is By.PROGRAMME or not line.planned:
        return ""
    if by is By.ACTION_LINE:
        return f"{line.domain}/{line.action_line}"
    if by is By.THEME:
        return f"{line.key.source}/{line.key.theme}"
    return {By.LINE: line.key.code, By.SOURCE: line.key.source, By.BUDGET_HOLDER: line.budget_holder}[by]


def group_name(by: By, key: str, line: LineFacts | None, programme: Programme) -> str:
    """The name of the group with this key, of which `line` is a member."""
    if by is By.POT:
        domain, _, money = key.partition("/")
        named = group_name(By.DOMAIN, domain, line, programme)
        return f"{named}: {pot_words(money, programme)}" if domain else named
    if not key:
        return UNPLACED if by is By.DOMAIN else UNPLANNED
    if by is By.DOMAIN:
        return programme.domain(key).name
    if by is By.SOURCE:
        return programme.source(key).name
    if by is By.BUDGET_HOLDER:
        return programme.name_of(key)
    if by is By.ACTION_LINE:
        return line.action_line if line else ""
    if by is By.LINE:
        return f"{key} {line.activity if line else ''}"
    source = programme.source(key.partition("/")[0])
    theme = key.partition("/")[2]
    if not source.themes:
        return source.name
    return f"{source.name}: {next((t.name for t in source.themes if t.code == theme), NO_THEME)}"


def pot_words(money: str, programme: Programme) -> str:
    """`Rijk, thema Groen` for `source/theme`, as written within a domain."""
    code, _, theme = money.partition("/")
    if not code:
        return UNPLANNED.lower()
    source = programme.source(code)
    named = next((t.name for t in source.themes if t.code == theme), "")
    return f"{source.name}, thema {named}" if named else source.name


def pot_where(key: str, domain: str, programme: Programme) -> str:
    """`bij Rijk, thema Groen` for the pot with this key; preceded by its domain when that is not `domain`."""
    home, _, money = key.partition("/")
    named = f"{programme.domain(home).name}: " if home and home != domain else ""
    if money == "/":
        return "buiten het bestedingsplan" + (f" ({named.removesuffix(': ')})" if named else "")
    return f"bij {named}{pot_words(money, programme)}"


def ordering(by: By, programme: Programme) -> Callable[[str], tuple[bool, int, int, str]]:
    """Sort key for group keys: the programme's order, money in no plan last."""
    listed = {
        By.DOMAIN: [d.code for d in programme.domains],
        By.SOURCE: [s.code for s in programme.sources],
        By.BUDGET_HOLDER: [p.id for p in programme.people],
        By.THEME: [f"{s.code}/{theme}" for s, theme in _themes(programme)],
    }.get(by, [])
    place = {key: n for n, key in enumerate(listed)}
    domains = {d.code: n for n, d in enumerate(programme.domains)}
    pots = {f"{s.code}/{t}": n for n, (s, t) in enumerate(_themes(programme))}

    def order(key: str) -> tuple[bool, int, int, str]:
        domain = domains.get(key.partition("/")[0], 0) if by in (By.ACTION_LINE, By.POT) else 0
        if by is By.POT:
            return key.endswith("//"), domain, pots.get(key.partition("/")[2], len(pots)), key
        return key == "", place.get(key, len(place)), domain, key

    return order


def _themes(programme: Programme) -> list[tuple[Source, str]]:
    return [(source, code) for source in programme.sources for code in ("", *(t.code for t in source.themes))]
