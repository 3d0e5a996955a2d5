"""The compiled validators are those of the models, and where they cannot be had the models are built."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic_core import SchemaError

from salesaudit.orgfile import compiled
from salesaudit.orgfile.compiled import MODELS, compile_formats, validator
from salesaudit.resources import resource


@pytest.fixture
def afresh() -> Iterator[None]:
    validator.cache_clear()
    yield
    validator.cache_clear()


def test_what_is_kept_is_what_the_models_give() -> None:
    assert set(MODELS) == {"org", "answers", "said", "evidence", "pack", "questionnaire"}
    assert compile_formats() == resource(compiled.RESOURCE)


@pytest.mark.parametrize("failure", [FileNotFoundError(), KeyError("org"), SchemaError("of another version")])
def test_without_it_the_models_answer_the_same(
    failure: Exception, afresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = {"salesaudit": "1", "company": {"name": "A", "headcount": "24", "market": "b2b"}}
    kept = validator("org").validate_python(file)
    validator.cache_clear()

    def fails(name: str) -> object:
        raise failure

    monkeypatch.setattr(compiled, "resource", fails)
    assert validator("org").validate_python(file) == kept
    assert kept["company"]["headcount"] == 24
