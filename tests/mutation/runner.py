"""Runs the tests once for every change: a fork of a session that is ready takes the changed module in.

Nothing is written over: the changed code is what the import system of the fork finds. mutmut leaves functions with a
decorator and the values of a module alone, and in this project those are the rules and their limits.
"""

from __future__ import annotations

import ast
import gc
import json
import os
import random
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

import coverage
import pytest

from tests.mutation.changes import Change, changes, unchanged

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "salesaudit"
KEPT = ROOT / "mutants"
"""Where results are kept between runs."""
SUITES = ("tests/rules", "tests/audit")
OPTIONS = ("-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:cov", "-x", "-s", "--tb=no", "-q")
ERRORS = os.dup(2)
"""Where this program complains; its forks send what tests print to nowhere."""
DECLARES = "rules.registry.rule"
"""What a module of rules imports."""
WIDE = {"test_examples", "test_claims"}
"""Tests that ask for the outcome of every rule."""
MEMORY = 4 << 30
BREAK_EVEN = 20
"""Seconds of processor time that a fork has beside what its tests take without a change."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a change: killed, survived, or timeout, which counts as killed."""

    module: str
    where: str
    line: int
    before: str
    after: str
    outcome: str

    @property
    def says(self) -> str:
        return f"{self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class Reach:
    """Which tests run which lines of a module, and how long each test takes in seconds; tests are numbers."""

    tests: list[str]
    seconds: list[float]
    lines: dict[int, set[int]]
    at_import: set[int]

    def tests_of(self, change: Change) -> dict[str, list[int]]:
        """Return the tests that a change may break, by file, the likeliest file first."""
        files = _own_files(change.module, {_file(test) for test in self.tests})
        own = {i for i, test in enumerate(self.tests) if _file(test) in files}
        first, last = change.span or (0, 0)
        inside = [line for line in self.lines.keys() | self.at_import if first <= line <= last]
        if change.span is not None and self.at_import.isdisjoint(inside):
            chosen = set().union(*(self.lines[line] for line in inside))
        else:
            chosen = own.union(*self.lines.values()) if own else set(range(len(self.tests)))
        if "@cache" in path_of(change.module).read_text("utf-8"):
            chosen |= own  # what a cache gives back leaves no lines
        if own:
            # A module with tests of its own should not need those of another to be noticed.
            chosen = {i for i in chosen if i in own or _stem(self.tests[i]) in WIDE or "tests/audit" in self.tests[i]}
        users = _users(change)
        by_file: dict[str, list[int]] = {}
        for i in sorted(
            chosen, key=lambda i: (i not in own, _stem(self.tests[i]) not in users, _stem(self.tests[i]) in WIDE)
        ):
            by_file.setdefault(_file(self.tests[i]), []).append(i)
        return by_file


def _own_files(module: str, files: set[str]) -> set[str]:
    """Return the test files of a module: of its name, else, for one of the audit, whatever there imports it."""
    named = {file for file in files if _stem(file) == f"test_{module.split('.')[-1]}"}
    if named or not module.startswith("audit."):
        return named
    line = f"from salesaudit.{module} import"
    return {file for file in files if "tests/audit" in file and line in (ROOT / file).read_text("utf-8")}


def _users(change: Change) -> set[str]:
    """Return the names of the tests of the modules that use the changed function: they are the next to notice."""
    name = change.where.split(".")[0]
    return {f"test_{path.stem}" for path in (SOURCE / "rules").glob("*.py") if name and name in path.read_text("utf-8")}


def _file(test: str) -> str:
    return test.split("::")[0]


def _stem(test: str) -> str:
    return Path(_file(test)).stem


