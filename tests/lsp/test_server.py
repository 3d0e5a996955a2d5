"""The server for editors, as an editor uses it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest
from lsprotocol import types

from salesaudit.rules.wording import prose
from tests.functional.command import BUSY_LEADER
from tests.lsp.session import Session, apply, session

T = TypeVar("T")
HEAD = "salesaudit: 1\ncompany: {name: Test, headcount: 24, as_of: 2026-11-01}\n"
PEOPLE = (
    HEAD
    + "roles:\n  ceo: {}\n  head_of_sales: {reports_to: ceo}\npeople:\n  petrov: {name: Пётр, roles: head_of_sales}\n"
)


def start(range_: types.Range) -> tuple[int, int]:
    return range_.start.line, range_.start.character


def test_findings_show_as_one_types(tmp_path: Path) -> None:
    async def talk(editor: Session) -> tuple[list[types.Diagnostic], list[types.Diagnostic]]:
        first = await editor.write(BUSY_LEADER)
        return first, await editor.write(
            BUSY_LEADER.replace("selling: 70%, leading: 30%", "selling: 30%, leading: 70%")
        )

    before, after = session(tmp_path, talk)
    (finding,) = [one for one in before if one.code == "LDR002"]

    assert start(finding.range) == (4, 51)
    assert finding.range.end.character == 54
    assert finding.severity == types.DiagnosticSeverity.Warning
    assert finding.source == "salesaudit"
    assert "70%" in finding.message
    assert finding.code_description is not None
    assert finding.code_description.href.endswith("/docs/rules/LDR002.md")
    assert [(one.message, start(one.location.range)) for one in finding.related_information or []] == [
        ("roles.sales_rep.count", (5, 21))
    ]
    assert "LDR002" not in {one.code for one in after}


def test_what_keeps_a_file_from_being_read_is_an_error_at_its_place(tmp_path: Path) -> None:
    async def talk(editor: Session) -> list[types.Diagnostic]:
        return await editor.write(HEAD + "roles:\n  ceo: {reprts_to: nobody}\n  ceo: {}\n")

    found = session(tmp_path, talk)
    twice = next(one for one in found if one.related_information)

    assert {one.severity for one in found} == {types.DiagnosticSeverity.Error}
    assert len(found) == 2
    assert start(twice.range) == (4, 2)
    assert [start(one.location.range) for one in twice.related_information or []] == [(3, 2)]


ALONE = {
    "a respondent by a wrong key": (
        "salesaudit_answers: 1\nrespondent: {ass: owner}\nanswers: []\n", {("E031", 1), ("E032", 1)}
    ),
    "an answer that cannot be": (
        "salesaudit_answers: 1\nrespondent: {as: owner}\nanswers: [{fills: company.market, value: zzz}]\n",
        {("E033", 2)},
    ),
    "no YAML": ("salesaudit_answers: 1\nrespondent: {as: owner\n", {("E003", 1)}),
    "measurements": ("salesaudit_evidence: 1\npeople: {petrov: {dealz: 3}}\n", {("E031", 1), ("E032", 0)}),
    "a person that the company does not have": (
        "salesaudit_answers: 1\nrespondent: {as: owner}\nanswers: [{fills: people.sidorov.skill, value: weak}]\n",
        {("E093", 2)},
    ),
    "a pack": ("salesaudit_rules: 1\npack: ours\nrules: 5\n", {("E036", 2)}),
    "answers in words": ("salesaudit_said: 1\nquestionnaire: owner\nansers: {}\n", {("E031", 2), ("E032", 0)}),
    "nothing": ("salesaudit_answers: 1\nrespondent: {as: owner}\nanswers: []\n", set()),
}  # fmt: skip


@pytest.mark.parametrize("name", ALONE)
def test_a_file_that_is_opened_without_its_company_says_what_is_wrong_with_it(name: str, tmp_path: Path) -> None:
    text, expected = ALONE[name]
    (tmp_path / "one.yaml").write_text(PEOPLE + "answers: [answers/owner.yaml]\n")
    (tmp_path / "answers").mkdir()

    async def talk(editor: Session) -> list[types.Diagnostic]:
        editor.turn_to("answers/owner.yaml")
        return await editor.write(text)

    found = session(tmp_path, talk)
    assert {(one.code, one.range.start.line) for one in found} == expected
    assert all(one.severity == types.DiagnosticSeverity.Error for one in found)


def test_a_file_that_is_none_of_ours_is_left_alone(tmp_path: Path) -> None:
    async def talk(editor: Session) -> tuple[list[types.Diagnostic], dict[str, types.CompletionItem]]:
        return await editor.write("jobs:\n  build: {}\n"), await editor.complete("jobs:\n  |")

    assert session(tmp_path, talk) == ([], {})


def test_columns_are_counted_as_the_editor_counts(tmp_path: Path) -> None:
    text = HEAD + "roles:\n  ceo: {title: '🦅🦅', reprts_to: x}\n"

    async def talk(editor: Session) -> tuple[int, str | None]:
        (wrong,) = await editor.write(text)
        assert editor.capabilities is not None
        return wrong.range.start.character, editor.capabilities.position_encoding

    assert session(tmp_path, talk) == (23, "utf-16")
    assert session(tmp_path, talk, encodings=["utf-32", "utf-16"]) == (21, "utf-32")
    assert session(tmp_path, talk, encodings=["utf-8"]) == (27, "utf-8")


OFFERED: list[tuple[str, set[str], set[str]]] = [
    ("salesaudit: 1\nro|", {"roles", "people", "functions"}, {"salesaudit", "ceo"}),
    (HEAD + "roles:\n  ceo: {}\n  |", {"head_of_sales", "sales_rep"}, {"ceo", "petrov"}),
    (HEAD + "roles:\n  ceo:\n    |", {"reports_to", "time", "archetype"}, {"name"}),
    (HEAD + "roles:\n  ceo: {time: {selling: 10%, le|", {"leading"}, {"selling"}),
    (PEOPLE + "functions:\n  pl|", {"planning"}, {"ceo"}),
    (PEOPLE + "functions:\n  planning: {responsible: |}", {"petrov", "ceo", "head_of_sales", "none"}, {"planning"}),
    (PEOPLE + "functions:\n  planning:\n    responsible:\n      - |", {"petrov"}, {"planning"}),
    (PEOPLE + "functions:\n  planning: {state: |", {"spoken", "practised", "absent"}, {"petrov"}),
    (PEOPLE + "elements:\n  scripts: |", {"spoken", "written"}, {"petrov"}),
    (HEAD + "company:\n  market: |", {"b2b", "b2c", "both"}, set()),
    (PEOPLE + "  sidorova: {roles: [|", {"head_of_sales", "ceo"}, {"petrov"}),
    (HEAD + "roles:\n  boss: {archetype: |", {"ceo", "owner"}, {"boss"}),
    (PEOPLE + "accepted:\n  - {rule: |", {"LDR001", "OWN001"}, {"petrov"}),
    (HEAD + "departments:\n  works: {}\ninterfaces:\n  |", {"works"}, {"ceo"}),
    (HEAD + "rhythm: {plan_fact: |", {"week", "month"}, {"petrov"}),
    (HEAD + "roles: # |", set(), {"ceo"}),
]
SAID = [
    (HEAD + "roles:\n  ceo: {repo|rts_to: none}\n", "reports"),
    (HEAD + "functions:\n  plan|ning: {}\n", "plan"),
    (PEOPLE + "functions:\n  planning: {responsible: pet|rov}\n", "Пётр"),
    (PEOPLE + "functions:\n  planning: {state: spo|ken}\n", "talk"),
    (HEAD + "broken\nroles:\n  ceo: {repo|rts_to: none}\n", "reports"),
]
FOUND = [
    (PEOPLE + "functions:\n  planning: {responsible: pet|rov}\n", 6),
    (PEOPLE + "functions:\n  planning: {responsible: [petrov, head_|of_sales]}\n", 4),
    (PEOPLE + "accepted:\n  - {rule: LDR002, subject: 'person:pe|trov'}\n", 6),
    (PEOPLE + "broken\nfunctions:\n  planning: {responsible: pet|rov}\n", 6),
]


class Asked(NamedTuple):
    """What the server answered at each cursor of the tables above, by text; an error where it had none."""

    offered: dict[str, dict[str, types.CompletionItem] | Exception]
    said: dict[str, str | Exception]
    found: dict[str, types.Location | Exception | None]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """One editor asks it all, each text in a document of its own: to start a server takes longer than to answer."""

    async def talk(editor: Session) -> Asked:
        async def each(ask: Callable[[str], Awaitable[T]], texts: list[str]) -> dict[str, T | Exception]:
            told: dict[str, T | Exception] = {}
            for number, text in enumerate(texts):
                editor.turn_to(f"{ask.__name__}-{number}.yaml")
                try:
                    told[text] = await ask(text)
                except Exception as error:  # noqa: BLE001  (raised again in the test that it belongs to)
                    told[text] = error
            return told

        return Asked(
            await each(editor.complete, [text for text, *_ in OFFERED]),
            await each(editor.hover, [text for text, _ in SAID]),
            await each(editor.definition, [text for text, _ in FOUND]),
        )

    return session(tmp_path_factory.mktemp("asked"), talk)


def unless_it_failed(told: T | Exception) -> T:
    if isinstance(told, Exception):
        raise told
    return told


@pytest.mark.parametrize(("text", "offered", "not_offered"), OFFERED)
def test_what_may_stand_at_the_cursor_is_offered(
    text: str, offered: set[str], not_offered: set[str], asked: Asked
) -> None:
    found = unless_it_failed(asked.offered[text])

    assert found.keys() >= offered
    assert not found.keys() & not_offered


def test_a_suggestion_replaces_what_was_typed_and_explains_itself(tmp_path: Path) -> None:
    async def talk(editor: Session) -> tuple[types.CompletionItem, types.CompletionItem]:
        keys = await editor.complete(HEAD + "roles:\n  ceo: {rep|}\n")
        ids = await editor.complete(PEOPLE + "functions:\n  planning: {responsible: 'x', accountable: pe|}\n")
        return keys["reports_to"], ids["petrov"]

    key, person = session(tmp_path, talk)
    assert isinstance(key.text_edit, types.TextEdit)
    assert key.text_edit.new_text == "reports_to: "
    assert apply(HEAD + "roles:\n  ceo: {rep}\n", key.text_edit).endswith("{reports_to: }\n")
    assert isinstance(key.documentation, types.MarkupContent)
    assert person.detail == "Пётр"


@pytest.mark.parametrize(("text", "said"), SAID)
def test_a_key_and_a_word_say_what_they_mean(text: str, said: str, asked: Asked) -> None:
    assert said in unless_it_failed(asked.said[text])


def test_a_finding_is_explained_where_it_stands(tmp_path: Path) -> None:
    async def talk(editor: Session) -> str:
        return await editor.hover(BUSY_LEADER.replace("selling: 7", "selling: 7|"))

    said = session(tmp_path, talk)
    russian = session(tmp_path, talk, options={"language": "ru"})

    assert "LDR002" in said
    assert prose("LDR002", "en").first_step[:30] in said
    assert prose("LDR002", "ru").first_step[:30] in russian


@pytest.mark.parametrize(("text", "line"), FOUND)
def test_a_name_leads_to_where_it_is_described(text: str, line: int, asked: Asked) -> None:
    found = unless_it_failed(asked.found[text])

    assert found is not None
    assert start(found.range) == (line, 2)


def test_a_file_beside_is_opened_and_one_outside_is_not(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "beside.yaml").write_text("salesaudit_answers: 1\n")
    (tmp_path / "outside.yaml").write_text("secret\n")

    async def talk(editor: Session) -> tuple[types.Location | None, types.Location | None]:
        inside = await editor.definition(HEAD + "answers: [bes|ide.yaml]\n")
        return inside, await editor.definition(HEAD + "answers: [../out|side.yaml]\n")

    inside, outside = session(home, talk)
    assert inside is not None
    assert inside.uri.endswith("/home/beside.yaml")
    assert outside is None


def test_the_file_is_listed_by_sections(tmp_path: Path) -> None:
    found = session(tmp_path, lambda editor: editor.symbols(PEOPLE))

    assert [symbol.name for symbol in found] == ["salesaudit", "company", "roles", "people"]
    (petrov,) = found[3].children or []
    assert (petrov.name, petrov.detail) == ("petrov", "Пётр")
    for symbol in found:
        assert (symbol.range.start.line, symbol.range.end.line) >= (symbol.selection_range.start.line, 0)


def test_a_misspelt_name_is_mended(tmp_path: Path) -> None:
    text = PEOPLE + "functions:\n  planning: {responsible: petrof, acountable: ceo}\n"

    async def talk(editor: Session) -> list[str]:
        titles = []
        here = text
        while found := await editor.write(here):
            if not (actions := [a for one in found for a in await editor.actions(one) if a.is_preferred]):
                break
            edit = actions[0].edit
            assert edit is not None
            assert edit.changes is not None
            here = apply(here, edit.changes[editor.uri][0])
            titles.append(actions[0].title)
        return [here, *titles]

    mended, *titles = session(tmp_path, talk)
    assert "{responsible: petrov, accountable: ceo}" in mended
    assert sorted(titles) == ["Replace with accountable", "Replace with petrov"]


def test_a_finding_is_accepted_with_a_reason_to_be_written(tmp_path: Path) -> None:
    async def talk(editor: Session) -> tuple[str, list[types.Diagnostic]]:
        found = await editor.write(BUSY_LEADER)
        (finding,) = [one for one in found if one.code == "LDR002"]
        (action,) = [a for a in await editor.actions(finding) if "LDR002" in a.title]
        assert action.edit is not None
        assert action.edit.changes is not None
        after = apply(BUSY_LEADER, action.edit.changes[editor.uri][0])
        return after, await editor.write(after)

    after, found = session(tmp_path, talk)
    (finding,) = [one for one in found if one.code == "LDR002"]
    assert after.startswith(BUSY_LEADER.rstrip("\n"))
    assert "rule: LDR002" in after
    assert "until: 2027-01-30" in after
    assert finding.severity == types.DiagnosticSeverity.Hint
    assert finding.message.startswith("Risk accepted until 30\xa0January 2027")


def test_no_fix_invents_a_day_for_a_file_that_names_none(tmp_path: Path) -> None:
    async def talk(editor: Session) -> list[types.CodeAction]:
        found = await editor.write(BUSY_LEADER.replace(", as_of: 2026-11-01", ""))
        return await editor.actions(next(one for one in found if one.code == "LDR002"))

    assert session(tmp_path, talk) == []


def test_the_settings_of_the_folder_hold_and_broken_ones_are_told_once(tmp_path: Path) -> None:
    settings = tmp_path / ".salesaudit.yaml"
    settings.write_text("ignore: [LDR002]\n")

    async def talk(editor: Session) -> tuple[set[object], list[str]]:
        await editor.write(BUSY_LEADER)
        return {one.code for one in await editor.write(BUSY_LEADER + "\n")}, editor.shown

    quiet, _ = session(tmp_path, talk)
    settings.write_text("ignroe: [LDR002]\n")
    loud, shown = session(tmp_path, talk)

    assert "LDR002" not in quiet
    assert "LDR002" in loud
    assert len(shown) == 1
    assert "ignore" in shown[0]


def test_the_server_ends_when_the_editor_is_gone(tmp_path: Path) -> None:
    import subprocess
    import sys

    from tests.functional.command import environment

    done = subprocess.run(
        [sys.executable, "-m", "salesaudit", "lsp"], stdin=subprocess.DEVNULL, env=environment(), cwd=tmp_path,
        capture_output=True, timeout=60,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (0, b"")
    assert b"Traceback" not in done.stderr


def test_without_its_packages_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from tests.functional.command import run

    for name in [name for name in sys.modules if name.startswith("salesaudit.editor")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    result = run("lsp", "--lang", "en")

    assert result.code == 2
    assert "pip install 'salesaudit[lsp]'" in result.err
