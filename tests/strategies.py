"""Companies made up by Hypothesis: right by construction, with everything that a file may say and may leave out.

`companies()` gives plain data; `written()` writes such data as YAML in one of many ways, `broken()` damages a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from salesaudit.knowledge import vocabulary

Data = dict[str, Any]

STATES = ("absent", "spoken", "written", "practised", "reviewed")
RHYTHM = ("day", "week", "month", "quarter", "none")
ACTIVITIES = (
    "selling", "searching", "outreach", "leading", "integrating", "servicing", "admin", "producing", "strategy",
    "other",
)  # fmt: skip
OWN_ROLES = ("hunter.1", "closer_2", "герой-продаж")
PEOPLE = ("ivanov", "petrov", "сидорова", "lee-3", "müller", "x.y")
DEPARTMENTS = ("dept_a", "dept_b", "отдел_в", "dept-d")
OWN_FUNCTIONS = ("coffee_making", "своя_функция")
OWN_ELEMENTS = ("whiteboard", "доска")
STAGES = ("first", "second", "third", "последний")
SEGMENTS = ("key", "small_fry", "прочие")
CHANNELS = ("cold_calls", "ads", "сарафан")
USUAL_ROLES = (
    "owner", "ceo", "commercial_director", "head_of_sales", "team_lead", "sales_rep", "account_manager", "marketer",
    "lead_generator", "head_of_marketing", "accountant", "production", "head_of_production", "sales_assistant",
)  # fmt: skip
COMPONENTS = ("lead_generation", "sales", "production", "support")
FILES = ("answers/one.yaml", "answers/two.yaml", "evidence/deals.yaml")

shares = st.integers(0, 100).map("{}%".format)
money = st.sampled_from([0, 1, 250_000, 4_000_000, 30_000_000, 120_000_000, "1.5M", "450 тыс."])
counts = st.sampled_from([0, 1, 2, 3, 5, 8, 13, 40, 150])
durations = st.sampled_from(["0", "30min", "4h", "1d", "2d", "10d", "45d", "200 d"])
dates = st.sampled_from(["2020-02-29", "2024-02-01", "2026-01-15", "2026-09-30", "2026-11-01"])
states = st.sampled_from(STATES)
booleans = st.sampled_from(["yes", "no", "true", "false"])
metrics = st.lists(st.sampled_from([*vocabulary.metrics(), "улыбки"]), max_size=3, unique=True)
texts = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff"),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() not in ("", "~", "null", "Null", "NULL", "unknown", "none", "absent"))


@cache
def one_of_words(words: str) -> SearchStrategy[str]:
    """Choose one of the words of a text."""
    return st.sampled_from(words.split())


def part(**fields: SearchStrategy[Any]) -> SearchStrategy[Data]:
    """Choose which of some fields a section has, and their values; a trailing ``_`` keeps Python's words apart."""
    return st.fixed_dictionaries({}, optional={name.rstrip("_"): field for name, field in fields.items()})


