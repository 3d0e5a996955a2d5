"""Finds what is wrong with the data of this room: ``python -m salesaudit.knowledge.validate`` after an edit.

A start trusts the data; the suite and the build ask here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final

from salesaudit.knowledge.prose import QUESTION, SENTENCE, TITLE, Shape
from salesaudit.knowledge.prose import faults as prose_faults
from salesaudit.resources import resource

LANGUAGES: Final = {"ru", "en"}
RULE: Final = re.compile(r"([A-Z]{3})\d{3}")

# Fields of an entry in each file: those it must have, then those it may have.
FIELDS: Final[Mapping[str, tuple[set[str], set[str]]]] = {
    "archetypes": ({"level", "component", "source", "title", "meaning"}, {"also"}),
    "tokens": ({"source", "archetypes", "title", "meaning"}, set()),
    "functions": (
        {"component", "group", "should_own", "must_not", "source", "title", "meaning"},
        {"should_own_from_medium", "question", "also"},
    ),
    "elements": ({"severity", "source", "title", "meaning"}, {"also"}),
    "policies": ({"source", "title", "meaning", "question"}, set()),
    "activities": ({"source", "title", "meaning"}, set()),
    "components": ({"source", "title", "meaning"}, set()),
    "states": ({"rank", "source", "title", "meaning"}, set()),
    "metrics": ({"family", "title", "meaning"}, set()),
    "metric_families": ({"counts_as", "source", "title", "meaning"}, set()),
    "areas": ({"families", "title", "meaning"}, set()),
    "sources": ({"title", "author", "view"}, set()),
    "outside": ({"topic", "source", "year", "mark", "where", "figure"}, set()),
    "views": ({"claim", "title", "rules", "stances", "decided"}, {"functions"}),
    "claims": ({"text"}, {"carried_by", "left_out"}),
}
SHAPES: Final[Mapping[str, Shape]] = {"question": QUESTION}
SENTENCES: Final = {"meaning", "view", "figure", "says", "text", "left_out"}
ORG_SECTIONS: Final = {
    *("company", "strategy", "departments", "roles", "people", "functions", "processes", "handoffs", "interfaces"),
    *("lead_generation", "policies", "elements", "administration", "rhythm", "segments"),
}

Read = Callable[[str], Any]


def faults(read: Read = resource) -> list[str]:
    """Return what is wrong, each as ``file: entry: what``; `read` gives the data of ``knowledge.<file>``."""
    data = {name: read(f"knowledge.{name}") for name in (*FIELDS, "words", "reasons", "bands", "vague")}
    found = [*_shape_faults(data)]
    if found:
        return found
    return [
        *_text_faults(data),
        *_reference_faults(data),
        *_ladder_faults(data),
        *_carrier_faults(data),
    ]


def main() -> int:
    """Print the faults; exit code 1 where there are any."""
    found = faults()
    sys.stderr.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


def _shape_faults(data: Mapping[str, Any]) -> Iterator[str]:
    """Missing and unknown fields: with these nothing else can be judged."""
    for name, (required, optional) in FIELDS.items():
        for id_, entry in data[name].items():
            for missing in sorted(required - set(entry)):
                yield f"{name}: {id_}: has no {missing}"
            for unknown in sorted(set(entry) - required - optional):
                yield f"{name}: {id_}: has an unknown field {unknown}"
    for path, text in _all_texts(data):
        if set(text) != LANGUAGES:
            yield f"{path}: is not in ru and en only"


def _text_faults(data: Mapping[str, Any]) -> Iterator[str]:
    for path, text in _all_texts(data):
        field = path.rpartition(" ")[2]
        sentence = field in SENTENCES or path.startswith("reasons:")
        shape = SENTENCE if sentence else SHAPES.get(field, TITLE)
        if path.startswith("views:") and field == "title":
            shape = QUESTION
        for lang, words in text.items():
            yield from (f"{path} {lang}: {what}" for what in prose_faults(words, lang, shape))


def _all_texts(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the place and the text of every bilingual mapping outside the list of vague answers."""
    for name, content in data.items():
        if name != "vague":
            yield from _texts(content, f"{name}:")


def _texts(node: Any, path: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    if isinstance(node, dict):
        if LANGUAGES & set(node):
            yield path, node
            return
        for key, value in node.items():
            yield from _texts(value, f"{path} {key}")
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item, path)


