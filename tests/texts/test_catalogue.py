"""Templates: how they are read and filled."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from salesaudit.texts.catalogue import Plural, TemplateError, Value, fill, messages, parse, say

PROBLEMS = "{n:Найдена # проблема|Найдены # проблемы|Найдено # проблем}"


@pytest.mark.parametrize(
    ("n", "sentence"),
    [
        (1, "Найдена 1 проблема"),
        (2, "Найдены 2 проблемы"),
        (5, "Найдено 5 проблем"),
        (21, "Найдена 21 проблема"),
        (1.5, "Найдены 1,5 проблемы"),
        (20_000, "Найдено 20\N{NO-BREAK SPACE}000 проблем"),
    ],
)
def test_a_plural_sentence_is_chosen_whole(n: float, sentence: str) -> None:
    assert fill(PROBLEMS, "ru", {"n": n}) == sentence


def test_a_form_without_a_hash_gives_the_noun_alone() -> None:
    assert fill("{n:problem|problems}", "en", {"n": 2}) == "problems"


def test_doubled_braces_are_braces() -> None:
    assert fill("{{state: {state}}}", "en", {"state": "spoken"}) == "{state: spoken}"


def test_a_value_is_never_read_as_a_template() -> None:
    assert fill("{name}!", "en", {"name": "{n:a|b} # {name}"}) == "{n:a|b} # {name}!"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("текст", "текст"),
        (1.5, "1,5"),
        (44, "44"),
        (datetime.date(2026, 11, 1), "1\N{NO-BREAK SPACE}ноября 2026\N{NO-BREAK SPACE}г."),
        (Path("a/b.yaml"), str(Path("a/b.yaml"))),
        (["а", "б", 3], "а, б и 3"),
        ((), ""),
    ],
)
def test_values_are_shown_as_people_write_them(value: object, shown: str) -> None:
    assert fill("{value}", "ru", {"value": value}) == shown


@pytest.mark.parametrize("value", [None, True, {"a": 1}, object()])
def test_words_of_the_programming_language_never_reach_a_sentence(value: object) -> None:
    with pytest.raises(TypeError, match="value cannot be shown"):
        fill("{value}", "en", {"value": value})


@pytest.mark.parametrize("value", ["3", True, None])
def test_a_plural_needs_a_number(value: object) -> None:
    with pytest.raises(TypeError, match="n must be a number"):
        fill("{n:#|#}", "en", {"n": value})


@pytest.mark.parametrize("text", ["{", "}", "a {b", "a} b", "{Name}", "{a b}", "{}", "{n:a|{b}}"])
def test_a_lone_brace_is_refused(text: str) -> None:
    with pytest.raises(TemplateError, match="lone brace"):
        parse(text, "en")


@pytest.mark.parametrize(
    ("lang", "text"), [("ru", "{n:a|b}"), ("ru", "{n:a|b|c|d}"), ("en", "{n:a}"), ("en", "{n:a|b|c}")]
)
def test_a_wrong_number_of_plural_forms_is_refused(lang: str, text: str) -> None:
    with pytest.raises(TemplateError, match="plural forms"):
        parse(text, lang)


def test_the_parts_of_a_template_stand_in_order() -> None:
    assert parse("a {b}{{c} {n:x|y}".replace("c}", "c}}"), "en") == (
        *("a ", Value("b"), "{", "c", "}", " "),
        Plural("n", ("x", "y")),
    )


def test_a_template_is_read_once() -> None:
    assert parse("Once {only}", "en") is parse("Once {only}", "en")


def test_say_takes_the_sentence_of_the_language() -> None:
    assert say("summary.problems", "ru", n=2) == "Найдены 2 проблемы"
    assert say("summary.problems", "en", n=2) == "Found 2 problems"


def test_say_does_not_mind_values_that_the_sentence_leaves_out() -> None:
    assert say("summary.clean", "en", n=2, file="x") == "No problems found"


def test_an_unknown_sentence_and_a_missing_value_are_errors() -> None:
    with pytest.raises(KeyError, match=r"no\.such\.sentence"):
        say("no.such.sentence", "en")
    with pytest.raises(KeyError, match="n"):
        say("summary.problems", "en")


def test_a_value_may_be_called_as_the_arguments_of_say_are_in_a_mapping() -> None:
    assert fill("{key} {lang} {text}", "en", {"key": "a", "lang": "b", "text": "c"}) == "a b c"


def test_every_message_can_be_read() -> None:
    for lang in ("ru", "en"):
        for text in messages(lang).values():
            assert parse(text, lang)
