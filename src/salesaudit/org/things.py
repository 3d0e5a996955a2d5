"""The things of a company that rules ask about: each reads its facts by name and knows its place in the file."""

from __future__ import annotations

from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any, ClassVar

from salesaudit.knowledge import vocabulary
from salesaudit.org.reading import Read, cap, flag, given, group, ladder, number, series, word
from salesaudit.org.values import Fact, Number, Path, Several

if TYPE_CHECKING:
    from salesaudit.org.org import Org

NONE = "none"
BRINGS = {"payments": "revenue"}
"""Families that bring in what another one counts: whoever is paid for money received does not pull from revenue (D)."""


class Thing:
    """Something with an id and a place in the file."""

    kind: ClassVar[str] = "company"
    __slots__ = ("id", "org", "path", "reads")

    def __init__(self, org: Org, id_: str, path: Path) -> None:
        self.org = org
        self.id = id_
        self.path = path
        self.reads: dict[Read[Any], tuple[Fact | None, Any]] = {}
        """What was read of it: the facts, and what was made of them."""

    def find(self, keys: Path) -> tuple[Path, Any]:
        """Return the full path of a fact and its value, None where it is not known; note the read."""
        path, fact = self.look(keys)
        if fact is None:
            return path, None
        self.org.trace.append(fact)
        return path, fact.value

    def look(self, keys: Path) -> tuple[Path, Fact | None]:
        """Return the full path of a fact and the fact, None where it is not known, without noting it."""
        path = self.path + keys
        return path, self.org.fact(path)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Thing) and self.id == other.id and self.kind == other.kind

    def __hash__(self) -> int:
        return hash((self.kind, self.id))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id})"


def yearly_plan(thing: Thing, metric: str) -> Number:
    """Return a thing's plan of one metric for a year; 0 where there is none, or where it names other metrics only."""
    path, plan = thing.find(("plan",))
    if plan is None or (plan and not set(plan) - {"checkpoints", "per"}):
        return Number(0, inf, "metric", (*path, metric), ((*path, metric),))
    return Number.exactly(plan.get(metric, 0) * times_a_year(plan.get("per")), "money", (*path, metric))


def times_a_year(per: str | None) -> int:
    """Return how many times a year a plan or a goal comes: once unless it says otherwise."""
    return {"month": 12, "quarter": 4}.get(per or "year", 1)


class Company(Thing):
    kind = "company"
    name = word("company", "name")
    market = word("company", "market")
    headcount = number("company", "headcount", unit="count")
    currency = word("company", "currency")
    revenue = number("company", "revenue", unit="money")
    revenue_previous = number("company", "revenue_previous", unit="money")
    repeat_share = number("company", "repeat_share", unit="share")
    top_customer_share = number("company", "top_customer_share", unit="share")
    seller_turnover = number("company", "seller_turnover", unit="share")
    customer_churn = number("company", "customer_churn", unit="share")
    sales_format = word("company", "sales_format")
    captive = flag("company", "captive")
    functions_reviewed = word("company", "functions_reviewed")
    as_of = word("company", "as_of")
    owner_decides = group("administration", "owner_decides")
    decision_days = number("administration", "decision_days")
    approval_levels = number("administration", "approval_levels", unit="count")
    plan_fact = word("rhythm", "plan_fact")
    pipeline_review = word("rhythm", "pipeline_review")
    one_to_one = word("rhythm", "one_to_one")
    motives = group("elements", "compensation", "motives")


class Strategy(Thing):
    kind = "company"
    state = ladder("strategy", "state")
    goals = given("strategy", "goals")
    reviewed = word("strategy", "reviewed")
    seller_is_for = word("strategy", "seller_is_for")
    involved = group("strategy", "involved")
    values = ladder("strategy", "values")

    @property
    def goal_metrics(self) -> Several[Metric]:
        """Return what the goals of the course are counted in."""
        path, goals = self.find(("strategy", "goals"))
        if goals is None:
            return Several((), (path,))
        return Several(tuple(dict.fromkeys(Metric(self.org, goal["metric"], path) for goal in goals)))

    @property
    def all_goals(self) -> Several[Goal]:
        """Return the goals in their order."""
        path: Path = ("strategy", "goals")
        goals = self.org.peek(path)
        if goals is None:
            return Several((), (path,))
        return Several(tuple(Goal(self.org, str(index), (*path, index)) for index in range(len(goals))))


class Goal(Thing):
    """One goal of the course: a metric, how much of it, and by when."""

    kind = "goal"
    metric = word("metric")
    target = number("target", unit="money")
    by = word("by")

    @property
    def yearly(self) -> Number:
        """Return the target for a year."""
        _, per = self.find(("per",))
        return self.target * times_a_year(per)


class Metric(Thing):
    """Something people, plans and goals are measured by: one of the vocabulary's, or the company's own words."""

    kind = "metric"

    @property
    def family(self) -> str:
        """Return the family of metrics that mean the same; a metric of the company's own is a family by itself."""
        entry = vocabulary.metrics().get(self.id)
        return entry.family if entry else self.id

    @property
    def in_vocabulary(self) -> bool:
        """Tell whether the vocabulary knows it; what the company's own words mean is left open."""
        return self.id in vocabulary.metrics()

    def serves(self, goal: Metric) -> bool:
        """Tell whether more of it is more of what a goal asks for: the same family, or one that brings it in."""
        return goal.family in (self.family, BRINGS.get(self.family))


