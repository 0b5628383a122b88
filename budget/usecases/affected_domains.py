"""The domains that a file touches, for which its submitter needs the right."""

from __future__ import annotations

from collections.abc import Callable

from budget.model.content import Content
from budget.model.programme import Programme
from budget.store.content import content_domains
from budget.store.statements import LedgerDiff


def all_domains(
    programme: Programme, content: Content, diff: LedgerDiff, domain_of: Callable[[str], str]
) -> list[str]:
    """Every domain that the content affects, including those whose bookings it changes or ends.

    `domain_of` gives the domain of a code; '' is for codes of unknown domain.
    """
    named = set(content_domains(content))
    codes = {code for s in content.statements for code in s.codes}
    codes |= {stored.booking.code for stored in diff.gone}
    codes |= {row.successor for row in content.successions if row.successor}
    whole = {domain.code for domain in programme.domains}
    noted_codes = {note.code for note in content.progress} | {question.code for question in content.questions}
    named |= {domain_of(code) or (code if code in whole else "") for code in noted_codes}
    return sorted(named | set(map(domain_of, codes)))
