"""The JSON Schemas take every file that the loader takes, and refuse what people most often get wrong."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from salesaudit.knowledge import vocabulary
from salesaudit.orgfile.compiled import FORMATS, model_of
from salesaudit.orgfile.guide import OR_NONE
from salesaudit.orgfile.load import load_bytes
from salesaudit.orgfile.plain import to_plain
from salesaudit.orgfile.schema import json_schema, schema_text
from salesaudit.orgfile.shapes import Shape, fields, models
from salesaudit.orgfile.units import STATES
from salesaudit.orgfile.validate import validate
from salesaudit.orgfile.yamltree import read_tree

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = {"org": "salesaudit", "answers": "answers", "evidence": "evidence", "pack": "pack"}
STARTERS = ROOT / "src" / "salesaudit" / "orgfile" / "starters"
FILES = [
    *(("org", path) for path in sorted((ROOT / "examples").glob("*.yaml"))),
    *(("org", path) for path in sorted(STARTERS.glob("*.txt"))),
    *(("answers", path) for path in sorted((ROOT / "examples" / "answers").glob("*.yaml"))),
    *(("evidence", path) for path in sorted((ROOT / "examples" / "evidence").glob("*.yaml"))),
    *(("pack", path) for path in sorted((ROOT / "examples" / "rules").glob("*.yaml"))),
]


@cache
def checker(kind: str) -> Any:
    schema = json_schema(kind)  # type: ignore[arg-type]
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def as_json(value: Any) -> Any:
    """Turn what a YAML reader gives into what JSON knows."""
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def readings(text: str) -> dict[str, Any]:
    """Return a file as editors of YAML 1.2 and of YAML 1.1 see it."""
    return {"1.2": as_json(YAML(typ="safe", pure=True).load(text)), "1.1": as_json(yaml.safe_load(text))}


def complaints(kind: str, text: str) -> dict[str, list[str]]:
    check = checker(kind).iter_errors
    found = {version: [error.message for error in check(data)] for version, data in readings(text).items()}
    return {version: messages for version, messages in found.items() if messages}


def refusals(kind: str, text: str) -> list[str]:
    """Return the codes of what the loader does not take about a file, apart from what it refers to."""
    source, problems = read_tree(text.encode(), "file")
    found = [problem.code for problem in problems]
    if source.root is not None:
        validate(kind, to_plain(source.root), lambda code, *_, **__: found.append(code))
    return found


# --- what is committed ---


@pytest.mark.parametrize("kind", COMMITTED)
def test_the_committed_schema_is_fresh(kind: str) -> None:
    path = ROOT / "schema" / f"{COMMITTED[kind]}.schema.json"

    assert path.read_text(encoding="utf-8") == schema_text(kind), "run make docs"


def test_the_text_of_a_schema_is_stable_and_readable() -> None:
    text = schema_text("org")

    assert text == schema_text("org")
    assert text.endswith("}\n")
    assert "Кому продаёте" in text
    assert text.splitlines()[1].startswith('  "$schema"')


def test_an_unknown_kind_of_file_has_no_schema() -> None:
    with pytest.raises(KeyError):
        schema_text("report")


# --- what it takes ---


@pytest.mark.parametrize(("kind", "path"), [pytest.param(kind, path, id=path.name) for kind, path in FILES])
def test_every_file_that_we_ship_is_taken(kind: str, path: Path) -> None:
    assert complaints(kind, path.read_text(encoding="utf-8")) == {}


@pytest.mark.parametrize("path", sorted(STARTERS.glob("*.txt")), ids=lambda path: path.name)
def test_a_starter_with_every_fact_switched_on_is_taken(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line[1:] if re.match(r"#(  |\w)", line) else line for line in lines)

    assert refusals("org", text) == []
    assert complaints("org", text) == {}


HEAD = "salesaudit: 1\ncompany: {name: Test}\n"


@pytest.mark.parametrize(
    "text",
    [
        "roles: none", "roles: absent", "roles: []", "roles: {ceo: }", "roles: {ceo: unknown}", "handoffs: {}",
        "strategy: none", "strategy:", "strategy: {values: none}", "policies: {price: practised, terms: }",
        "elements: {scripts: spoken, our_own_thing: written}", "functions: {our_own: {component: sales}}",
        "roles: {boss: {archetype: ceo}}", "processes: {funnel: absent, onboarding: spoken}",
        "processes: {onboarding: {steps: [~, {title: a}]}}", "company: {name: 7, captive: No, revenue: '1,5 млн'}",
        "company: {name: yes, captive: ДА, revenue: 120 МЛН., headcount: 1_000}",
        "company: {name: on, captive: true, revenue: 1.5e0, headcount: 24, as_of: 2026-11-01}".replace("1.5e0", "1.5"),
        "roles: {ceo: {kpis: revenue, trained: no, plan: none, limits: {discount: none, deferral: 0}}}",
        "roles: {ceo: {time: {selling: 0.6, admin: '0,1', leading: 7 %, other: 1}}}",
        "roles: {ceo: {reports_to: [], results: {plan_attainment: 140%}}}",
        "lead_generation: {first_response: 1 ч, leads_by_month: 5, target_portrait: spoken}",
        "lead_generation: {first_response: 2 дня, leads_by_month: none, criteria: {quantity: none}}",
        "rhythm: none", "rhythm: {plan_fact: none, one_to_one: unknown}", "accepted: none",
    ],
)  # fmt: skip
def test_short_forms_and_units_are_taken(text: str) -> None:
    written = HEAD + text if not text.startswith("company") else f"salesaudit: 1\n{text}"
    load_bytes(written.encode())

    assert complaints("org", written) == {}


# --- files made from the shapes of the format ---

VALUES: dict[str, list[str]] = {
    "text": ["word", "two words", "12", "1.5", "yes", "true", "2026-11-01", "прайс-лист", "none", "12:30"],
    "share": ["60%", "0.6", "1", "0", "100 %", "12,5%", "0,4", "1_0%", "007%"],
    "attainment": ["120%", "0.9", "999,5 %", "0"],
    "money": ["0", "120_000_000", "120 млн", "1.5M", "450k", "2 МЛРД.", "1 200", "0,5 тыс"],
    "amount": ["40", "1_200", "3 млн"],
    "number": ["5", "2.5", "0,5", "10000000", "1 000"],
    "count": ["0", "24", "1_000", "3.0", "12 000"],
    "holders": ["1", "3", "1_0"],
    "duration": ["2d", "4h", "30min", "3 дня", "1,5 ч.", "0", "90 МИН"],
    "date": ["2026-11-01", "1999-02-28"],
    "boolean": ["yes", "No", "TRUE", "false", "да", "НЕТ"],
    "currency": ["RUB", "EUR"],
    "version": ["1"],
    "identifier": ["contact", "7", "a.b-c_d", "этап"],
    "who": ["ceo", "7", "иванов", "none"],
    "role_ref": ["ceo"],
    "department_ref": ["sales"],
    "component_ref": ["sales", "workshop"],
    "file_ref": ["evidence/deals.yaml"],
    "state": [*STATES, "none"],
}
NOT_KNOWN = st.sampled_from(["unknown", "", "~", "null"])
KEYS = {"OrgFile.roles": "archetype", "OrgFile.functions": "function", "OrgFile.elements": "element"}


def written(shape: Shape, key: str = "") -> st.SearchStrategy[Any]:
    """Return a strategy for what may stand where the format has a shape: texts, lists and dictionaries."""
    if key == "Role.archetype":
        return st.sampled_from(vocabulary.values("archetype"))
    match shape.form:
        case "value":
            reader = shape.reader.removesuffix(OR_NONE)
            return st.sampled_from([*VALUES[reader], *(["none"] if reader != shape.reader else [])])
        case "words":
            return st.sampled_from(shape.words)
        case "section":
            return short_or(shape, sections(shape.model))
        case "list":
            item = written(shape.item) if shape.item else st.nothing()
            single = [item] if "listed" in shape.short else []
            return st.one_of(st.lists(item, max_size=2), st.just("none"), *single)
        case "map":
            entry = written(shape.item) if shape.item else st.nothing()
            ids = vocabulary.values(KEYS[key]) if key in KEYS else ["funnel", "one", "второй"]
            known = st.dictionaries(st.sampled_from(ids), entry, max_size=2)
            return short_or(shape, known.map(without_funnel_facts) if key == "OrgFile.processes" else known)
        case "any":
            return st.sampled_from(["40%", "close"])


def short_or(shape: Shape, whole: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    needs = shape.model is not None and any(field.required for field in fields(shape.model))
    forms = [whole]
    if "stateful" in shape.short:
        forms.append(st.sampled_from([*STATES, "none"]))
    if "empty_if_none" in shape.short:
        forms.append(st.sampled_from(["none", "absent"]))
        forms.append(st.just([]))
    if shape.form == "section" and not needs:
        forms.append(NOT_KNOWN)
    return st.one_of(*forms)


ROOTS = [model_of(kind) for kind in FORMATS]


def sections(model: Any) -> st.SearchStrategy[dict[str, Any]]:
    required = {field.name: written(field.shape, field.key) for field in fields(model) if field.required}
    optional = {
        field.name: st.one_of(written(field.shape, field.key), NOT_KNOWN) if model not in ROOTS else
        written(field.shape, field.key)
        for field in fields(model)
        if not field.required
    }  # fmt: skip
    return st.fixed_dictionaries(required, optional=optional)


def without_funnel_facts(processes: dict[str, Any]) -> dict[str, Any]:
    allowed = {"title", "component", "owner", "state", "reviewed", "steps"}
    return {
        id_: {key: item for key, item in process.items() if id_ == "funnel" or key in allowed}
        if isinstance(process, dict)
        else process
        for id_, process in processes.items()
    }


def emitted(value: Any) -> str:
    """Write a tree of texts as one line of YAML, scalars plain wherever that is possible."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {emitted(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(emitted(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False) if "," in value else str(value)


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=120, deadline=None, derandomize=True)
@given(data=st.data())
def test_whatever_the_format_takes_the_schema_takes(kind: str, data: st.DataObject) -> None:
    model = data.draw(st.sampled_from(models(kind)[1:] if kind == "org" else [model_of(kind)]))
    content = data.draw(sections(model))
    if kind == "org":
        content = data.draw(placed(model, content))
    text = emitted(content)

    assert refusals(kind, text) == [], text
    assert complaints(kind, text) == {}, text


