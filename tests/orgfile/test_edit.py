"""One change to a company's file: exactly what was asked for changes, and every other character stays."""

from __future__ import annotations

from difflib import unified_diff

import pytest

from salesaudit.orgfile.decode import BOM
from salesaudit.orgfile.edit import Append, CannotEdit, Change, Put, Value, edit
from salesaudit.orgfile.load import load_bytes
from salesaudit.orgfile.problems import LoadError

COMPANY = """\
# head
salesaudit: 1
company:   {name: "A # b", headcount: 20}   # about

roles:
  owner: {}
  head_of_sales:
    time: {selling: 70%,  leading: 20%}   # measured
    kpis:
      - revenue   # of the team
      - new_customers
  sales_rep: {count: 3,
    reports_to: head_of_sales}
elements:
  scripts: spoken   # hm
  crm:
processes:
  funnel:
    stages:
      - {id: contact, owner: sales_rep}
people:
  petrov: {name: P, roles: [head_of_sales]}  # last
# tail
"""
RISK: Value = {"rule": "LDR002", "subject": "petrov", "reason": "a: b # c", "owner": "owner", "until": "2027-02-01"}

CASES = [
    pytest.param(Put(("company", "headcount"), 30),
                 ['+company:   {name: "A # b", headcount: 30}   # about'], id="text"),
    pytest.param(Put(("company", "market"), "b2b"),
                 ['+company:   {name: "A # b", headcount: 20, market: b2b}   # about'], id="into-braces"),
    pytest.param(Put(("roles", "owner", "deputy"), "none"), ["+  owner: {deputy: none}"], id="into-empty-braces"),
    pytest.param(Put(("roles", "sales_rep", "trained"), "none"),
                 ["+    reports_to: head_of_sales, trained: none}"], id="braces-over-two-lines"),
    pytest.param(Put(("roles", "head_of_sales", "title"), "РОП"), ["+    title: РОП"], id="new-line-in-a-section"),
    pytest.param(Put(("roles", "head_of_sales", "time"), {"selling": "10%"}),
                 ["+    time: {selling: 10%}   # measured"], id="whole-braces"),
    pytest.param(Put(("elements", "crm"), "absent"), ["+  crm: absent"], id="nothing-there"),
    pytest.param(Put(("elements", "crm", "state"), "written"), ["+  crm: {state: written}"], id="below-nothing"),
    pytest.param(Put(("elements", "scripts", "owner"), "owner"),
                 ["+  scripts: {state: spoken, owner: owner}   # hm"], id="beside-a-bare-state"),
    pytest.param(Put(("functions", "planning", "responsible"), ["petrov"]),
                 ["+", "+functions:", "+  planning: {responsible: [petrov]}"], id="new-section"),
    pytest.param(Put(("processes", "funnel", "stages", "contact", "conversion"), "40%"),
                 ["+      - {id: contact, owner: sales_rep, conversion: 40%}"], id="stage-by-id"),
    pytest.param(Put(("company", "captive"), True),
                 ['+company:   {name: "A # b", headcount: 20, captive: yes}   # about'], id="yes"),
    pytest.param(Put(("people", "petrov", "name"), None),
                 ["+  petrov: {name: unknown, roles: [head_of_sales]}  # last"], id="unknown"),
    pytest.param(Put(("company", "name"), "unknown"),
                 ['+company:   {name: "unknown", headcount: 20}   # about'], id="a-word-that-means-nothing-else"),
    pytest.param(Append(("roles", "head_of_sales", "kpis"), "gross_profit"),
                 ["+      - gross_profit"], id="list-below"),
    pytest.param(Append(("people", "petrov", "roles"), "sales_rep"),
                 ["+  petrov: {name: P, roles: [head_of_sales, sales_rep]}  # last"], id="list-in-brackets"),
    pytest.param(Append(("roles", "sales_rep", "reports_to"), "owner"),
                 ["+    reports_to: [head_of_sales, owner]}"], id="single-value"),
    pytest.param(Append(("accepted",), RISK), [
        "+", "+accepted:",
        '+  - {rule: LDR002, subject: petrov, reason: "a: b # c", owner: owner, until: 2027-02-01}',
    ], id="new-list"),
]  # fmt: skip


def added(change: Change, text: str = COMPANY) -> list[str]:
    after = edit(text.encode(), "c.yaml", change).decode()
    changed = unified_diff(text.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in changed if line.startswith("+") and not line.startswith("+++")]


@pytest.mark.parametrize(("change", "lines"), CASES)
def test_only_the_lines_of_the_change_change(change: Change, lines: list[str]) -> None:
    assert added(change) == lines


@pytest.mark.parametrize(("change", "lines"), CASES)
@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_and_byte_order_mark_stay(change: Change, lines: list[str], ends: str) -> None:
    plain = edit(COMPANY.encode(), "c.yaml", change)
    windows = edit(BOM + COMPANY.replace("\n", ends).encode(), "c.yaml", change)
    assert windows == BOM + plain.replace(b"\n", ends.encode())


