"""Finds lines of a plan whose code belongs to another domain than the one that is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from budget.intake.grammar.names import Vocabulary
from budget.model.content import PlanLine

_PREFIX = re.compile(r"[^\W_]+?(?=[-_./\s])|[^\W\d_]+(?=\d)")
_FEW = 2
"""How many lines of the other domain there are for each of a domain that has no plan yet, at least."""


def owners_of_codes(
    lines: Sequence[PlanLine], known: Iterable[PlanLine], vocabulary: Vocabulary
) -> dict[int, str]:
    """The domain to which the code of a line belongs by how it begins, where that is another; by number."""
    in_force = {(line.domain, _prefix(line.code)) for line in known}
    here = Counter((line.domain, _prefix(line.code)) for line in lines)
    size = Counter(line.domain for line in lines)
    with_plan = {domain for domain, _ in in_force}
    found: dict[int, str] = {}
    for number, line in enumerate(lines):
        prefix = _prefix(line.code)
        if not prefix or (line.domain, prefix) in in_force:
            continue
        owners = {domain for domain, one in in_force | here.keys() if one == prefix and domain != line.domain}
        told = vocabulary.domain_of_code(line.code)
        if told:
            owners = {told} - {line.domain}
        if len(owners) != 1:
            continue
        owner = owners.pop()
        is_stray = line.domain in with_plan or size[line.domain] * _FEW <= size[owner]
        if told or (is_stray and _tells(prefix, owner, here, in_force)):
            found[number] = owner
    return found


def _prefix(code: str) -> str:
    match = _PREFIX.match(code)
    return match[0].casefold() if match else ""


def _tells(prefix: str, owner: str, here: Counter[tuple[str, str]], in_force: set[tuple[str, str]]) -> bool:
    """Whether a prefix says something: the owner has it in force, or it is not that of every code."""
    return (owner, prefix) in in_force or len({one for _, one in in_force | here.keys()}) > 1
