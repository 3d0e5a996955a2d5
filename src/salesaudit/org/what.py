"""What the company consists of: departments, functions, processes, handoffs, channels, policies, elements."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeVar

from salesaudit.knowledge import vocabulary
from salesaudit.org import things
from salesaudit.org.facts import Facts, derived
from salesaudit.org.values import Several

COMPONENTS = ("lead_generation", "sales", "production")
LINKS = ("coverage", "incentives", "plan", "sales_model")
X = TypeVar("X", bound=things.Thing)


class Structure(Facts):
    """The parts of a company that are not people."""

    @cached_property
    def _things(self) -> dict[tuple[str, ...], things.Thing]:
        return {}

    def _thing(self, make: type[X], *path: str) -> X:
        """Return the thing at `path`: always the same one, so that a fact of it is looked up but once."""
        thing = self._things.get(path)
        if thing is None:
            thing = self._things[path] = make(self._org, path[-1], path)
        assert isinstance(thing, make)
        return thing

    def _listed(self, make: type[X], *section: str) -> Several[X]:
        """Return the entries of a section that is complete when given."""
        entries = self.peek(section)
        if entries is None:
            return Several((), (section,))
        return Several(tuple(self._thing(make, *section, id_) for id_ in entries))

    def function(self, id_: str) -> things.Function:
        """Return a function by id, whether the file lists it or not."""
        return self._thing(things.Function, "functions", id_)

    @derived
    def functions(self) -> Several[things.Function]:
        """Return the functions that the file lists."""
        return self._listed(things.Function, "functions")

    def functions_of_group(self, *groups: str) -> tuple[things.Function, ...]:
        """Return the vocabulary's functions of these groups and the company's own, listed in the file or not."""
        if groups not in self._of_groups:
            self._of_groups[groups] = tuple(self.function(entry.id) for entry in vocabulary.functions_of(*groups))
        return self._of_groups[groups]

    @cached_property
    def _of_groups(self) -> dict[tuple[str, ...], tuple[things.Function, ...]]:
        return {}

    def vocabulary_function(self, id_: str) -> Any:
        """Return the vocabulary's entry of a function, None for the company's own."""
        return vocabulary.functions().get(id_)

    def department(self, id_: str) -> things.Department:
        """Return a department by id."""
        return self._thing(things.Department, "departments", id_)

    def is_department(self, id_: str) -> bool:
        """Tell whether an id is a department's."""
        return id_ in self._departments

    @derived
    def departments(self) -> Several[things.Department]:
        """Return the departments."""
        return self._listed(things.Department, "departments")

    @derived
    def other_departments(self) -> Several[things.Department]:
        """Return the departments that are not sales."""
        others = (d for d in self.departments.items if self.component_of_department(d.id) != "sales")
        return Several(tuple(others), self.departments.needs)

    def component_of_department(self, id_: str) -> str:
        """Return a department's component: as written, its id where that names one, else support."""
        written = self._departments.get(id_, {}).get("component")
        return str(written) if written else id_ if id_ in (*COMPONENTS, "support") else "support"

    def stated_component(self, department: str) -> str:
        """Return a department's component where the file leaves no doubt: as written, else as its id says."""
        written = self.department(department).component
        if not written.known and department in (*COMPONENTS, "support"):
            return department
        return written.text

    def functions_of_component(self, component: str) -> tuple[things.Function, ...]:
        """Return the functions of a component: the vocabulary's, listed in the file or not, and the company's own."""
        return self.once(("functions_of_component", component), self._functions_of_component, component)

    def _functions_of_component(self, component: str) -> tuple[things.Function, ...]:
        own = (id_ for id_ in self.data.get("functions", {}) if id_ not in vocabulary.functions())
        every = (self.function(id_) for id_ in (*vocabulary.functions(), *own))
        return tuple(function for function in every if function.component == component)

    def component_of_role(self, role: str) -> str:
        """Return a role's component: its department's, else its archetype's; empty for owner and CEO."""
        department = self._roles.get(role, {}).get("department")
        if department:
            return self.component_of_department(department)
        entry = vocabulary.archetypes().get(self.archetype(role))
        return entry.component if entry and entry.component != "none" else ""

    def component_of_end(self, end: str) -> str:
        """Return the component that one end of a handoff means."""
        return end if end in (*COMPONENTS, "support") else self.component_of_department(end)

    @derived
    def interfaces(self) -> Several[things.Interface]:
        """Return the interfaces with other departments."""
        return self._listed(things.Interface, "interfaces")

    @derived
    def processes(self) -> Several[things.Process]:
        """Return the processes that the file lists, the funnel among them."""
        return self._listed(things.Process, "processes")

    @property
    def funnel(self) -> things.Process:
        """Return the funnel, whether the file describes it or not."""
        return self._thing(things.Process, "processes", "funnel")

    @derived
    def stages(self) -> Several[things.Stage]:
        """Return the funnel's stages in their order."""
        return self._listed(things.Stage, "processes", "funnel", "stages")

    @derived
    def handoffs(self) -> Several[things.Handoff]:
        """Return the handoffs between components."""
        return self._listed(things.Handoff, "handoffs")

    @derived
    def channels(self) -> Several[things.Channel]:
        """Return the channels of lead generation."""
        return self._listed(things.Channel, "lead_generation", "channels")

    @derived
    def segments(self) -> Several[things.Segment]:
        """Return the customer segments."""
        return self._listed(things.Segment, "segments")

    def policy(self, id_: str) -> things.Policy:
        """Return the answer to one of the five questions."""
        return self._thing(things.Policy, "policies", id_)

    @cached_property
    def policies(self) -> tuple[things.Policy, ...]:
        """Return all policies of the vocabulary; one that the file does not name is not known."""
        return tuple(self.policy(id_) for id_ in vocabulary.policies())

    def element(self, id_: str) -> things.Element:
        """Return an element of the sales system, whether the file lists it or not."""
        return self._thing(things.Element, "elements", id_)

    @cached_property
    def elements(self) -> tuple[things.Element, ...]:
        """Return all elements of the vocabulary and the company's own."""
        own = (id_ for id_ in self.data.get("elements", {}) if id_ not in vocabulary.elements())
        return tuple(self.element(id_) for id_ in (*vocabulary.elements(), *own))

    @cached_property
    def links(self) -> tuple[things.Link, ...]:
        """Return the four things that a sales system ties to the course."""
        return tuple(self._thing(things.Link, "strategy", "links", id_) for id_ in LINKS)
