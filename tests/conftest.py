"""What all tests share: how generated inputs are made, and which tests run only when asked for."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

ONLY_WHEN_ASKED_FOR = ("fuzz", "slow")

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
    left_out = [item for item in items if any(item.get_closest_marker(name) for name in ONLY_WHEN_ASKED_FOR)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
