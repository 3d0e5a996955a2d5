"""Reading a company's facts, with a note of everything that was read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, cast

from salesaudit.org.values import DECLARED, Fact, Origin, Path, Unknown

if TYPE_CHECKING:
    from salesaudit.org.org import Org

R = TypeVar("R")
S = TypeVar("S", bound="Facts")
Trace: TypeAlias = "list[Fact | Trace]"
"""Facts in the order in which they were read. What a derived value rests on is one entry, a trace of its own: most
traces are never looked at, and in a large company to copy them would take longer than everything else."""

_Derived: TypeAlias = "tuple[Any, tuple[Path, ...] | None, Trace]"
"""A value, or the paths that it waits for, and the facts behind it."""


def facts_in(trace: Trace) -> list[Fact]:
    """Return the facts of a trace in their order, those of a trace within at its first place only."""
    found: list[Fact] = []
    _unfold(trace, found, set())
    return found


def _unfold(trace: Trace, found: list[Fact], seen: set[int]) -> None:
    for entry in trace:
        if isinstance(entry, Fact):
            found.append(entry)
        elif id(entry) not in seen:
            seen.add(id(entry))
            _unfold(entry, found, seen)


class derived(Generic[S, R]):  # noqa: N801  (reads as the decorator that it is)
    """Declare a property that is worked out once and notes the facts behind it each time it is used."""

    def __init__(self, method: Callable[[S], R]) -> None:
        self._method = method
        self._name = method.__name__
        self.__doc__ = method.__doc__

    def __get__(self, org: S, owner: type[S]) -> R:
        return org.once(self._name, self._method, org)


class Facts:
    """A company's facts; `trace` collects every fact that is read.

    `data` is the merged tree of facts in the shape of the org file, absent where not known (stages and handoffs are
    keyed by their ids); `origins` says where a fact comes from when it is not the org file; `disputed` are facts that
    respondents tell differently; `tellings` is everything that was told or declared about a fact.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        origins: Mapping[Path, Origin] | None = None,
        disputed: Mapping[Path, tuple[Fact, ...]] | None = None,
        tellings: Mapping[Path, tuple[Fact, ...]] | None = None,
    ) -> None:
        self._org = cast("Org", self)
        self.data = data
        self.origins = origins or {}
        self.disputed = disputed or {}
        self.tellings = tellings or {}
        self.trace: Trace = []
        self.derived_values: dict[Hashable, Any] = {}
        self._facts: dict[Path, Fact | None] = {}
        self._roles: Mapping[str, Any] = data.get("roles", {})
        self._people: Mapping[str, Any] = data.get("people", {})
        self._departments: Mapping[str, Any] = data.get("departments", {})

    def peek(self, path: Path) -> Any:
        """Return the value at `path` without noting it, None where it is not known."""
        here: Any = self.data
        try:
            for part in path:
                here = here[part]
        except (KeyError, IndexError, TypeError):
            return None
        return here

    def fact(self, path: Path) -> Fact | None:
        """Return the fact at `path` without noting it, None where it is not known."""
        try:
            return self._facts[path]
        except KeyError:
            value = self.peek(path)
            fact = None if value is None else Fact(path, value, self.origins.get(path, DECLARED))
            self._facts[path] = fact
            return fact

    def find(self, path: Path) -> tuple[Path, Any]:
        """Return `path` and the value there, and note the read."""
        fact = self.fact(path)
        if fact is None:
            return path, None
        self.trace.append(fact)
        return path, fact.value

    def note(self, path: Path, value: object) -> None:
        """Note that a rule read the fact at `path`."""
        if value is not None:
            self.trace.append(Fact(path, value, self.origins.get(path, DECLARED)))

    def note_fact(self, fact: Fact) -> None:
        """Note a fact that was worked out rather than read."""
        self.trace.append(fact)

    def once(self, key: Hashable, work: Callable[..., R], *arguments: Any) -> R:
        """Return what `work` makes of `arguments`, worked out once under `key`; note the facts behind it each time."""
        try:
            value, missing, trace = self.derived_values[key]
        except KeyError:
            value, missing, trace = self.derived_values[key] = self._work_out(work, arguments)
        self.trace.append(trace)
        if missing is not None:
            raise Unknown(*missing)
        result: R = value
        return result

    def quietly(self, key: Hashable, work: Callable[..., R], *arguments: Any) -> R:
        """Return what `work` makes of `arguments`, worked out once under `key`, and note nothing."""
        noted = len(self.trace)
        try:
            return self.once(key, work, *arguments)
        finally:
            del self.trace[noted:]

    def _work_out(self, work: Callable[..., R], arguments: Iterable[Any]) -> _Derived:
        outer, self.trace = self.trace, []
        try:
            return work(*arguments), None, self.trace
        except Unknown as unknown:
            return None, unknown.needs, self.trace
        finally:
            self.trace = outer

    def forget(self) -> None:
        """Let go of everything, at the end: a company and its things know each other and would stay until collected."""
        self.__dict__.clear()

    def told(self, path: Path, *who: str) -> tuple[Fact, ...]:
        """Return what respondents said of a fact, those who did not know left out; `who` keeps only these."""
        said = [fact for fact in self.tellings.get(path, ()) if fact.origin.kind == "told" and fact.value is not None]
        kept = tuple(fact for fact in said if not who or fact.origin.who in who)
        self.trace.extend(kept)
        return kept

    def stated(self, path: Path) -> Any:
        """Return what people say of a fact whatever an import measured: declared, else told; None where nobody does."""
        said = [fact for fact in self.tellings.get(path, ()) if fact.value is not None]
        if not self.is_measured(path):
            return self.find(path)[1]
        if not said:
            return None
        fact = max(said, key=lambda fact: fact.origin.kind == "declared")
        self.trace.append(fact)
        return fact.value

    def is_measured(self, path: Path) -> bool:
        """Tell whether a fact comes from an import."""
        return path in self.origins and self.origins[path].kind == "measured"

    def has_section(self, name: str) -> bool:
        """Tell whether the file has anything to say in a section."""
        return name in self.data

    def has_own(self, person: str, key: str | int) -> bool:
        """Tell whether a person's entry itself speaks of `key`."""
        return key in self._people.get(person, {})

    def archetype(self, role: str) -> str:
        """Return the archetype of a role: as written, else its id."""
        return str(self._roles.get(role, {}).get("archetype", role))