class Link(Thing):
    kind = "link"
    state = ladder("state")
    reviewed = word("reviewed")


class Department(Thing):
    kind = "department"
    title = word("title")
    component = word("component")
    leader = group("leader")


class Function(Thing):
    kind = "function"
    title = word("title")
    responsible = group("responsible")
    accountable = group("accountable")
    deputy = group("deputy")
    state = ladder("state")
    reviewed = word("reviewed")
    stated_component = word("component")

    @cached_property
    def entry(self) -> Any:
        """Return the vocabulary's entry, None for a function of the company's own."""
        return self.org.vocabulary_function(self.id)

    @property
    def component(self) -> str:
        """Return the component it belongs to: as written, else the vocabulary's."""
        stated = self.stated_component
        if stated.known:
            return stated.text
        return str(self.entry.component) if self.entry else "support"

    @cached_property
    def group(self) -> str:
        """Return the vocabulary's group, empty for a function of the company's own."""
        return str(self.entry.group) if self.entry else ""


class Component(Thing):
    """A part of the business: lead generation, sales or production."""

    kind = "component"


class Process(Thing):
    kind = "process"
    title = word("title")
    component = word("component")
    owner = group("owner")
    state = ladder("state")
    reviewed = word("reviewed")
    in_crm = flag("in_crm")
    lost_reasons = ladder("lost_reasons")
    late_share = number("late_share", unit="share")
    average_deal = number("average_deal", unit="money")
    cycle = number("cycle", unit="hours")
    has_stages = given("stages")


class Step(Thing):
    """A step of a process; its id is its position, counted from 1."""

    kind = "step"
    who = group("who")


class Stage(Thing):
    kind = "stage"
    stage_kind = word("kind")
    title = word("title")
    owner = group("owner")
    has_exit = given("exit")
    has_conversion = given("conversion")
    conversion = number("conversion", unit="share")
    days = number("days")
    has_buyer = given("buyer")


class Handoff(Thing):
    kind = "handoff"
    giver = word("from")
    taker = word("to")
    via = word("via")
    owner = group("owner")
    has_terms = given("accepts")
    state = ladder("state")
    reviewed = word("reviewed")


class Interface(Thing):
    kind = "interface"
    spokesperson = group("spokesperson")
    conflicts = word("conflicts")
    resolved_by = word("resolved_by")
    agreement = ladder("agreement")

    @property
    def department(self) -> Department:
        """Return the department on the other side."""
        return self.org.department(self.id)


class LeadGeneration(Thing):
    kind = "company"
    goes_to = word("lead_generation", "goes_to")
    has_quantity = given("lead_generation", "criteria", "quantity")
    has_quality = given("lead_generation", "criteria", "quality")
    accepted_share = number("lead_generation", "criteria", "accepted_share", unit="share")
    first_response = number("lead_generation", "first_response", unit="hours")
    unprocessed_share = number("lead_generation", "unprocessed_share", unit="share")
    leads_by_month = series("lead_generation", "leads_by_month")
    portrait = ladder("lead_generation", "target_portrait", "state")
    portrait_agreed_by = group("lead_generation", "target_portrait", "agreed_by")


class Channel(Thing):
    kind = "channel"
    title = word("title")
    channel_kind = word("kind")
    owner = group("owner")
    leads_per_month = number("leads_per_month", unit="count")
    cost_per_month = number("cost_per_month", unit="money")

    def plan_of(self, metric: str) -> Number:
        """Return the channel's yearly plan of one metric."""
        return yearly_plan(self, metric)


class Policy(Thing):
    kind = "policy"
    state = ladder("state")
    reviewed = word("reviewed")
    value = word("value")
    has_value = given("value")
    limit = cap("limit", unit="share")
    has_limit = given("limit")
    max_deferral = cap("max_deferral", unit="hours")
    has_max_deferral = given("max_deferral")
    has_credit_limit = given("credit_limit")
    overdue_share = number("overdue_share", unit="share")


class Section(Thing):
    """A part of the file whose entries can exist on paper only."""

    kind = "section"


class Element(Thing):
    kind = "element"
    title = word("title")
    state = ladder("state")
    reviewed = word("reviewed")
    owner = group("owner")
    tool = word("tool")
    coverage = number("coverage", unit="share")


class Segment(Thing):
    kind = "segment"
    title = word("title")
    size = word("size")
    potential = word("potential")
    served_by = group("served_by")
    leader_involved = flag("leader_involved")
    assigned_by = word("assigned_by")
    share_of_revenue = number("share_of_revenue", unit="share")


class Measured(Thing):
    """What only an import can tell (section `measured`, merged from the evidence files)."""

    kind = "company"
    stages_never_seen = group("measured", "funnel", "stages_never_seen")
    won_skipping_a_stage = number("measured", "funnel", "won_skipping_a_stage", unit="share")
    won_cycle_median = number("measured", "funnel", "won_cycle_median", unit="hours")
    open_older_than_twice_cycle = number("measured", "funnel", "open_older_than_twice_cycle", unit="share")
    open_without_next_step = number("measured", "funnel", "open_without_next_step", unit="share")
    top5_share = number("measured", "customers", "top5_share", unit="share")
