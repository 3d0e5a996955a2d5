"""The house limits cannot be changed by accident and are all positive."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, asdict

import pytest

from salesaudit.safety.limits import LIMITS


def test_the_limits_of_the_house() -> None:
    assert LIMITS.org_file_bytes == 2 * 1024 * 1024
    assert (LIMITS.yaml_depth, LIMITS.yaml_events, LIMITS.yaml_nodes) == (32, 200_000, 200_000)
    assert LIMITS.scalar_bytes == 65_536
    assert (LIMITS.id_length, LIMITS.files, LIMITS.includes, LIMITS.errors_shown) == (128, 10_000, 100, 100)
    assert LIMITS.template_output_bytes == LIMITS.xml_bytes == 16 * 1024 * 1024
    assert (LIMITS.xml_depth, LIMITS.csv_bytes, LIMITS.http_body_bytes) == (256, 100 * 1024 * 1024, 65_536)
    assert (LIMITS.child_cpu_seconds, LIMITS.child_memory_bytes) == (10, 1024**3)


def test_every_limit_is_a_positive_whole_number() -> None:
    assert all(type(value) is int and value > 0 for value in asdict(LIMITS).values())


def test_limits_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        LIMITS.yaml_depth = 33  # type: ignore[misc]
