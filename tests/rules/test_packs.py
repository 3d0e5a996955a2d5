"""Rule packs: what an expression sees, three values, and what a hostile pack comes to."""

from __future__ import annotations

import json
import re
import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from salesaudit.audit.engine import Judged, judge
from salesaudit.audit.packtest import try_pack
from salesaudit.audit.profile import Profile
from salesaudit.audit.report import Finding
from salesaudit.audit.run import audit_document
from salesaudit.org.merge import build_org
from salesaudit.org.values import Number
from salesaudit.orgfile.load import load_bytes
from salesaudit.orgfile.problems import LoadError, Problem
from salesaudit.rules import packs, registry, wording
from salesaudit.rules.expressions import BadExpression, chains, check_text
from salesaudit.rules.packs import SELECTORS, check_pack, load_pack, pack_of
from salesaudit.rules.registry import RULES, forget
from salesaudit.rules.unrun import PackBroke, broken
from salesaudit.safety.child import ChildError, run_in_child
from salesaudit.safety.errors import InputError
from salesaudit.safety.limits import LIMITS, Limits
from salesaudit.texts.catalogue import say
from tests.functional.command import ROOT

COMPANY = """\
salesaudit: 1
company: {name: Test, headcount: 24, market: b2b}
roles: {ceo: {}, head_of_sales: {reports_to: ceo, time: {selling: 70%}}, sales_rep: {count: 3}}
people:
  petrov: {name: Pyotr, roles: head_of_sales, time: {selling: 70%}, kpis: [revenue, margin]}
  ivanova: {roles: sales_rep, deputy: none}
policies: {discount: {state: practised, limit: 20%}}
"""


def entry(
    expression: str, *, id_: str = "ACME001", finding: str = "{subject}", subject: str = "company", when: str = ""
) -> str:
    condition = f"    when: {json.dumps(when)}\n" if when else ""
    return f"""\
  - id: {id_}
    subject: {subject}
    severity: h/h/h/h
{condition}    fail_if: {json.dumps(expression)}
    texts: {{en: {{title: t, finding: {json.dumps(finding)}, why: w, fix: f}}}}
    examples: {{bad: "roles: {{}}", good: "roles: {{}}"}}
"""


def pack_text(*entries: str) -> bytes:
    return ("salesaudit_rules: 1\npack: ours\nrules:\n" + "".join(entries)).encode()


@pytest.fixture(autouse=True)
def _put_back() -> Iterator[None]:
    yield
    forget([id_ for id_, rule in RULES.items() if rule.home])


def judged(*entries: str, company: str = COMPANY) -> list[Judged]:
    """Return how the rules of a pack come out for each of their subjects."""
    rules = pack_of(pack_text(*entries), "ours.yaml").rules
    org = build_org(load_bytes(company.encode()))
    profile = Profile("all", on=frozenset(rule.id for rule in rules))
    found = [one for rule in rules for one in judge(rule, org, profile)]
    if failed := broken(org):
        raise failed[0]
    return found


def outcomes(expression: str, company: str = COMPANY, *, subject: str = "company", when: str = "") -> dict[str, str]:
    """Return how a rule with this expression comes out, by subject."""
    found = judged(entry(expression, subject=subject, when=when), company=company)
    return {one.subject.id if one.subject else "": one.outcome for one in found}


class Here:
    """Evaluates in this process instead of a child, and remembers under which limits."""

    def __init__(self) -> None:
        self.limits: list[Limits] = []

    def run(self, func: Callable[..., Any], *args: Any, limits: Limits = LIMITS) -> Any:
        self.limits.append(limits)
        assert len(self.limits) < 20, "it never ends"
        return func(*args)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Here:
    made = Here()
    monkeypatch.setattr(packs, "_children", lambda: made)
    return made