def placed(model: Any, content: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Put a section at its place in a whole file, the rest of the sections drawn around it."""
    top = {field.name: field for field in fields(model_of("org"))}
    homes = [field for field in top.values() if field.shape.model is model]
    base = sections(model_of("org")).map(lambda drawn: {"salesaudit": "1", "company": {"name": "x"}, **drawn})
    return base.map(lambda drawn: {**drawn, **({homes[0].name: content} if homes else {})})


# --- what it refuses ---


@pytest.mark.parametrize(
    "text",
    [
        "companny: {name: a}", "roles: {ceo: {time: {selling: 60}}}", "roles: {ceo: {time: {selling: 160%}}}",
        "roles: {ceo: {time: {sleeping: 10%}}}", "roles: {boss: {reports_to: ceo}}", "roles: {ceo: {archetype: chief}}",
        "roles: {ceo: {count: 0}}", "roles: {ceo: {kpis: {revenue: 1}}}", "roles: {ceo: none}",
        "functions: {plannning: {responsible: ceo}}", "functions: {planning: ceo}",
        "functions: {planning: {state: done}}",
        "elements: {scripts: writen}", "elements: {scripts: {stat: written}}", "policies: {prices: written}",
        "policies: {discount: {limit: 10}}", "processes: {onboarding: {stages: []}}",
        "processes: {funnel: {in_crm: maybe}}",
        "handoffs: [{from: sales}]", "handoffs: {from: sales, to: production}", "rhythm: {plan_fact: weekly}",
        "lead_generation: {first_response: 4}", "lead_generation: {first_response: soon}",
        "lead_generation: {channels: {ads: {kind: banner}}}", "people: [petrov]", "people: petrov",
        "segments: {key: {size: huge}}", "accepted: [{rule: LDR002, subject: petrov}]",
        "strategy: {goals: [{target: 5}]}", "strategy: {reviewed: 01.03.2026}", "'bad id': {}",
        "departments: {'bad id': {}}",
    ],
)  # fmt: skip
def test_typical_mistakes_are_refused(text: str) -> None:
    assert set(complaints("org", HEAD + text)) == {"1.2", "1.1"}


@pytest.mark.parametrize(
    "company",
    [
        "{}", "{nam: a}", "{name: a, market: b2d}", "{name: a, revenue: 120 руб}", "{name: a, revenue: -5}",
        "{name: a, as_of: '2026-13-01'}", "{name: a, headcount: many}", "{name: a, headcount: 2.5}",
        "{name: a, captive: maybe}", "{name: a, currency: rub}", "{name: [a]}", "{name: ''}",
    ],
)  # fmt: skip
def test_typical_mistakes_in_the_company_are_refused(company: str) -> None:
    assert set(complaints("org", f"salesaudit: 1\ncompany: {company}")) == {"1.2", "1.1"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("org", "company: {name: a}"),
        ("org", "salesaudit: 2\ncompany: {name: a}"),
        ("answers", "salesaudit_answers: 1\nrespondent: {as: boss}\nanswers: []"),
        ("answers", "salesaudit_answers: 1\nrespondent: {as: owner}\nanswers: [{value: 5}]"),
        ("answers", "salesaudit_answers: 1\nrespondent: {as: owner}"),
        ("evidence", "salesaudit_evidence: 1\nsource: {kind: tables}"),
        ("evidence", "salesaudit_evidence: 1\nsource: {kind: deals}\nfunnel: {open: some}"),
        ("pack", "salesaudit_rules: 1\npack: ours\nrules: [{id: A1, subject: client}]"),
    ],
)
def test_typical_mistakes_around_it_are_refused(kind: str, text: str) -> None:
    assert set(complaints(kind, text)) == {"1.2", "1.1"}


# --- what an editor shows ---


def test_every_property_has_a_title_and_a_description_in_both_languages() -> None:
    for kind in FORMATS:
        schema = json_schema(kind)  # type: ignore[arg-type]
        sections_ = [schema, *schema["definitions"].values()]
        for section in sections_:
            for name, about in section.get("then", section)["properties"].items():
                assert " · " in about["title"], name
                assert len(about["description"].split("\n")) == 2, name


def test_known_ids_are_offered() -> None:
    properties = json_schema("org")["properties"]

    assert set(properties["functions"]["properties"]) == set(vocabulary.functions())
    assert set(properties["elements"]["properties"]) == set(vocabulary.elements())
    assert set(properties["roles"]["properties"]) == set(vocabulary.archetypes())
    title = properties["functions"]["properties"]["planning"]["title"]
    assert title.endswith(vocabulary.title("function", "planning", "en"))
