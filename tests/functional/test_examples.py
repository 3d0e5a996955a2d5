"""The example companies from beginning to end: what `check` says of each, as text in both languages and as JSON."""

from __future__ import annotations

import json

import pytest

from tests.functional.command import EXAMPLES, ROOT, run
from tests.functional.golden import FOLDER, compare

NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_text(name: str, lang: str) -> None:
    result = run("check", f"examples/{name}.yaml", "--lang", lang, cwd=ROOT)

    assert result.code in (0, 1)
    assert result.err == ""
    compare(f"{name}.{lang}.txt", result.out)


@pytest.mark.parametrize("name", NAMES)
def test_json(name: str) -> None:
    result = run("check", f"examples/{name}.yaml", "--lang", "en", "-f", "json", cwd=ROOT)

    assert result.code in (0, 1)
    assert json.loads(result.out)["files"][0]["path"] == f"examples/{name}.yaml"
    compare(f"{name}.json", result.out)


def test_there_is_nothing_kept_for_an_example_that_is_gone() -> None:
    kept = {path.name.partition(".")[0].removeprefix("report-").removeprefix("page-one-") for path in FOLDER.iterdir()}

    assert kept == {*NAMES, "planted"}
