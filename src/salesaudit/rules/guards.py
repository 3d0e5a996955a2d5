"""When a whole rule has nothing to say about a company, and why."""

from __future__ import annotations

from salesaudit.org.org import Org
from salesaudit.rules.verdict import NotApplicable


def one_person_company(org: Org) -> None:
    """Rules about others are not for a company of one."""
    if org.company.headcount.low == 1 and org.company.headcount.known:
        raise NotApplicable("one_person_company")


def captive(org: Org) -> None:
    """A subsidiary that sells to its own group has no market to find."""
    if org.peek(("company", "captive")) is True:
        raise NotApplicable("captive")


def no_sellers(org: Org) -> None:
    """Rules that compare with sellers need one."""
    if not org.sellers:
        raise NotApplicable("no_sellers")


def no_strategy(org: Org) -> None:
    """Where there is no course, STR001 says so and nothing else is held against it."""
    if not org.has_strategy:
        raise NotApplicable("no_strategy")


def shop_or_eshop(org: Org) -> None:
    """A shop's customers come by themselves."""
    if org.peek(("company", "sales_format")) in ("shop", "eshop"):
        raise NotApplicable("shop_or_eshop")
