"""Tell how many small changes of the code the tests notice: ``python -m tests.mutation [--sample N] [module …]``."""

from __future__ import annotations

import argparse
import os
import sys

import pytest

from tests.mutation.page import page, unjudged
from tests.mutation.runner import KEPT, OPTIONS, ROOT, SOURCE, SUITES, Mutation, kept, module_of

PAGE = ROOT / "docs" / "mutation.md"
OF_AUDIT = ("engine", "score", "funnel", "labels", "phrases", "profile", "parameters", "baseline")
MODULES = (
    *(module_of(path) for path in sorted((SOURCE / "rules").glob("*.py")) if path.name != "__init__.py"),
    *(f"audit.{name}" for name in OF_AUDIT),
)


def main() -> int:
    """Run the changes; return 1 where one survived that nobody judged, 2 where a test fails without any."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("modules", nargs="*", help="rules.owner, audit.score …; all of them where none is named")
    parser.add_argument("--sample", type=int, help="try only so many changes, always the same ones")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--left", action="store_true", help="try only what no run before saw noticed, as after new tests"
    )
    parser.add_argument("--page", action="store_true", help="only write the page again from the results kept")
    options = parser.parse_args()
    os.chdir(ROOT)
    modules = options.modules or list(MODULES)
    if not options.page:
        plugin = Mutation(modules, options.sample, options.seed, options.jobs, left_only=options.left)
        pytest.main([*OPTIONS, *SUITES], plugins=[plugin])
        if plugin.broken:
            sys.stdout.write("These tests fail without any change:\n" + "\n".join(plugin.broken) + "\n")
            return 2
    if options.sample is None:
        PAGE.write_text(page(MODULES), "utf-8")
    folder = KEPT if options.sample is None else KEPT / "sample"
    results = [result for module in modules for result in kept(module, folder)]
    killed = sum(result.outcome != "survived" for result in results)
    sys.stdout.write(f"{killed} of {len(results)} changes noticed, {killed / max(len(results), 1):.1%}\n")
    open_ = unjudged(results)
    for result in open_:
        sys.stdout.write(f"src/salesaudit/{result.module.replace('.', '/')}.py:{result.line}: {result.says}\n")
    return 1 if open_ else 0


if __name__ == "__main__":
    sys.exit(main())
