"""The public version of a snapshot's content: the same figures, without persons and suppliers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from budget.export.safe_text import map_texts, remove_control_signs
from budget.model.personal import PERSONAL, Personal, masked
from budget.model.words import By
from budget.snapshot.content import Content

SOMEONE, SUPPLIER = "[naam]", "[leverancier]"
SHORTEST_NAME = 4
NAMING = frozenset({"name", "partner", "activity", "action_line", "key", "code", "domain", "spotlight"})
"""Fields with names of parts of the programme."""
NO_ROLES: Mapping[str, str] = MappingProxyType({})


def public(
    content: Content,
    signed_by: str | None = None,
    roles: Mapping[str, str] = NO_ROLES,
) -> Content:
    """A copy without persons, file names and the budget holders' own explanations.

    The rest keeps its figures and texts; in texts the name of a known person becomes `[naam]`, and an e-mail
    address or a telephone, account or citizen service number the word for it. With `roles` (by name, '' if
    unknown; by default those frozen in it) a name becomes the role instead.
    """
    roles = roles or content.roles
    persons = _pattern(_names(content) | roles.keys() | ({signed_by} if signed_by else set()))
    roles_by_name = {_plain(name): role for name, role in roles.items()}

    def change(field: str, text: str) -> str:
        if kind := PERSONAL.get(field):
            return roles.get(text, "") if kind is Personal.OWNER else ""
        return persons.sub(lambda match: _instead(roles_by_name.get(_plain(match[0]), "")), masked(text))

    rows = dict(content.rows)
    rows.pop(By.BUDGET_HOLDER, None)
    return map_texts(replace(content, rows=rows, roles={}), change)


def without_suppliers(content: Content, suppliers: Collection[str]) -> Content:
    """A copy in which these names are `[leverancier]`, except where they name something of the programme."""
    content = remove_control_signs(content)
    texts: list[str] = []

    def note(_field: str, text: str) -> str:
        texts.append(_plain(text))
        return text

    map_texts(content, note)
    all_text = "\n".join(texts)
    named = {name for name in suppliers if _is_distinctive(name) and _plain(name) in all_text}
    firms = _pattern(named - _own_names(content) - content.roles.keys())

    def change(field: str, text: str) -> str:
        return text if field in NAMING or field in PERSONAL else firms.sub(SUPPLIER, text)

    return map_texts(content, change) if named else content


def _plain(name: str) -> str:
    return " ".join(name.split()).lower()


def _instead(role: str) -> str:
    """The replacement of a name in a text."""
    return f"[{role}]" if role else SOMEONE


def _is_distinctive(name: str) -> bool:
    """Whether a text in the supplier column can be a name: shorter ones occur in any sentence."""
    return len(name.strip()) >= SHORTEST_NAME and any(sign.isalpha() for sign in name)


def _own_names(content: Content) -> set[str]:
    """Names within the programme, which are public even if a supplier has the same name."""
    partners = {partner.partner for partner in content.partners}
    return partners | {row.name for rows in content.rows.values() for row in rows}


def _names(content: Content) -> set[str]:
    """Names and ids of every person in the content."""
    names = {content.proposed_by}
    names |= {ask.owner for ask in content.asks} | {action.owner for action in content.actions}
    for question in content.questions:
        names |= {question.owner, question.asked_by, question.accepted_by}
        names |= {name for answer in question.answers for name in (answer.recorded_by, answer.owner)}
    for decision in content.decisions:
        names |= set(decision.decided_persons.split(", "))
    names |= {promise.owner for promise in content.promises}
    for version in content.versions:
        names |= {version.submitted_by, version.accepted_by}
    for item in content.changes.items if content.changes else ():
        names |= {item.submitted_by, item.accepted_by}
    for row in content.rows.get(By.BUDGET_HOLDER, ()):
        if row.key:
            names |= {row.name, row.key}
    return names - {""}


def _pattern(names: set[str]) -> re.Pattern[str]:
    """Finds any of the names as whole words, with any spacing between their parts."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    spelled = (r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled) or '(?!)'})(?!\w)", re.IGNORECASE)