@pytest.mark.parametrize(
    ("expression", "outcome"),
    [
        ("company.headcount > 20.0", "fail"),
        ("company.headcount > 24.0", "pass"),
        ('company.market == "b2b" && size == "small"', "fail"),
        ("org.people.size() == 2", "fail"),
        ('"petrov" in org.people', "fail"),
        ("org.people.all(id, org.people[id].name != \"\")", "unknown"),
        ("org.people.exists(id, org.people[id].name == \"Pyotr\")", "fail"),
        ("company.revenue > 1.0", "unknown"),
        ("company.revenue > 1.0 || company.headcount > 20.0", "fail"),
        ("company.revenue > 1.0 && company.headcount > 24.0", "pass"),
        ("!(company.revenue > 1.0)", "unknown"),
        ("company.revenue > 1.0 ? true : true", "unknown"),
        ("subject.id == \"company\"", "fail"),
        ("subject.__class__ == 1", "unknown"),
        ("org.roles.head_of_sales.time.selling > 0.5", "fail"),
        ("true // a remark", "fail"),
        ('"(" == "(" && \')\' != "]"', "fail"),
        ("company.headcount == null", "pass"),
    ],
)  # fmt: skip
def test_an_expression_is_true_false_or_not_known(expression: str, outcome: str) -> None:
    assert outcomes(expression) == {"company": outcome}


def test_a_condition_rules_out_subjects_and_what_would_go_wrong_with_them() -> None:
    assert outcomes("1 / 0 == 1", when="company.headcount > 100.0") == {"company": "not_applicable"}
    assert outcomes("true", when="company.revenue > 1.0") == {"company": "unknown"}
    assert outcomes("company.revenue > 1.0", when="company.headcount > 1.0") == {"company": "unknown"}


@pytest.mark.parametrize("subject", SELECTORS)
def test_every_kind_of_subject_can_be_asked_for_its_id(subject: str) -> None:
    told = outcomes('subject.id != ""', subject=subject)

    assert set(told.values()) <= {"fail", "unknown", "not_applicable"}
    if subject == "person":
        assert told == {"petrov": "fail", "ivanova": "fail"}
    if subject == "role":
        assert told == dict.fromkeys(("ceo", "head_of_sales", "sales_rep"), "fail")
    if subject == "department":
        assert told == {"": "unknown"}


def test_a_person_is_seen_with_roles_and_archetypes() -> None:
    assert outcomes('"sales_rep" in subject.archetypes && "sales_rep" in subject.roles', subject="person") == {
        "petrov": "pass", "ivanova": "fail",
    }  # fmt: skip


WHOLE = """\
salesaudit: 1
company: {name: Test, headcount: 24}
departments: {sales: {leader: petrov}}
roles: {ceo: {}, head: {archetype: head_of_sales}}
people:
  petrov:
    name: Pyotr
    title: Chief
    roles: head
    department: sales
    reports_to: ceo
    kpis: [revenue]
    time: {selling: 70%}
    selling_reasons: [vip]
    deputy: ceo
    pay: {fixed: 60%}
    plan: {deals: 12}
    limits: {discount: 10%}
    trained: at school
    skill: strong
    results: {deals: 3}
"""


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("subject", "expressions"),
    [
        ("person", [
            'subject.id == "petrov"', 'subject.name == "Pyotr"', 'subject.title == "Chief"',
            'subject.roles == ["head"]', 'subject.archetypes == ["head_of_sales"]', 'subject.department == "sales"',
            'subject.reports_to == ["ceo"]', 'subject.kpis == ["revenue"]', "subject.time.selling > 0.6",
            'subject.selling_reasons == ["vip"]', 'subject.deputy == ["ceo"]', "subject.pay.fixed > 0.5",
            "subject.plan.deals > 11.0", "subject.limits.discount > 0.0", 'subject.trained == "at school"',
            'subject.skill == "strong"', "subject.results.deals > 2.0",
        ]),
        ("department", ['subject.id == "sales"', 'subject.leader == ["petrov"]']),
        ("company", ['subject.id == "company"', "subject.headcount > 23.0", 'subject.name == company.name',
                     "!('roles' in subject)"]),
    ],
)  # fmt: skip
def test_every_fact_of_a_subject_can_be_asked_for(subject: str, expressions: list[str]) -> None:
    found = judged(
        *(entry(text, id_=f"ACME{number:03}", subject=subject) for number, text in enumerate(expressions)),
        company=WHOLE,
    )

    assert dict(zip(expressions, (one.outcome for one in found), strict=True)) == dict.fromkeys(expressions, "fail")