def _reference_faults(data: Mapping[str, Any]) -> Iterator[str]:
    words = data["words"]
    people = {*data["archetypes"], *data["tokens"]}
    groups, families, counts = words["function_group"], words["family"], words["counts_as"]
    parts = data["components"]
    checks: list[tuple[str, str, Collection[str]]] = [
        ("archetypes", "level", words["level"]),
        ("archetypes", "component", {*parts, "none"}),
        ("tokens", "archetypes", data["archetypes"]),
        ("functions", "component", parts),
        ("functions", "group", groups),
        ("functions", "should_own", people),
        ("functions", "should_own_from_medium", people),
        ("functions", "must_not", people),
        ("elements", "severity", words["severity"]),
        ("metrics", "family", data["metric_families"]),
        ("metric_families", "counts_as", counts),
        ("areas", "families", families),
        ("views", "functions", data["functions"]),
        ("outside", "topic", words["outside_topic"]),
        ("outside", "mark", words["source_mark"]),
    ]
    checks += [(name, "source", data["sources"]) for name in FIELDS if name != "outside"]
    for name, field, known in checks:
        for id_, entry in data[name].items():
            for value in _listed(entry.get(field, [])):
                if value not in known:
                    yield f"{name}: {id_}: {field} names an unknown {value}"
    for id_, function in data["functions"].items():
        for both in sorted(set(_listed(function["should_own"])) & set(_listed(function["must_not"]))):
            yield f"functions: {id_}: {both} both should and must not"


def _ladder_faults(data: Mapping[str, Any]) -> Iterator[str]:
    ranks = [state["rank"] for state in data["states"].values()]
    if ranks != [str(number) for number in range(len(ranks))]:
        yield "states: ranks do not count up from 0"
    for field in ("headcount", "revenue_rub"):
        limits = [band[field] for band in data["bands"]]
        figures = [int(limit) for limit in limits[:-1]]
        if figures != sorted(set(figures)) or limits[-1] != "unlimited":
            yield f"bands: {field} does not rise to unlimited"
    if [band["id"] for band in data["bands"]] != list(data["words"]["size_band"]):
        yield "bands: not the bands that have words"


def _carrier_faults(data: Mapping[str, Any]) -> Iterator[str]:
    families = data["words"]["family"]
    for id_, view in data["views"].items():
        place = f"views: {id_}"
        yield from _rule_faults(view["rules"], families, place)
        stances = {stance["source"] for stance in view["stances"]}
        if view["claim"] not in data["claims"]:
            yield f"{place}: claim {view['claim']} is unknown"
        if len(stances) < 2 or not stances <= set(data["sources"]):
            yield f"{place}: needs two known sources that differ"
        for profile, decision in view["decided"].items():
            if decision["follows"] not in stances:
                yield f"{place}: {profile} follows {decision['follows']}, which says nothing here"
    for id_, claim in data["claims"].items():
        place = f"claims: {id_}"
        carried = claim.get("carried_by", {})
        if bool(carried.get("rules") or carried.get("facts") or carried.get("questions")) == ("left_out" in claim):
            yield f"{place}: must be either carried or left out"
        yield from _rule_faults(carried.get("rules", []), families, place)
        for path in carried.get("facts", []):
            if not _is_fact(path, data):
                yield f"{place}: {path} is no fact of the org file"


def _rule_faults(rules: list[str], families: Collection[str], place: str) -> Iterator[str]:
    for rule in rules:
        match = RULE.fullmatch(rule)
        if match is None or match[1] not in families:
            yield f"{place}: {rule} is no rule"


def _is_fact(path: str, data: Mapping[str, Any]) -> bool:
    """Return whether a path begins in a section of the org file and names only known ids in it."""
    section, *rest = path.split(".")
    if section not in ORG_SECTIONS or not all(re.fullmatch(r"\*|[a-z_0-9]+", part) for part in rest):
        return False
    if rest and section in ("functions", "elements", "policies"):
        return rest[0] == "*" or rest[0] in data[section]
    if "time" in rest[:-1]:
        return rest[-1] in data["activities"]
    return True


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


if __name__ == "__main__":
    sys.exit(main())
