"""What rules judge: each selector gives the things of one kind, and what may hide more of them."""

from __future__ import annotations

from salesaudit.org.org import Org
from salesaudit.org.things import Company, Department, Function, Interface
from salesaudit.org.values import Several
from salesaudit.org.workers import Worker
from salesaudit.rules.registry import Selector


def company(org: Org) -> Several[Company]:
    """The company as a whole."""
    return Several((org.company,))


def owners(org: Org) -> Several[Worker]:
    """Each owner."""
    return org.owners


def ceos(org: Org) -> Several[Worker]:
    """Each holder of the CEO's role."""
    return org.ceos


def leaders(org: Org) -> Several[Worker]:
    """Each sales leader."""
    return org.leaders


def sellers(org: Org) -> Several[Worker]:
    """Each seller: the people listed, and a role's unnamed holders as one."""
    return org.sellers


def seller_roles(org: Org) -> Several[Worker]:
    """Each role of sellers, and each seller whose own values may differ from it."""
    own = tuple(seller for seller in org.sellers.items if seller.is_person)
    return Several((*org.seller_roles.items, *own), org.seller_roles.needs)


def everyone(org: Org) -> Several[Worker]:
    """Everyone who works here, people first."""
    return org.everyone


def people(org: Org) -> Several[Worker]:
    """Each person listed."""
    return Several(
        tuple(worker for worker in org.everyone.items if worker.is_person),
        () if org.has_section("people") else (("people",),),
    )


def functions(*groups: str) -> Selector:
    """Make a selector of the vocabulary's functions of these groups, listed in the file or not."""

    def select(org: Org) -> Several[Function]:
        return Several(org.functions_of_group(*groups))

    return select


def listed_functions(org: Org) -> Several[Function]:
    """Each function that the file lists."""
    return org.functions


def interfaces(org: Org) -> Several[Interface]:
    """Each interface of sales with another department."""
    return org.interfaces


def other_departments(org: Org) -> Several[Department]:
    """Each department that is not sales."""
    return org.other_departments