@pytest.mark.parametrize(
    ("subject", "listed"), [("policy", ["discount"]), ("element", ["crm", "own"]), ("role", ["ceo"])]
)
def test_only_what_the_file_lists_is_a_subject_and_without_the_section_nobody_knows(
    subject: str, listed: list[str]
) -> None:
    company = "salesaudit: 1\ncompany: {name: Test}\n"
    sections = "policies: {discount: written}\nelements: {crm: written, own: spoken}\nroles: {ceo: {}}\n"
    found = SELECTORS[subject](build_org(load_bytes((company + sections).encode())))
    assert [thing.id for thing in found.items] == listed
    assert found.needs == ()

    found = SELECTORS[subject](build_org(load_bytes(company.encode())))
    section = {"policy": "policies", "element": "elements", "role": "roles"}[subject]
    assert (found.items, found.needs) == ((), ((section,),))


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("expression", "subject", "at"),
    [
        ("subject.headcount > 20.0", "company", ("company", "headcount")),
        ("company.headcount > 20.0", "company", ("company", "headcount")),
        ("company.headcount > 20.0", "person", ("company", "headcount")),
        ("org.people.size() == 1", "company", ("people",)),
        ("org.people.size() == 1", "person", ("people",)),
        ("company.revenue > 1.0 || company.headcount > 20.0", "company", ("company", "headcount")),
        ("subject.time.selling > 0.5", "person", ("people", "petrov", "time", "selling")),
        ('subject.id == "petrov" && subject.skill == "strong"', "person", ("people", "petrov", "skill")),
        ('"head" in subject.roles', "person", ("people", "petrov")),
        ("true", "person", ("people", "petrov")),
        ("false", "person", ("people", "petrov")),
    ],
)
def test_an_outcome_lies_at_the_first_fact_that_is_known_or_at_its_subject(
    expression: str, subject: str, at: tuple[str, ...]
) -> None:
    (found,) = judged(entry(expression, subject=subject), company=WHOLE)
    assert found.verdict is not None
    assert found.verdict.at == at


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("expression", "needs"),
    [
        ("company.revenue > 1.0", {("company", "revenue")}),
        ("company.revenue > subject.results.revenue",
         {("company", "revenue"), ("people", "petrov", "results", "revenue")}),
        ('subject.id == "petrov" && company.revenue > company.headcount', {("company", "revenue")}),
        ("org.segments.size() == 1", {("segments",)}),
        ('org["segments"].size() == 1', {("people", "petrov")}),
    ],
)  # fmt: skip
def test_what_is_not_known_names_the_facts_that_would_decide(expression: str, needs: set[tuple[str, ...]]) -> None:
    (found,) = judged(entry(expression, subject="person"), company=WHOLE)
    assert found.verdict is not None
    assert found.outcome == "unknown"
    assert set(found.verdict.needs) == needs


@pytest.mark.usefixtures("here")
def test_what_a_condition_rules_out_is_told_as_such() -> None:
    (found,) = judged(entry("true", when="company.headcount > 100.0"))
    assert found.skipped is not None
    assert found.skipped.reason == "pack_condition"


@pytest.mark.usefixtures("here")
def test_a_sentence_can_name_what_the_condition_asks_and_what_a_role_is() -> None:
    (found, *_) = judged(
        entry('"ceo" in subject.roles && "ceo" in subject.archetypes', finding="{roles} {archetypes} {headcount}",
              subject="role", when="company.headcount > 1.0"),
        company=WHOLE,
    )  # fmt: skip
    assert found.verdict is not None
    assert {name: found.verdict.says[name] for name in ("roles", "archetypes")} == {
        "roles": ("ceo",), "archetypes": ("ceo",),
    }  # fmt: skip
    headcount = found.verdict.says["headcount"]
    assert isinstance(headcount, Number)
    assert headcount.value == 24


def test_all_rules_of_a_pack_are_answered_at_once_for_a_company(here: Here) -> None:
    found = judged(*(entry("true", id_=f"ACME{number:03}", subject="person") for number in range(3)))

    assert len(found) == 6
    assert here.limits == [LIMITS]


def test_a_pack_that_broke_is_not_tried_again(here: Here) -> None:
    with pytest.raises(PackBroke):
        judged(*(entry("1 / 0 == 1", id_=f"ACME{number:03}", subject="person") for number in range(3)))

    assert here.limits == [LIMITS]


