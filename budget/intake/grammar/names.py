"""Finds the domain, source, theme or person that a cell names, or suggests the nearest one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from budget.intake.faults import Fault, Raw, fault
from budget.intake.grammar.folding import fold
from budget.intake.grammar.text import read_text
from budget.model.programme import Programme, Source

_MOST_SEARCHES = 100
_LONGEST_SEARCH = 100


class Nearest:
    """Finds the nearest known word; after `_MOST_SEARCHES` words it finds nothing, as searching is slow."""

    def __init__(self, known: Iterable[str]) -> None:
        """`known` are the words to choose from, as folded keys."""
        self._known = list(known)
        self._found: dict[str, str] = {}

    def find(self, word: str, likeness: float) -> str:
        """The known word most like `word`, '' if none is; `likeness` is from 0 to 1."""
        if word not in self._found and len(self._found) < _MOST_SEARCHES:
            near = get_close_matches(word[:_LONGEST_SEARCH], self._known, n=1, cutoff=likeness)
            self._found[word] = near[0] if near else ""
        return self._found.get(word, "")


class Names:
    """Things with a code and other names, found by any of them, ignoring case, accents and spacing."""

    def __init__(self, noun: str, things: Iterable[tuple[str, Sequence[str]]]) -> None:
        """`things`: code with all its names, the display name first; `noun` is the Dutch noun for one."""
        self._what = noun
        self.shown: dict[str, str] = {}
        self._exact: dict[str, str] = {}
        self._folded: dict[str, list[str]] = {}
        for code, names in things:
            self.shown[code] = names[0]
            for name in (code, *names):
                self._exact.setdefault(name, code)
                codes = self._folded.setdefault(fold(name), [])
                if code not in codes:
                    codes.append(code)
        self._nearest = Nearest(self._folded)

    def find(self, value: Raw) -> str | Fault:
        """The code of what the cell names. Faults: name-unknown with the nearest, name-double."""
        text = read_text(value)
        if isinstance(text, Fault):
            return text
        if text in self._exact:
            return self._exact[text]
        codes = self._folded.get(fold(text), [])
        if len(codes) == 1:
            return codes[0]
        if codes:
            return fault("name-double", value=text, options=" of ".join(self.shown[code] for code in codes))
        return fault("name-unknown", value=text, what=self._what, hint=self.hint(text))

    def hint(self, text: str) -> str:
        """`Bedoelt u 'X'?`, or the whole list if nothing is near."""
        near = self._nearest.find(fold(text), 0.7)
        if near:
            return f"Bedoelt u '{self.shown[self._folded[near][0]]}'?"
        return f"Kies uit: {', '.join(self.shown.values())}."

    def written(self, code: str) -> str:
        """The name to write for a code: its own name, or the code if that name means something else."""
        name = self.shown.get(code, code)
        return name if self.find(name) == code else code


class Vocabulary:
    """All names of one programme."""

    def __init__(self, programme: Programme) -> None:
        """The names in the programme as it is now."""
        self.years = programme.years
        self.meetings = tuple(meeting.date for meeting in programme.meetings)
        self.sources = {source.code: source for source in programme.sources}
        self.domain = Names("opgavedomein", ((d.code, (d.name, *d.aliases)) for d in programme.domains))
        self.source = Names("bron", ((s.code, (s.name, *s.aliases)) for s in programme.sources))
        self.person = Names("persoon", ((p.id, (p.name, *p.aliases)) for p in programme.people))
        self.step = Names("stap van dit programma", ((s.code, (s.name, *s.aliases)) for s in programme.steps))
        self.any_theme = Names("thema", _themes(programme.sources))
        self._themes = {s.code: Names("thema van deze bron", _themes([s])) for s in programme.sources}
        self._prefixes = sorted(
            ((prefix, d.code) for d in programme.domains for prefix in d.code_prefixes),
            key=lambda p: -len(p[0]),
        )

    def theme(self, source: str) -> Names:
        """The themes of one source; empty for a source without themes."""
        return self._themes[source]

    def theme_anywhere(self, value: Raw, sources: Iterable[str]) -> str | Fault:
        """A theme: of one of `sources` if possible, else of any source."""
        for source in sources:
            theme = self._themes[source].find(value) if source in self._themes else None
            if isinstance(theme, str):
                return theme
        return self.any_theme.find(value)

    def domain_of_code(self, code: str) -> str:
        """The domain with the longest prefix of this line code, '' for none."""
        return next((domain for prefix, domain in self._prefixes if code.startswith(prefix)), "")


def _themes(sources: Iterable[Source]) -> list[tuple[str, Sequence[str]]]:
    return [(theme.code, (theme.name, *theme.aliases)) for source in sources for theme in source.themes]
