"""FNL: the funnel from first contact to handover: is it whole, measured, kept in one place, honest about losses."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from salesaudit.org.kleene import those
from salesaudit.org.org import Org
from salesaudit.org.things import Company, Stage
from salesaudit.org.values import Number, Path, Unknown, at_least_zero
from salesaudit.rules import guards
from salesaudit.rules.causes import crm_missing, funnel_described
from salesaudit.rules.guards import in_a_shop, one_person_company
from salesaudit.rules.judgements import all_of, among, at_least, at_most, both, given, how_many, ready, somebody
from salesaudit.rules.registry import rule
from salesaudit.rules.subjects import company, stages
from salesaudit.rules.verdict import NotApplicable, Verdict

STAGES: Path = ("processes", "funnel", "stages")
FIRST, LAST = "first_contact", "handover"


@rule("FNL001", subject=company, severity="m/h/h/h", sources="S3")
def no_funnel(company: Company, org: Org) -> Verdict:
    verdict = funnel_described(org)
    return verdict.capped("medium") if in_a_shop(org) else verdict


@rule("FNL002", subject=stages, severity="l/m/m/m", sources="S3", unless=[guards.no_funnel])
def stage_without_exit(stage: Stage, org: Org) -> Verdict:
    return given(stage.has_exit)


@rule("FNL003", subject=company, severity="l/m/m/m", sources="S3", unless=[guards.no_funnel])
def funnel_cut_short(company: Company, org: Org) -> Verdict:
    all_stages = org.stages.all()
    first, last = all_stages[0], all_stages[-1]
    begins = among(first.stage_kind, FIRST).say(first=first)
    ends = among(last.stage_kind, LAST).say(last=last)
    if not in_a_shop(org):
        return both(begins, ends.worded("end"), neither="both")
    if begins.outcome == "pass" and ends.outcome != "pass":
        raise NotApplicable("shop_or_eshop")
    return begins


@rule("FNL004", subject=stages, severity="l/m/m/m", sources="S3", unless=[guards.no_funnel])
def stage_not_measured(stage: Stage, org: Org) -> Verdict:
    return given(stage.has_conversion)


@rule("FNL005", subject=stages, severity="l/m/m/m", sources="S3", unless=[guards.no_funnel, one_person_company])
def stage_without_owner(stage: Stage, org: Org) -> Verdict:
    return somebody(stage.owner)


@rule("FNL006", subject=company, severity="l/m/h/h", sources="S3 S4", unless=[guards.no_funnel])
def funnel_not_in_crm(company: Company, org: Org) -> Verdict:
    in_crm = given(org.funnel.in_crm)
    if in_crm.outcome == "fail" and crm_missing(org):
        raise NotApplicable("said_by_other_rule", rule="SYS001")
    return in_crm


@rule("FNL007", subject=stages, severity="l/l/l/l", sources="S3 D", unless=[guards.no_funnel])
def bottleneck(stage: Stage, org: Org, *, least: float = 0.5, others: int = 3) -> Verdict:
    if not is_in_the_middle(stage, org):
        raise NotApplicable("edge_stage")
    if given(stage.has_conversion).outcome == "fail":
        raise NotApplicable("said_by_other_rule", rule="FNL004")
    usual = usual_conversion(stage, org, others)
    return at_least(stage.conversion, usual * least).say(usual=usual)


@rule("FNL008", subject=company, severity="l/l/m/m", sources="S0", unless=[guards.no_funnel])
def funnel_blind_to_the_buyer(company: Company, org: Org, *, least: float = 0.5) -> Verdict:
    flags = [stage.has_buyer for stage in org.stages.all()]
    said = sum(1 for flag in flags if flag.known and flag.yes)
    open_ = tuple(path for flag in flags for path in flag.needs)
    count = Number(said, said + len(open_), "count", STAGES, open_)
    return at_least(count, len(flags) * least).say(said=said, stages=len(flags))


@rule("FNL009", subject=company, severity="l/l/l/l", sources="D", unless=[guards.no_funnel])
def too_short_or_too_long(company: Company, org: Org, *, fewest: int = 3, most: int = 9) -> Verdict:
    count = how_many(org.stages, STAGES)
    return all_of(at_least(count, fewest), at_most(count, most).worded("long"))


@rule("FNL010", subject=company, severity="l/m/h/h", sources="S1")
def losses_without_reasons(company: Company, org: Org, *, late: float = 0.1) -> Verdict:
    funnel = org.funnel
    reasons = ready(funnel.lost_reasons, at_least="practised")
    on_time = at_most(funnel.late_share, late).say(late=funnel.late_share)
    return both(
        reasons if funnel.lost_reasons.high else reasons.worded("absent"), on_time.worded("late"), neither="both"
    )


def is_in_the_middle(stage: Stage, org: Org) -> bool:
    """Tell whether a stage is neither the first nor the handover.

    One between others is taken for a middle one unless its kind says otherwise; of the last one its kind has to tell.
    """
    all_stages = org.stages.all()
    if stage == all_stages[0]:
        return False
    kind = stage.stage_kind
    return not kind.is_in(LAST) if kind.known or stage == all_stages[-1] else True


def usual_conversion(stage: Stage, org: Org, fewest: int) -> Number:
    """Return the median conversion of the other middle stages that are measured.

    Where it is open whether a stage is one of them, or how it converts, the median with 0 and with 1 in its place are
    the bounds. Raises Unknown where that leaves fewer than `fewest`, NotApplicable where there are not so many.
    """
    shares = org.once("conversions", _conversions, org)
    own = stage.conversion
    if len(shares.lows) - 1 < fewest:
        raise NotApplicable("too_few_stages")
    needs = tuple(path for path in shares.needs if path not in own.needs)
    if shares.known - own.known < fewest:
        raise Unknown(*needs)
    low, high = _median_without(own.low, shares.lows), _median_without(own.high, shares.highs)
    return Number(low, high, "share", STAGES, needs)


class _Conversions(NamedTuple):
    """The bounds of the middle stages' conversions, each in order of size, and how many are known."""

    lows: list[float]
    highs: list[float]
    known: int
    needs: tuple[Path, ...]


def _conversions(org: Org) -> _Conversions:
    measured = those(
        org.stages.all(),
        lambda stage: is_in_the_middle(stage, org) and given(stage.has_conversion).outcome != "fail",
    )
    shares = [stage.conversion for stage in measured.items]
    shares += [at_least_zero("share", path) for path in measured.needs]
    return _Conversions(
        sorted(share.low for share in shares),
        sorted(share.high for share in shares),
        sum(share.known for share in shares),
        tuple(path for share in shares for path in share.needs),
    )


def _median_without(value: float, ordered: list[float]) -> float:
    """Return the median of numbers in order, one that equals `value` left out."""
    gap = bisect_left(ordered, value)
    left = len(ordered) - 1
    lower, upper = (ordered[place + (place >= gap)] for place in ((left - 1) // 2, left // 2))
    return (lower + upper) / 2
