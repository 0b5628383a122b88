"""What one column of a foreign sheet holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budget.intake.grammar.currencies import is_euro, is_other_currency
from budget.intake.grammar.debit_credit import costs_and_revenue, find_pair
from budget.intake.grammar.folding import fold
from budget.intake.grammar.stated_day import stated_years
from budget.intake.grammar.units import find_unit
from budget.model.words import Cents

MOSTLY = 0.8
"""Fraction of the filled cells that must be of a kind to make the column one."""
_CODE_LIKE = re.compile(r"\d[^\W\d_]{3,}\d")
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d(?:\.0)?")


@dataclass(frozen=True, slots=True)
class Profile:
    """One column under its header.

    `role` is the header's kind of money, `month` and `quarter` (0: none) its period; `is_name`: it describes
    what another column codes. `amounts`, `days`, `whole_numbers` and `negative` are fractions of the filled
    cells, `periods` of those below a header of booking periods; `words` are the distinct texts, unless there
    are hundreds; `largest` is the amount furthest from zero, in cents.
    """

    place: int
    header: str
    role: str
    month: int
    quarter: int
    is_name: bool
    says_year: bool
    filled: int
    amounts: float
    days: float
    whole_numbers: float
    negative: float
    is_share: bool
    largest: Cents
    words: tuple[str, ...]
    samples: tuple[str, ...]
    periods: float = 0.0

    @property
    def is_year(self) -> bool:
        """Whether every cell is a year, and the header names no amount."""
        return self.is_plain_year and (self.says_year or not self.role)

    @property
    def is_year_span(self) -> bool:
        """Whether the cells are years other than plain calendar years: 2023/2024, FY23-24, FY2024.

        A code as 2016EUSF2012 is none.
        """
        years = [stated_years(word) for word in self.words]
        are_spans = [len(word_years) > 1 for word_years in years]
        return (
            bool(years)
            and (all(are_spans) or (self.says_year and all(years) and self.periods < MOSTLY))
            and not self.is_plain_year
            and not any(_CODE_LIKE.search(word) for word in self.words)
        )

    @property
    def is_plain_year(self) -> bool:
        """Whether every cell is a calendar year and nothing else."""
        return bool(self.words) and all(_YEAR_LIKE.fullmatch(word) for word in self.words)

    @property
    def is_period(self) -> bool:
        """Whether most cells are booking periods: 009.2024, 2024-09, or a number beside a year."""
        return self.periods >= MOSTLY and not (self.is_year or self.is_year_span)

    @property
    def is_amount(self) -> bool:
        """Whether most cells are amounts."""
        return (
            self.filled > 0
            and self.amounts >= MOSTLY
            and not (self.is_year or self.is_share or self.is_period)
        )

    @property
    def is_day(self) -> bool:
        """Whether most cells are dates."""
        return self.filled > 0 and self.days >= MOSTLY

    @property
    def may_be_code(self) -> bool:
        """Whether the values could be codes: texts, or whole numbers from zero up."""
        is_money = self.is_amount and (self.negative > 0 or self.whole_numbers < self.amounts)
        is_other = self.is_day or self.is_year or self.is_year_span or self.is_share or self.is_period
        return self.filled > 0 and not (is_money or is_other)

    @property
    def qualifies_amounts(self) -> bool:
        """Whether the words give the sign, unit or currency of amounts, and name no line."""
        words = {fold(word): word for word in self.words}
        is_money = all(is_euro(word) or is_other_currency(word) for word in words)
        is_money = is_money or all(find_unit(word) > 1 for word in self.words)
        return bool(words) and (is_money or bool(find_pair(self.words)) or bool(costs_and_revenue(words)))

    @property
    def is_text(self) -> bool:
        """Whether the column holds texts other than amounts, dates or years."""
        return self.may_be_code and not self.is_amount
