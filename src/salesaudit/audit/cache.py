"""Results of earlier runs: where neither a file nor anything else that they rest on has changed, they hold.

A result is what a run makes of an audit (`audit.many`). It is found by a fingerprint of all that it rests on: the
file's bytes and name, the profile with its parameters, the packs, what was asked for, the program itself. The files
beside an org file are known only when it has been read, so their fingerprints stand in the entry and are compared.
Whatever is odd about an entry, it is not used.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

import salesaudit
from salesaudit.audit.profile import Profile
from salesaudit.audit.run import Audited
from salesaudit.orgfile.load import read_beside
from salesaudit.rules.bundles import Bundle
from salesaudit.safety.errors import InputError, UsageError
from salesaudit.safety.files import make_folder, read_bounded, remove, write_atomically
from salesaudit.safety.limits import LIMITS

SUFFIX: Final = ".json"
MARK: Final = ".gitignore"
_AS_IT_IS: Final = "surrogatepass"
"""What a file is called may hold any bytes."""
_SPARE: Final = 10
"""Of a cache that is full a tenth goes, so that it is not full again at once."""


T = TypeVar("T")


class Maker(Protocol[T]):
    """Makes of an audit what a run needs of it; nothing else of the audit is kept."""

    def make(self, audited: Audited) -> T:
        """Return what is needed; another process may do it."""

    def written(self, made: T) -> Any:
        """Return what was made as data that JSON can hold."""

    def read(self, written: Any) -> T:
        """Return what was written. Raises ValueError, LookupError or TypeError for anything else."""

    def rests_on(self, path: str) -> str:
        """Return in words on what it rests, for an org file, apart from the audit."""


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results; `context` is the fingerprint of what all audits rest on but the files."""

    folder: str
    context: str

    def find(self, path: str, data: bytes, maker: Maker[T]) -> T | None:
        """Return what was made of an org file with these bytes, None where nothing is there that still holds."""
        key = self._key(path, data, maker.rests_on(path))
        try:
            written = read_bounded(self._entry(key), LIMITS.report_bytes)
            digest, _, body = written.partition(b"\n")
            if digest != _digest(body).encode():
                return None
            entry = json.loads(body.decode("utf-8", _AS_IT_IS))
            if entry["key"] != key or not same_beside(path, entry["beside"]):
                return None
            return maker.read(entry["made"])
        except (InputError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None

    def keep(self, path: str, data: bytes, audited: Audited, made: T, maker: Maker[T]) -> None:
        """Put away what was made of these bytes; where that cannot be done the next run does without."""
        key = self._key(path, data, maker.rests_on(path))
        written = {"key": key, "beside": beside(audited), "made": maker.written(made)}
        try:
            body = json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode("utf-8", _AS_IT_IS)
            entry = self._entry(key)
            make_folder(Path(entry).parent)
            write_atomically(entry, _digest(body).encode() + b"\n" + body, lasting=False)
        except InputError:
            return

    def _key(self, path: str, data: bytes, rests_on: str) -> str:
        asked = _digest(rests_on.encode("utf-8", _AS_IT_IS))
        return _digest(b"\0".join((self.context.encode(), asked.encode(), os.fsencode(path), data)))

    def _entry(self, key: str) -> str:
        return str(Path(self.folder, key[:2], key[2:] + SUFFIX))


def open_cache(folder: str, profile: Profile, bundles: tuple[Bundle, ...]) -> Cache | None:
    """Return the cache in a folder, which is made; None where rules of plugins run, as nobody knows what those read.

    Raises UsageError where the folder's content is part of a repository: whoever can change that could have written
    results. Raises InputError where the folder cannot be made.
    """
    if any(bundle.kind == "plugin" for bundle in bundles):
        return None
    _refuse_strangers(folder)
    make_folder(folder)
    mark = Path(folder, MARK)
    if not os.path.lexists(mark):
        write_atomically(mark, b"*\n", lasting=False)
    _make_room(folder)
    return Cache(folder, context(profile, bundles))


def context(profile: Profile, bundles: tuple[Bundle, ...]) -> str:
    """Return the fingerprint of what an audit rests on beside the files."""
    parts: list[Any] = [
        program(), sys.version, profile.name, profile.accept, sorted(profile.on), sorted(profile.off),
        None if profile.only is None else sorted(profile.only), sorted(profile.severities.items()),
        sorted((rule, sorted((name, _told(value)) for name, value in own.items()))
               for rule, own in profile.parameters.items()),
        [(bundle.name, bundle.sha256) for bundle in bundles],
    ]  # fmt: skip
    return _digest(repr(parts).encode("utf-8", "backslashreplace"))


@cache
def program() -> str:
    """Return the fingerprint of the program: of all its code and data, so that no version has to be counted up."""
    here = Path(str(salesaudit.__file__)).parent
    files = sorted(path for path in here.rglob("*") if path.suffix in (".py", ".json"))
    return _digest(b"".join(_digest(read_bounded(path, LIMITS.report_bytes)).encode() for path in files))


def _told(value: object) -> str:
    """Return a parameter in full: what it prints may be rounded."""
    return repr(vars(value)) if hasattr(value, "__dict__") else repr(value)


def beside(audited: Audited) -> list[tuple[str, str]]:
    """Return the names and the digests of the files beside an org file."""
    return [(source.name, source.sha256) for source in audited.sources[1:]]


def same_bytes(data: bytes, audited: Audited) -> bool:
    """Tell whether an org file is what it was when it was audited."""
    return _digest(data) == audited.report.sha256


def same_beside(path: str, files: Iterable[Sequence[str]]) -> bool:
    """Tell whether the files beside an org file are what they were."""
    for name, digest in files:
        data = read_beside(name, Path(path).parent)
        if data is None or _digest(data) != digest:
            return False
    return True


def _refuse_strangers(folder: str) -> None:
    """Raise UsageError where a repository keeps what is in the folder."""
    real = Path(os.path.realpath(folder))
    if not real.is_dir() or not any(os.path.lexists(above / ".git") for above in (real, *real.parents)):
        return
    from salesaudit.safety.git import is_kept

    try:
        kept = is_kept(str(real))
    except InputError as error:
        raise UsageError("cache.unknown", hint="cache.tracked.hint", folder=folder) from error
    if kept:
        raise UsageError("cache.tracked", hint="cache.tracked.hint", folder=folder)


def _make_room(folder: str) -> None:
    """Remove the oldest results of a cache that has too many."""
    entries = [path for part in Path(folder).iterdir() if part.is_dir() for path in part.glob(f"*{SUFFIX}")]
    if len(entries) <= LIMITS.cache_entries:
        return
    entries.sort(key=lambda path: (path.stat().st_mtime_ns, path.name))
    for path in entries[: len(entries) - LIMITS.cache_entries + LIMITS.cache_entries // _SPARE]:
        remove(path)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
