"""Compile every data file of the package to JSON: ``python -m salesaudit.compile_resources [--check]``.

A start must not pay for parsing YAML, so the YAML that people edit is turned into JSON here, when the project is
built; the suite runs `stale` to see that nobody forgot.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from salesaudit.orgfile import compiled as formats
from salesaudit.orgfile.plain import to_plain
from salesaudit.orgfile.yamltree import read_tree
from salesaudit.resources import COMPILED, shipped
from salesaudit.rules import wording
from salesaudit.safety.files import write_atomically

PACKAGE = COMPILED.parent
QUESTIONNAIRES = "questionnaires"
SHARED = "shared"


def compiled_files() -> Iterator[tuple[Path, bytes]]:
    """Yield (target, bytes) for every YAML data file of the package, in a stable order."""
    sources: dict[str, Any] = {}
    for source in sorted(PACKAGE.rglob("*.yaml")):
        name = ".".join(source.relative_to(PACKAGE).with_suffix("").parts)
        data = yaml.load(source.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506  (our own file, text only)
        sources[name] = data
        yield _compiled(name, data)
    yield from _questionnaires()
    yield _compiled(wording.INDEX, wording.index(sources))
    yield _compiled(formats.RESOURCE, formats.compile_formats())


def _questionnaires() -> Iterator[tuple[Path, bytes]]:
    """Yield the questionnaires, and the list of those that one can be asked: all but what they share."""
    sources = sorted(shipped(QUESTIONNAIRES).glob("*.yaml"))
    for source in sources:
        tree, problems = read_tree(source.read_bytes(), source.name)
        if problems or tree.root is None:
            raise ValueError("\n".join(f"{source.name}: {problem.sentence('en')}" for problem in problems))
        yield _compiled(f"{QUESTIONNAIRES}.{source.stem}", to_plain(tree.root))
    asked = [source.stem for source in sources if source.stem != SHARED]
    yield _compiled(QUESTIONNAIRES, {"ids": asked})


def _compiled(name: str, data: Any) -> tuple[Path, bytes]:
    text = json.dumps(data, ensure_ascii=False, indent=0, separators=(",", ":"))
    return COMPILED / f"{name}.json", text.encode() + b"\n"


def stale() -> list[Path]:
    """Return the compiled files that are missing, out of date, or no longer have a source."""
    expected = dict(compiled_files())
    changed = [path for path, data in expected.items() if not path.exists() or path.read_bytes() != data]
    return changed + [path for path in sorted(COMPILED.glob("*.json")) if path not in expected]


def main() -> int:
    """Write what is out of date; with ``--check`` only name it and exit 1."""
    outdated = stale()
    if "--check" in sys.argv[1:]:
        for path in outdated:
            sys.stderr.write(f"out of date: {path.name}\n")
        return 1 if outdated else 0
    expected = dict(compiled_files())
    for path in outdated:
        if path in expected:
            write_atomically(path, expected[path])
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
