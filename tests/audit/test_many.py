"""Many files: the same result from one process, from several and from a cache, which never holds longer than it may."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from salesaudit.audit import cache as caching
from salesaudit.audit.baseline import Baseline
from salesaudit.audit.cache import Cache, context, open_cache
from salesaudit.audit.engine import RuleCrashed
from salesaudit.audit.many import Done, Job, audit_again, audit_all, language_of, opened, prepare
from salesaudit.audit.profile import Profile, load_profile
from salesaudit.audit.run import Audited, Unreadable, audit_document
from salesaudit.formats.lines import Look
from salesaudit.formats.share import Outputs, Share
from salesaudit.rules.bundles import Bundle
from salesaudit.rules.registry import RULES
from salesaudit.rules.unrun import PackBroke
from salesaudit.safety.errors import InputError, UsageError
from salesaudit.safety.limits import LIMITS
from tests.functional.command import ANY_COMPANY, BUSY_LEADER, company

ANSWERS = "salesaudit_answers: 1\nrespondent: {as: owner}\nanswers: []\n"


def files(folder: Path, count: int = 12) -> list[str]:
    for number in range(count):
        company(folder, f"{BUSY_LEADER}# {number}\n", f"{number:02}.yaml")
    company(folder, "salesaudit: 2\n", "bad.yaml")
    return [str(folder / f"{number:02}.yaml") for number in range(count)] + [
        str(folder / name) for name in ("bad.yaml", "no")
    ]


EVERYTHING = Outputs((("json", Look("en")), ("text", Look("ru", 60, coloured=True)), ("markdown", Look("en"))))


def job_of(**options: Any) -> Job[Share]:
    return Job(**{"profile": load_profile(), "maker": EVERYTHING, **options})


def told(results: Iterable[Done[Share] | Unreadable]) -> list[object]:
    return [
        (one.path, one.error.key, one.error.values)
        if isinstance(one, Unreadable)
        else json.loads(json.dumps((one.made, one.broken)))
        for one in results
    ]


def test_processes_and_cache_change_nothing(tmp_path: Path) -> None:
    paths = files(tmp_path / "in")
    job = job_of()
    kept = replace(job, cache=open_cache(str(tmp_path / "cache"), job.profile, ()))
    expected = told(audit_all(paths, job))

    assert len(expected) == len(paths)
    assert told(audit_all(paths, job, jobs=2)) == expected
    for jobs in (1, 1, 2):
        assert told(audit_all(paths, kept, jobs=jobs)) == expected


def test_what_is_audited_again_is_what_changed(tmp_path: Path) -> None:
    paths = files(tmp_path)
    known: dict[str, Audited] = {}
    first = list(audit_again(paths, load_profile(), known))
    Path(paths[3]).write_text(ANY_COMPANY)
    Path(paths[4]).unlink()
    second = list(audit_again(paths, load_profile(), known))

    same = [one is other for one, other in zip(first, second, strict=True)]
    assert same == [number not in (3, 4, 12, 13) for number in range(len(paths))]
    assert [type(one) for one in second] == [Audited] * 4 + [Unreadable] + [Audited] * 7 + [Unreadable] * 2
    assert all(one.document.data for one in second if isinstance(one, Audited))


def test_a_file_beside_that_changed_is_a_change(tmp_path: Path) -> None:
    path = str(company(tmp_path, ANY_COMPANY + "answers: a.yaml\n"))
    company(tmp_path, ANSWERS, "a.yaml")
    known: dict[str, Audited] = {}
    (first,) = audit_again([path], load_profile(), known)
    company(tmp_path, ANSWERS + "# another\n", "a.yaml")
    (second,) = audit_again([path], load_profile(), known)

    assert first is not second


def test_the_language_is_that_of_the_first_that_says_one(tmp_path: Path) -> None:
    silent = str(company(tmp_path, ANY_COMPANY, "a.yaml"))
    mentions = str(company(tmp_path, ANY_COMPANY + "# what language?\n", "b.yaml"))
    wrong = str(company(tmp_path, "salesaudit: 2\ncompany: {language: en}\n", "c.yaml"))
    russian = str(company(tmp_path, ANY_COMPANY.replace("}", ", language: ru}"), "d.yaml"))
    english = str(company(tmp_path, ANY_COMPANY.replace("}", ", language: en}"), "e.yaml"))
    seen = opened([silent, str(tmp_path / "no"), mentions, wrong, russian, english])

    assert list(seen) == [str(tmp_path / "no"), mentions, wrong, russian]
    assert [language_of(one) for one in seen.values()] == [None, None, None, "ru"]
    assert opened([silent]) == {}


def test_what_was_opened_is_not_opened_again(tmp_path: Path) -> None:
    path = str(company(tmp_path, ANY_COMPANY.replace("}", ", language: ru}")))
    gone = str(tmp_path / "gone")
    expected = told(audit_all([gone, path], job_of()))
    seen = opened([gone, path])
    Path(path).unlink()

    assert told(audit_all([gone, path], job_of(opened=seen))) == expected


def test_a_rule_that_breaks_in_a_worker_is_told_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(subject: object, org: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(RULES, "LDR002", replace(RULES["LDR002"], judge=crash))  # type: ignore[arg-type]
    monkeypatch.setattr("salesaudit.audit.engine.known_rules", lambda: tuple(RULES.values()))
    with pytest.raises(RuleCrashed) as crashed:
        list(audit_all(files(tmp_path), job_of(), jobs=2))
    assert crashed.value.values["rule"] == "LDR002"
    assert isinstance(crashed.value.__cause__, ZeroDivisionError)


def test_a_worker_hands_back_what_it_cannot_finish(tmp_path: Path) -> None:
    work = prepare(job_of())

    for path in ("-", str(tmp_path / "nowhere.yaml"), str(company(tmp_path, "salesaudit: 2\n"))):
        assert work(path) is None
    assert isinstance(work(str(company(tmp_path))), Share)


def test_a_worker_brings_the_bundles_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    brought: list[object] = []
    monkeypatch.setattr("salesaudit.rules.bundles.bring_again", brought.extend)
    bundle = Bundle("pack", "a.yaml", ("ACME001",), "1")
    work = prepare(job_of(bundles=(bundle,)))
    assert brought == [bundle]
    assert isinstance(work(str(company(tmp_path))), Share)


def test_a_worker_leaves_what_goes_wrong_to_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("salesaudit.audit.many.audit_document", crash)
    assert prepare(job_of())(str(company(tmp_path))) is None


def test_an_audit_without_the_rules_of_a_broken_pack_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def partly(*arguments: Any, **options: Any) -> Audited:
        return replace(audit_document(*arguments, **options), broken=(PackBroke("pack.broke"),))

    monkeypatch.setattr("salesaudit.audit.many.audit_document", partly)
    path = str(company(tmp_path, BUSY_LEADER))
    job = job_of(cache=open_cache(str(tmp_path / "cache"), load_profile(), ()))
    for _ in range(2):
        (one,) = audit_all([path], job)
        assert isinstance(one, Done)
        assert len(one.broken) == 1
    assert list((tmp_path / "cache").glob("*/*.json")) == []
    assert prepare(job)(path) is None


# --- the cache ---


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def cache(profile: Profile | None = None, bundles: tuple[Bundle, ...] = ()) -> Cache:
    opened = open_cache("cache", profile or load_profile(), bundles)
    assert opened is not None
    return opened


def checked(path: str, cache: Cache, maker: Outputs = EVERYTHING) -> tuple[Share, bool]:
    """Return what was made of an audit, and whether it came from the cache."""
    before = cache.find(path, Path(path).read_bytes(), maker)
    (one,) = audit_all([path], job_of(cache=cache, maker=maker))
    assert isinstance(one, Done)
    assert before in (None, one.made)
    return one.made, before is not None


def test_a_file_is_audited_once(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company(here, BUSY_LEADER)
    first, hit = checked("company.yaml", cache())
    monkeypatch.delattr("salesaudit.audit.many.audit_document")
    again, hit_again = checked("company.yaml", cache())

    assert (hit, hit_again) == (False, True)
    assert told([Done(again)]) == told([Done(first)])
    assert (here / "cache" / ".gitignore").read_text() == "*\n"


def test_another_format_or_look_is_another_result_and_so_is_what_a_baseline_knows_of_the_file(here: Path) -> None:
    company(here, BUSY_LEADER)
    text = Outputs((("text", Look("en")),))
    one = Baseline(".", {"company.yaml": frozenset({"LDR002 role:head_of_sales"})})
    other = Baseline(".", {**one.entries, "other.yaml": frozenset({"LDR002 role:head_of_sales"})})

    looks = [Outputs((("text", look),)) for look in (Look("ru"), Look("en", 80), Look("en", coloured=True))]
    others = [Outputs((("github", Look("en")),)), Outputs((*text.asked, *text.asked)), replace(text, baseline=one)]
    new = [text, *looks, *others]
    assert [checked("company.yaml", cache(), maker)[1] for maker in new] == [False] * len(new)
    known = [*new, replace(text, baseline=other)]
    assert [checked("company.yaml", cache(), maker)[1] for maker in known] == [True] * len(known)


def test_a_change_of_the_file_or_of_its_name_is_seen(here: Path) -> None:
    company(here, BUSY_LEADER)
    checked("company.yaml", cache())
    company(here, BUSY_LEADER, "other.yaml")
    company(here, BUSY_LEADER.replace("70%", "7%").replace("30%", "93%"))
    changed, hit = checked("company.yaml", cache())

    assert not hit
    assert "LDR002" not in {rule for rule, _ in changed.findings}
    other, hit = checked("other.yaml", cache())
    assert not hit
    assert '"other.yaml"' in other.parts[0]
    assert '"company.yaml"' not in other.parts[0]


def test_a_change_of_a_file_beside_it_is_seen(here: Path) -> None:
    company(here, ANY_COMPANY + "answers: a.yaml\n")
    company(here, ANSWERS, "a.yaml")
    checked("company.yaml", cache())
    assert checked("company.yaml", cache())[1]

    company(here, ANSWERS + "# another\n", "a.yaml")
    assert not checked("company.yaml", cache())[1]
    (here / "a.yaml").unlink()
    assert cache().find("company.yaml", (here / "company.yaml").read_bytes(), EVERYTHING) is None
    company(here, ANSWERS, "outside.yaml")
    (here / "a.yaml").symlink_to("/etc/passwd")
    assert cache().find("company.yaml", (here / "company.yaml").read_bytes(), EVERYTHING) is None


def test_a_change_of_whatever_else_a_report_rests_on_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = load_profile()
    limits = RULES["LDR002"].parameters["limits"]
    finer = type(limits)({**limits.steps, 2: 0.600000001}, beyond=limits.beyond)
    others = [
        (load_profile("organizer"), ()),
        (replace(usual, name="own"), ()),
        (usual.narrowed(frozenset({"LDR002"}), None), ()),
        (usual.narrowed(None, frozenset({"LDR002"})), ()),
        (usual.narrowed(None, None, accept=False), ()),
        (replace(usual, severities={"LDR002": "low"}), ()),
        (usual.with_values({"LDR002": {"limits": limits}}), ()),
        (usual.with_values({"LDR002": {"limits": finer}}), ()),
        (usual.with_brought(["ACME001"]), ()),
        (usual, (Bundle("pack", "a.yaml", ("ACME001",), "1"),)),
        (usual, (Bundle("pack", "a.yaml", ("ACME001",), "2"),)),
    ]
    seen = {context(usual, ()), *(context(*other) for other in others)}
    assert len(seen) == len(others) + 1

    monkeypatch.setattr(caching, "program", lambda: "of another version")
    assert context(usual, ()) not in seen


def test_the_fingerprint_of_the_program_is_that_of_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("__init__.py", "a.py", "b.json", "c.txt"):
        (tmp_path / name).write_text("x")
    monkeypatch.setattr("salesaudit.__file__", str(tmp_path / "__init__.py"))
    told = caching.program.__wrapped__

    before = told()
    (tmp_path / "c.txt").write_text("y")
    assert told() == before
    (tmp_path / "b.json").write_text("y")
    assert told() != before


def entry(here: Path) -> Path:
    (path,) = (here / "cache").glob("*/*.json")
    return path


def forged(here: Path, change: tuple[bytes, bytes]) -> bytes:
    """Return the entry with a change and the digest that belongs to it."""
    body = entry(here).read_bytes().partition(b"\n")[2].replace(*change)
    return caching._digest(body).encode() + b"\n" + body


FORGED = {
    "json": (b'{"key"', b'["key"'),
    "form": (b'"findings"', b'"fundings"'),
    "parts": (b'"parts":[', b'"parts":["",'),
}


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "foreign", "huge", "folder", *FORGED])
def test_an_entry_that_is_damaged_or_another_s_is_not_used_and_is_written_again(damage: str, here: Path) -> None:
    company(here, BUSY_LEADER)
    first, _ = checked("company.yaml", cache())
    path = entry(here)
    good = path.read_bytes()
    match damage:
        case "empty":
            path.write_bytes(b"")
        case "cut":
            path.write_bytes(good[:-10])
        case "flipped":
            path.write_bytes(good.replace(b"critical", b"smallest").replace(b"high", b"hugh"))
        case "foreign":
            key = json.loads(good.split(b"\n")[1])["key"].encode()
            path.write_bytes(forged(here, (key, b"0" * 64)))
        case "huge":
            with path.open("wb") as file:
                file.truncate(LIMITS.report_bytes + 1)
        case "folder":
            path.unlink()
            path.mkdir()
        case _:
            path.write_bytes(forged(here, FORGED[damage]))
    again, hit = checked("company.yaml", cache())

    assert not hit
    assert told([Done(again)]) == told([Done(first)])
    if damage != "folder":
        assert path.read_bytes() == good


def test_what_cannot_be_read_is_not_kept(here: Path) -> None:
    company(here, "salesaudit: 2\n")
    (one,) = audit_all(["company.yaml"], job_of(cache=cache()))

    assert isinstance(one, Unreadable)
    assert list((here / "cache").glob("*/*")) == []


def test_a_cache_that_can_no_longer_be_written_costs_time_only(here: Path) -> None:
    company(here, BUSY_LEADER)
    opened = cache()
    key = opened._key("company.yaml", (here / "company.yaml").read_bytes(), EVERYTHING.rests_on("company.yaml"))
    (here / "cache" / key[:2]).write_text("in the way")

    assert not checked("company.yaml", opened)[1]
    assert not checked("company.yaml", opened)[1]


def test_where_rules_of_plugins_run_nothing_is_kept() -> None:
    assert open_cache("cache", load_profile(), (Bundle("plugin", "ours", ("ACME001",)),)) is None


def test_a_full_cache_loses_its_oldest_entries(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache()
    monkeypatch.setattr(caching, "LIMITS", replace(LIMITS, cache_entries=20))
    for number in range(21):
        path = company(here / "cache" / "00", "x", f"{number:02}.json")
        os.utime(path, (number, number))
    cache()

    assert sorted(path.name for path in (here / "cache" / "00").iterdir()) == [f"{n:02}.json" for n in range(3, 21)]


# --- whose cache it is ---


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, env={"PATH": os.environ["PATH"], "HOME": str(folder)})


@pytest.mark.skipif(shutil.which("git") is None, reason="whether a repository keeps a folder only git knows")
def test_a_folder_that_a_repository_keeps_is_refused(here: Path) -> None:
    git(here, "init", "--quiet")
    company(here, BUSY_LEADER)
    checked("company.yaml", cache())
    assert checked("company.yaml", cache())[1]

    git(here, "add", "--force", "cache")
    with pytest.raises(UsageError) as refused:
        cache()
    assert refused.value.key == "cache.tracked"
    (here / "link").symlink_to("cache")
    with pytest.raises(UsageError):
        open_cache("link", load_profile(), ())


def test_without_git_a_folder_of_a_repository_is_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / ".git").mkdir()
    (here / "cache").mkdir()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError) as refused:
        cache()
    assert refused.value.key == "cache.unknown"


def test_a_folder_that_cannot_be_made_is_told(here: Path) -> None:
    (here / "cache").write_text("a file")
    with pytest.raises(InputError):
        cache()
