"""When a whole rule has nothing to say about a company, and why."""

from __future__ import annotations

from salesaudit.org.org import Org
from salesaudit.rules.causes import flow_is_inbound, funnel_described
from salesaudit.rules.verdict import NotApplicable


def one_person_company(org: Org) -> None:
    """Rules about others are not for a company of one."""
    headcount = org.company.headcount
    if headcount.known and headcount.low == 1:
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


def in_a_shop(org: Org) -> bool:
    """Tell whether the company is known to sell in a shop or an online shop."""
    _, sales_format = org.find(("company", "sales_format"))
    return sales_format in ("shop", "eshop")


def not_b2b(org: Org) -> None:
    """Some rules are only about companies that sell to companies and to nobody else."""
    market = org.company.market.text
    if market != "b2b":
        raise NotApplicable("b2c" if market == "b2c" else "both_markets")


def no_funnel(org: Org) -> None:
    """Where there is no funnel, FNL001 says so and there is nothing to ask of its stages."""
    if funnel_described(org).outcome == "fail":
        raise NotApplicable("no_funnel")


def no_owner(org: Org) -> None:
    """Where the description has no owner, there is nobody to judge."""
    if not org.owners:
        raise NotApplicable("no_owner")


def no_ceo(org: Org) -> None:
    """Where the description has no CEO, there is nobody to judge."""
    if not org.ceos:
        raise NotApplicable("no_ceo")


def no_interfaces(org: Org) -> None:
    """Where no border with another department is described, INT001 and INT006 speak of it."""
    if not org.interfaces:
        raise NotApplicable("no_interfaces")


def no_other_departments(org: Org) -> None:
    """Where sales is the only department, there is nobody to come to terms with."""
    if not org.other_departments:
        raise NotApplicable("no_other_departments")


def sells_to_consumers(org: Org) -> None:
    """Some rules are not about companies that sell to consumers only."""
    if org.company.market.text == "b2c":
        raise NotApplicable("b2c")


def inbound_flow(org: Org) -> None:
    """Where customers come by themselves, nobody has to be called."""
    if flow_is_inbound(org):
        raise NotApplicable("inbound_flow")


def not_measured(org: Org) -> None:
    """Without an import there is nothing to hold the words against."""
    if not any(origin.kind == "measured" for origin in org.origins.values()):
        raise NotApplicable("not_measured")
