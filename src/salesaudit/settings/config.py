"""``.salesaudit.yaml``: what a repository asks of its checks.

The file comes from the tree that is checked, which may be a stranger's: it can choose rules, limits and files of that
tree, and nothing else. It names no place outside the tree, no address, no file to write, no code.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from salesaudit.audit.parameters import BadParameter, read_parameters
from salesaudit.audit.profile import Profile, load_profile, profile_names
from salesaudit.orgfile.load import Place
from salesaudit.orgfile.nodes import Mapping as Section
from salesaudit.orgfile.nodes import Node, Span
from salesaudit.orgfile.problems import LoadError
from salesaudit.orgfile.small import SmallFile, below, plain, words
from salesaudit.rules.catalogue import all_rules, known_rules
from salesaudit.rules.registry import ORDER, Rule, find_rule
from salesaudit.safety.errors import InputError, UsageError
from salesaudit.texts.catalogue import LANGUAGES

if TYPE_CHECKING:
    from salesaudit.rules.bundles import Bundle

NAME: Final = ".salesaudit.yaml"
THRESHOLDS: Final = (*ORDER, "never")
_FIRST: Final = ("packs", "plugins", "profiles")
PROFILE_KEYS: Final = ("extends", "on", "off", "only", "severities", "parameters")


@dataclass(frozen=True, slots=True)
class Config:
    """What a config file says; `values` has only what is written, `places` where each key stands.

    Values: profile, fail_on, language, baseline (a path that can be opened): text; min_score: 0 to 100; select and
    ignore: sets of rule ids; exclude and paths: lists of patterns; gates: thresholds by rule id; parameters: typed
    values by rule id; packs: paths that can be opened; plugins: names. `profiles` are the file's own, `brought` the
    rules of its packs and plugins, which are registered.
    """

    path: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    brought: tuple[Bundle, ...] = ()

    def profile(self, name: str) -> Profile:
        """Return a profile of the file or of ours, with the file's parameters and brought rules. Raises UsageError."""
        own = self.profiles.get(name)
        found = own if own is not None else load_profile(name)
        merged = dict(found.parameters)
        for rule, parameters in self.values.get("parameters", {}).items():
            merged[rule] = {**merged.get(rule, {}), **parameters}
        return found.with_values(merged).with_brought(id_ for bundle in self.brought for id_ in bundle.rules)

    def with_brought(self, bundles: Iterable[Bundle]) -> Config:
        """Return the config with more rules. Raises UsageError where an id comes twice."""
        several = (*self.brought, *bundles)
        if not several:
            return self
        from salesaudit.rules.bundles import together  # few repositories have any

        return replace(self, brought=together(several))


def find_config(start: str | os.PathLike[str]) -> str | None:
    """Return the config file that holds for a folder: the nearest one from it up to the root of its repository.

    Outside of any repository only the folder itself is looked at: a file of somebody else's folder has no say.
    """
    folder = Path(os.path.realpath(start))
    top = _repository(folder) or folder
    for here in (folder, *folder.parents):
        candidate = here / NAME
        if os.path.lexists(candidate):
            return str(candidate)
        if here == top:
            return None
    return None


def excluded(path: str, patterns: Iterable[str]) -> bool:
    """Tell whether a file is one that the config leaves out: it fits a pattern, or lies in a folder that does."""
    parts = Path(os.path.normpath(path)).parts
    names = ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]
    return any(fnmatchcase(name, pattern.replace(os.sep, "/")) for pattern in patterns for name in names)


def _repository(folder: Path) -> Path | None:
    return next((here for here in (folder, *folder.parents) if os.path.lexists(here / ".git")), None)


def load_config(path: str) -> Config:
    """Read a config file.

    Raises LoadError with all its problems, InputError where it cannot be opened or lies outside its repository.
    """
    folder = Path(os.path.realpath(Path(path).parent))
    tree = _repository(folder) or folder
    if not Path(os.path.realpath(path)).is_relative_to(tree):
        raise InputError("config.outside", file=path)
    reader = _Reader(SmallFile(path), folder, tree)
    return reader.config()


