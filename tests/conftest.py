"""What all tests share: how generated inputs are made, which tests run only when asked for, what is made only once."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from functools import partial
from operator import attrgetter
from typing import Any

import jinja2
import pytest
from hypothesis import HealthCheck, Phase, settings

ONLY_WHEN_ASKED_FOR = ("fuzz", "slow")
SYNTAX = attrgetter(
    "block_start_string", "block_end_string", "variable_start_string", "variable_end_string", "comment_start_string",
    "comment_end_string", "line_statement_prefix", "line_comment_prefix", "trim_blocks", "lstrip_blocks",
    "newline_sequence", "keep_trailing_newline", "undefined", "optimized", "finalize", "autoescape", "is_async",
)  # fmt: skip
"""The settings of a Jinja environment on which it depends what a template becomes."""

settings.register_profile(
    "default", deadline=None, derandomize=True, max_examples=25, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
for name, examples in (("long", 1_000), ("deep", 10_000)):
    settings.register_profile(
        name, deadline=None, max_examples=examples, print_blob=True, suppress_health_check=list(HealthCheck)
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, unless -m names it."""
    if config.option.markexpr:
        return
    left_out = {item for item in items if any(item.get_closest_marker(name) for name in ONLY_WHEN_ASKED_FOR)}
    if left_out:
        config.hook.pytest_deselected(items=[item for item in items if item in left_out])
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    """Let the collector of garbage walk no more through what stays to the end: modules and thousands of tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def templates_are_compiled_once() -> Iterator[None]:
    """Keep what Jinja makes of a template: compiling ours takes ten times as long as filling them in.

    What is made depends on the text, its name and the settings of the environment; all of these have to be the same.
    """
    compiled: dict[Any, Any] = {}
    really = jinja2.Environment.compile

    def compile_(self: jinja2.Environment, source: Any, *where: Any, **how: Any) -> Any:
        made = partial(really, self, source, *where, **how)
        if not isinstance(source, str):
            return made()
        settings = (*SYNTAX(self), *self.filters.items(), *self.tests.items(), *self.extensions)
        key = (type(self), source, where, *how.items(), settings)
        if key not in compiled:
            compiled[key] = made()
        return compiled[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(jinja2.Environment, "compile", compile_)
        yield
