"""Many files: one after the other or in several processes, from a cache where it has them, in their order.

An audit is large, and what is shown of it is not: where a file is audited, there is made of it what the run needs.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from salesaudit.audit.profile import Profile
from salesaudit.audit.run import Audited, Unreadable, audit_document, compared
from salesaudit.orgfile.load import OrgDocument, load, load_bytes
from salesaudit.orgfile.problems import LoadError
from salesaudit.rules.catalogue import all_rules
from salesaudit.rules.unrun import PackBroke
from salesaudit.safety.errors import InputError
from salesaudit.safety.files import STDIN, read_bounded
from salesaudit.safety.find import leads_outside
from salesaudit.safety.limits import LIMITS

if TYPE_CHECKING:
    from salesaudit.audit.baseline import Baseline
    from salesaudit.audit.cache import Cache, Maker
    from salesaudit.rules.bundles import Bundle
    from salesaudit.safety.workers import Work

T = TypeVar("T")

LANGUAGE = b"language"
WORTH = 4
"""Files for every process from which on it is worth starting them."""


class Done(NamedTuple, Generic[T]):
    """What was made of an audit, and the packs whose rules were not run: whoever takes it has to say so."""

    made: T
    broken: tuple[PackBroke, ...] = ()


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """How files are to be audited: by which profile, with which rules of packs and plugins, with which cache.

    `maker` makes of an audit what is needed; `opened` are files that were opened before.
    """

    profile: Profile
    maker: Maker[T]
    bundles: tuple[Bundle, ...] = ()
    cache: Cache | None = None
    opened: Mapping[str, OrgDocument | Unreadable] = field(default_factory=dict)


def opened(paths: Iterable[str]) -> dict[str, OrgDocument | Unreadable]:
    """Open files until one says its language; most of those that do not are left closed."""
    found: dict[str, OrgDocument | Unreadable] = {}
    for path in paths:
        try:
            if path != STDIN and LANGUAGE not in read_bounded(path, LIMITS.org_file_bytes):
                continue
            document = found[path] = load(path)
        except (LoadError, InputError) as error:
            found[path] = Unreadable(path, error)
        else:
            if language_of(document) is not None:
                break
    return found


def language_of(document: OrgDocument | Unreadable) -> str | None:
    """Return the language that a company says."""
    if isinstance(document, Unreadable):
        return None
    language: str | None = document.data["company"].get("language")
    return language


def audit_all(paths: Sequence[str], job: Job[T], *, jobs: int = 1) -> Generator[Done[T] | Unreadable, None, None]:
    """Yield what is made of each file, in the order of `paths`. Raises RuleCrashed, WorkerDied."""
    all_rules()  # faces name rules, wherever these ran; and what is loaded now no worker has to load
    if jobs > 1 and len(paths) >= WORTH * 2:
        yield from _in_processes(paths, job, jobs)
        return
    for path in paths:
        yield _done(path, job)


def _in_processes(paths: Sequence[str], job: Job[T], jobs: int) -> Iterator[Done[T] | Unreadable]:
    from salesaudit.safety.workers import in_workers

    with closing(in_workers(prepare, job, paths, jobs)) as results:
        for path, made in zip(paths, results, strict=True):
            # What a worker cannot bring to an end is done here, where the error meets all that belongs to it.
            yield _done(path, job) if made is None else Done(made)


def prepare(job: object) -> Work:
    """Return what a worker does with every path: what is made of it, None where there is anything to tell."""
    assert isinstance(job, Job)
    if job.bundles:
        from salesaudit.rules.bundles import bring_again

        bring_again(job.bundles)

    def work(path: str) -> object:
        if path == STDIN:
            return None
        try:
            done = _done(path, job)
            return done.made if isinstance(done, Done) and not done.broken else None
        except Exception:  # noqa: BLE001  (whatever it is, it will happen again where it can be told)
            return None

    return work


def _done(path: str, job: Job[T]) -> Done[T] | Unreadable:
    before = job.opened.get(path)
    if isinstance(before, Unreadable):
        return before
    try:
        if job.cache is not None and path != STDIN:
            return _remembered(path, job, job.cache)
        audited = audit_document(before or load(path), job.profile, partly=True)
    except (LoadError, InputError) as error:
        return Unreadable(path, error)
    return Done(job.maker.make(audited), audited.broken)


def _remembered(path: str, job: Job[T], cache: Cache) -> Done[T]:
    """Return what the cache has for the very bytes that are audited where it has nothing."""
    data = read_bounded(path, LIMITS.org_file_bytes)
    known = cache.find(path, data, job.maker)
    if known is not None:
        return Done(known)
    audited = audit_document(_document(path, data), job.profile, partly=True)
    made = job.maker.make(audited)
    if not audited.broken:
        cache.keep(path, data, audited, made, job.maker)
    return Done(made, audited.broken)


def _document(path: str, data: bytes) -> OrgDocument:
    return load_bytes(data, path, folder=Path(path).parent, quote=not leads_outside(path))


def audit_again(
    paths: Iterable[str], profile: Profile, known: dict[str, Audited], baseline: Baseline | None = None
) -> Iterator[Audited | Unreadable]:
    """Yield each file audited with its document; one in `known`, which is brought up to date, only where it changed.

    Raises RuleCrashed.
    """
    from salesaudit.audit.cache import beside, same_beside, same_bytes

    for path in paths:
        try:
            data = read_bounded(path, LIMITS.org_file_bytes)
            before = known.get(path)
            if before is None or before.broken or not (same_bytes(data, before) and same_beside(path, beside(before))):
                audited = audit_document(_document(path, data), profile, partly=True)
                known[path] = compared(audited, baseline)
            yield known[path]
        except (LoadError, InputError) as error:
            yield Unreadable(path, error)
