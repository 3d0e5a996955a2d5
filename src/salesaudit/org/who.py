"""Who works in the company: roles and people, sellers and leaders, reporting lines."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from math import inf
from typing import NamedTuple, cast

from salesaudit.knowledge import vocabulary
from salesaudit.org.facts import derived
from salesaudit.org.kleene import some, those
from salesaudit.org.teams import Line, heads, lines, team_of
from salesaudit.org.things import Function
from salesaudit.org.values import Number, Path, Several, Unknown
from salesaudit.org.what import Structure
from salesaudit.org.work import doers
from salesaudit.org.workers import Worker


class _Reference(NamedTuple):
    """Whom an id means: for sure, and as far as the file tells."""

    sure: Several[Worker]
    likely: tuple[Worker, ...]


class Workforce(Structure):
    """The people and roles of a company."""

    SELLERS = ("sales_rep", "account_manager", "dealer_manager", "tender_specialist", "shop_assistant")

    @cached_property
    def _workers(self) -> dict[str, Worker]:
        return {}

    @cached_property
    def _holders(self) -> dict[str, list[str]]:
        holders: dict[str, list[str]] = {}
        for person in self._people:
            for role in self.roles_of(person):
                holders.setdefault(role, []).append(person)
        return holders

    def roles_of(self, person: str) -> tuple[str, ...]:
        """Return the roles a person is known to hold."""
        return tuple(str(role) for role in self._people[person].get("roles", ()))

    def worker(self, id_: str) -> Worker:
        """Return the person or role with this id."""
        if id_ not in self._workers:
            self._workers[id_] = Worker(self._org, id_, is_person=id_ in self._people)
        return self._workers[id_]

    def named_holders(self, role: str) -> tuple[Worker, ...]:
        """Return the people listed with a role."""
        return tuple(self.worker(id_) for id_ in self._holders.get(role, ()))

    def unnamed_holders(self, role: str) -> Number:
        """Return how many holders of a role are not listed under people."""
        listed = len(self._holders.get(role, ()))
        path = ("roles", role, "count")
        count = self._roles[role].get("count")
        if count is not None:
            self.note(path, count)
            return Number.exactly(max(0, count - listed), "count", path)
        return Number.exactly(0, "count", path) if listed else Number(1, inf, "count", path, (path,))

    def workers_of_role(self, role: str) -> tuple[Worker, ...]:
        """Return the listed holders of a role, and the role itself where somebody unnamed may fill it."""
        named = self.named_holders(role)
        return (*named, self.worker(role)) if self.unnamed_holders(role).high > 0 else named

    def workers_behind(self, id_: str) -> tuple[Worker, ...]:
        """Return everyone meant by a reference, as far as the file tells.

        A role means its holders and itself; a person themselves; a department its leader, or everyone in it where
        it names none.
        """
        return self._reference(id_).likely

    def meant(self, id_: str) -> Several[Worker]:
        """Return everyone whom a reference means for sure; `needs` are the facts that may add others."""
        return self._reference(id_).sure

    def _reference(self, id_: str) -> _Reference:
        if id_ not in self._references:
            self._references[id_] = self._resolve(id_)
        return self._references[id_]

    @cached_property
    def _references(self) -> dict[str, _Reference]:
        return {}

    def _resolve(self, id_: str) -> _Reference:
        sure: dict[Worker, None] = {}
        likely: dict[Worker, None] = {}
        needs: dict[Path, None] = {}
        queue, seen = [(id_, True)], {id_}
        while queue:
            here, is_sure = queue.pop(0)
            if here in self._departments:
                leaders = self._departments[here].get("leader")
                if leaders is None:
                    needs[("departments", here, "leader")] = None
                    is_sure = False
                elif not leaders:
                    needs.update(dict.fromkeys(self._unplaced))
                more = [one for one in leaders or self._roles_in.get(here, ()) if one not in seen]
                queue += [(one, is_sure) for one in more]
                seen.update(more)
                continue
            workers = [self.worker(here)]
            if here in self._roles:
                workers += self.named_holders(here)
                needs.update(dict.fromkeys(self._undecided))
            likely.update(dict.fromkeys(workers))
            if is_sure:
                sure.update(dict.fromkeys(workers))
        return _Reference(Several(tuple(sure), tuple(needs)), tuple(likely))

    @cached_property
    def _unplaced(self) -> tuple[Path, ...]:
        """The departments of roles of which the file does not say where they work."""
        return tuple(("roles", id_, "department") for id_, role in self._roles.items() if "department" not in role)

    @cached_property
    def _roles_in(self) -> dict[str, list[str]]:
        roles: dict[str, list[str]] = {}
        for role, content in self._roles.items():
            if "department" in content:
                roles.setdefault(content["department"], []).append(role)
        return roles

    @cached_property
    def _undecided(self) -> tuple[Path, ...]:
        """The roles of people of whom the file does not say which they hold."""
        return tuple(("people", id_, "roles") for id_, person in self._people.items() if "roles" not in person)

    def holding(self, *archetypes: str) -> Several[Worker]:
        """Return the workers who hold a role of one of these archetypes: people first, then unnamed holders."""
        return self.once(("holding", archetypes), self._holding, archetypes)

    def _holding(self, archetypes: tuple[str, ...]) -> Several[Worker]:
        if "roles" not in self.data:
            return Several((), (("roles",),))
        found = [
            worker
            for role in self._roles
            if self.archetype(role) in archetypes
            for worker in self.workers_of_role(role)
        ]
        return Several(tuple(dict.fromkeys(found)), self._undecided)

    @derived
    def everyone(self) -> Several[Worker]:
        """Return all people, and the roles that somebody unnamed fills."""
        if "roles" not in self.data and "people" not in self.data:
            return Several((), (("roles",),))
        unnamed = [self.worker(role) for role in self._roles if self.unnamed_holders(role).high > 0]
        return Several((*(self.worker(id_) for id_ in self._people), *unnamed))

    def may_report_to(self, boss: Worker) -> tuple[Worker, ...]:
        """Return everyone who reports to a boss, and those of whom the file does not tell to whom they report."""
        sure, untold = self._reporting
        return (*sure.get(boss, ()), *untold)

    @cached_property
    def _reporting(self) -> tuple[dict[Worker, list[Worker]], list[Worker]]:
        sure: dict[Worker, list[Worker]] = {}
        untold: list[Worker] = []
        for worker in self.everyone.items:
            _, bosses = worker.look(("reports_to",))
            meant = [self.meant(str(id_)) for id_ in cast("list[str]", bosses.value)] if bosses else []
            if bosses is None or any(one.needs for one in meant):
                untold.append(worker)
                continue
            for boss in dict.fromkeys(boss for one in meant for boss in one.items):
                sure.setdefault(boss, []).append(worker)
        return sure, untold

    @derived
    def roles(self) -> Several[Worker]:
        """Return the roles, as roles."""
        if "roles" not in self.data:
            return Several((), (("roles",),))
        return Several(tuple(self.worker(role) for role in self._roles))

    @derived
    def sellers(self) -> Several[Worker]:
        """Return those who hold a seller's role."""
        return self.holding(*self.SELLERS)

    def other_sellers(self, worker: Worker) -> Several[Worker]:
        """Return those who hold a seller's role, a given worker left out."""
        others = tuple(seller for seller in self.sellers.items if seller != worker)
        return Several(others, self.sellers.needs)

    def other_leaders(self, worker: Worker) -> Several[Worker]:
        """Return the sales leaders, a given worker left out."""
        leaders = self.leaders
        tops = self.holding("ceo", "owner")
        if not leaders.items and not tops.needs and all(top == worker for top in tops.items):
            return Several(())
        return Several(tuple(leader for leader in leaders.items if leader != worker), leaders.needs)

    @derived
    def owners(self) -> Several[Worker]:
        """Return the owners."""
        return self.holding("owner")

    @derived
    def ceos(self) -> Several[Worker]:
        """Return the holders of the CEO's role."""
        return self.holding("ceo")

    @derived
    def seller_roles(self) -> Several[Worker]:
        """Return the roles of sellers, as roles."""
        if "roles" not in self.data:
            return Several((), (("roles",),))
        return Several(tuple(self.worker(role) for role in self._roles if self.archetype(role) in self.SELLERS))

    @derived
    def team_size(self) -> Number:
        """Return how many sellers there are, unnamed ones counted with `count`."""
        return heads(self.sellers)

    def sellers_led_by(self, leader: Worker) -> Number:
        """Return how many sellers there are besides a leader, who may be one of them, and those of other leaders."""
        if any(other != leader for other in self.known_leaders):
            return team_of(leader, self)
        return heads(self.other_sellers(leader)) if leader in self._sellers else self.team_size

    @cached_property
    def _sellers(self) -> frozenset[Worker]:
        return frozenset(self.sellers.items)

    @derived
    def leaders(self) -> Several[Worker]:
        """Return the sales leaders: named by a sales department, else by role, else a ceo or owner who leads."""
        named = [
            worker
            for department in self.departments.items
            if self.component_of_department(department.id) == "sales"
            for id_ in self._departments[department.id].get("leader", ())
            for worker in self._leader_workers(id_)
        ]
        if named:
            for department in self.departments.items:
                self.note(("departments", department.id, "leader"), self._departments[department.id].get("leader"))
            return Several(tuple(dict.fromkeys(named)), self._untold_leaders_of_sales())
        for archetype in ("head_of_sales", "commercial_director"):
            found = self.holding(archetype)
            if found.items or found.needs:
                return found
        return self._leading_tops()

    @cached_property
    def known_leaders(self) -> tuple[Worker, ...]:
        """Return the sales leaders as far as they are known; nothing is noted, for it is no fact about a team."""
        return self.quietly("known_leaders", lambda: self.leaders.items)

    @cached_property
    def lines_of_sellers(self) -> tuple[Line, ...]:
        """Return the sellers by those who lead them."""
        return lines(self)

    def owners_lead_sales(self) -> bool:
        """Tell whether owners are known to lead sales and nobody else does."""
        return bool(self.known_leaders) and all("owner" in leader.archetypes for leader in self.known_leaders)

    def _leader_workers(self, id_: str) -> tuple[Worker, ...]:
        return self.workers_of_role(id_) if id_ in self._roles else self.workers_behind(id_)

    def _leading_tops(self) -> Several[Worker]:
        found = those(self.holding("ceo", "owner"), self._does_some_leading)
        return found if found.items else Several((), found.needs + self._untold_leaders_of_sales())

    def _untold_leaders_of_sales(self) -> tuple[Path, ...]:
        return tuple(
            ("departments", department.id, "leader")
            for department in self.departments.items
            if self.component_of_department(department.id) == "sales"
            and "leader" not in self._departments[department.id]
        )

    def _does_some_leading(self, worker: Worker) -> bool:
        leading = self.functions_of_group("lead")
        return some(leading, lambda function: worker.takes_part_in(function.responsible))

    @cached_property
    def _answers(self) -> dict[Worker, dict[Function, None]]:
        answers: dict[Worker, dict[Function, None]] = {}
        for function in self.functions.items:
            for id_ in self.peek((*function.path, "accountable")) or ():
                for worker in self.meant(id_).items:
                    answers.setdefault(worker, {})[function] = None
        return answers

    def may_answer_for(self, worker: Worker) -> Several[Function]:
        """Return the functions of the file that a worker is accountable for, and those where it is not told who is."""
        found = dict.fromkeys((*self._answers.get(worker, ()), *self._unanswered))
        return Several(tuple(found), self.functions.needs)

    @cached_property
    def _unanswered(self) -> tuple[Function, ...]:
        return tuple(one for one in self.functions.items if self._is_open(self.peek((*one.path, "accountable"))))

    def _is_open(self, ids: Iterable[str] | None) -> bool:
        """Tell whether the file leaves open who is meant: it names nobody, or a department without its people."""
        return ids is None or any(self.meant(id_).needs for id_ in ids)

    @cached_property
    def at_work(self) -> frozenset[Worker]:
        """Return whoever the file gives anything to do; what it does not tell counts as nothing to do.

        Work is a function, a department or people to lead, a step, a stage, a channel, a handoff, an interface, an
        element, a policy, a segment or the course.
        """
        return frozenset(worker for id_ in doers(self.data) for worker in self.workers_behind(id_))

    def is_leader_level(self, worker: Worker) -> bool:
        """Tell whether a worker is of leader level: by archetype, or as a department's named leader."""
        levels = vocabulary.archetypes()
        if any(a in levels and levels[a].level in ("leader", "top") for a in worker.archetypes):
            return True
        named = self._named_leaders
        if worker in self._sure_leaders:
            return True
        if not worker.roles_known:
            raise Unknown(("people", worker.id, "roles"))
        named.all()  # anybody may lead a department that does not tell its leader
        return False

    @cached_property
    def _sure_leaders(self) -> frozenset[Worker]:
        return frozenset(self._named_leaders.items)

    @derived
    def _named_leaders(self) -> Several[Worker]:
        """The leaders that departments name."""
        several = [self.meant(id_) for department in self._departments.values() for id_ in department.get("leader", ())]
        untold = tuple(("departments", id_, "leader") for id_, one in self._departments.items() if "leader" not in one)
        if (of_sales := self._untold_leaders_of_sales()) and self.leaders.items:  # somebody leads sales by role
            untold = tuple(path for path in untold if path not in of_sales)
        items = dict.fromkeys(worker for one in several for worker in one.items)
        return Several(tuple(items), (*untold, *dict.fromkeys(path for one in several for path in one.needs)))

    def is_above(self, upper: Worker, lower: Worker) -> bool:
        """Tell whether `upper` stands above `lower` in the reporting lines; owner and CEO stand above everyone."""
        return self.once(("is_above", upper, lower), self._is_above, upper, lower)

    def _is_above(self, upper: Worker, lower: Worker) -> bool:
        if lower.holds("owner"):
            return False
        if upper.holds("owner"):
            return True
        if upper.holds("ceo") and not lower.holds("ceo"):
            return True
        seen: set[Worker] = set()
        queue = [lower]
        needs: list[Path] = []
        while queue:
            worker = queue.pop()
            if worker.holds("owner"):
                continue
            bosses = worker.reports_to
            meant = [self.meant(id_) for id_ in bosses.members]
            needs.extend((*bosses.needs, *(path for one in meant for path in one.needs)))
            for boss in (boss for one in meant for boss in one.items):
                if boss == upper:
                    return True
                if boss not in seen:
                    seen.add(boss)
                    queue.append(boss)
        if needs:
            raise Unknown(*needs)
        return False
