"""GAP: where people of one company see it differently."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesaudit.audit.engine import audit
from salesaudit.audit.phrases import sentence
from salesaudit.audit.profile import Profile
from salesaudit.audit.report import Amount
from salesaudit.knowledge import vocabulary
from salesaudit.org.merge import build_org
from salesaudit.orgfile.load import load
from tests.builders import attached, finding, needs, org, outcomes, reason

LEADS = "lead_generation"
UNPROCESSED = f"{LEADS}.unprocessed_share"
TASK = "strategy.seller_is_for"


def asked(**answers: str) -> tuple[str, dict[str, str]]:
    """A company and its people's answers: ``owner="path: value"``, several with ``;``; a digit parts two sellers."""
    beside = {}
    for who, said in answers.items():
        entries = "".join(f"  - {{fills: {fills}, {_value(value)}}}\n" for fills, value in _pairs(said))
        beside[f"answers/{who}.yaml"] = f"respondent: {{as: {who.rstrip('0123456789')}}}\nanswers:\n{entries or '  []'}"
    return f"answers: [{', '.join(beside)}]\n", beside


def _pairs(said: str) -> list[tuple[str, str]]:
    return [(fills, value) for fills, _, value in (part.strip().partition(": ") for part in said.split(";") if part)]


def _value(value: str) -> str:
    return f"state: {value}" if value in ("unknown", "declined", "not_applicable") else f"value: {value}"


def truths(path: str, *answers: str, rest: str = "") -> dict[str | None, str]:
    text, beside = asked(**{f"other{number}": f"{path}: {answer}" for number, answer in enumerate(answers)})
    return outcomes(text + rest, "GAP001", beside=beside)


def tasks(**answers: str) -> tuple[str, dict[str, str]]:
    return asked(**{who: f"{TASK}: {answer}" for who, answer in answers.items()})


def said(text: str, beside: dict[str, str], rule: str = "GAP001", lang: str = "en") -> str:
    return sentence(finding(text, rule, beside), lang)


