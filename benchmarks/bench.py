"""Speed and memory beside those of other checkers, on this machine and in one run: ``make bench``.

Seconds differ from machine to machine, so all are given as multiples of an empty Python start, which is measured in the
same run. What is printed also goes to docs/performance.md. Nothing here is part of the tests.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import companies
from measure import MB, OURS, Command, inside, run, starts
from peers import Peer, peers

PAGE = companies.ROOT / "docs" / "performance.md"
FILES = 1_000
LARGEST = 2 * 1024 * 1024
DOUBLED = 400
EMPTY = "empty Python start"
OPEN = "YAML parsed, nothing checked"

PARSE = """
import sys, yaml
for path in sys.argv[1:]:
    for event in yaml.parse(open(path, "rb"), Loader=yaml.CSafeLoader): pass
"""
LIBRARY = """
import json, sys
from time import process_time
import salesaudit
from salesaudit.audit.run import audit_document
salesaudit.audit(sys.argv[1])
began = process_time()
for path in sys.argv[1:]:
    audit_document(salesaudit.load(path))
print(json.dumps({"seconds": process_time() - began}))
"""
LARGE = """
import gc, json, resource, sys
from time import process_time
import salesaudit
from salesaudit.audit.run import audit_document
from salesaudit.cli.main import GARBAGE
salesaudit.audit(sys.argv[1])
gc.set_threshold(GARBAGE)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = process_time()
document = salesaudit.load(sys.argv[2])
loaded, room = process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
audit_document(document)
print(json.dumps({
    "load": loaded - began, "all": process_time() - began,
    "memory": (room - before) * (1 if sys.platform == "darwin" else 1024),
}))
"""

REPORT = """
import json, sys
from time import process_time
import salesaudit
from salesaudit.audit.run import audit_document
from salesaudit.report.build import view_of
from salesaudit.report.faces import html, pdf
audited = audit_document(salesaudit.load(sys.argv[1]))
html.render(view_of(audited, "ru"))
began = process_time()
page = html.render(view_of(audited, "ru"))
made = process_time()
pdf.render(view_of(audited, "ru"))
print(json.dumps({"findings": len(audited.report.findings), "html": made - began, "pdf": process_time() - made}))
"""

HEAD = """\
# Speed and memory

`make bench` measures all of this in one run, installs the other checkers into a folder of its own and writes this page.
Seconds say more about a machine than about a program, so every figure is a ratio, but for reports, which somebody waits
for; the unit of time is an empty start of the Python that runs salesaudit."""
TAIL = """\
The other checkers read files of about the same size and of their own kind: yamllint, check-jsonschema (with our schema)
and spectral (with one rule) the same companies, agenraci its own sample charter, bpmnlint a process of 24 tasks.

Not every goal is reached. To check a thousand companies at half the cost of the fastest other checker was asked for
when there were eighty small rules. Today a company of this size is asked some 340 questions, each of which may end in
"not known" and names the facts that it rests on; that is what the time goes to, reading the file is an eighth of it.
Where many companies are checked again and again, `--cache` leaves out those in which nothing changed, and `--jobs`
divides the rest among processes.
"""


class Row(NamedTuple):
    """A line of a table: what was run, its figure, the figure that we want where it is ours."""

    what: str
    figure: str
    goal: str = ""


class Table(NamedTuple):
    """Rows under a title, with what the figures are."""

    title: str
    unit: str
    rows: list[Row]


def main() -> None:
    """Measure everything, print the tables and write them into the documentation."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        others = peers(folder)
        cold, empty = starts_of(others, folder)
        tables = [cold, many(others, empty, folder), *large(empty, folder), reports()]
    for table in tables:
        print(_printed(table))
    PAGE.write_text(_page(tables), encoding="utf-8")


def starts_of(others: list[Peer], folder: Path) -> tuple[Table, float]:
    """Return the table of cold starts, and the seconds of an empty one."""
    (folder / "parse.py").write_text(PARSE, encoding="utf-8")
    ours: dict[str, tuple[Command, str]] = {
        "`salesaudit --version`": ([OURS, "--version"], "≤ 2"),
        "`salesaudit rules`": ([OURS, "rules"], "≤ 17"),
        "`salesaudit explain LDR002`": ([OURS, "explain", "LDR002"], "≤ 17"),
        "`salesaudit check`, all rules": ([OURS, "check", companies.EXAMPLE], "≤ 20"),
    }
    commands: dict[str, Command] = {
        EMPTY: [sys.executable, "-c", ""],
        OPEN: [sys.executable, folder / "parse.py", companies.EXAMPLE],
        **{what: command for what, (command, _) in ours.items()},
        **{peer.name: peer.files(folder, 1) for peer in others},
    }
    costs = starts(commands, folder)
    empty = costs[EMPTY].cpu
    rows = [Row(what, f"{cost.cpu / empty:.1f}", ours[what][1] if what in ours else "") for what, cost in costs.items()]
    memory = costs["`salesaudit check`, all rules"].memory / MB
    rows.append(Row("`salesaudit check`, memory at most", f"{memory:.0f} MB", "≤ 60 MB"))
    return Table("Cold start, one file of 6 KB", "processor time, × an empty Python start", rows), empty


