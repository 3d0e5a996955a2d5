"""The beginnings of a new rule of the product: code, prose in both languages, examples, a test."""

from __future__ import annotations

from pathlib import Path

from salesaudit.rules.catalogue import all_rules
from salesaudit.rules.registry import RULE_ID, RULES, find_rule
from salesaudit.safety.errors import UsageError
from salesaudit.safety.files import write_atomically

HERE = Path(__file__).parent

CODE = """

@rule("{id}", subject=company, severity="l/m/h/h", sources="D")
def {function}(company: Company, org: Org) -> Verdict:
    return FAIL
"""
WORDS = """{id}:
  title: ""
  finding: ""
  conclusion: ""
  why: ""
  fix: ""
  first_step: ""
  who: ""
  done: ""
"""
EXAMPLES = """{id}:
  effort: ""
  bad: |
    company: {{name: Example, headcount: 24}}
  good: |
    company: {{name: Example, headcount: 24}}
"""
TEST = """

def test_{lower}_{function}() -> None:
    assert outcomes("company: {{name: X, headcount: 24}}", "{id}") == {{"company": "fail"}}
"""


def begin(id_: str, slug: str) -> list[Path]:
    """Append the beginnings of a rule to its family's files and return them.

    The rule does not import until its prose is complete in both languages: that is the guard at work.
    Raises UsageError where the id or slug is taken, the family is not known, or this is no source tree.
    """
    all_rules()
    if not RULE_ID.fullmatch(id_):
        raise UsageError("rules.new.bad_id", rule=id_)
    if find_rule(id_) or find_rule(slug):
        raise UsageError("rules.new.taken", rule=id_, slug=slug)
    homes = {rule.family: rule.judge.__module__.rpartition(".")[2] for rule in RULES.values()}
    if id_[:3] not in homes:
        raise UsageError("usage.unknown_family", family=id_[:3], known=sorted(homes))
    tests = HERE.parents[2] / "tests" / "rules"
    if not tests.is_dir():
        raise UsageError("rules.new.no_source")
    module, family = homes[id_[:3]], id_[:3].lower()
    values = {"id": id_, "lower": id_.lower(), "function": slug.replace("-", "_")}
    parts = {
        HERE / f"{module}.py": CODE,
        HERE / "prose" / f"{family}.ru.yaml": WORDS,
        HERE / "prose" / f"{family}.en.yaml": WORDS,
        HERE / "prose" / f"{family}.yaml": EXAMPLES,
        tests / f"test_{module}.py": TEST,
    }
    for path, template in parts.items():
        write_atomically(path, path.read_bytes() + template.format(**values).encode())
    return list(parts)
