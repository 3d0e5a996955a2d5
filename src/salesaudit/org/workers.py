"""Those who work: a person, or a role where nobody is named."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from salesaudit.org.reading import given, group, number, word
from salesaudit.org.things import Thing, yearly_plan
from salesaudit.org.values import INFERRED, Fact, Group, Number, Path, Unknown

if TYPE_CHECKING:
    from salesaudit.org.org import Org

ACTIVITIES = (
    "selling", "searching", "outreach", "leading", "integrating", "servicing", "admin", "producing", "strategy",
    "other",
)  # fmt: skip


class Time:
    """How working time is spent. Activities that are not named share what the named ones leave."""

    def __init__(self, worker: Worker) -> None:
        self._org = worker.org
        self._path, fact = worker.look(("time",))
        self._shares: dict[str, float] = cast(dict[str, float], fact.value) if fact else {}
        self._given = fact is not None

    def of(self, *activities: str) -> Number:
        """Return the share of working time that these activities take together."""
        named = [name for name in activities if name in self._shares]
        low = round(sum(self._shares[name] for name in named), 6)
        path = (*self._path, named[0] if named else activities[0])
        for name in named:
            self._org.note((*self._path, name), self._shares[name])
        if len(named) == len(activities):
            return Number.exactly(low, "share", path)
        if self._rest == 0:
            self._org.note_fact(Fact((*self._path, activities[0]), low, INFERRED))
            return Number.exactly(low, "share", path)
        missing = tuple((*self._path, name) for name in activities if name not in self._shares)
        return Number(low, max(low, min(1.0, round(low + self._rest, 6))), "share", path, missing)

    @cached_property
    def _rest(self) -> float:
        if not self._given:
            return 1.0
        if len(self._shares) == len(ACTIVITIES):
            return 0.0
        return max(0.0, round(1 - sum(self._shares.values()), 6))

    @property
    def selling(self) -> Number:
        return self.of("selling")

    @property
    def leading(self) -> Number:
        return self.of("leading")

    @property
    def integrating(self) -> Number:
        return self.of("integrating")

    @property
    def strategy(self) -> Number:
        return self.of("strategy")

    @property
    def named(self) -> Number:
        """Return the sum of the activities that are named; above 100 % where the description is wrong."""
        if not self._given:
            raise Unknown(self._path)
        self._org.note(self._path, dict(self._shares))
        return Number.exactly(round(sum(self._shares.values()), 6), "share", self._path)


class Worker(Thing):
    """A person or a role; a person's own value wins over that of the only role that gives it."""

    # A company has but one worker of an id, so that they can be told apart in no time.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    __slots__ = ("_archetypes", "_time", "archetypes", "is_person", "kind", "roles")

    title = word("title")
    name = word("name")
    reports_to = group("reports_to")
    kpis = group("kpis")
    selling_reasons = group("selling_reasons")
    deputy = group("deputy")
    tied_to = group("pay", "tied_to")
    fixed_pay = number("pay", "fixed", unit="share")
    plan = given("plan")
    checkpoints = word("plan", "checkpoints")
    trained = given("trained")
    skill = word("skill")
    has_roles = given("roles")
    revenue = number("results", "revenue", unit="money")
    revenue_share = number("results", "revenue_share", unit="share")
    deals = number("results", "deals", unit="count")
    new_customers = number("results", "new_customers", unit="count")
    revenue_from_new = number("results", "revenue_from_new", unit="share")
    leads_self_sourced = number("results", "leads_self_sourced", unit="share")
    plan_attainment = number("results", "plan_attainment", unit="share")

    def __init__(self, org: Org, id_: str, *, is_person: bool) -> None:
        super().__init__(org, id_, ("people" if is_person else "roles", id_))
        self.is_person = is_person
        self.kind = "person" if is_person else "role"  # type: ignore[misc]  # a worker may be either
        self.roles: tuple[str, ...] = org.roles_of(id_) if is_person else (id_,)
        self.archetypes: tuple[str, ...] = tuple(dict.fromkeys(map(org.archetype, self.roles)))
        """The archetypes of the roles held."""
        self._archetypes = frozenset(self.archetypes)
        self._time: Time | None = None

    def look(self, keys: Path) -> tuple[Path, Fact | None]:
        """Return the path of a fact and the fact: the person's own, else the only role's that gives it."""
        org = self.org
        own = self.path + keys
        fact = org.fact(own)
        if fact is None and self.is_person and keys[0] != "name":
            inherited = [found for role in self.roles if (found := org.fact(("roles", role, *keys))) is not None]
            if inherited and all(found.value == inherited[0].value for found in inherited):
                return inherited[0].path, inherited[0]
            if len(self.roles) == 1 and not inherited and not org.has_own(self.id, keys[0]):
                own = ("roles", self.roles[0], *keys) if keys[0] in {"time", "kpis", "pay", "plan"} else own
        return own, fact

    def has_own(self, *keys: str) -> bool:
        """Tell whether their own entry gives a fact, whatever their roles say."""
        return self.org.peek(self.path + keys) is not None

    @property
    def time(self) -> Time:
        if self._time is None:
            self._time = Time(self)
        return self._time

    @property
    def roles_known(self) -> bool:
        """Tell whether the file says which roles a person holds."""
        return not self.is_person or self.org.peek(("people", self.id, "roles")) is not None

    def holds(self, *archetypes: str) -> bool:
        """Tell whether the worker holds a role of one of these archetypes."""
        if not self._archetypes.isdisjoint(archetypes):
            return True
        if not self.roles_known:
            raise Unknown(("people", self.id, "roles"))
        return False

    @property
    def is_seller(self) -> bool:
        return self.holds(*self.org.SELLERS)

    @property
    def is_leader_level(self) -> bool:
        """Tell whether they can speak for a department: by archetype, or as a department's named leader."""
        return self.org.is_leader_level(self)

    @property
    def part_of_revenue(self) -> Number:
        """Return the share of the company's revenue they bring: as stated, else worked out from both revenues.

        Where both are there and differ, it lies between them. More than the whole is nobody's share: one of the two
        revenues is wrong, and which one is not known.
        """
        stated, own, whole = self.revenue_share, self.revenue, self.org.company.revenue
        if own.high == 0:
            return Number.exactly(0, "share", own.path)
        if not (own.known and whole.known and whole.value):
            return stated if stated.known else Number(0, 1, "share", own.path, own.needs + whole.needs)
        worked_out = own.value / whole.value
        if worked_out > 1:
            return Number(0, 1, "share", own.path, (own.path, whole.path))
        if not stated.known:
            return Number.exactly(worked_out, "share", own.path)
        low, high = sorted((worked_out, stated.value))
        return Number(low, high, "share", own.path, (own.path, stated.path))

    def takes_part_in(self, members: Group) -> bool:
        """Tell whether they are among `members`: by their own id, through a role, or for their department."""
        needs = members.needs
        for id_ in members.members:
            meant = self.org.meant(id_)
            if self in meant.items:
                return True
            if meant.needs:
                needs += tuple(path for path in meant.needs if self._may_be_told_of(path))
        if needs:
            raise Unknown(*needs)
        return False

    def _may_be_told_of(self, path: Path) -> bool:
        """Tell whether a fact that says whom a reference means may say that it means them."""
        return path[0] == "departments" or path[1] in (self.id, *self.roles) or not self.roles_known

    def plan_of(self, metric: str) -> Number:
        """Return the yearly plan of one metric for one holder."""
        return yearly_plan(self, metric)

    @property
    def plan_metrics(self) -> tuple[str, ...]:
        """Return the metrics that the plan names."""
        path, plan = self.find(("plan",))
        if plan is None:
            raise Unknown(path)
        return tuple(key for key in plan if key not in ("checkpoints", "per"))

    @property
    def headcount(self) -> Number:
        """Return how many people this is: 1 for a person; for a role, its holders who are not named."""
        return Number.exactly(1, "count", self.path) if self.is_person else self.org.unnamed_holders(self.id)