@pytest.mark.parametrize(("change", "lines"), CASES)
def test_a_last_line_without_an_end_is_ended(change: Change, lines: list[str]) -> None:
    text = COMPANY.removesuffix("  # last\n# tail\n")
    after = load_bytes(edit(text.encode(), "c.yaml", change), "c.yaml").data
    assert after == load_bytes(edit(COMPANY.encode(), "c.yaml", change), "c.yaml").data


@pytest.mark.parametrize("written", ["none", "[]", "", "unknown", "   # nobody yet"])
def test_an_empty_list_takes_its_first_entry(written: str) -> None:
    text = COMPANY + f"accepted: {written}\n"
    (entry,) = load_bytes(edit(text.encode(), "c.yaml", Append(("accepted",), RISK)), "c.yaml").data["accepted"]
    assert entry["reason"] == "a: b # c"


@pytest.mark.parametrize("indent", ["", "  ", "      "])
def test_a_further_entry_stands_as_the_ones_before(indent: str) -> None:
    first = "{rule: LDR004, subject: petrov, reason: x, owner: owner, until: 2027-01-01}"
    text = COMPANY + f"accepted:\n{indent}- {first}   # one\n\n# end\n"
    (line,) = added(Append(("accepted",), RISK), text)
    assert line.startswith(f"+{indent}- {{rule: LDR002")


def test_several_changes_at_once() -> None:
    changes: list[Change] = [
        Put(("company", "market"), "b2b"),
        Append(("accepted",), RISK),
        Put(("accepted", 0, "until"), "2028-01-01"),
    ]
    after = load_bytes(edit(COMPANY.encode(), "c.yaml", *changes), "c.yaml").data
    assert after["company"]["market"] == "b2b"
    assert after["accepted"][0]["until"] == "2028-01-01"


@pytest.mark.parametrize(
    "text",
    ["yes", "no", "null", "~", "none of it", "a\nb", "é\u2028\u00ad", 'q"u\\o', "# no", "- x", "{a}", "[b", "*a", "&a",
     "!t", "%d", "@x", "`x`", "a: b", " padded", "12:30", "1e3", "0x10", "«да», нет", "😀", ":", "?", "<<", "=", "a,b",
     "2.", "-"],
)  # fmt: skip
def test_any_text_reads_back_as_it_was(text: str) -> None:
    for change in (Put(("company", "industry"), text), Put(("roles", "head_of_sales", "title"), text)):
        after = load_bytes(edit(COMPANY.encode(), "c.yaml", change), "c.yaml").data
        found = after["company"].get("industry") or after["roles"]["head_of_sales"].get("title")
        assert found == text.strip()


# --- what cannot be done ---

SHARED = COMPANY.replace("{selling: 70%,  leading: 20%}", "&t {selling: 70%}").replace("count: 3", "count: 3, time: *t")


def test_what_an_alias_shares_is_not_changed_for_both() -> None:
    with pytest.raises(CannotEdit):
        edit(SHARED.encode(), "c.yaml", Put(("roles", "sales_rep", "time", "selling"), "10%"))


def test_a_comment_never_goes_with_what_is_replaced() -> None:
    with pytest.raises(CannotEdit) as refused:
        edit(COMPANY.encode(), "c.yaml", Put(("roles", "head_of_sales", "kpis"), ["revenue"]))
    assert refused.value.values["change"] == "roles.head_of_sales.kpis: [revenue]"


def test_a_comment_between_a_key_and_its_value_is_in_the_way() -> None:
    apart = COMPANY.replace("company:   {", "? company  # who\n: {")
    with pytest.raises(CannotEdit):
        edit(apart.encode(), "c.yaml", Put(("company",), {"name": "B"}))


@pytest.mark.parametrize(
    "path", [("company", "name", "x"), ("people", "petrov", "roles", 4), ("processes", "funnel", "stages", "no")]
)
def test_a_place_that_does_not_exist_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises((CannotEdit, LoadError)):
        edit(COMPANY.encode(), "c.yaml", Put(path, "x"))


@pytest.mark.parametrize(
    "change",
    [
        Put(("accepted", 0), "x"),
        Put(("people", "petrov", 0), "x"),
        Put(("people", "petrov", "roles", "x"), "y"),
        Append(("people", "petrov", "roles", 0, "x"), "y"),
    ],
)
def test_a_place_of_another_kind_is_refused(change: Change) -> None:
    with pytest.raises((CannotEdit, LoadError)):
        edit(COMPANY.encode(), "c.yaml", change)


def test_a_value_that_the_format_does_not_take_is_refused() -> None:
    with pytest.raises(LoadError) as refused:
        edit(COMPANY.encode(), "c.yaml", Put(("people", "petrov", "roles"), ["nobody"]))
    assert {problem.code for problem in refused.value.problems} == {"E071"}


def test_a_file_that_does_not_load_is_not_touched() -> None:
    with pytest.raises(LoadError):
        edit(b"a: [", "c.yaml", Put(("company", "name"), "x"))
