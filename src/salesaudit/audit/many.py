"""Many files: one after the other or in several processes, from a cache where it has them, in their order."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from salesaudit.audit import stored
from salesaudit.audit.profile import Profile
from salesaudit.audit.run import Audited, Unreadable, audit_document
from salesaudit.orgfile.load import OrgDocument, load, load_bytes
from salesaudit.orgfile.problems import LoadError
from salesaudit.rules.catalogue import all_rules
from salesaudit.safety.errors import InputError
from salesaudit.safety.files import STDIN, read_bounded
from salesaudit.safety.find import leads_outside
from salesaudit.safety.limits import LIMITS

if TYPE_CHECKING:
    from salesaudit.audit.cache import Cache
    from salesaudit.rules.bundles import Bundle
    from salesaudit.safety.workers import Work

WORTH = 4
"""Files for every process from which on it is worth starting them."""


@dataclass(frozen=True, slots=True)
class Job:
    """How files are to be audited: by which profile, with which rules of packs and plugins, with which cache."""

    profile: Profile
    bundles: tuple[Bundle, ...] = ()
    cache: Cache | None = None


def audit_all(
    paths: Sequence[str], job: Job, *, jobs: int = 1, keep: bool = False
) -> Generator[Audited | Unreadable, None, None]:
    """Yield how each file came out, in the order of `paths`.

    Unless told to `keep` them, the documents are put away, which take ten times the room of the reports and the texts.
    Raises RuleCrashed, WorkerDied.
    """
    all_rules()  # faces name rules, wherever these ran; and what is loaded now no worker has to load
    if jobs > 1 and len(paths) >= WORTH * 2 and not keep:
        yield from _in_processes(paths, job, jobs)
        return
    for path in paths:
        done = _audited(path, job)
        yield done if keep or isinstance(done, Unreadable) else replace(done, read=None)


def _in_processes(paths: Sequence[str], job: Job, jobs: int) -> Iterator[Audited | Unreadable]:
    from salesaudit.safety.workers import in_workers

    with closing(in_workers(prepare, job, paths, jobs)) as results:
        for path, result in zip(paths, results, strict=True):
            # What a worker cannot bring to an end is done here, where the error meets all that belongs to it.
            done = stored.loads(result) if result else _audited(path, job)
            yield done if isinstance(done, Unreadable) else replace(done, read=None)


def prepare(job: object) -> Work:
    """Return what a worker does with every path: the audit as bytes, none where there is anything to tell."""
    assert isinstance(job, Job)
    if job.bundles:
        from salesaudit.rules.bundles import bring_again

        bring_again(job.bundles)

    def work(path: str) -> bytes:
        if path == STDIN:
            return b""
        try:
            done = _audited(path, job)
            return stored.dumps(done) if isinstance(done, Audited) and not done.broken else b""
        except Exception:  # noqa: BLE001  (whatever it is, it will happen again where it can be told)
            return b""

    return work


def _audited(path: str, job: Job) -> Audited | Unreadable:
    try:
        if job.cache is None or path == STDIN:
            return audit_document(load(path), job.profile, partly=True)
        return _remembered(path, job.profile, job.cache)
    except (LoadError, InputError) as error:
        return Unreadable(path, error)


def _remembered(path: str, profile: Profile, cache: Cache) -> Audited:
    """Return what the cache has for the very bytes that are audited where it has nothing."""
    data = read_bounded(path, LIMITS.org_file_bytes)
    known = cache.find(path, data)
    if known is not None:
        return known
    audited = audit_document(_document(path, data), profile, partly=True)
    if not audited.broken:
        cache.keep(path, data, audited)
    return audited


def _document(path: str, data: bytes) -> OrgDocument:
    return load_bytes(data, path, folder=Path(path).parent, quote=not leads_outside(path))
