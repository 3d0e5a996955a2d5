"""The files that are measured: made here, always the same ones, of any size."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "trader.yaml"
MANY_FINDINGS = ROOT / "examples" / "departments-at-war.yaml"

ARCHETYPES = (
    "sales_rep", "account_manager", "call_centre_operator", "marketer", "dealer_manager", "accountant", "lawyer",
)  # fmt: skip
SELLERS_A_LEADER = 50


def small(folder: Path, count: int) -> Path:
    """Write the example company `count` times, no two files alike, and return their folder."""
    companies = folder / "companies"
    companies.mkdir()
    for number in range(count):
        (companies / f"company-{number:04}.yaml").write_bytes(EXAMPLE.read_bytes() + f"# {number}\n".encode())
    return companies


def sellers(roles: int) -> bytes:
    """Return a company with so many roles of sellers under one leader."""
    lines = ["salesaudit: 1", "company: {name: Wide}", "roles:", "  owner: {}", "  head_of_sales: {reports_to: owner}"]
    lines += (f"  rep{n}: {{archetype: sales_rep, reports_to: head_of_sales, count: 3}}" for n in range(roles))
    return _text(lines)


def grown(size: int, length: int = 0) -> bytes:
    """Return a company with so many roles and as many people, departments and functions in proportion.

    With a `length` in bytes its lines get comments until the file is that long.
    """
    departments = max(2, size // 20)
    lines = [
        *("salesaudit: 1", "company:", "  name: Grown", f"  headcount: {2 * size}", "  revenue: 900_000_000"),
        *("  as_of: 2026-10-01", "strategy:", "  state: written"),
        *("  goals:", "    - {metric: revenue, target: 1_000_000_000, by: 2026-12-31}", "departments:"),
    ]
    components = cycle(("sales", "lead_generation", "production", "support"))
    lines += (
        f"  unit{n}: {{title: Unit {n}, component: {component}, leader: role{n}}}"
        for n, component in zip(range(departments), components, strict=False)
    )
    lines += ["roles:", "  owner: {}", "  ceo: {reports_to: owner}"]
    lines += (_role(n, departments) for n in range(size))
    lines += ["people:", "  ivanov: {name: Ivanov, roles: [owner]}"]
    lines += (_person(n, size) for n in range(size))
    lines.append("functions:")
    lines += (
        f"  own{n}: {{title: Own {n}, component: sales, responsible: role{7 * n % size}, accountable: role{n}}}"
        for n in range(size // 4)
    )
    missing = length - len(_text(lines))
    if missing > 0:
        each = missing // len(lines) - len("  # ")
        lines = [f"{line}  # {'.' * each}" for line in lines]
    return _text(lines)


def _role(number: int, departments: int) -> str:
    archetype = "head_of_sales" if number % SELLERS_A_LEADER == 0 else ARCHETYPES[number % len(ARCHETYPES)]
    boss = "ceo" if number == 0 else f"role{number // 10}"
    time = ", time: {selling: 50%, leading: 20%, admin: 10%}" if number % 3 == 0 else ""
    count = f", count: {number % 8 + 1}" if number % 2 else ""
    return (
        f"  role{number}: {{archetype: {archetype}, department: unit{number % departments}, reports_to: {boss}"
        f"{time}{count}}}"
    )


def _person(number: int, size: int) -> str:
    facts = ", results: {revenue: 12_000_000, deals: 9}" if number % 2 else ""
    return f"  person{number}: {{name: Person {number}, roles: [role{13 * number % size}]{facts}}}"


def _text(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def process(tasks: int) -> bytes:
    """Return a BPMN process with so many tasks in a row: what bpmnlint reads instead of a company."""
    last = tasks + 1
    body = ['<startEvent id="step0" name="Enquiry"><outgoing>flow0</outgoing></startEvent>']
    body += (
        f'<task id="step{n}" name="Step {n} of the sale"><incoming>flow{n - 1}</incoming>'
        f"<outgoing>flow{n}</outgoing></task>"
        for n in range(1, last)
    )
    body.append(f'<endEvent id="step{last}" name="Paid"><incoming>flow{tasks}</incoming></endEvent>')
    body += (f'<sequenceFlow id="flow{n}" sourceRef="step{n}" targetRef="step{n + 1}" />' for n in range(last))
    return _text([
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="sale" targetNamespace="sale">',
        '<process id="sale_process" isExecutable="false">',
        *body,
        "</process>",
        "</definitions>",
    ])  # fmt: skip
