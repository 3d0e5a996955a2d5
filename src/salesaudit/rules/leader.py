"""LDR: the sales leader as manager, seller and integrator."""

from __future__ import annotations

from salesaudit.org.org import Org
from salesaudit.org.things import Company
from salesaudit.org.workers import Worker
from salesaudit.rules.guards import no_sellers, one_person_company
from salesaudit.rules.judgements import ask, at_most
from salesaudit.rules.registry import rule
from salesaudit.rules.steps import StepTable
from salesaudit.rules.subjects import company, leaders
from salesaudit.rules.verdict import Verdict

SELLING_LIMITS = StepTable({2: 0.6, 4: 0.5, 7: 0.35, 12: 0.2}, beyond=0.1)
"""How much a leader may sell, by sellers led: 60 % and 50 % are S1's, the fall with each hire too, its steps ours."""

STILL_A_LEADER = 0.6
"""Above this the person is the best seller, not the leader (S1)."""


@rule("LDR001", subject=company, severity="l/h/c/c", sources="S1", unless=[one_person_company])
def no_sales_leader(company: Company, org: Org) -> Verdict:
    return ask(lambda: bool(org.leaders), ("roles",))


@rule("LDR002", subject=leaders, severity="m/h/c/c", sources="S1 D", unless=[no_sellers])
def leader_still_the_best_seller_by_time(
    leader: Worker, org: Org, *, limits: StepTable = SELLING_LIMITS, grace: float = 0.1
) -> Verdict:
    selling = leader.time.selling
    verdict = at_most(selling, limits.at(org.team_size)).say(sellers=org.team_size)
    slightly_over = verdict.limit is not None and selling.low <= min(verdict.limit.low + grace, STILL_A_LEADER)
    return verdict.mild() if slightly_over else verdict
