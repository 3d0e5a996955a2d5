"""What rules judge: each selector gives the things of one kind, and what may hide more of them."""

from __future__ import annotations

from salesaudit.org.org import Org
from salesaudit.org.things import (
    Channel,
    Company,
    Department,
    Element,
    Function,
    Interface,
    Link,
    Policy,
    Section,
    Segment,
    Stage,
)
from salesaudit.org.values import Several
from salesaudit.org.workers import Worker
from salesaudit.rules.registry import Selector

STATED_SECTIONS = ("functions", "processes", "elements", "policies", "handoffs", "links")


def company(org: Org) -> Several[Company]:
    """The company as a whole."""
    return Several((org.company,))


def owners(org: Org) -> Several[Worker]:
    """Each owner."""
    return org.owners


def ceos(org: Org) -> Several[Worker]:
    """Each holder of the CEO's role."""
    return org.ceos


def tops(org: Org) -> Several[Worker]:
    """Each owner and each holder of the CEO's role."""
    return org.holding("owner", "ceo")


def leaders(org: Org) -> Several[Worker]:
    """Each sales leader."""
    return org.leaders


def sellers(org: Org) -> Several[Worker]:
    """Each seller: the people listed, and a role's unnamed holders as one."""
    return org.sellers


def seller_roles_by(*keys: str) -> Selector:
    """Make a selector of the sellers with a value of their own for a fact, and of the roles of all others."""

    def select(org: Org) -> Several[Worker]:
        own = tuple(seller for seller in org.sellers.items if seller.is_person and seller.has_own(*keys))
        roles = (role for role in org.seller_roles.items if not set(org.workers_of_role(role.id)) <= set(own))
        return Several((*roles, *own), org.seller_roles.needs)

    return select


def roles(org: Org) -> Several[Worker]:
    """Each role, whoever fills it."""
    return org.roles


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


def counterparts(org: Org) -> Several[Department]:
    """Each department on the other side of an interface."""
    facing = (interface.department for interface in org.interfaces.items)
    others = (department for department in facing if org.component_of_department(department.id) != "sales")
    return Several(tuple(others), org.interfaces.needs)


def other_departments(org: Org) -> Several[Department]:
    """Each department that is not sales."""
    return org.other_departments


def sales_departments(org: Org) -> Several[Department | Company]:
    """Each sales department; the company where no department is called sales."""
    departments = org.departments.items
    sales = tuple(department for department in departments if org.component_of_department(department.id) == "sales")
    return Several(sales or (org.company,))


def elements(org: Org) -> Several[Element]:
    """Each element of the vocabulary and of the company's own, whether the file speaks of it or not."""
    return Several(org.elements)


def links(org: Org) -> Several[Link]:
    """Each of the four things that a sales system ties to the course."""
    return Several(org.links)


def channels(org: Org) -> Several[Channel]:
    """Each channel that brings customers."""
    return org.channels


def stages(org: Org) -> Several[Stage]:
    """Each stage of the funnel."""
    return org.stages


def policies(org: Org) -> Several[Policy]:
    """Each of the five questions, price and discount apart, whether the file answers it or not."""
    return Several(org.policies)


def sections(org: Org) -> Several[Section]:
    """Each section of the file whose entries can exist on paper only."""
    return Several(tuple(Section(org, id_, ()) for id_ in STATED_SECTIONS))


def segments(org: Org) -> Several[Segment]:
    """Each segment of customers."""
    return org.segments