def report(expression: str, finding: str, subject: str = "company") -> tuple[Finding, ...]:
    pack = pack_of(pack_text(entry(expression, finding=finding, subject=subject)), "ours.yaml")
    profile = Profile("all", only=frozenset(), on=frozenset()).with_brought([rule.id for rule in pack.rules])
    return audit_document(load_bytes(COMPANY.encode(), "c.yaml"), profile).report.findings


def test_a_finding_points_to_the_first_fact_and_names_the_others() -> None:
    (finding,) = report(
        "subject.time.selling > 0.5 && subject.kpis.size() > 1", "{subject}: {selling}, {kpis}", "person"
    )

    assert finding.path == ("people", "petrov", "time", "selling")
    assert finding.place is not None
    assert finding.place.span[:2] == (5, 63)
    assert {".".join(map(str, fact.path)) for fact in finding.evidence} >= {
        "people.petrov.time.selling", "people.petrov.kpis",
    }  # fmt: skip


def test_a_sentence_can_name_what_did_not_matter_and_what_the_file_does_not_say() -> None:
    from salesaudit.audit.phrases import sentence

    (finding,) = report("company.headcount > 20.0 || company.revenue > 1.0", "{headcount}, {revenue}")
    assert sentence(finding, "en") == "24, ?"
    (finding,) = report('subject.id == "petrov"', "It is {id}", "person")
    assert sentence(finding, "ru") == "It is petrov"


def test_the_words_of_a_pack_stand_in_for_a_language_that_it_does_not_have() -> None:
    pack_of(pack_text(entry("true")), "ours.yaml")

    prose = wording.prose("ACME001", "ru")
    assert prose.title == "t"
    assert (prose.first_step, prose.who, prose.done) == ("", "", "")
    assert wording.example("ACME001").effort == "days"


def test_a_rule_of_a_pack_is_the_companys_own_and_off_until_a_profile_names_it() -> None:
    text = entry("true").replace("h/h/h/h", "–/l/m/h").replace("    texts:", "    effort: weeks\n    texts:")
    (rule,) = pack_of(pack_text(text), "ours.yaml").rules

    assert (rule.id, rule.slug, rule.home) == ("ACME001", "acme001", "pack ours.yaml")
    assert rule.sources == ("P",)
    assert rule.default_on is False
    assert dict(rule.severity) == {"micro": None, "small": "low", "medium": "medium", "large": "high"}
    assert wording.example("ACME001").effort == "weeks"


# --- what is refused when a pack is read ---


def refusals(text: bytes) -> list[Problem]:
    with pytest.raises(LoadError) as refused:
        pack_of(text, "ours.yaml")
    for problem in refused.value.problems:
        for lang in ("ru", "en"):
            assert problem.sentence(lang)
            assert problem.advice(lang)
    return refused.value.problems


def problems(text: bytes) -> list[tuple[str, int]]:
    return [(problem.code, problem.span.line if problem.span else 0) for problem in refusals(text)]


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("1 == 1 " + "&& true" * 285, "E110"),
        ("1" + " + 1" * 20_000 + " > 0", "E110"),
        ("has(subject.name)", "E111"),
        ("has (subject.name)", "E111"),
        ("(" * 33 + "true" + ")" * 33, "E112"),
        ("(" * 900 + "true" + ")" * 900, "E112"),
        ("[" * 33 + "]" * 33 + " == []", "E112"),
        ("org.all(a, org.all(b, org.all(c, true)))", "E113"),
        ("org.map(a, org.filter (b, org.exists_one(c, true)))", "E113"),
    ],
)  # fmt: skip
def test_an_expression_over_a_limit_is_refused_unparsed(expression: str, code: str) -> None:
    assert problems(pack_text(entry(expression)))[-1] == (code, 7)
    assert problems(pack_text(entry("true", when=expression)))[-1] == (code, 7)


