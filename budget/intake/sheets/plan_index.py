"""The plan lines as other sheets refer to them: by code, year, source, theme and project code."""

from __future__ import annotations

from collections.abc import Iterable

from budget.intake.grammar.folding import fold
from budget.intake.grammar.names import Nearest
from budget.model.content import PlanLine
from budget.model.succession import Succession


class PlanIndex:
    """The plan in force once this file is accepted: its own lines, and those of other domains."""

    def __init__(
        self,
        own_lines: Iterable[PlanLine],
        known_lines: Iterable[PlanLine],
        successions: Iterable[Succession] = (),
    ) -> None:
        """`own_lines` are the lines of this file, `known_lines` those of all plans in force.

        `successions` are those in force.
        """
        mine = list(own_lines)
        domains = {line.domain for line in mine}
        lines = [*mine, *(line for line in known_lines if line.domain not in domains)]
        self.domains = {line.code: line.domain for line in lines}
        self.lines = tuple(lines)
        self._by_fold = {fold(code): code for code in self.domains}
        self._nearest = Nearest(self._by_fold)
        self._funds: dict[tuple[str, int], dict[str, list[str]]] = {}
        self._projects: dict[str, dict[str, set[str]]] = {}
        for line in lines:
            themes = self._funds.setdefault((line.code, line.year), {}).setdefault(line.source, [])
            if line.theme not in themes:
                themes.append(line.theme)
            if line.project_code:
                self._projects.setdefault(line.project_code, {}).setdefault(line.code, set()).add(line.source)

        self._shares_of: dict[str, list[str]] = {}
        for row in successions:
            self._shares_of.setdefault(row.code, []).append(row.successor)

    def follows(self, code: str, year: int, visited: frozenset[str] = frozenset()) -> bool:
        """Whether all money on this former code goes to lines of the plan of that year.

        `visited` are the codes that led here: two files together may form a cycle.
        """
        heirs = () if code in visited else self._shares_of.get(code, ())
        past = visited | {code}
        return bool(heirs) and all((h, year) in self._funds or self.follows(h, year, past) for h in heirs)

    def hint(self, code: str) -> str:
        """`Bedoelt u 'JEU-001'?` for a code in no plan, or the consequence if nothing is near."""
        near = self._nearest.find(fold(code), 0.8)
        if near:
            return f"Bedoelt u '{self._by_fold[near]}'?"
        return "Controleer de code; zo telt het mee als 'niet in bestedingsplan'."

    def themes(self, code: str, year: int) -> dict[str, list[str]]:
        """Themes by source of a line in a year; empty when it is in no plan of that year."""
        return self._funds.get((code, year), {})

    def codes_of_project(self, project: str, source: str) -> list[str]:
        """Line codes of a project code, narrowed by `source` ('' when not stated)."""
        codes = self._projects.get(project, {})
        if len(codes) > 1 and source:
            codes = {code: sources for code, sources in codes.items() if source in sources} or codes
        return sorted(codes)