class _Reader:
    """Takes the nodes of a config file and tells what is wrong with them."""

    def __init__(self, file: SmallFile, folder: Path, tree: Path) -> None:
        self._file = file
        self._folder = folder
        self._tree = tree
        self._written: Mapping[str, tuple[Span, Node]] = {}
        self._profiles: dict[str, Profile] = {}
        self._brought: list[Bundle] = []
        self._readers: Mapping[str, Callable[[Node], Any]] = {
            "profile": self._profile_name,
            "fail_on": lambda node: file.one_of(node, THRESHOLDS),
            "min_score": self._score,
            "language": lambda node: file.one_of(node, LANGUAGES),
            "select": self._rules,
            "ignore": self._rules,
            "parameters": self._parameters,
            "gates": lambda node: self._by_rule(node, THRESHOLDS),
            "paths": self._patterns,
            "exclude": self._patterns,
            "baseline": self._path,
            "packs": self._packs,
            "plugins": self._plugins,
            "profiles": self._own_profiles,
        }

    def config(self) -> Config:
        values: dict[str, Any] = {}
        places: dict[str, Place] = {}
        all_rules()
        root = self._file.source.root
        entries = {key: (place, node) for key, place, node in self._file.entries(root)} if root else {}
        # A profile may be named before it is described, a rule before the pack that brings it.
        for key in sorted(entries, key=_turn):
            place, node = entries[key]
            if key not in self._readers:
                self._file.tell_name("E031", place, key, self._readers)
                continue
            value = self._readers[key](node)
            if value is not None:
                values[key] = value
                places[key] = Place(self._file.source.name, node.span)
        self._file.finish()
        values.pop("profiles", None)
        return Config(self._file.source.name, values, places, self._profiles).with_brought(self._brought)

    def _score(self, node: Node) -> float | None:
        text = self._file.text(node)
        try:
            score = float(text or "")
        except ValueError:
            score = -1
        if text is not None and not 0 <= score <= 100:
            self._file.tell("E106", node.span, found=words(node))
            return None
        return score

    # --- rules ---

    def _rule(self, name: str, place: Span) -> Rule | None:
        rule = find_rule(name)
        if rule is None:
            self._file.tell_name("E100", place, name, [n for rule in known_rules() for n in (rule.id, rule.slug)])
        return rule

    def _rules(self, node: Node) -> frozenset[str]:
        """Read ids, slugs and families."""
        families = {rule.family for rule in known_rules()}
        chosen: set[str] = set()
        for name, place in self._file.texts(node):
            if name.upper() in families:
                chosen |= {rule.id for rule in known_rules() if rule.family == name.upper()}
            elif (rule := self._rule(name, place)) is not None:
                chosen.add(rule.id)
        return frozenset(chosen)

    def _by_rule(self, node: Node, known: tuple[str, ...]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, place, value in self._file.entries(node):
            rule = self._rule(name, place)
            word = self._file.one_of(value, known)
            if rule is not None and word is not None:
                found[rule.id] = word
        return found

    def _parameters(self, node: Node) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for name, place, value in self._file.entries(node):
            rule = self._rule(name, place)
            if rule is not None:
                found[rule.id] = self._parameters_of(rule, value)
        return found

    def _parameters_of(self, rule: Rule, node: Node) -> dict[str, Any]:
        typed: dict[str, Any] = {}
        for name, place, value in self._file.entries(node):
            try:
                typed |= read_parameters(rule, {name: plain(value)})
            except BadParameter as bad:
                self._tell_parameter(bad, place if bad.code == "E104" else _place(node, bad.path), value)
        return typed

    def _tell_parameter(self, bad: BadParameter, place: Span, node: Node) -> None:
        values: dict[str, Any] = dict(bad.values)
        known = values.pop("known", None)
        if isinstance(known, list) and bad.code == "E105":
            self._file.tell_name(bad.code, place, str(values["found"]), known)
        elif isinstance(known, list):
            has_any = "hint" if known else "none"
            self._file.tell(bad.code, place, hint=has_any, **values, known=", ".join(known))
        else:
            values.setdefault("found", words(node))
            self._file.tell(bad.code, place, **values)

    # --- profiles ---

    def _profile_name(self, node: Node) -> str | None:
        name = self._file.text(node)
        known = [*self._profiles, *profile_names()]
        if name is None or name in known:
            return name
        self._file.tell_name("E101", node.span, name, known)
        return None

    def _own_profiles(self, node: Node) -> bool:
        """Read the file's own profiles, those first that others stand on."""
        waiting: dict[str, tuple[Span, Node, str]] = {}
        for name, place, value in self._file.entries(node):
            if name in profile_names():
                self._file.tell("E108", place, found=name)
            else:
                waiting[name] = (place, value, self._base(value))
        while waiting:
            ready = [name for name, (_, _, base) in waiting.items() if base not in waiting]
            for name in ready:
                place, value, base = waiting.pop(name)
                self._own_profile(name, value, base)
            if not ready:
                name, (place, _, _) = next(iter(waiting.items()))
                self._file.tell("E102", place, found=name)
                break
        return True

    def _base(self, node: Node) -> str:
        base = node.items.get("extends") if isinstance(node, Section) else None
        return words(base) if base is not None else "balanced"

    def _own_profile(self, name: str, node: Node, base: str) -> None:
        data: dict[str, Any] = {}
        known = {*profile_names(), *self._profiles}
        for key, place, value in self._file.entries(node):
            match key:
                case "extends":
                    if base not in known:
                        self._file.tell_name("E101", value.span, base, known)
                case "on" | "off" | "only":
                    data[key] = self._rules(value)
                case "severities":
                    data[key] = self._by_rule(value, ORDER)
                case "parameters":
                    data[key] = self._parameters(value)
                case _:
                    self._file.tell_name("E031", place, key, PROFILE_KEYS)
        if base in known:
            parameters = data.pop("parameters", {})
            parent = self._profiles.get(base) or load_profile(base)
            merged = dict(parent.parameters)
            for rule, own in parameters.items():
                merged[rule] = {**merged.get(rule, {}), **own}
            self._profiles[name] = parent.extended(name, data).with_values(merged)

    # --- places in the tree ---

    def _path(self, node: Node) -> str | None:
        text = self._file.text(node)
        if text is None or not self._inside(text, node.span):
            return None
        return os.path.relpath(self._folder / text)

    def _patterns(self, node: Node) -> list[str]:
        """Read patterns of files, each from the folder of the config."""
        written = self._file.texts(node)
        return [os.path.relpath(self._folder / text) for text, place in written if self._inside(text, place)]

    def _packs(self, node: Node) -> list[str]:
        """Read rule packs: data of the tree, whose expressions are checked before anything evaluates them."""
        from salesaudit.rules.bundles import bring_pack

        written = [(os.path.relpath(self._folder / t), place) for t, place in self._file.texts(node)
                   if self._inside(t, place)]  # fmt: skip
        for path, place in written:
            try:
                self._brought.append(bring_pack(path))
            except LoadError as error:
                self._file.problems += error.problems
            except InputError as error:
                self._file.tell("E107", place, found=path, cause=error)
        return [path for path, _ in written]

    def _plugins(self, node: Node) -> list[str]:
        """Read names of installed packages with rules; where code comes from is not for this file to say."""
        from salesaudit.rules.bundles import bring_plugin
        from salesaudit.rules.plugins import plugin_names

        names = self._file.texts(node)
        for name, place in names:
            try:
                self._brought.append(bring_plugin(name))
            except UsageError:
                self._file.tell_name("E109", place, name, plugin_names())
        return [name for name, _ in names]

    def _inside(self, text: str, place: Span) -> bool:
        odd = "://" in text or "\\" in text or "\0" in text or text.startswith("~") or Path(text).is_absolute()
        if not odd and Path(os.path.realpath(self._folder / text)).is_relative_to(self._tree):
            return True
        self._file.tell("E103", place, found=text[:60])
        return False


def _turn(key: str) -> int:
    return _FIRST.index(key) if key in _FIRST else len(_FIRST)


def _place(node: Node, path: tuple[str | int, ...]) -> Span:
    return below(node, path).span