def test_the_limits_of_an_expression_are_met_from_both_sides() -> None:
    for inside, outside in (
        ("a" * LIMITS.expression_characters, "a" * (LIMITS.expression_characters + 1)),
        ("(" * LIMITS.expression_depth, "(" * (LIMITS.expression_depth + 1)),
        ("x.all(a, " * LIMITS.expression_macros, "x.all(a, " * (LIMITS.expression_macros + 1)),
        ('"has("', "has("),
    ):
        check_text(inside)
        with pytest.raises(BadExpression):
            check_text(outside)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (("ACME001", "LDR002"), ("E114", 4)),
        (("ACME001", "acme1"), ("E118", 4)),
        (("ACME001", "A001"), ("E118", 4)),
        (("ACME001", "ABCDEFGHI001"), ("E118", 4)),
        (("    subject:", "    slug: leader-still-the-best-seller-by-time\n    subject:"), ("E114", 5)),
        (("h/h/h/h", "h/h/h"), ("E115", 6)),
        (("h/h/h/h", "x/h/h/h"), ("E115", 6)),
        (("texts: {en: {title: t, finding: \"{subject}\", why: w, fix: f}}", "texts: {}"), ("E116", 8)),
        (('"{subject}"', '"{nobody}"'), ("E117", 8)),
        (('"{subject}"', '"{subject"'), ("E117", 8)),
        (("subject: company", "subject: planet"), ("E033", 5)),
        (("examples:", "exampels:"), ("E031", 9)),
        (("salesaudit_rules: 1", "salesaudit_rules: 2"), ("E055", 1)),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_pack_is_told_with_its_line(change: tuple[str, str], found: tuple[str, int]) -> None:
    assert found in problems(pack_text(entry("true")).decode().replace(*change, 1).encode())


def test_the_same_rule_twice_in_a_pack_is_refused() -> None:
    slugged = entry("true", id_="ACME002").replace("    subject:", "    slug: acme001\n    subject:", 1)

    assert problems(pack_text(entry("true"), entry("true"))) == [("E119", 10)]
    assert problems(pack_text(entry("true"), slugged)) == [("E119", 10)]


def test_a_problem_quotes_its_line_from_the_first_to_the_last() -> None:
    text = pack_text(entry("true")).decode().replace("rules: 1", "rules: 2").replace("examples:", "exampels:").rstrip()
    first, *_, last = refusals(text.encode())

    assert (first.line_text, last.line_text) == ("salesaudit_rules: 2", text.splitlines()[-1])
    assert last.span is not None
    assert last.span[:2] == (9, 5)


SLUGGED = ("    subject:", "    slug: ours\n    subject:")


@pytest.mark.parametrize(
    ("text", "code", "found", "path", "column"),
    [
        (entry("true", id_="LDR002"), "E114", "LDR002", ("id",), 9),
        (entry("true", id_="LDR002").replace(*SLUGGED), "E114", "LDR002", ("id",), 9),
        (entry("true").replace(*SLUGGED).replace("ours", "leader-still-the-best-seller-by-time"), "E114",
         "leader-still-the-best-seller-by-time", ("slug",), 11),
        (entry("true", id_="acme1"), "E118", "acme1", ("id",), 9),
        (entry("true").replace("h/h/h/h", "h/h"), "E115", "h/h", ("severity",), 15),
    ],
)  # fmt: skip
def test_a_name_that_will_not_do_is_told_at_its_place(
    text: str, code: str, found: str, path: tuple[str, ...], column: int
) -> None:
    (problem,) = refusals(pack_text(text))
    assert problem.span is not None
    assert (problem.code, problem.values["found"], problem.path) == (code, found, ("rules", 0, *path))
    assert problem.span.column == column


def test_of_two_rules_with_the_same_names_the_second_is_told_by_its_id() -> None:
    (problem,) = refusals(pack_text(entry("true"), entry("true")))
    assert problem.span is not None
    assert (problem.values["found"], problem.path, problem.span[:2]) == ("ACME001", ("rules", 1, "id"), (10, 9))


@pytest.mark.parametrize("sentence", ["{nobody}", "{subject"])
def test_what_a_sentence_may_name_is_told_in_order(sentence: str) -> None:
    (problem,) = refusals(pack_text(
        entry("company.f + company.b + company.d > org.a", finding=sentence, when="company.e > subject.c")
    ))  # fmt: skip
    assert problem.values["known"] == "a, b, c, d, e, f, subject"
    assert problem.path == ("rules", 0, "texts", "en", "finding")
    assert problem.span is not None
    assert problem.span.column == len("    texts: {en: {title: t, finding: ") + 1


def test_the_rules_of_the_product_are_there_before_a_pack_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    product = dict(RULES)
    monkeypatch.setattr(registry, "RULES", {})
    monkeypatch.setattr(packs, "all_rules", lambda: registry.RULES.update(product))

    assert problems(pack_text(entry("true", id_="LDR002"))) == [("E114", 4)]


