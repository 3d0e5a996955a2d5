"""The two catalogues of messages, and the check that compares them."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import salesaudit
from salesaudit.texts.catalogue import messages
from salesaudit.texts.registry import differences, look_alikes, placeholders

PACKAGE = Path(salesaudit.__file__).parent


def test_both_languages_say_the_same_with_the_same_values() -> None:
    assert differences(messages("ru"), messages("en")) == []


def test_no_message_is_empty_or_has_stray_blanks() -> None:
    for lang in ("ru", "en"):
        assert [key for key, text in messages(lang).items() if not text or text != text.strip() or "  " in text] == []


KEY = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*")
LOAD_ERROR = re.compile(r"E\d{3}(\.[a-z_]+)?")


def keys_said_in(source: Path) -> Iterator[tuple[str, int]]:
    """Yield the keys that the code names outright: to `say` (`t` in cli), in errors and their hints, as load errors."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and LOAD_ERROR.fullmatch(node.value):
            yield node.value, node.lineno
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in {"say", "t"} or (name.endswith("Error") and not hasattr(builtins, name)):
            hints = [keyword.value for keyword in node.keywords if keyword.arg == "hint"]
            for said in [*node.args[:1], *hints]:
                if isinstance(said, ast.Constant) and isinstance(said.value, str) and KEY.fullmatch(said.value):
                    yield said.value, node.lineno


def test_every_key_that_the_code_names_has_a_sentence() -> None:
    known = messages("en").keys()
    missing = [
        f"{source.relative_to(PACKAGE)}:{line}: {key}"
        for source in sorted(PACKAGE.rglob("*.py"))
        for key, line in keys_said_in(source)
        if key not in known
    ]

    assert missing == []


@pytest.mark.parametrize(
    ("russian", "english", "fault"),
    [
        ({"a": "да"}, {}, "a: only in Russian"),
        ({}, {"a": "x"}, "a: only in English"),
        ({"a": "{b}"}, {"a": "{c}"}, "a: only one language uses b, c"),
        ({"a": "{n:#|#}"}, {"a": "{n:#|#}"}, "a: 2 plural forms where ru has 3: {n:#|#}"),
        ({"a": "лид{"}, {"a": "lead"}, "a: a lone brace at 3 in: лид{"),
        ({"a": "cделка"}, {"a": "deal"}, "a: Latin look-alike in «cделка»"),
        ({"a": "пошёл c ним"}, {"a": "went with him"}, "a: Latin look-alike in «c»"),
        ({"a": "{n:# сдeлка|# сделки|# сделок}"}, {"a": "{n:#|#}"}, "a: Latin look-alike in «сдeлка»"),
        ({"a": "сделка"}, {"a": "dеal"}, "a: Cyrillic in English: е"),
    ],
)
def test_each_kind_of_fault_is_found(russian: dict[str, str], english: dict[str, str], fault: str) -> None:
    assert differences(russian, english) == [fault]


@pytest.mark.parametrize("text", ["CRM-система", "{cost} рублей", "файл c.yaml", "-c и --config", "LDR002"])
def test_latin_words_that_mean_to_be_latin_are_let_through(text: str) -> None:
    assert look_alikes(text) == []


def test_placeholders_are_values_and_plurals() -> None:
    assert placeholders("{a} {n:#|#}", "en") == {"a", "n"}