def many(others: list[Peer], empty: float, folder: Path) -> Table:
    """Return the table of a thousand files in one run."""
    files = companies.small(folder, FILES)
    paths = sorted(files.iterdir())
    ours: Command = [OURS, "check", "--format", "github", files]
    one, two = run([*ours, "--jobs", "1"], folder), run([*ours, "--jobs", "2"], folder)
    library = inside(LIBRARY, *paths)["seconds"]
    costs = {
        OPEN: run([sys.executable, folder / "parse.py", *paths], folder).cpu,
        "`salesaudit.audit` in a loop, all rules": library,
        "`salesaudit check`, all rules": one.cpu,
    }
    for peer in others:
        home = folder / "many"
        home.mkdir(exist_ok=True)
        costs[peer.name] = run(peer.files(home, FILES), folder).cpu
    best = min((costs[peer.name] for peer in others), default=one.cpu)
    goals = {"`salesaudit check`, all rules": f"≤ {best / FILES / empty / 2:.2f}, half of the fastest other"}
    rows = [Row(what, f"{cost / FILES / empty:.2f}", goals.get(what, "")) for what, cost in costs.items()]
    cached: Command = [*ours, "--cache", folder / "results"]
    run(cached, folder)
    again = run(cached, folder)
    rows.append(Row("`salesaudit check --jobs 2`, times as fast by the clock", f"{one.clock / two.clock:.2f}", "≥ 1.7"))
    rows.append(
        Row("`salesaudit check --cache`, nothing has changed, times as fast", f"{one.cpu / again.cpu:.0f}", "≥ 5")
    )
    return Table(f"{FILES:,} files of 6 KB in one run", "processor time for a file, × an empty Python start", rows)


def large(empty: float, folder: Path) -> list[Table]:
    """Return the tables of large companies and of growth."""
    contents = {
        "a file of 1 MB": companies.grown(3_500, MB),
        "a file of 2 MiB": companies.grown(3_500, LARGEST - 1_000),
        "10,000 roles": companies.sellers(10_000),
        "500 roles and 500 people": companies.grown(500),
    }
    costs = {what: _large(content, folder) for what, content in contents.items()}
    mega = costs["a file of 1 MB"]
    rows = [
        Row("load a file of 1 MB", f"{mega['load'] / empty:.0f}", "≤ 45"),
        *(Row(f"load and audit {what}", f"{cost['all'] / empty:.0f}", goal)
          for (what, cost), goal in zip(costs.items(), ("", "≤ 720", "", "≤ 180"), strict=True)),
    ]  # fmt: skip
    once, twice = (_large(companies.grown(size), folder)["all"] for size in (DOUBLED, 2 * DOUBLED))
    other = [
        Row("a company twice as large takes", f"{twice / once:.1f} times as long", "≤ 2.3"),
        Row("memory to load a file of 1 MB", f"{mega['memory'] / MB:.0f} times the file", "≤ 15"),
    ]
    return [
        Table("Large companies, all rules", "processor time, × an empty Python start", rows),
        Table("Growth and memory", "ratios", other),
    ]


def reports() -> Table:
    """Return the table of reports: in seconds, for somebody waits for each."""
    costs = inside(REPORT, companies.MANY_FINDINGS)
    found = f"{costs['findings']:.0f} findings"
    rows = [
        Row(f"HTML page of {found}, after the audit", f"{1_000 * costs['html']:.0f} ms", "≤ 150 ms"),
        Row(f"PDF of {found}, after the audit", f"{1_000 * costs['pdf']:.0f} ms", "≤ 2,000 ms"),
    ]
    return Table("Reports", "processor time on this machine", rows)


def _large(content: bytes, folder: Path) -> dict[str, float]:
    path = folder / "large.yaml"
    path.write_bytes(content)
    return inside(LARGE, companies.EXAMPLE, path)


def _printed(table: Table) -> str:
    wide = max(len(row.what) for row in table.rows)
    lines = (f"  {row.what.replace('`', ''):{wide}}  {row.figure:>18}  {row.goal}".rstrip() for row in table.rows)
    return "\n".join([f"{table.title} ({table.unit})", *lines, ""])


def _page(tables: list[Table]) -> str:
    parts = [HEAD]
    for table in tables:
        rows = [f"| {row.what} | {row.figure} | {row.goal} |" for row in table.rows]
        parts.append("\n".join([f"## {table.title}\n", f"In {table.unit}.\n", "| | | goal |", "|---|---:|---|", *rows]))
    return "\n\n".join([*parts, TAIL])


if __name__ == "__main__":
    main()