def test_a_pack_too_large_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_bytes(pack_text(entry("true")) + b"#" * LIMITS.pack_bytes)
    with pytest.raises(InputError) as refused:
        load_pack(path)
    assert refused.value.key == "file.too_large"
    path.write_bytes(path.read_bytes()[: LIMITS.pack_bytes])
    assert load_pack(path).name == "ours"
    with pytest.raises(InputError):
        load_pack(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"- 1", b"\xff\xfe", b"salesaudit_rules: 1", b"pack: !!python/name:os.system"]
)
def test_no_bytes_make_the_reader_of_packs_break(text: bytes) -> None:
    assert problems(text)


def test_a_pack_that_is_only_looked_at_brings_no_rule() -> None:
    check_pack(pack_text(entry("true", id_="ACME009")), "ours.yaml")
    with pytest.raises(LoadError):
        check_pack(b"pack: ours", "ours.yaml")

    assert "ACME009" not in RULES


def test_a_pack_is_read_again_when_it_has_changed() -> None:
    pack_of(pack_text(entry("true")), "ours.yaml")
    first = RULES["ACME001"]
    pack_of(pack_text(entry("false")), "ours.yaml")

    assert RULES["ACME001"] is not first
    assert sum(rule.slug == "acme001" for rule in RULES.values()) == 1


# --- what breaks when it runs ---

BOMBS: dict[str, tuple[str, str]] = {
    "many terms": (" || ".join(["1 > 2"] * 200), ""),
    "terms without brackets": ("1" + " + 1" * 490 + " > 0", "recursion"),
    "choices in choices": ("true ? " * 120 + "true" + " : false" * 120, ""),
    "duration": ('duration("' + "a" * 28 + '!") == duration("1s")', "Duration"),
    "endless duration": ('duration("' + "9" * 400 + 'h") > duration("1s")', "Duration"),
    "timestamp": ('timestamp("x") > timestamp("y")', "Timestamp"),
    "an unknown name": ("nosuch == 1", "nosuch"),
    "an unknown function": ("open('/etc/passwd') == ''", "open"),
    "no yes or no": ("1 + 1", "neither true nor false"),
    "division by zero": ("1 / 0 == 1", "divide by zero"),
    "overflow": ("9223372036854775807 + 1 > 0", "overflow"),
    "not CEL": ("company.headcount >", "Syntax error"),
    "import": ("__import__('os').system('true') == 0", "__import__"),
    "a lambda": ("lambda: 1", "Syntax error"),
    "another type": ('company.headcount > "a"', "overload"),
    "beyond a list": ("[1][5] == 1", "ndex"),
    "macros over macros": ("org.people.all(a, org.people.all(b, " + " && ".join(["a != b || true"] * 60) + "))", ""),
    "doubling text": ("['" + "a" * 500 + "']" + ".map(a, a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a)" * 10 + "[0].size() > 1", ""),
    "doubling lists": ("[[1]]" + ".map(a, a+a+a+a+a+a+a+a+a+a+a+a+a+a+a+a)" * 10 + "[0].size() > 1", ""),
    "a regex": ("'" + "a" * 60 + "!'.matches('(a+)+$') ", ""),
    "nested regex": ("'aaa'.matches('((a{1,100}){1,100}){1,100}')", "repetition"),
    "a long regex": ("'aaa'.matches('" + "(a|aa|aaa)*" * 120 + "b')", ""),
    "unary": ("!" * 1_900 + "true", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_soon_as_an_answer_or_an_error_with_rule_and_line(name: str) -> None:
    expression, complaint = BOMBS[name]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    broke, told = _broke(expression)
    if broke is None:
        assert not complaint
        assert set(told.values()) <= {"fail", "pass"}
    else:
        assert broke.exit_code == 2
        assert broke.values["rule"] == "ACME001"
        assert (broke.values["file"], broke.values["line"]) == ("ours.yaml", 7)
        assert complaint.lower() in str(broke.values["complaint"]).lower()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime) <= 10


def _broke(expression: str) -> tuple[PackBroke | None, dict[str, str]]:
    try:
        return None, outcomes(expression, _crowd())
    except PackBroke as error:
        return error, {}


def _crowd() -> str:
    people = "".join(f"  p{number}: {{roles: sales_rep}}\n" for number in range(60))
    return f"salesaudit: 1\ncompany: {{name: Test, headcount: 100}}\nroles: {{sales_rep: {{}}}}\npeople:\n{people}"


def test_a_rule_that_is_wrong_in_itself_breaks_its_pack_even_without_a_subject() -> None:
    with pytest.raises(PackBroke) as broke:
        outcomes("nosuch == 1", subject="handoff")
    assert broke.value.values["rule"] == "ACME001"


def test_of_several_rules_the_one_is_named_that_broke() -> None:
    text = pack_text(*(entry("1 / 0 == 1" if n == 3 else "true", id_=f"ACME{n:03}") for n in range(1, 6)))
    pack = pack_of(text, "ours.yaml")
    with pytest.raises(PackBroke) as broke:
        audit_document(load_bytes(COMPANY.encode()), Profile("all").with_brought(rule.id for rule in pack.rules))

    assert broke.value.values["rule"] == "ACME003"
    assert broke.value.values["line"] == 7 + 2 * 6


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("entries", "complaint", "rule", "place"),
    [
        ([entry("1 / 0 == 1")], "divide by zero", "ACME001", (7, 14)),
        ([entry("true", when="1 / 0 == 1")], "divide by zero", "ACME001", (7, 11)),
        ([entry("true", when="nosuch == 1"), entry("true", id_="ACME002")], "nosuch", "ACME001", (7, 11)),
        ([entry("true"), entry("true", id_="ACME002", when="nosuch == 1")], "nosuch", "ACME002", (13, 11)),
        ([entry("true"), entry("nosuch == 1", id_="ACME002")], "nosuch", "ACME002", (13, 14)),
    ],
)
def test_a_pack_that_broke_says_where(entries: list[str], complaint: str, rule: str, place: tuple[int, int]) -> None:
    with pytest.raises(PackBroke) as broke:
        judged(*entries)

    error = broke.value
    assert (error.key, error.hint) == ("pack.error", "pack.error.hint")
    told = error.values.pop("complaint")
    assert complaint in str(told)
    assert error.values == {"file": "ours.yaml", "line": place[0], "column": place[1], "rule": rule}
    for lang in ("ru", "en"):
        assert f"ours.yaml:{place[0]}:{place[1]}" in say(error.key, lang, complaint=told, **error.values)


