"""Finds plan lines whose code belongs to another domain than the stated one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from budget.intake.grammar.names import Vocabulary
from budget.model.content import PlanLine

_PREFIX = re.compile(r"[^\W_]+?(?=[-_./\s])|[^\W\d_]+(?=\d)")
_FEW = 2
"""Fewest lines of the other domain for each line of a domain that has no plan yet."""


def owners_of_codes(
    lines: Sequence[PlanLine], known_lines: Iterable[PlanLine], vocabulary: Vocabulary
) -> dict[int, str]:
    """The other domain to which the prefix of a line's code belongs, by number of the line."""
    in_force = {(line.domain, _prefix(line.code)) for line in known_lines}
    in_file = Counter((line.domain, _prefix(line.code)) for line in lines)
    size = Counter(line.domain for line in lines)
    counts = Counter(prefix for _, prefix in in_force if prefix)
    tells = (
        max(counts.values(), default=1) == 1
        and len({line_prefix for _, line_prefix in in_force | in_file.keys()}) > 1
    )
    with_plan = {domain for domain, _ in in_force}
    owner_by_line: dict[int, str] = {}
    for number, line in enumerate(lines):
        prefix, code_domain = _prefix(line.code), vocabulary.domain_of_code(line.code)
        if not prefix or (line.domain, prefix) in in_force:
            continue
        owners = (
            {code_domain}
            if code_domain
            else {domain for domain, line_prefix in in_force | in_file.keys() if line_prefix == prefix}
        )
        owners -= {line.domain}
        if len(owners) != 1:
            continue
        owner, own = owners.pop(), size[line.domain]
        if line.domain in with_plan:
            is_stray = (owner, prefix) in in_force or own < size[owner]
        else:
            is_stray = own * _FEW <= size[owner]
        is_known = bool(code_domain) and (line.domain in with_plan or size[owner] > 0)
        if is_known or (tells and is_stray):
            owner_by_line[number] = owner
    return owner_by_line


def _prefix(code: str) -> str:
    match = _PREFIX.match(code)
    return match[0].casefold() if match and not match[0].isdigit() else ""
