"""The starter files are in the package for every size and language."""

from __future__ import annotations

import pytest

from salesaudit.orgfile.load import load_bytes
from salesaudit.orgfile.starter import starter


@pytest.mark.parametrize("size", ["micro", "small", "medium"])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_each_starter_can_be_read(size: str, lang: str) -> None:
    assert load_bytes(starter(size, lang).encode()).data["company"]["language"] == lang