def or_none(field: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Let ``none`` stand in place of a value."""
    return st.one_of(st.just("none"), field)


def stateful(**fields: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Choose a bare state, or a section with one."""
    return st.one_of(states, part(state=states, reviewed=or_none(dates), **fields))


@cache
def times(at_most: int = 130) -> SearchStrategy[Data]:
    """Choose how working time is spent, sometimes more of it than there is."""
    spent = st.dictionaries(st.sampled_from(ACTIVITIES), st.integers(0, 100), max_size=4)
    return spent.filter(lambda time: sum(time.values()) <= at_most).map(
        lambda time: {activity: f"{value}%" for activity, value in time.items()}
    )


@cache
def results() -> SearchStrategy[Data]:
    """Choose what somebody brought in the last year."""
    return part(
        revenue=money, deals=counts, new_customers=counts, revenue_from_new=shares, leads_self_sourced=shares,
        revenue_share=shares, plan_attainment=st.integers(0, 200).map("{}%".format),
    )  # fmt: skip


@cache
def plans() -> SearchStrategy[Any]:
    """Choose a plan, or none."""
    return or_none(
        part(revenue=money, new_customers=counts, deals=counts, calls=counts, checkpoints=st.sampled_from(RHYTHM),
             per=one_of_words("year quarter month"))
    )  # fmt: skip


class _Names:
    """The ids of one company, and ways to refer to them."""

    def __init__(self, draw: Any) -> None:
        def chosen(names: Sequence[str], most: int) -> list[str]:
            found: list[str] = draw(st.lists(st.sampled_from(names), max_size=most, unique=True))
            return found

        self.usual = chosen(USUAL_ROLES, 6)
        self.own = chosen(OWN_ROLES, 1)
        self.roles = self.usual + self.own
        self.people = chosen(PEOPLE, 4) if self.roles else []
        self.departments = chosen(DEPARTMENTS, 3)

    @property
    def all(self) -> list[str]:
        return [*self.roles, *self.people, *self.departments]

    def who(self, names: Sequence[str] | None = None) -> SearchStrategy[Any]:
        """Choose nobody, one or several of those who are there."""
        names = self.all if names is None else names
        if not names:
            return st.sampled_from(["none", []])
        several = st.lists(st.sampled_from(names), max_size=3, unique=True)
        return st.one_of(st.sampled_from(names), st.just("none"), several)


def workers(names: _Names, bosses: Sequence[str]) -> dict[str, SearchStrategy[Any]]:
    """Return what may be said of a role or a person; `bosses` keeps the reporting lines from running in a ring."""
    pay = part(fixed=shares, tied_to=or_none(metrics))
    fields = {
        "title": texts, "reports_to": names.who(bosses), "kpis": or_none(metrics), "time": times(),
        "selling_reasons": or_none(st.lists(one_of_words("vip complex new_market masterclass rally"), max_size=2)),
        "deputy": names.who(), "pay": pay, "plan": plans(),
        "limits": part(discount=or_none(shares), deferral=or_none(durations), contract=or_none(money)),
        "trained": st.one_of(texts, st.just("none")), "skill": one_of_words("strong average weak"),
        "results": results(),
    }  # fmt: skip
    if names.departments:
        fields["department"] = st.sampled_from(names.departments)
    return fields


@st.composite
def companies(draw: Any, attached: bool = False) -> Data:
    """Make up a company; with `attached` it names the files of `FILES` (`beside` makes them up)."""
    names = _Names(draw)
    data: Data = {"salesaudit": 1, "company": draw(_company())}
    bosses: list[str] = list(names.departments)
    data["departments"] = {
        id_: draw(
            part(title=texts, component=st.sampled_from(COMPONENTS), leader=names.who(names.roles + names.people))
        )
        for id_ in names.departments
    }
    data["roles"] = {}
    for role in names.roles:
        fields = workers(names, bosses) | {"count": st.integers(1, 12)}
        entry = draw(part(**fields))
        if role in names.own:
            entry["archetype"] = draw(st.sampled_from(USUAL_ROLES))
        data["roles"][role] = entry
        bosses.append(role)
    data["people"] = {}
    for person in names.people:
        held = or_none(st.lists(st.sampled_from(names.roles), max_size=3, unique=True))
        data["people"][person] = draw(part(**workers(names, bosses), name=texts, roles=held))
        bosses.append(person)
    optional = draw(_sections(names))
    data |= {name: optional[name] for name in optional}
    empty = [name for name in ("departments", "roles", "people") if not data[name]]
    for name in empty:
        if draw(st.booleans()):
            del data[name]
    _empty_what_is_absent(data)
    if attached:
        data["answers"], data["evidence"] = list(FILES[:2]), FILES[2]
    return data


def _empty_what_is_absent(data: Data) -> None:
    """Take out what a file may not say of something that is absent."""
    processes, elements = _entries(data, "processes"), _entries(data, "elements")
    for section, *keys in (
        ("policies", "value", "limit", "max_deferral", "credit_limit"), ("processes", "stages"), ("handoffs", "via"),
    ):  # fmt: skip
        for entry in _entries(data, section).values():
            if isinstance(entry, dict) and entry.get("state") == "absent":
                for key in keys:
                    entry.pop(key, None)
    described = isinstance(funnel := processes.get("funnel"), dict) and funnel.get("stages")
    if described and elements.get("funnel") == "absent":
        elements["funnel"] = "spoken"
    if described and isinstance(element := elements.get("funnel"), dict) and element.get("state") == "absent":
        del element["state"]


def _entries(data: Data, section: str) -> Data:
    content = data.get(section, {})
    if isinstance(content, list):
        return {str(index): entry for index, entry in enumerate(content)}
    return content if isinstance(content, dict) else {}


@cache
def _company() -> SearchStrategy[Data]:
    optional = part(
        market=one_of_words("b2b b2c both"), industry=texts,
        headcount=st.sampled_from([1, 7, 15, 16, 24, 100, 101, 400]),
        currency=one_of_words("RUB EUR"), revenue=money, revenue_previous=money, repeat_share=shares,
        top_customer_share=shares, seller_turnover=shares, customer_churn=shares,
        sales_format=one_of_words("office field shop eshop"), captive=booleans, functions_reviewed=or_none(dates),
        as_of=st.just("2026-11-01"), language=one_of_words("ru en"),
    )  # fmt: skip
    return st.builds(lambda name, rest: {"name": name, **rest}, texts, optional)


def _sections(names: _Names) -> SearchStrategy[Data]:
    who = names.who()
    goals = st.lists(
        st.builds(lambda metric, rest: {"metric": metric, **rest}, st.sampled_from(list(vocabulary.metrics())),
                  part(target=money, by=dates, per=one_of_words("year quarter month"))), max_size=2)  # fmt: skip
    sections: dict[str, SearchStrategy[Any]] = {
        "strategy": stateful(
            owner=who, goals=or_none(goals), seller_is_for=one_of_words("help_buy move_deals close unclear"),
            involved=who, values=states,
            links=part(coverage=stateful(), incentives=stateful(), plan=stateful(), sales_model=stateful()),
        ).map(_without_goals_of_no_course),
        "functions": _functions(who), "processes": _processes(who), "handoffs": _handoffs(names, who),
        "lead_generation": _lead_generation(who), "policies": _policies(who), "elements": _elements(who),
        "administration": part(
            decision_days=counts, approval_levels=st.integers(0, 6),
            owner_decides=or_none(st.lists(one_of_words("discount deferral contract hiring payment"), unique=True)),
        ),
        "rhythm": st.one_of(st.just("none"), part(**dict.fromkeys(
            ("plan_fact", "pipeline_review", "one_to_one"), st.sampled_from(RHYTHM)))),
        "segments": or_none(st.dictionaries(st.sampled_from(SEGMENTS), part(
            title=texts, size=one_of_words("small medium large"), potential=one_of_words("low medium high none"),
            customers=counts, share_of_revenue=shares, served_by=who, leader_involved=booleans,
            assigned_by=one_of_words("leader rule self")), max_size=2)),
        "accepted": or_none(st.lists(st.fixed_dictionaries({
            "rule": st.sampled_from(["LDR002", "OWN001", "SYS001", "nonsense"]), "reason": texts, "owner": who,
            "subject": st.sampled_from([*names.all, "company", "crm"]), "until": dates}), max_size=2)),
    }  # fmt: skip
    if names.departments:
        sections["interfaces"] = or_none(st.dictionaries(st.sampled_from(names.departments), part(
            spokesperson=who, conflicts=one_of_words("never rarely monthly weekly daily"),
            resolved_by=one_of_words("leaders owner staff nobody"), agreement=states), max_size=3))  # fmt: skip
    return st.fixed_dictionaries({}, optional=sections)


def _without_goals_of_no_course(strategy: Any) -> Any:
    absent = isinstance(strategy, dict) and strategy.get("state") == "absent"
    return {key: value for key, value in strategy.items() if key != "goals"} if absent else strategy


def _functions(who: SearchStrategy[Any]) -> SearchStrategy[Any]:
    fields = part(responsible=who, accountable=who, deputy=who, state=states, reviewed=or_none(dates), title=texts)
    usual = st.dictionaries(st.sampled_from(list(vocabulary.functions())), fields, max_size=6)
    placed = st.tuples(fields, st.sampled_from(COMPONENTS)).map(lambda pair: {**pair[0], "component": pair[1]})
    own = st.dictionaries(st.sampled_from(OWN_FUNCTIONS), placed, max_size=1)
    return or_none(st.tuples(usual, own).map(_together))


def _together(parts: tuple[Data, ...]) -> Data:
    return {key: value for part_ in parts for key, value in part_.items()}


def _processes(who: SearchStrategy[Any]) -> SearchStrategy[Any]:
    stage = part(kind=one_of_words("first_contact handover other"), title=texts, owner=who, exit=texts, days=counts,
                 conversion=or_none(shares), buyer=texts)  # fmt: skip
    ids = st.lists(st.sampled_from(STAGES), unique=True, max_size=4)
    stages = st.tuples(ids, st.lists(stage, min_size=4, max_size=4)).map(_numbered)
    common = {"title": texts, "component": st.sampled_from(COMPONENTS), "owner": who}
    funnel = stateful(**common, in_crm=booleans, lost_reasons=states, late_share=shares, average_deal=money,
                      cycle=durations, stages=or_none(stages))  # fmt: skip
    other = stateful(**common, steps=or_none(st.lists(part(title=texts, who=who), max_size=2)))
    return or_none(part(funnel=funnel, onboarding=other))


def _numbered(stages: tuple[list[str], list[Data]]) -> list[Data]:
    return [{"id": id_, **entry} for id_, entry in zip(*stages, strict=False)]


def _handoffs(names: _Names, who: SearchStrategy[Any]) -> SearchStrategy[Any]:
    ends = st.sampled_from([*COMPONENTS, *names.departments])
    entry = st.builds(
        lambda start, end, rest: {"from": start, "to": end, **rest}, ends, ends,
        part(what=texts, via=one_of_words("crm erp tracker form spreadsheet messenger verbal none Notion"), owner=who,
             accepts=st.one_of(texts, st.just("none")), state=states, reviewed=or_none(dates)),
    )  # fmt: skip
    return or_none(st.lists(entry, max_size=3))


def _lead_generation(who: SearchStrategy[Any]) -> SearchStrategy[Data]:
    channel = part(
        title=texts, kind=one_of_words("direct advertising promotion referral tender marketplace dealer"), owner=who,
        leads_per_month=counts, cost_per_month=money, plan=plans(),
    )  # fmt: skip
    quality = st.one_of(texts, st.just("none"))
    return part(
        goes_to=one_of_words("crm marketing_automation spreadsheet nowhere"),
        criteria=part(quantity=or_none(counts), quality=quality, accepted_share=shares),
        first_response=durations, unprocessed_share=shares, leads_by_month=st.lists(counts, max_size=6),
        target_portrait=stateful(agreed_by=who), channels=or_none(
            st.dictionaries(st.sampled_from(CHANNELS), channel, max_size=2)),
    )  # fmt: skip


def _policies(who: SearchStrategy[Any]) -> SearchStrategy[Any]:
    policy = stateful(owner=who, value=texts, limit=or_none(shares), max_deferral=or_none(durations),
                      credit_limit=or_none(money), overdue_share=shares)  # fmt: skip
    return or_none(part(**dict.fromkeys(("volume", "price", "discount", "customer", "product", "terms"), policy)))


def _elements(who: SearchStrategy[Any]) -> SearchStrategy[Any]:
    motives = or_none(
        st.lists(one_of_words("money growth recognition mission stability team"), max_size=2, unique=True)
    )
    element = stateful(owner=who, tool=texts, coverage=shares, motives=motives)
    known = st.sampled_from([*vocabulary.elements(), *OWN_ELEMENTS])
    return or_none(st.dictionaries(known, element, max_size=6))


def _stages_of(company: Data) -> SearchStrategy[list[str]]:
    """Some stages of a company's funnel; any where the company says nothing of its stages."""
    processes = company.get("processes")
    funnel = processes.get("funnel") if isinstance(processes, dict) else None
    stages = funnel.get("stages") if isinstance(funnel, dict) else None
    given = [] if stages == "none" else stages
    known = STAGES if given is None else [stage["id"] for stage in given]
    return st.lists(st.sampled_from(known), max_size=2, unique=True) if known else st.just([])


@st.composite
def beside(draw: Any, data: Data) -> dict[str, Data]:
    """Make up the answers and evidence files of a company."""
    told: dict[str, SearchStrategy[Any]] = {
        "company.headcount": st.sampled_from([3, 30]), "company.repeat_share": shares,
        "strategy.seller_is_for": one_of_words("help_buy close"), "strategy.state": states,
        "elements.crm.state": states, "lead_generation.criteria.quantity": or_none(counts),
        "functions.planning.state": states,
    }  # fmt: skip
    workers_ = [("roles", role) for role in data.get("roles", {})] + [("people", one) for one in data.get("people", {})]
    for section, id_ in workers_:
        if "." not in id_:
            told |= {f"{section}.{id_}.time.selling": shares, f"{section}.{id_}.results.revenue": money}
    files: dict[str, Data] = {}
    for name in FILES[:2]:
        paths = draw(st.lists(st.sampled_from(sorted(told)), unique=True, max_size=4))
        files[name] = {
            "salesaudit_answers": 1,
            "respondent": {"as": draw(one_of_words("owner leader seller marketing other")), "name": draw(texts)},
            "answers": [
                {"fills": path, "state": "unknown"} if draw(st.integers(0, 4)) == 0 else
                {"fills": path, "value": draw(told[path])} for path in paths
            ],
        }  # fmt: skip
    people = data.get("people", {})
    measured = part(revenue=money, deals_won=counts, new_customers=counts, revenue_from_new=shares)
    files[FILES[2]] = {
        "salesaudit_evidence": 1,
        "source": {"kind": "deals", "system": draw(texts)},
        **draw(part(
            people=st.fixed_dictionaries({}, optional=dict.fromkeys(people, measured)),
            customers=part(top_share=shares, top5_share=shares),
            funnel=part(won_skipping_a_stage=shares, won_cycle_median=durations, open=counts,
                        stages_never_seen=_stages_of(data)),
            leads=part(unprocessed_share=shares, first_response_median=durations),
        )),
    }  # fmt: skip
    return files


# --- how a company may be written down ------------------------------------------------------------------------------

PLAIN = re.compile(r"\w[\w%./ -]*")
BARE_WORDS = frozenset(("", "~", "null", "unknown", "true", "false"))


def as_yaml(data: Any) -> str:
    """Write data in the plainest way: JSON, which is YAML."""
    return json.dumps(data, ensure_ascii=False)


@st.composite
def written(draw: Any, data: Data) -> str:
    """Write a company in some way: keys in any order, any quotes, flow or block, comments between the lines."""
    return "\n".join(_block(draw, _shuffled(draw, data), 0)) + "\n"


def _shuffled(draw: Any, data: Data) -> Data:
    return {key: data[key] for key in draw(st.permutations(list(data)))}


def _block(draw: Any, data: Mapping[str, Any], indent: int) -> list[str]:
    lines = []
    for key, value in data.items():
        if draw(st.integers(0, 9)) == 0:
            lines.append(" " * indent + "# " + draw(texts))
        head = " " * indent + _scalar(draw, key) + ":"
        if isinstance(value, dict) and value and indent < 4 and draw(st.booleans()):
            lines += [head, *_block(draw, _shuffled(draw, value), indent + 2)]
        else:
            lines.append(f"{head} {_flow(draw, value)}" + draw(st.sampled_from(["", "", "  # so it is"])))
    return lines


def _flow(draw: Any, value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_scalar(draw, key)}: {_flow(draw, item)}" for key, item in _shuffled(draw, value).items())
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(draw, item) for item in value) + "]"
    return _scalar(draw, str(value))


