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
from salesaudit.audit import stored
from salesaudit.audit.cache import Cache, context, open_cache
from salesaudit.audit.engine import RuleCrashed
from salesaudit.audit.many import Job, audit_all, prepare
from salesaudit.audit.profile import Profile, load_profile
from salesaudit.audit.run import Audited, Unreadable, audit_document
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


def told(results: Iterable[Audited | Unreadable]) -> list[object]:
    return [
        (one.path, one.error.key, one.error.values)
        if isinstance(one, Unreadable)
        else (one.report, one.sources[0].text)
        for one in results
    ]


def test_processes_and_cache_change_nothing(tmp_path: Path) -> None:
    paths = files(tmp_path / "in")
    job = Job(load_profile())
    kept = replace(job, cache=open_cache(str(tmp_path / "cache"), job.profile, ()))
    expected = told(audit_all(paths, job))

    assert len(expected) == len(paths)
    assert told(audit_all(paths, job, jobs=2)) == expected
    for jobs in (1, 1, 2):
        assert told(audit_all(paths, kept, jobs=jobs)) == expected


def test_documents_are_kept_where_they_are_asked_for(tmp_path: Path) -> None:
    paths = files(tmp_path)[:-2]

    assert all(isinstance(one, Audited) and one.read is None for one in audit_all(paths, Job(load_profile())))
    for jobs in (1, 2):
        kept = list(audit_all(paths, Job(load_profile()), jobs=jobs, keep=True))
        assert all(isinstance(one, Audited) and one.document.data for one in kept)


def test_a_rule_that_breaks_in_a_worker_is_told_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(subject: object, org: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(RULES, "LDR002", replace(RULES["LDR002"], judge=crash))  # type: ignore[arg-type]
    monkeypatch.setattr("salesaudit.audit.engine.known_rules", lambda: tuple(RULES.values()))
    with pytest.raises(RuleCrashed) as crashed:
        list(audit_all(files(tmp_path), Job(load_profile()), jobs=2))
    assert crashed.value.values["rule"] == "LDR002"
    assert isinstance(crashed.value.__cause__, ZeroDivisionError)


def test_a_worker_hands_back_what_it_cannot_finish(tmp_path: Path) -> None:
    work = prepare(Job(load_profile()))

    assert work("-") == work(str(tmp_path / "nowhere.yaml")) == work(str(company(tmp_path, "salesaudit: 2\n"))) == b""
    assert isinstance(stored.loads(work(str(company(tmp_path)))), Audited)


def test_a_worker_brings_the_bundles_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    brought: list[object] = []
    monkeypatch.setattr("salesaudit.rules.bundles.bring_again", brought.extend)
    bundle = Bundle("pack", "a.yaml", ("ACME001",), "1")
    work = prepare(Job(load_profile(), bundles=(bundle,)))
    assert brought == [bundle]
    assert isinstance(stored.loads(work(str(company(tmp_path)))), Audited)


def test_a_worker_leaves_what_goes_wrong_to_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("salesaudit.audit.many.audit_document", crash)
    assert prepare(Job(load_profile()))(str(company(tmp_path))) == b""


def test_an_audit_without_the_rules_of_a_broken_pack_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def partly(*arguments: Any, **options: Any) -> Audited:
        return replace(audit_document(*arguments, **options), broken=(PackBroke("pack.broke"),))

    monkeypatch.setattr("salesaudit.audit.many.audit_document", partly)
    path = str(company(tmp_path, BUSY_LEADER))
    job = Job(load_profile(), cache=open_cache(str(tmp_path / "cache"), load_profile(), ()))
    for _ in range(2):
        (one,) = audit_all([path], job, keep=True)
        assert isinstance(one, Audited)
        assert one.read is not None
    assert list((tmp_path / "cache").glob("*/*.json")) == []
    assert prepare(job)(path) == b""


# --- the cache ---


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def cache(profile: Profile | None = None, bundles: tuple[Bundle, ...] = ()) -> Cache:
    opened = open_cache("cache", profile or load_profile(), bundles)
    assert opened is not None
    return opened


def audited(path: str, cache: Cache) -> tuple[Audited, bool]:
    """Return an audit, and whether it came from the cache."""
    before = cache.find(path, Path(path).read_bytes()) is not None
    (one,) = audit_all([path], Job(load_profile(), cache=cache), keep=True)
    assert isinstance(one, Audited)
    assert (one.read is None) is before
    return one, before


def test_a_file_is_audited_once(here: Path) -> None:
    company(here, BUSY_LEADER)
    first, hit = audited("company.yaml", cache())
    again, hit_again = audited("company.yaml", cache())

    assert (hit, hit_again) == (False, True)
    assert again.report == first.report
    assert (here / "cache" / ".gitignore").read_text() == "*\n"


def test_a_change_of_the_file_or_of_its_name_is_seen(here: Path) -> None:
    company(here, BUSY_LEADER)
    audited("company.yaml", cache())
    company(here, BUSY_LEADER, "other.yaml")
    company(here, BUSY_LEADER.replace("70%", "7%").replace("30%", "93%"))
    changed, hit = audited("company.yaml", cache())

    assert not hit
    assert "LDR002" not in {finding.rule for finding in changed.report.findings}
    other, hit = audited("other.yaml", cache())
    assert not hit
    assert {finding.place.file for finding in other.report.findings if finding.place} == {"other.yaml"}


def test_a_change_of_a_file_beside_it_is_seen(here: Path) -> None:
    company(here, ANY_COMPANY + "answers: a.yaml\n")
    company(here, ANSWERS, "a.yaml")
    audited("company.yaml", cache())
    assert audited("company.yaml", cache())[1]

    company(here, ANSWERS + "# another\n", "a.yaml")
    assert not audited("company.yaml", cache())[1]
    (here / "a.yaml").unlink()
    assert cache().find("company.yaml", (here / "company.yaml").read_bytes()) is None
    company(here, ANSWERS, "outside.yaml")
    (here / "a.yaml").symlink_to("/etc/passwd")
    assert cache().find("company.yaml", (here / "company.yaml").read_bytes()) is None


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


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "foreign", "json", "huge", "folder", "form"])
def test_an_entry_that_is_damaged_or_another_s_is_not_used_and_is_written_again(damage: str, here: Path) -> None:
    company(here, BUSY_LEADER)
    first, _ = audited("company.yaml", cache())
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
        case "json":
            path.write_bytes(forged(here, (b'{"labels"', b'["labels"')))
        case "huge":
            with path.open("wb") as file:
                file.truncate(LIMITS.report_bytes + 1)
        case "folder":
            path.unlink()
            path.mkdir()
        case "form":
            path.write_bytes(forged(here, (b'"findings"', b'"fundings"')))
    again, hit = audited("company.yaml", cache())

    assert not hit
    assert again.report == first.report
    if damage != "folder":
        assert path.read_bytes() == good


def test_what_cannot_be_read_is_not_kept(here: Path) -> None:
    company(here, "salesaudit: 2\n")
    (one,) = audit_all(["company.yaml"], Job(load_profile(), cache=cache()))

    assert isinstance(one, Unreadable)
    assert list((here / "cache").glob("*/*")) == []


def test_a_cache_that_can_no_longer_be_written_costs_time_only(here: Path) -> None:
    company(here, BUSY_LEADER)
    opened = cache()
    key = opened._key("company.yaml", (here / "company.yaml").read_bytes())
    (here / "cache" / key[:2]).write_text("in the way")

    assert not audited("company.yaml", opened)[1]
    assert not audited("company.yaml", opened)[1]


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
    audited("company.yaml", cache())
    assert audited("company.yaml", cache())[1]

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