class TestTwoTruths:
    @pytest.mark.parametrize(
        ("answers", "outcome"),
        [
            pytest.param(("20%", "30%"), "pass", id="ten points"),
            pytest.param(("30%", "40%"), "pass", id="ten points that binary fractions make a little more"),
            pytest.param(("30%", "20%"), "pass", id="ten points the other way"),
            pytest.param(("20%", "31%"), "fail", id="eleven points"),
            pytest.param(("31%", "20%"), "fail", id="eleven points the other way"),
            pytest.param(("20%", "25%", "31%"), "fail", id="the first and the last"),
            pytest.param(("25%", "20%", "31%"), "fail", id="the second and the last"),
            pytest.param(("20%", "20%"), "pass", id="the same"),
            pytest.param(("20%", "unknown", "31%"), "fail", id="somebody else does not know"),
            pytest.param(("unknown", "unknown"), "fail", id="nobody knows"),
            pytest.param(("20%", "declined", "20%"), "pass", id="somebody did not want to say"),
        ],
    )
    def test_shares(self, answers: tuple[str, ...], outcome: str) -> None:
        assert truths(UNPROCESSED, *answers) == {UNPROCESSED: outcome}

    @pytest.mark.parametrize(
        ("path", "one", "other", "outcome"),
        [
            pytest.param("company.headcount", "24", "24", "pass", id="the same number"),
            pytest.param("company.headcount", "24", "25", "fail", id="another number"),
            pytest.param("lead_generation.first_response", "1h", "60min", "pass", id="the same time in other words"),
            pytest.param("lead_generation.first_response", "30min", "35min", "fail", id="minutes are no shares"),
            pytest.param("processes.funnel.cycle", "30min", "35min", "fail", id="minutes are no shares anywhere"),
            pytest.param("roles.sales_rep.plan.calls", "2.5", "2.6", "fail", id="parts of a number are no shares"),
            pytest.param("roles.sales_rep.results.plan_attainment", "125%", "130%", "pass", id="beyond the plan"),
            pytest.param("rhythm.plan_fact", "week", "month", "fail", id="words"),
            pytest.param("rhythm.plan_fact", "week", "week", "pass", id="the same word"),
            pytest.param("company.captive", "yes", "no", "fail", id="yes and no"),
            pytest.param("policies.price.value", "По прайсу!", "по  прайсу", "pass", id="texts by their words"),
            pytest.param("policies.price.value", "счёт", "счет", "pass", id="ё and е"),
            pytest.param("policies.price.value", "прайс", "как договоримся", "fail", id="other texts"),
            pytest.param("elements.compensation.motives", "[money, team]", "[team, money]", "pass", id="in any order"),
            pytest.param("elements.compensation.motives", "[money]", "[team, money]", "fail", id="one more"),
            pytest.param("roles.sales_rep.kpis", "none", "none", "pass", id="none at all"),
            pytest.param("roles.sales_rep.kpis", "none", "[calls]", "fail", id="none and some"),
        ],
    )
    def test_other_answers(self, path: str, one: str, other: str, outcome: str) -> None:
        assert truths(path, one, other) == {path: outcome}

    @pytest.mark.parametrize(
        ("one", "other", "outcome"),
        [
            pytest.param("head_of_sales", "ann", "pass", id="a role and its holder"),
            pytest.param("sales", "ann", "pass", id="a department and whoever leads it"),
            pytest.param("sales_rep", "bob", "fail", id="a role and one of its holders"),
            pytest.param("[ann, bob]", "[bob, head_of_sales]", "pass", id="the same two"),
            pytest.param("none", "ann", "fail", id="nobody and somebody"),
            pytest.param("bob", "ann", "fail", id="two people"),
            pytest.param("yard", "shop", "fail", id="two departments in which nobody works"),
            pytest.param("yard", "yard", "pass", id="one department in which nobody works"),
        ],
    )
    def test_people_by_whatever_name(self, one: str, other: str, outcome: str) -> None:
        rest = (
            "departments: {sales: {leader: ann}, yard: {}, shop: {}}\n"
            "roles: {head_of_sales: {}, sales_rep: {count: 2}}\n"
            "people: {ann: {roles: [head_of_sales]}, bob: {roles: [sales_rep]}}\n"
        )
        path = "functions.planning.responsible"
        assert truths(path, one, other, rest=rest) == {path: outcome}

    @pytest.mark.parametrize(
        ("path", "one", "other", "severity"),
        [
            pytest.param("functions.planning.responsible", "none", "ceo", "high", id="who does it"),
            pytest.param("functions.planning.accountable", "none", "ceo", "high", id="who answers for it"),
            pytest.param("functions.planning.state", "spoken", "written", "medium", id="how far it got"),
            pytest.param("interfaces.works.spokesperson", "none", "ceo", "medium", id="not a function"),
            pytest.param(UNPROCESSED, "1%", "90%", "medium", id="a share"),
        ],
    )
    @pytest.mark.parametrize("headcount", [15, 24, 101, 251])
    def test_who_does_what_weighs_more(self, path: str, one: str, other: str, severity: str, headcount: int) -> None:
        text, beside = asked(owner=f"{path}: {one}", seller=f"{path}: {other}")
        text += f"company: {{name: Test, headcount: {headcount}}}\n"
        text += "roles: {ceo: {}}\ndepartments: {works: {}}\n"
        assert finding(text, "GAP001", beside).severity == severity

    def test_one_known_answer_is_nobodys_contradiction(self) -> None:
        text, beside = asked(owner=f"{UNPROCESSED}: 5%", seller=f"{UNPROCESSED}: unknown", leader="company.captive: no")
        assert reason(text, "GAP001", beside=beside) == ("nothing_to_judge", {})

    def test_nobody_knows_only_where_two_were_asked(self) -> None:
        text, beside = asked(owner=f"{UNPROCESSED}: unknown", seller="company.captive: no")
        assert reason(text, "GAP001", beside=beside) == ("nothing_to_judge", {})

    @pytest.mark.parametrize(
        ("path", "one", "other", "left"),
        [
            pytest.param(TASK, "close", "move_deals", True, id="what a seller is for, GAP002"),
            pytest.param("strategy.values", "spoken", "written", True, id="the values, STR005"),
            pytest.param(f"{LEADS}.criteria.accepted_share", "10%", "50%", True, id="what sales takes up, LGN011"),
            pytest.param("strategy.state", "spoken", "written", False, id="the course"),
            pytest.param(f"{LEADS}.criteria.quantity", "10", "50", False, id="how many contacts are needed"),
        ],
    )
    def test_what_another_rule_tells_more_exactly_is_left_to_it(
        self, path: str, one: str, other: str, left: bool
    ) -> None:
        text, beside = asked(owner=f"{path}: {one}", seller=f"{path}: {other}")
        assert outcomes(text, "GAP001", beside=beside) == ({None: "not applicable"} if left else {path: "fail"})

    @pytest.mark.parametrize(
        ("path", "one", "other", "unit"),
        [
            ("company.revenue_previous", "12 млн", "9 млн", "money"),
            ("company.headcount", "12", "9", "number"),
            ("administration.decision_days", "2.5", "1", "number"),
            (f"{LEADS}.channels.a.cost_per_month", "12 тыс", "9 тыс", "money"),
            ("processes.funnel.stages.a.days", "2.5", "1", "number"),
            ("policies.terms.credit_limit", "12 тыс", "9 тыс", "money"),
            ("strategy.links.plan.state", "spoken", "written", "state"),
            ("roles.sales_rep.limits.contract", "12 тыс", "9 тыс", "money"),
            ("roles.sales_rep.results.revenue_share", "12%", "50%", "share"),
            ("roles.sales_rep.plan.revenue", "12 тыс", "9 тыс", "money"),
            ("roles.sales_rep.plan.gross_profit", "12 тыс", "9 тыс", "money"),
            ("roles.sales_rep.plan.payments", "12 тыс", "9 тыс", "money"),
            ("roles.sales_rep.plan.company_profit", "12 тыс", "9 тыс", "money"),
            ("roles.sales_rep.plan.repeat_revenue", "12 тыс", "9 тыс", "money"),
            ("roles.sales_rep.plan.margin", "2.5", "1", "number"),
            ("roles.sales_rep.plan.new_customers", "2.5", "1", "number"),
            ("roles.sales_rep.plan.new_markets", "2.5", "1", "number"),
            ("roles.sales_rep.plan.deals", "2.5", "1", "number"),
            ("roles.sales_rep.plan.deals_advanced", "2.5", "1", "number"),
            ("roles.sales_rep.plan.calls", "2.5", "1", "number"),
            ("roles.sales_rep.plan.meetings", "2.5", "1", "number"),
            ("roles.sales_rep.plan.proposals", "2.5", "1", "number"),
        ],
    )
    def test_what_numbers_are_counted_in(self, path: str, one: str, other: str, unit: str) -> None:
        text, beside = asked(owner=f"{path}: {one}", seller=f"{path}: {other}")
        text += "processes: {funnel: {stages: [{id: a}]}}\nroles: {sales_rep: {}}\n"
        says = finding(text, "GAP001", beside).says
        for answer in (says["answer_1"], says["answer_2"]):
            assert isinstance(answer, Amount)
            assert answer.unit == unit

    @pytest.mark.parametrize(
        ("path", "one", "other", "entry", "question"),
        [
            (
                "segments.key.potential", "high", "low",
                "segments: {key: {title: Big ones}}", "Big ones: how much potential",
            ),
            (
                "handoffs.lead_generation->sales.via", "crm", "none",
                "handoffs: [{from: lead_generation, to: sales, what: Enquiries}]", "Enquiries: how it is handed over",
            ),
            (
                "processes.a.state", "practised", "absent",
                "processes: {a: {title: Assembly}}", "Assembly: whether it exists and works",
            ),
            (
                f"{LEADS}.channels.a.leads_per_month", "10", "50",
                "lead_generation: {channels: {a: {title: Fairs}}}", "Fairs: how many contacts a month",
            ),
        ],
    )  # fmt: skip
    def test_the_question_names_the_thing_by_the_title_that_the_file_gives_it(
        self, path: str, one: str, other: str, entry: str, question: str
    ) -> None:
        text, beside = asked(owner=f"{path}: {one}", seller=f"{path}: {other}")
        assert said(f"{text}{entry}\n", beside).startswith(f"The question “{question}” gets different answers")

    def test_a_finding_is_about_the_fact(self) -> None:
        text, beside = asked(owner=f"{UNPROCESSED}: 5%", seller=f"{UNPROCESSED}: 30%")
        assert finding(text, "GAP001", beside).key == f"GAP001 fact:{UNPROCESSED}"

    def test_a_declared_fact_does_not_settle_what_people_say(self) -> None:
        assert truths(UNPROCESSED, "2%", "40%", rest="lead_generation: {unprocessed_share: 3%}\n") == {
            UNPROCESSED: "fail"
        }

    def test_what_the_file_or_an_import_says_is_no_respondents_answer(self) -> None:
        text, beside = asked(owner=f"{UNPROCESSED}: 2%", seller="company.captive: no")
        text += "evidence: evidence/deals.yaml\nlead_generation: {unprocessed_share: 3%}\n"
        beside["evidence/deals.yaml"] = "source: {kind: deals}\nleads: {unprocessed_share: 90%}\n"
        assert reason(text, "GAP001", beside=beside) == ("nothing_to_judge", {})

    @pytest.mark.parametrize("rule", ["GAP001", "GAP002"])
    def test_whom_it_takes(self, rule: str) -> None:
        assert reason("", rule) == ("no_respondents", {})
        text, beside = asked(owner=f"{UNPROCESSED}: 5%; {TASK}: close")
        assert reason(text, rule, beside=beside) == ("one_respondent", {})
        text, beside = asked(
            owner=f"{TASK}: close; {UNPROCESSED}: 1%", seller=f"{TASK}: move_deals; {UNPROCESSED}: 50%"
        )
        alone = "company: {name: Test, headcount: 1}\n" + text
        assert reason(alone, rule, beside=beside) == ("one_person_company", {})
        assert finding(text, rule, beside).rule == rule

    def test_parameter(self) -> None:
        text, beside = asked(owner=f"{UNPROCESSED}: 5%", seller=f"{UNPROCESSED}: 30%")
        profile = Profile("own", only=frozenset({"GAP001"}), parameters={"GAP001": {"points": 0.25}})
        assert not audit(org(text, beside), profile).findings

    def test_the_place_is_the_fact_itself(self) -> None:
        text, beside = asked(owner=f"{UNPROCESSED}: 5%", seller=f"{UNPROCESSED}: 30%")
        found = finding(text, "GAP001", beside)
        assert found.path == ("lead_generation", "unprocessed_share")
        assert found.confidence == "told"
        assert [(fact.who, fact.value) for fact in found.evidence] == [("owner", 0.05), ("seller", 0.3)]

    @pytest.mark.parametrize(
        ("path", "one", "other", "question", "first", "second"),
        [
            (UNPROCESSED, "2%", "15%", "какая часть обращений остаётся без ответа", "2\xa0%", "15\xa0%"),
            ("roles.sales_rep.time.selling", "20%", "60%", "Менеджер: время на продажи", "20\xa0%", "60\xa0%"),
            ("people.ann.results.plan_attainment", "50%", "130%", "Анна: выполнение плана", "50\xa0%", "130\xa0%"),
            (f"{LEADS}.first_response", "1h", "2h", "как быстро отвечают на новое обращение", "1\xa0ч", "2\xa0ч"),
            ("processes.funnel.cycle", "4h", "2d", "сколько длится сделка", "4\xa0ч", "2\xa0дня"),
            ("roles.ceo.limits.deferral", "4h", "1h", "гендир: какую отсрочку даёт без разрешения", "4\xa0ч", "1\xa0ч"),
            ("policies.terms.max_deferral", "4h", "1h", "на каких условиях: самая долгая отсрочка", "4\xa0ч", "1\xa0ч"),
            ("company.revenue", "12 млн", "9 млн", "выручка компании за год", "12\xa0млн\xa0₽", "9\xa0млн\xa0₽"),
            ("processes.funnel.average_deal", "12 млн", "9 млн", "средняя сделка", "12\xa0млн\xa0₽", "9\xa0млн\xa0₽"),
            ("company.headcount", "24", "30", "сколько в компании людей", "24", "30"),
            ("administration.decision_days", "2.5", "1", "сколько дней ждут нестандартного решения", "2,5", "1"),
            ("processes.funnel.in_crm", "yes", "no", "ведут ли воронку в CRM", "да", "нет"),
            ("processes.a.state", "practised", "absent", "a: есть ли это и работает ли", "работает", "нет"),
            ("functions.finance.responsible", "none", "[ann, ceo]", "учёт денег: кто делает", "нет", "Анна и гендир"),
            ("departments.works.leader", "ann", "none", "Завод: кто руководит", "Анна", "нет"),
            ("interfaces.works.conflicts", "daily", "never", "Завод: как часто спорят", "каждый день", "никогда"),
            ("segments.key.potential", "high", "none", "key: потенциал", "высокий", "не оценивали"),
            ("rhythm.plan_fact", "none", "week", "как часто сверяют план и факт", "не проводят", "каждую неделю"),
            ("rhythm.pipeline_review", "none", "week", "как часто разбирают воронку", "не проводят", "каждую неделю"),
            ("rhythm.one_to_one", "none", "week", "как часто руководитель встречается с каждым один на один",
             "не проводят", "каждую неделю"),
            ("roles.ceo.plan.checkpoints", "none", "week", "гендир: как часто сверяют план", "не сверяют",
             "каждую неделю"),
            ("handoffs.sales->production.via", "crm", "none", "продажи → производство: как передают", "через CRM",
             "никак"),
            ("processes.funnel.lost_reasons", "spoken", "absent", "записывают ли причины отказов", "на словах", "нет"),
            ("lead_generation.channels.a.leads_per_month", "10", "50", "a: сколько контактов в месяц", "10", "50"),
            ("elements.x.motives", "[money]", "[team, growth]", "x: что держит людей", "деньги", "команда и рост"),
            ("policies.discount.limit", "none", "5%", "до какой скидки: предел", "нет", "5\xa0%"),
            ("roles.ceo.kpis", "none", "[такт]", "гендир: по каким показателям судят о работе", "нет", "такт"),
            ("strategy.goals", "[{metric: revenue}]", "none", "цели компании", "выручка", "нет"),
            ("strategy.goals", "[{metric: revenue}]", "[{metric: calls}, {metric: deals}]", "цели компании",
             "выручка", "звонки и закрытые сделки"),
            ("strategy.goals", "[{metric: revenue, target: 12 млн}]", "[{metric: revenue, target: 9 млн}]",
             "цели компании", "12\xa0млн\xa0₽", "9\xa0млн\xa0₽"),
            ("strategy.goals", "[{metric: revenue, target: 12 млн}]",
             "[{metric: revenue, target: 9 млн}, {metric: calls}]", "цели компании", "выручка", "выручка и звонки"),
            ("strategy.goals", "[{metric: revenue}]", "[{metric: revenue, target: 9 млн}]", "цели компании", "выручка",
             "9\xa0млн\xa0₽"),
            ("strategy.goals", "[{metric: deals, target: 5, by: 2026-12-31}]",
             "[{metric: deals, target: 5, by: 2027-03-31}]", "цели компании", "2026-12-31", "2027-03-31"),
            ("strategy.goals", "[{metric: deals, target: 5, by: 2026-12-31}]",
             "[{metric: deals, target: 6, by: 2027-03-31}]", "цели компании", "5", "6"),
            ("roles.ceo.plan.calls", "40", "60", "гендир: план по звонкам", "40", "60"),
            ("processes.funnel.stages.first.days", "3", "9", "first: сколько длится этап", "3", "9"),
        ],
    )  # fmt: skip
    def test_the_sentence_shows_what_was_said(
        self, path: str, one: str, other: str, question: str, first: str, second: str
    ) -> None:
        text, beside = asked(owner=f"{path}: {one}", seller=f"{path}: {other}")
        text += "roles: {sales_rep: {title: Менеджер}, ceo: {title: гендир}}\npeople: {ann: {name: Анна}}\n"
        text += "departments: {works: {title: Завод}}\n"
        assert said(text, beside, lang="ru") == (
            f"На вопрос «{question}» отвечают по-разному: собственник — «{first}», продавец — «{second}»"
        )

    def test_goals_of_three_people(self) -> None:
        goals = ("[{metric: revenue}, {metric: deals, target: 5}]", "[{metric: revenue}, {metric: deals, target: 6}]")
        text, beside = asked(
            **{who: f"strategy.goals: {goals[who == 'seller']}" for who in ("owner", "leader", "seller")}
        )
        assert said(text, beside).endswith("“5” (owner and sales leader), “6” (seller)")
        text, beside = asked(
            owner=f"strategy.goals: {goals[0]}", leader=f"strategy.goals: {goals[1]}",
            seller="strategy.goals: [{metric: calls}]",
        )  # fmt: skip
        closed = "revenue and deals closed"
        assert said(text, beside).endswith(f"“{closed}” (owner), “{closed}” (sales leader), “calls” (seller)")

    def test_three_answers(self) -> None:
        text, beside = asked(
            owner=f"{UNPROCESSED}: 2%", leader=f"{UNPROCESSED}: 15%", seller=f"{UNPROCESSED}: 40%",
            marketing=f"{UNPROCESSED}: 15%", other=f"{UNPROCESSED}: 90%",
        )  # fmt: skip
        assert said(text, beside) == (
            "The question “what part of the enquiries stays unanswered” gets different answers: "
            "“2%” (owner), “15%” (sales leader and marketing), “40%” (seller)"
        )
        path = "roles.sales_rep.time.selling"
        text, beside = asked(owner=f"{path}: 2%", leader=f"{path}: 15%", seller=f"{path}: 40%")
        assert said(text + "roles: {sales_rep: {title: Rep}}\n", beside) == (
            "The question “Rep: time spent selling” gets different answers: "
            "“2%” (owner), “15%” (sales leader), “40%” (seller)"
        )

    def test_answers_beyond_the_third_are_not_named(self) -> None:
        answers = {who: f"{UNPROCESSED}: {share}" for who, share in
                   (("owner", "2%"), ("leader", "15%"), ("seller", "40%"), ("other", "90%"))}  # fmt: skip
        text, beside = asked(**answers)
        named = {name for name in finding(text, "GAP001", beside).says if name.startswith("answer")}
        assert named == {"answer_1", "answer_2", "answer_3"}

    def test_a_respondent_is_named_as_such_whatever_title_the_role_has(self) -> None:
        text, beside = asked(owner=f"{UNPROCESSED}: 2%", seller=f"{UNPROCESSED}: 40%")
        assert said(text + "roles: {owner: {title: Boss}}\n", beside).endswith("“2%” (owner), “40%” (seller)")

    def test_two_sellers_who_say_the_same_are_named_once(self) -> None:
        answers = dict.fromkeys(("seller1", "seller2"), f"{UNPROCESSED}: 40%")
        text, beside = asked(owner=f"{UNPROCESSED}: 2%", **answers)
        assert said(text, beside).endswith("“2%” (owner), “40%” (seller)")

    def test_nobody_knows(self) -> None:
        text, beside = asked(owner=f"{UNPROCESSED}: unknown", leader=f"{UNPROCESSED}: unknown")
        assert said(text, beside, lang="ru") == (
            "На вопрос «какая часть обращений остаётся без ответа» не ответил никто, хотя спросили 2 человек"
        )
        found = finding(text, "GAP001", beside)
        assert found.path == ("lead_generation", "unprocessed_share")
        assert [(fact.who, fact.value) for fact in found.evidence] == [("owner", "unknown"), ("leader", "unknown")]
        path = "people.ann.time.selling"
        text, beside = asked(owner=f"{path}: unknown", leader=f"{path}: unknown", seller=f"{path}: unknown")
        assert said(text + "people: {ann: {name: Ann}}\n", beside) == (
            "Nobody could answer the question “Ann: time spent selling”, though 3 people were asked"
        )


