"""Rule packs on the command line: named by an option or by the config file, shown by every face, never passed over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.functional.command import ROOT, Result, company, run

EXAMPLE = ROOT / "examples" / "rules" / "our-rules.yaml"
TRAINEE = """\
salesaudit: 1
company: {name: Test, headcount: 24}
roles: {sales_rep: {}}
people: {ivanova: {roles: sales_rep, skill: weak, deputy: none}}
"""
ONE = """\
salesaudit_rules: 1
pack: ours
rules:
  - id: ACME007
    slug: too-small
    subject: company
    severity: h/h/h/h
    fail_if: company.headcount < 100.0
    texts: {en: {title: Too small, finding: "{headcount} people", why: w, fix: f}}
    examples: {bad: "company: {name: X, headcount: 5}", good: "company: {name: X, headcount: 500}"}
"""


def pack(folder: Path, text: str = ONE, name: str = "ours.yaml") -> Path:
    return company(folder, text, name)


def broken(expression: str) -> str:
    return ONE.replace("company.headcount < 100.0", json.dumps(expression)).replace("{headcount} people", "Small")


def test_the_rules_of_a_pack_that_is_named_run(tmp_path: Path) -> None:
    path = company(tmp_path, TRAINEE)
    without, with_pack = run("check", str(path)), run("check", str(path), "--pack", str(EXAMPLE), "--fail-on", "medium")

    assert "ACME001" not in without.out
    assert "ACME001 medium  Ivanova is new to selling and nobody steps in for them" in with_pack.out
    assert f"salesaudit explain ACME001 --pack {EXAMPLE}" in with_pack.out
    assert with_pack.code == 1


def test_a_pack_of_one_run_is_not_on_in_the_next(tmp_path: Path) -> None:
    path = str(company(tmp_path, TRAINEE))
    before = run("check", path, "-f", "json").out
    run("check", path, "--pack", str(EXAMPLE))

    assert run("check", path, "-f", "json").out == before
    assert "ACME" not in run("rules").out


@pytest.mark.parametrize("format_", ["json", "sarif", "junit", "github", "gitlab", "markdown"])
def test_every_format_shows_a_finding_of_a_pack(format_: str, tmp_path: Path) -> None:
    path = str(company(tmp_path, TRAINEE))
    result = run("check", path, "--pack", str(EXAMPLE), "--select", "acme", "-f", format_, "--fail-on", "medium")

    assert result.code == 1
    assert "ACME001" in result.out


def test_what_a_pack_rule_needs_is_told_like_for_any_other(tmp_path: Path) -> None:
    text = TRAINEE.replace(", deputy: none", "")
    result = run("check", str(company(tmp_path, text)), "--pack", str(EXAMPLE), "--select", "ACME001", "-f", "json")
    (file,) = json.loads(result.out)["files"]

    assert file["unknown"] == [{
        "rule": "ACME001", "subject": {"kind": "person", "id": "ivanova", "title": "ivanova"},
        "needs": ["people.ivanova.deputy"], "disputed": False,
    }]  # fmt: skip


def test_the_config_names_packs_and_their_rules_in_any_order(tmp_path: Path) -> None:
    company(tmp_path, TRAINEE)
    shutil.copy(EXAMPLE, tmp_path / "our-rules.yaml")
    (tmp_path / ".salesaudit.yaml").write_text(
        "select: [ACME001]\ngates: {trainee-without-mentor: medium}\npacks: [our-rules.yaml]\n"
    )
    result = run("check", "company.yaml", cwd=tmp_path)

    assert result.code == 1
    assert "ACME001" in result.out
    assert "A trainee sells without a mentor" in run("explain", "ACME001", cwd=tmp_path).out
    assert "packs" in run("config", "show", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("profile", "fires"),
    [
        ("{extends: ci}", True),
        ("{extends: ci, off: [ACME007]}", False),
        ("{extends: ci, severities: {ACME007: low}}", True),
    ],
)
def test_a_profile_can_turn_a_pack_rule_off(profile: str, fires: bool, tmp_path: Path) -> None:
    company(tmp_path)
    pack(tmp_path)
    (tmp_path / ".salesaudit.yaml").write_text(f"packs: [ours.yaml]\nprofile: own\nprofiles: {{own: {profile}}}\n")

    assert ("ACME007" in run("check", "company.yaml", cwd=tmp_path).out) is fires


def test_an_option_adds_to_what_the_config_names(tmp_path: Path) -> None:
    company(tmp_path, TRAINEE)
    pack(tmp_path)
    (tmp_path / ".salesaudit.yaml").write_text("packs: [ours.yaml]\nselect: [ACME]\n")
    result = run("check", "company.yaml", "--pack", str(EXAMPLE), cwd=tmp_path)

    assert {"ACME007", "ACME001"} <= set(result.out.split())


def test_an_accepted_risk_and_a_baseline_take_a_pack_rule(tmp_path: Path) -> None:
    pack(tmp_path)
    company(tmp_path, TRAINEE)
    (tmp_path / ".salesaudit.yaml").write_text("packs: [ours.yaml]\nselect: [ACME]\n")
    assert run("check", "company.yaml", cwd=tmp_path).code == 1
    assert run("baseline", "create", "company.yaml", cwd=tmp_path).code == 0
    assert run("check", "company.yaml", "--baseline", ".salesaudit-baseline.yaml", cwd=tmp_path).code == 0

    accepted = run("accept", "ACME007", "company", "company.yaml", "--reason", "growing", "--owner", "ivanova",
                   "--until", "2030-01-01", cwd=tmp_path)  # fmt: skip
    assert accepted.code == 0, accepted.err
    assert run("check", "company.yaml", cwd=tmp_path).code == 0


def refused(result: Result, *said: str) -> None:
    assert result.code == 2
    for words in said:
        assert words in result.err


def test_accept_and_diff_take_a_pack_that_no_config_names(tmp_path: Path) -> None:
    ours = str(pack(tmp_path))
    path = company(tmp_path, "salesaudit: 1\ncompany: {name: X, headcount: 20}\nroles: {owner: {}}\n", "before.yaml")
    bigger = company(tmp_path, "salesaudit: 1\ncompany: {name: X, headcount: 200}\n", "after.yaml")

    changed = json.loads(run("diff", str(path), str(bigger), "--pack", ours, "-f", "json").out)["companies"][0][
        "changes"
    ]
    assert [change["kind"] for change in changed if change["rule"] == "ACME007"] == ["fixed"]

    risk = ("--reason", "a start", "--owner", "owner", "--until", "2030-01-01")
    refused(run("accept", "ACME007", "company", str(path), *risk), "ACME007")
    assert run("accept", "ACME007", "company", str(path), *risk, "--pack", ours).code == 0
    assert "ACME007" in path.read_text("utf-8")


def test_a_pack_that_breaks_is_exit_2_and_the_other_rules_are_shown(tmp_path: Path) -> None:
    company(tmp_path, TRAINEE)
    path = pack(tmp_path, broken("1 / 0 == 1"))
    result = run("check", "company.yaml", "--pack", path.name, "-f", "json", cwd=tmp_path)
    document = json.loads(result.out)

    refused(result, "ours.yaml:8:14: rule ACME007 was not run", "divide by zero")
    assert {"rule": "ACME007", "subject": None, "because": "not_run"}.items() <= {
        key: value for entry in document["files"][0]["not_applicable"] if entry["rule"] == "ACME007"
        for key, value in entry.items()
    }.items()  # fmt: skip
    assert not [entry for entry in document["files"][0]["passed"] if entry["rule"] == "ACME007"]
    assert len(document["files"][0]["unknown"]) > 20
    assert document["errors"]


@pytest.mark.parametrize("command", [
    ("baseline", "create", "company.yaml", "-o", "known.yaml"), ("explain", "ACME007", "--on", "company.yaml"),
    ("diff", "company.yaml", "company.yaml"),
])  # fmt: skip
def test_no_command_passes_over_a_pack_that_breaks(command: tuple[str, ...], tmp_path: Path) -> None:
    company(tmp_path, TRAINEE)
    pack(tmp_path, broken("1 / 0 == 1"))
    (tmp_path / ".salesaudit.yaml").write_text("packs: [ours.yaml]\n")

    refused(run(*command, cwd=tmp_path), "ACME007", "ours.yaml:8:14")
    assert not (tmp_path / "known.yaml").exists()


def test_what_is_wrong_with_a_pack_is_told_with_its_place(tmp_path: Path) -> None:
    company(tmp_path)
    pack(tmp_path, ONE.replace("ACME007", "LDR002"))

    refused(run("check", "company.yaml", "--pack", "ours.yaml", cwd=tmp_path), "E114", "--> ours.yaml:4:9")
    refused(run("check", "company.yaml", "--pack", "nowhere.yaml", cwd=tmp_path), "nowhere.yaml")
    (tmp_path / ".salesaudit.yaml").write_text("packs: [ours.yaml, nowhere.yaml]\n")
    refused(run("check", "company.yaml", cwd=tmp_path), "E114", "--> ours.yaml:4:9", "E107", ".salesaudit.yaml:1:20")


def test_a_pack_outside_of_the_repository_cannot_be_named_in_it(tmp_path: Path) -> None:
    pack(tmp_path)
    inside = tmp_path / "inside"
    company(inside)
    (inside / ".git").mkdir()
    (inside / ".salesaudit.yaml").write_text("packs: [../ours.yaml]\n")

    refused(run("check", "company.yaml", cwd=inside), "E103")


def test_two_packs_cannot_bring_the_same_rule_but_one_may_be_named_twice(tmp_path: Path) -> None:
    company(tmp_path)
    pack(tmp_path)
    pack(tmp_path, ONE.replace("too-small", "far-too-small"), "theirs.yaml")

    refused(run("check", "company.yaml", "--pack", "ours.yaml", "--pack", "theirs.yaml", cwd=tmp_path), "ACME007",
            "theirs.yaml")  # fmt: skip
    twice = run(
        "check", "company.yaml", "--pack", "ours.yaml", "--pack", "./ours.yaml", "--select", "ACME", cwd=tmp_path
    )
    assert twice.code == 1


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_pack_is_tried_on_its_own_examples(lang: str, tmp_path: Path) -> None:
    good = run("rules", "test", str(EXAMPLE), "--lang", lang)
    assert good.code == 0
    assert {"ru": "4 из 4 примеров — как надо", "en": "4 of 4 examples did as they should"}[lang] in good.out

    path = pack(tmp_path, ONE.replace("headcount: 500}", "headcount: 50}"))
    bad = run("rules", "test", str(path), "--lang", lang)
    assert bad.code == 1
    assert {"ru": "1 из 2 примеров", "en": "1 of 2 examples"}[lang] in bad.out
    assert {"ru": "вышло", "en": "came out"}[lang] in bad.out

    unreadable = pack(tmp_path, ONE.replace("headcount: 500}", "headcount: many}"))
    told = run("rules", "test", str(unreadable), "--lang", lang)
    assert told.code == 1
    assert "ACME007.good.yaml" in told.out


def test_rules_test_needs_a_pack_that_runs(tmp_path: Path) -> None:
    refused(run("rules", "test"), "PACK")
    refused(run("rules", "test", str(pack(tmp_path, broken("nosuch == 1")))), "ACME007", ":8:14", "nosuch")


def test_the_rules_of_a_pack_are_listed_where_it_is_named() -> None:
    listed = run("rules", "--pack", str(EXAMPLE))
    assert "ACME001  l/m/m/m  A trainee sells without a mentor" in listed.out
    assert "LDR002" in listed.out
    assert json.loads(run("rules", "ACME", "--pack", str(EXAMPLE), "-f", "json").out)[0]["id"] == "ACME001"


def test_explain_tells_whose_rule_it_is_and_leaves_out_what_the_pack_does_not_say(tmp_path: Path) -> None:
    told = run("explain", "too-small", "--pack", str(pack(tmp_path))).out

    assert f"A rule of your own: pack {tmp_path / 'ours.yaml'}" in told
    assert "company.headcount" in told
    assert "Start this week" not in told


def test_explain_takes_profile_language_and_parameters_from_the_config(tmp_path: Path) -> None:
    (tmp_path / ".salesaudit.yaml").write_text(
        "language: ru\nprofile: own\nprofiles: {own: {extends: organizer}}\nparameters: {LDR011: {max_span: 10}}\n"
    )
    told = run("explain", "LDR011", cwd=tmp_path)

    assert told.code == 0, told.err
    assert "max_span = 10" in told.out
    assert "Почему" in told.out
    assert "max_span = 10" not in run("explain", "LDR011", "--no-config", cwd=tmp_path).out
    assert run("explain", "LDR011", "--profile", "nosuch", cwd=tmp_path).code == 2