def module_of(path: Path) -> str:
    """Return the name of a module of the product by its file, without the product: ``rules.owner``."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts)


def path_of(module: str) -> Path:
    """Return the file of a module, the other way round."""
    return SOURCE.joinpath(*module.split(".")).with_suffix(".py")


class Mutation:
    """A pytest plugin that runs chosen tests once for every change instead of running them."""

    def __init__(
        self, modules: Sequence[str], sample: int | None, seed: int, jobs: int, *, left_only: bool = False
    ) -> None:
        self.modules = modules
        self.sample = sample
        self.seed = seed
        self.jobs = jobs
        self.left_only = left_only
        """Take the kept results of changes that tests noticed, and try only the others again."""
        self.broken: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        for folder in (KEPT / "sample", KEPT / "reach"):
            folder.mkdir(parents=True, exist_ok=True)
        reached = KEPT / "reach.json"
        if not _newer(reached):
            _wait(_forked(lambda: _measure(session, reached)))
        self.broken = json.loads(reached.read_text())["broken"]
        if not self.broken:
            self._run(session)
        pytest.exit("done", 0)

    def _run(self, session: pytest.Session) -> None:
        for module, chosen in self._chosen().items():
            started = time.monotonic()
            _wait(_forked(lambda m=module, c=chosen: self._run_module(session, m, c)))  # type: ignore[misc]
            results = kept(module, KEPT if self.sample is None else KEPT / "sample")
            alive = sum(result.outcome == "survived" for result in results)
            sys.stdout.write(
                f"{module}: {len(results)} changes, {alive} survived, {time.monotonic() - started:.0f} s\n"
            )
            sys.stdout.flush()

    def _chosen(self) -> dict[str, set[int]]:
        """Return which changes to try, by module: their positions."""
        every = [(module, i) for module in self.modules for i in range(len(changes_of(module)))]
        if self.sample is not None and self.sample < len(every):
            every = random.Random(self.seed).sample(every, self.sample)
        return {module: {i for m, i in every if m == module} for module in self.modules}

    def _run_module(self, session: pytest.Session, module: str, chosen: set[int]) -> None:
        reach = _reach(module)
        _prepare(module)
        folder = KEPT if self.sample is None else KEPT / "sample"
        path = path_of(module)
        _wait(_forked(lambda: _try(session, unchanged(path.read_text("utf-8"), module, str(path)), reach)))
        running: dict[int, Change] = {}
        noticed = _noticed(kept(module, folder)) if self.left_only else {}
        results: list[tuple[Change, str]] = []

        def collect() -> None:
            pid, status = os.wait()
            outcome = "survived" if status == 0 else "timeout" if os.WIFSIGNALED(status) else "killed"
            results.append((running.pop(pid), outcome))

        for i, change in enumerate(changes_of(module)):
            if i in chosen and (before := noticed.get((change.where, change.says))):
                results.append((change, before.pop()))
            elif i in chosen:
                running[_forked(lambda c=change: _try(session, c, reach))] = change  # type: ignore[misc]
            if len(running) >= self.jobs:
                collect()
        while running:
            collect()
        results.sort(key=lambda pair: (pair[0].line, pair[0].says))
        keep(folder, module, [Result(c.module, c.where, c.line, c.before, c.after, outcome) for c, outcome in results])


def _noticed(results: Iterable[Result]) -> dict[tuple[str, str], list[str]]:
    """Return how changes came out that look alike and were noticed, each of them; none where one of them was not."""
    outcomes: dict[tuple[str, str], list[str]] = {}
    for result in results:
        outcomes.setdefault((result.where, result.says), []).append(result.outcome)
    return {key: found for key, found in outcomes.items() if "survived" not in found}


def changes_of(module: str) -> list[Change]:
    """Return the changes of a module."""
    path = path_of(module)
    return changes(path.read_text("utf-8"), module, str(path))


def keep(folder: Path, module: str, results: Iterable[Result]) -> None:
    """Remember the results of a module."""
    text = json.dumps([asdict(result) for result in results], ensure_ascii=False, indent=1)
    (folder / f"{module}.json").write_text(text, "utf-8")


def kept(module: str, folder: Path = KEPT) -> list[Result]:
    """Return the remembered results of a module, none where it was never tried."""
    path = folder / f"{module}.json"
    return [Result(**result) for result in json.loads(path.read_text("utf-8"))] if path.exists() else []


def _forked(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        work()
        code = 0
    except (pytest.Session.Failed, pytest.Session.Interrupted):
        pass  # what a change is meant to come to
    finally:
        if (error := sys.exception()) is not None:
            traceback.print_exception(error, file=os.fdopen(os.dup(ERRORS), "w"))
        os._exit(code)


def _wait(pid: int) -> None:
    if os.waitpid(pid, 0)[1]:
        raise RuntimeError("the tests could not be run")


def _newer(path: Path) -> bool:
    """Tell whether a file is newer than all code and all tests."""
    files = [file for suite in SUITES for file in (ROOT / suite).glob("*.py")] + list(SOURCE.rglob("*.py"))
    return path.exists() and path.stat().st_mtime > max(file.stat().st_mtime for file in files)


def _measure(session: pytest.Session, target: Path) -> None:
    """Run all tests without a change and note what each of them reaches."""
    measuring = coverage.Coverage(data_file=None, source=[str(SOURCE)], branch=False, config_file=False)
    noting = _Noting(measuring)
    session.config.pluginmanager.register(noting)
    session.config.option.maxfail = 0
    measuring.start()
    _silent()
    session.perform_collect(list(SUITES))
    session.config.hook.pytest_runtestloop(session=session)
    measuring.stop()
    data = measuring.get_data()
    numbers = {test: i for i, test in enumerate(noting.seconds)}
    for file in data.measured_files():
        found = data.contexts_by_lineno(file)
        lines = {line: [numbers[test] for test in tests if test] for line, tests in found.items()}
        at_import = [line for line, tests in found.items() if "" in tests]
        (KEPT / "reach" / f"{module_of(Path(file))}.json").write_text(json.dumps([lines, at_import]), "utf-8")
    told = {"tests": list(noting.seconds), "seconds": list(noting.seconds.values()), "broken": noting.broken}
    target.write_text(json.dumps(told), "utf-8")


def _reach(module: str) -> Reach:
    told = json.loads((KEPT / "reach.json").read_text("utf-8"))
    path = KEPT / "reach" / f"{module}.json"
    lines, at_import = json.loads(path.read_text("utf-8")) if path.exists() else ({}, [])
    return Reach(
        told["tests"], told["seconds"], {int(line): set(tests) for line, tests in lines.items()}, set(at_import)
    )


class _Noting:
    """A pytest plugin that tells the tracer which test runs."""

    def __init__(self, measuring: coverage.Coverage) -> None:
        self.measuring = measuring
        self.seconds: dict[str, float] = {}
        self.broken: list[str] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        started = time.process_time()
        self.measuring.switch_context(item.nodeid)
        result = yield
        self.measuring.switch_context("")
        self.seconds[item.nodeid] = round(time.process_time() - started, 4)
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.broken.append(report.nodeid)


def _try(session: pytest.Session, change: Change, reach: Reach) -> None:
    """Take a change in and run the tests that it may break; the first one to fail ends it."""
    _silent()
    chosen = reach.tests_of(change)
    seconds = BREAK_EVEN + 3 * sum(reach.seconds[i] for tests in chosen.values() for i in tests)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(int(seconds) * 3)
    sys.meta_path.insert(0, _Changed(f"salesaudit.{change.module}", change.make()))
    for file, tests in chosen.items():
        session.perform_collect([file])
        names = {reach.tests[i] for i in tests}
        telling = _telling(file, change.rule)
        items = [item for item in session.items if item.nodeid in names]
        session.items = sorted(items, key=lambda item: item.nodeid.split("::")[1].split("[")[0] not in telling)
        session.config.hook.pytest_runtestloop(session=session)


def _telling(file: str, rule: str) -> set[str]:
    """Return the classes and functions of a test file that name a rule: their tests are the likeliest to notice."""
    if not rule:
        return set()
    source = (ROOT / file).read_text("utf-8")
    lines = source.splitlines()
    blocks = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    return {node.name for node in blocks if rule in "\n".join(lines[node.lineno - 1 : node.end_lineno])}


def _silent() -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)


class _Changed(MetaPathFinder, Loader):
    """Gives one module its changed code."""

    def __init__(self, name: str, code: CodeType) -> None:
        self.name = name
        self.code = code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, origin=self.code.co_filename) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = self.code.co_filename
        exec(self.code, module.__dict__)


def _prepare(module: str) -> None:
    """Import what does not depend on a module, so that no fork has to; rules are declared in their order, so never."""
    imports = {module_of(path): _imports(path) for path in SOURCE.rglob("*.py") if path.name != "__init__.py"}
    depending = {module}
    while more := {name for name, needed in imports.items() if needed & depending} - depending:
        depending |= more
    declaring = {name for name, needed in imports.items() if DECLARES in needed}
    for name in sorted(imports.keys() - depending - declaring):
        if name.startswith(("org.", "orgfile.", "rules.", "audit.", "knowledge.", "texts.")):
            import_module(f"salesaudit.{name}")
    gc.freeze()


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("salesaudit."):
            name = (node.module or "").removeprefix("salesaudit.")
            found |= {name, *(f"{name}.{alias.name}" for alias in node.names)}
    return found