class TestSellersTaskReadThreeWays:
    @pytest.mark.parametrize(
        ("answers", "outcome"),
        [
            pytest.param({"owner": "close", "leader": "close", "seller": "close"}, "pass", id="all three agree"),
            pytest.param({"owner": "close", "leader": "close", "seller": "help_buy"}, "fail", id="the seller differs"),
            pytest.param({"owner": "close", "leader": "help_buy", "seller": "close"}, "fail", id="the leader differs"),
            pytest.param({"owner": "close", "seller": "help_buy"}, "fail", id="two are enough to differ"),
            pytest.param({"owner": "close", "leader": "close"}, "unknown", id="the seller was not asked"),
            pytest.param({"owner": "close", "seller": "close"}, "unknown", id="the leader was not asked"),
            pytest.param({"leader": "close", "seller": "close"}, "unknown", id="the owner was not asked"),
            pytest.param({"seller1": "close", "seller2": "help_buy"}, "fail", id="two sellers differ"),
            pytest.param({"owner": "close", "leader": "close", "seller": "unknown"}, "unknown", id="one does not know"),
            pytest.param(
                {"owner": "close", "leader": "close", "seller": "close", "marketing": "help_buy"},
                "pass",
                id="marketing has no say in it",
            ),
            pytest.param(
                {"owner": "close", "marketing": "help_buy"}, "not applicable", id="one viewpoint of the three"
            ),
        ],
    )
    def test_viewpoints(self, answers: dict[str, str], outcome: str) -> None:
        text, beside = tasks(**answers)
        assert outcomes(text, "GAP002", beside=beside)["company"] == outcome

    def test_reason_and_needs(self) -> None:
        text, beside = tasks(owner="close", marketing="help_buy")
        assert reason(text, "GAP002", "company", beside) == ("one_respondent", {})
        text, beside = tasks(owner="close", leader="close")
        assert needs(text, "GAP002", "company", beside) == {TASK}

    @pytest.mark.parametrize(("headcount", "severity"), [(15, "medium"), (16, "high"), (101, "high"), (251, "high")])
    def test_severity(self, headcount: int, severity: str) -> None:
        text, beside = tasks(owner="close", seller="help_buy")
        assert finding(f"company: {{name: T, headcount: {headcount}}}\n{text}", "GAP002", beside).severity == severity

    def test_the_sentences(self) -> None:
        text, beside = tasks(owner="close", seller="move_deals")
        assert said(text, beside, "GAP002", "ru") == (
            "Для чего нужен менеджер, отвечают по-разному:"
            " собственник — «закрывать сделки», продавец — «двигать сделки по воронке»"
        )
        assert finding(text, "GAP002", beside).path == ("strategy", "seller_is_for")
        text, beside = tasks(owner="close", leader="help_buy", seller="move_deals")
        assert said(text, beside, "GAP002") == (
            "What a seller is for gets different answers: “to close deals” (owner),"
            " “to help customers buy” (sales leader), “to move deals along the funnel” (seller)"
        )


def test_answers_are_read_from_the_folder_of_the_file(tmp_path: Path) -> None:
    text, beside = tasks(owner="close", seller="help_buy")
    (tmp_path / "answers").mkdir()
    for name, content in beside.items():
        (tmp_path / name).write_bytes(attached(name, content))
    (tmp_path / "company.yaml").write_text(f"salesaudit: 1\ncompany: {{name: Test, headcount: 24}}\n{text}")
    document = load(tmp_path / "company.yaml")
    profile = Profile("own", only=frozenset({"GAP002"}))
    [found] = audit(build_org(document), profile, document).findings
    assert found.rule == "GAP002"
    assert {fact.place.file for fact in found.evidence if fact.place} == set(beside)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_fact_that_has_words_has_them_in_both_languages(lang: str) -> None:
    for path in vocabulary.values("fact"):
        assert vocabulary.word("fact", path, lang) != path
