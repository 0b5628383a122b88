"""What a file changes in the decision steps of plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from budget.insight.diff.lists import ListChange, compare_lists
from budget.model.content import Content, PathStep
from budget.model.programme import Programme
from budget.model.words import BudgetError


def path_changes(
    programme: Programme,
    content: Content,
    versions: Mapping[str, int],
    listed_steps: Iterable[tuple[int, PathStep]],
) -> tuple[ListChange, ...]:
    """The steps that the lists of a file add, change and drop.

    `versions` counts the plans by domain, `listed_steps` are the accepted steps with their acceptance number.
    Raises BudgetError for a step of a plan that does not exist.
    """
    planned = {line.domain for line in content.plan}
    for step in content.path:
        newest_version = versions.get(step.domain, 0) + (step.domain in planned)
        if step.version > newest_version:
            name = programme.domain(step.domain).name
            raise BudgetError(
                f"Planversie {step.version} van {name} bestaat niet. Er zijn er {newest_version}."
            )
    known = list(listed_steps)
    newest = {step.domain: seq for seq, step in known}
    return compare_lists([s for seq, s in known if seq == newest[s.domain]], content.path)