def _scalar(draw: Any, text: str) -> str:
    style = draw(st.sampled_from(["plain", "double", "single"]))
    if style == "plain" and PLAIN.fullmatch(text) and text == text.strip() and text not in BARE_WORDS:
        return text
    if style == "single":
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


TOKENS = (
    "{", "}", "[", "]", ":", ": ", "- ", "? ", "&a ", "*a", "!!str ", "!x ", "|", ">", "'", '"', "#", "%", "@", "`",
    ",", "\t", "\n", "\r", "---\n", "...\n", "<<: ", "\\", "\0", "\x1b", "\ufeff", "\u2028", "\u202e", "é", "🙂",
    "null", "~", "NaN", "1e999", "-1", "999999999999999999999", "salesaudit: 2\n", "none",
    "unknown", "0x1F", "2026-02-30", "101%",
)  # fmt: skip


@st.composite
def broken(draw: Any, text: str) -> bytes:
    """Damage a text: bytes turned over, lines swapped, dropped or doubled, odd words put in."""
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["token", "swap", "drop", "double", "cut"]))
        at = draw(st.integers(0, len(text)))
        lines = text.split("\n")
        first, second = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        if kind == "token":
            text = text[:at] + draw(st.sampled_from(TOKENS)) + text[at + draw(st.integers(0, 2)) :]
        elif kind == "cut":
            text = text[:at]
        elif kind == "swap":
            lines[first], lines[second] = lines[second], lines[first]
            text = "\n".join(lines)
        else:
            lines[first : first + 1] = [] if kind == "drop" else [lines[first]] * 2
            text = "\n".join(lines)
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(draw(st.integers(0, 2))):
        if data:
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)
