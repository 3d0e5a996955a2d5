"""Hostile org files too large to keep beside the small ones: name -> (bytes, expected exit codes, codes of reading)."""

from __future__ import annotations

HEAD = "salesaudit: 1\ncompany: {name: X}\n"


def _lines(template: str, count: int) -> str:
    return "".join(template.format(i=i, next=(i + 1) % count) for i in range(count))


_DANGLING = _lines("  f{i}: {{component: sales, responsible: x{i}}}\n", 1000)

LARGE: dict[str, tuple[bytes, str, tuple[str, ...]]] = {
    "deep-flow-100k": ((HEAD + "roles: " + "[" * 100_000 + "]" * 100_000).encode(), "2", ("E010",)),
    "deep-open-100k": (b"[" * 100_000, "2", ("E010",)),
    "deep-dashes-20k": (b"- " * 20_000, "2", ("E010",)),
    "deep-question-20k": (b"? " * 20_000, "2", ("E010",)),
    "deep-block-1k": ("\n".join(" " * i + "a:" for i in range(1000)).encode(), "2", ("E010",)),
    "long-line": (HEAD.replace("X", "x" * 250_000).encode(), "2", ("E016",)),
    "cycle-1000": ((HEAD + "roles:\n" + _lines("  r{i}: {{reports_to: r{next}}}\n", 1000)).encode(), "0,1,2", ()),
    "chain-5000": (
        (HEAD + "roles:\n" + _lines("  r{i}: {{reports_to: r{next}}}\n", 5000)).encode(), "0,1,2", (),
    ),
    "dangling-1000": (
        (HEAD + "roles: {a: {}}\nfunctions:\n" + _DANGLING).encode(),
        "2", (),
    ),
    "unknown-keys-2000": ((HEAD + _lines("zz{i}: 1\n", 2000)).encode(), "2", ()),
    "control-characters": (HEAD.encode() + b"x: \x1b\n" * 100_000, "2", ("E004", "E017")),
    "tags-60k": (HEAD.encode() + b"x: [" + b"!a x, " * 60_000 + b"]\n", "2", ("E006",)),
}  # fmt: skip