@pytest.mark.parametrize("guilty", range(7))
def test_halves_tell_which_rule_a_child_died_of_and_take_a_second_each(
    here: Here, guilty: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [entry("true" if n != guilty else "size == 'kill'", id_=f"ACME{n:03}") for n in range(7)]
    monkeypatch.setattr(packs, "evaluate", dying)
    with pytest.raises(PackBroke) as broke:
        judged(*entries)

    assert broke.value.values["rule"] == f"ACME{guilty:03}"
    assert broke.value.values["complaint"] == say("child.died", "en")
    first, *halves = here.limits
    assert first == LIMITS
    assert {limits.child_cpu_seconds for limits in halves} == {1}


def dying(expressions: list[str], worlds: list[tuple[int, object]]) -> object:
    if any("kill" in text for text in expressions):
        raise ChildError("child.died")
    return [""] * len(expressions), [("false", "")] * len(worlds)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("kind", ["ModuleNotFoundError", "ImportError"])
def test_an_extra_that_cannot_be_imported_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    def absent(expressions: object, worlds: object) -> object:
        raise ChildError("child.broke", kind=kind, reason="cel")

    monkeypatch.setattr(packs, "evaluate", absent)
    with pytest.raises(PackBroke) as broke:
        judged(entry("true"), entry("true", id_="ACME002"))

    assert (broke.value.key, broke.value.hint) == ("pack.no_cel", "pack.no_cel.hint")
    assert broke.value.values == {"file": "ours.yaml"}


def test_where_the_child_dies_the_rule_to_blame_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    text = pack_text(*(entry("true" if n != 4 else "size == 'kill'", id_=f"ACME{n:03}") for n in range(1, 8)))
    pack = pack_of(text, "ours.yaml")
    monkeypatch.setattr(packs, "evaluate", deadly)
    with pytest.raises(PackBroke) as broke:
        audit_document(load_bytes(COMPANY.encode()), Profile("all").with_brought(rule.id for rule in pack.rules))

    assert broke.value.values["rule"] == "ACME004"
    assert "broke off" in str(broke.value.values["complaint"])


def deadly(expressions: list[str], worlds: list[tuple[int, object]]) -> object:
    if any("kill" in text for text in expressions):
        raise OSError("gone")
    return [""] * len(expressions), [("false", "")] * len(worlds)


def test_a_missing_extra_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "evaluate", without_cel)
    with pytest.raises(PackBroke) as broke:
        outcomes("true")
    assert broke.value.key == "pack.no_cel"


