"""What a ledger statement does to the open commitments of each domain in its scope."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from budget.insight.facts import OpenCommitment, Resolver
from budget.model.content import CommitmentStatement
from budget.model.programme import Programme
from budget.model.words import Cents, LineKey

_EVER = date.max


@dataclass(frozen=True, slots=True)
class CommitmentsChange:
    """Open commitments of `domain` before and after, in one fiscal year.

    The sheet that names most of the domain has `lines` of its `of` lines. `ended` is the amount that ends on
    lines that no sheet names; `kept` stays open by another statement, the oldest of `kept_since`.
    """

    domain: str
    before: Cents
    after: Cents
    lines: int
    of: int
    ended: tuple[tuple[str, Cents], ...]
    kept: tuple[tuple[str, Cents], ...]
    ends_all: bool
    kept_since: date | None = None

    @property
    def asks(self) -> bool:
        """Whether both persons must confirm, because every commitment of the domain ends."""
        return self.ends_all


def compare_commitments(
    now: Resolver,
    before: Resolver,
    stated: Iterable[CommitmentStatement],
    programme: Programme,
    spoken: Collection[str] = (),
) -> tuple[CommitmentsChange, ...]:
    """The effect of the new statements `stated` on each domain that they name and that has open commitments.

    `spoken` are further domains that the file covers, as in statements with bookings only.
    """
    stated = list(stated)
    sheets = [codes for statement in stated for codes in statement.sheets]
    about = {*spoken, *(domain for statement in stated for domain in statement.domains or ())}
    was, becomes = now.stated_commitments(_EVER), before.stated_commitments(_EVER)
    changes = (_restated(domain.code, sheets, was, becomes, before) for domain in programme.domains)
    return tuple(item for item in changes if item.before and (item.lines or item.domain in about))


def _restated(
    domain: str,
    sheets: list[frozenset[str]],
    was: dict[LineKey, OpenCommitment],
    becomes: dict[LineKey, OpenCommitment],
    resolver: Resolver,
) -> CommitmentsChange:
    shares = [(sum(resolver.domain_of(code) == domain for code in codes), len(codes)) for codes in sheets]
    lines, of = max(shares, key=lambda share: share[0] / share[1], default=(0, 0))
    own = {key for key in was.keys() | becomes.keys() if resolver.domain_of(key.code) == domain}
    before = {key: was[key].cents for key in own if key in was and was[key].cents}
    after = {key: becomes[key].cents for key in own if key in becomes and becomes[key].cents}
    silent = {key for key in before if not any(key.code in codes for codes in sheets)}
    same = {key for key in after if key in was and becomes[key].seq == was[key].seq}
    return CommitmentsChange(
        domain=domain,
        before=sum(before.values()),
        after=sum(after.values()),
        lines=lines,
        of=of,
        ended=tuple(_per_code(silent - after.keys(), before)),
        kept=tuple(_per_code(same, after)),
        ends_all=bool(before) and not after,
        kept_since=min((becomes[key].date for key in same), default=None),
    )


def _per_code(keys: Iterable[LineKey], amounts: dict[LineKey, Cents]) -> Iterator[tuple[str, Cents]]:
    keys = sorted(keys)
    for code in sorted({key.code for key in keys}):
        yield code, sum(amounts[key] for key in keys if key.code == code)
