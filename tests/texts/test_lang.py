"""Which language is spoken."""

from __future__ import annotations

import pytest

from salesaudit.safety.errors import UsageError
from salesaudit.texts.catalogue import say
from salesaudit.texts.lang import choose_language


@pytest.mark.parametrize(
    ("flag", "env", "file_language", "locale_env", "language"),
    [
        ("ru", "en", "en", {"LANG": "en_GB.UTF-8"}, "ru"),
        (None, "ru", "en", {"LANG": "en_GB.UTF-8"}, "ru"),
        (None, None, "ru", {"LANG": "en_GB.UTF-8"}, "ru"),
        (None, None, None, {"LANG": "ru_RU.UTF-8"}, "ru"),
        (None, None, None, {}, "en"),
        ("", "", "", {"LC_ALL": "", "LANG": "ru"}, "ru"),
        ("EN", None, "ru", {}, "en"),
        (None, "ru_RU.UTF-8", None, {}, "ru"),
        (None, None, "de", {"LANG": "ru_RU"}, "ru"),
        (None, None, None, {"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, "en"),
        (None, None, None, {"LC_ALL": "ru_RU@x", "LC_MESSAGES": "en_US"}, "ru"),
        (None, None, None, {"LC_MESSAGES": "ru-RU", "LANG": "en_US"}, "ru"),
        (None, None, None, {"LANG": "uk_UA.UTF-8"}, "en"),
    ],
)
def test_the_first_who_asks_is_heard(
    flag: str | None, env: str | None, file_language: str | None, locale_env: dict[str, str], language: str
) -> None:
    assert choose_language(flag, env, file_language, locale_env) == language


@pytest.mark.parametrize(("flag", "env", "source"), [("de", None, "--lang"), (None, "xx", "SALESAUDIT_LANG")])
def test_a_language_that_is_not_spoken_is_refused_by_name(flag: str | None, env: str | None, source: str) -> None:
    with pytest.raises(UsageError) as refused:
        choose_language(flag, env, "ru", {})

    sentence = say(refused.value.key, "en", **refused.value.values)
    assert sentence == f"{source}: there is no language “{flag or env}”; there are ru and en"