def without_cel(expressions: object, worlds: object) -> object:
    raise ModuleNotFoundError("cel_expr_python")


def test_an_audit_that_may_be_partial_says_what_was_not_run() -> None:
    pack = pack_of(pack_text(entry("1 / 0 == 1"), entry("true", id_="ACME002")), "ours.yaml")
    profile = Profile("all", only=frozenset()).with_brought(rule.id for rule in pack.rules)
    audited = audit_document(load_bytes(COMPANY.encode()), profile, partly=True)

    assert [error.values["rule"] for error in audited.broken] == ["ACME001"]
    assert [(one.rule, one.reason) for one in audited.report.not_applicable] == [
        ("ACME001", "not_run"), ("ACME002", "not_run"),
    ]  # fmt: skip
    assert not audited.report.passed
    assert not audited.report.findings


def test_the_child_evaluates_what_we_gave_it_and_nothing_else() -> None:
    from salesaudit.rules.expressions import evaluate

    complaints, told = run_in_child(
        evaluate, ["size == 'x'", "company.a"], [(0, {"size": "x"}), (1, {"company": {"a": 1}})]
    )
    assert complaints == ["", ""]
    assert [outcome for outcome, _ in told] == ["true", "error"]


def test_the_pack_and_the_limits_in_the_documentation_are_right() -> None:
    for page in ("rule-packs.md", "rule-packs.ru.md"):
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        shown = re.search(r"```yaml\n(salesaudit_rules.*?)```", text, re.DOTALL)
        assert shown is not None
        pack = pack_of(shown[1].encode(), page)
        assert [one.right for one in try_pack(pack)] == [True, True]
        numbers = text.replace("\u00a0", "").replace(",", "")
        for limit in (LIMITS.pack_bytes // 1024, LIMITS.expression_characters, LIMITS.expression_depth):
            assert str(limit) in numbers
        for subject in SELECTORS:
            assert f"`{subject}`" in text
        inner = re.search(r"^fail_if: (.*)$", text, re.MULTILINE)
        assert inner is not None
        people = "people: {boss: {roles: sales_rep}, helper: {reports_to: boss}}\nroles: {sales_rep: {}}\n"
        told = outcomes(inner[1], f"salesaudit: 1\ncompany: {{name: A}}\n{people}", subject="person")
        assert told["helper"] == "fail"


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("subject.time.selling > 0.5", (("subject", ("time", "selling")),)),
        ("company . headcount > 1.0 || company.headcount > 2.0", (("company", ("headcount",)),)),
        ("org.people.exists(p, p == 1)", (("org", ("people",)),)),
        ('"subject.name" == "x"', ()),
        ("subjects.name == 1 && xcompany.a == 1", ()),
        ("subject.kpis.size() == 0", (("subject", ("kpis",)),)),
    ],
)
def test_the_facts_that_an_expression_names(expression: str, found: object) -> None:
    assert chains(expression) == found


@pytest.mark.parametrize(
    ("value", "shown"),
    [(True, "true"), (False, "false"), (["a", 1], ("a", "1")), ("b2b", "b2b"), (None, "None")],
)
def test_a_fact_as_a_sentence_names_it(value: object, shown: object) -> None:
    assert packs._sayable(value) == shown


@pytest.mark.parametrize(
    ("value", "unit"), [(0, "number"), (7, "number"), (0.0, "share"), (1.0, "share"), (1.5, "number")]
)
def test_a_figure_as_a_sentence_names_it(value: float, unit: str) -> None:
    number = packs._sayable(value)
    assert isinstance(number, Number)
    assert (number.value, number.unit) == (value, unit)
