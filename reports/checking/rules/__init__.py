"""The rules of the checker, in the order in which their findings are shown."""

from reports.checking.rules import (
    acronyms,
    claims,
    editions,
    framework,
    signs,
    style,
    sums,
    typed_numbers,
)
from reports.checking.rules.base import Rule

RULES: tuple[Rule, ...] = (
    typed_numbers.CONTRADICTING,
    typed_numbers.TYPED,
    sums.PERCENTAGE,
    sums.SUM,
    sums.LIST,
    editions.LEFT_OUT,
    editions.NUMBERS,
    editions.DAYS,
    editions.NOTES,
    editions.LINKS,
    editions.REFERENCES,
    editions.UNTRANSLATED,
    claims.COMPLETED,
    claims.PROMISES,
    framework.COUNT,
    framework.TITLE,
    framework.POPULATION,
    framework.BARE,
    framework.SILENT,
    framework.SINGLE,
    acronyms.BEFORE,
    acronyms.TWICE,
    style.SMALL,
    style.LARGE,
    style.PER_CENT,
    style.RANGES,
    style.DOLLARS,
    signs.QUOTES,
    signs.SPACES,
    signs.DOUBLED,
    signs.TWO_VERBS,
)
BY_KEY = {rule.key: rule for rule in RULES}

__all__ = ["BY_KEY", "RULES", "Rule"]
