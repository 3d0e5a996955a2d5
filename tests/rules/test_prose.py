"""The words of the rules: whole in both languages, with the same facts in them, in plain prose of a bearable length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from salesaudit import rules
from salesaudit.knowledge.prose import Shape, faults
from salesaudit.knowledge.vocabulary import values
from salesaudit.org.compared import SHARES
from salesaudit.org.what import LINKS
from salesaudit.resources import resource
from salesaudit.rules.catalogue import all_rules
from salesaudit.rules.elements import TOLD_BY
from salesaudit.rules.wording import FIELDS, LANGUAGES
from salesaudit.texts.catalogue import fill
from salesaudit.texts.registry import differences, placeholders

FAMILIES = sorted({rule.id[:3].lower() for rule in all_rules()})
FINDING_LIMIT = 260
SHAPES = {
    "title": Shape(80, ""),
    "finding": Shape(FINDING_LIMIT, ""),
    "conclusion": Shape(90, ""),
    "why": Shape(600, "."),
    "fix": Shape(600, "."),
    "first_step": Shape(400, "."),
    "who": Shape(80, ""),
    "done": Shape(300, "."),
}
NUMBERS = (1, 3, 5, 21)
"""One of each plural form in either language."""

OFFICIALESE = {
    "ru": r"\b(осуществля|явля[ею]тся|данн(ый|ая|ого|ой|ому)\b|в рамках|обеспечени[еяю]|имплемент|"
    r"посредством|вышеуказанн|функционал|надлежащ|по вопросу|на предмет\b|в соответствии с|в связи с|"
    r"в части касающейся|мероприяти|реализаци|необходимо|следует\b|проблематик|компетенц)",
    "en": r"\b(utili[sz]e|leverage|synerg|stakeholder|in order to|implement|facilitat|with regard to|ensure\b|"
    r"the said|herewith|portrait|against fact\b|messenger is)",
}
"""Words of reports that nobody says aloud, and literal translations that nobody says in English."""

FACT = re.compile(r"\{[^{}]*\}")

NAMED_BY_VALUES = {
    "EVD001": set(SHARES), "LGN003": set(values("goes_to")), "STR003": set(LINKS),
    "SYS001": set(values("element")) - set(TOLD_BY),
}  # fmt: skip
"""Rules that choose a sentence by what a fact says, not by a name of their own."""


class Text(NamedTuple):
    """One text of a rule: its key is a field, or ``finding.`` and the name of a variant."""

    rule: str
    key: str
    lang: str
    words: str

    @property
    def field(self) -> str:
        return self.key.partition(".")[0]

    @property
    def shown(self) -> Iterator[str]:
        """The text with numbers in it, so that each plural form is seen once; a question may end a paragraph."""
        for number in NUMBERS:
            words = fill(self.words, self.lang, dict.fromkeys(placeholders(self.words, self.lang), number))
            yield f"{words[:-1]}." if words.endswith("?") and SHAPES[self.field].ends else words


def prose(family: str, lang: str) -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = resource(f"rules.prose.{family}.{lang}")
    return read


def texts(*langs: str) -> Iterator[Text]:
    for family in FAMILIES:
        for lang in langs:
            for rule, entry in prose(family, lang).items():
                yield from (Text(rule, key, lang, words) for key, words in entry.items())


def named(text: Text, what: str) -> str:
    return f"{text.rule} {text.key} {text.lang}: {what}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_has_all_its_words_and_no_words_are_without_a_rule(lang: str) -> None:
    written = {rule: entry for family in FAMILIES for rule, entry in prose(family, lang).items()}

    assert written.keys() == {rule.id for rule in all_rules()}
    assert [(rule, field) for rule, entry in written.items() for field in FIELDS if not entry.get(field)] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_both_languages_name_the_same_facts_with_all_plural_forms(family: str) -> None:
    russian, english = (
        {f"{rule} {key}": words for rule, entry in prose(family, lang).items() for key, words in entry.items()}
        for lang in LANGUAGES
    )

    assert russian
    assert differences(russian, english) == []


def test_only_the_sentences_of_findings_name_facts() -> None:
    assert [
        named(text, text.words) for text in texts(*LANGUAGES) if text.field != "finding" and FACT.search(text.words)
    ] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_prose_is_sound(lang: str) -> None:
    found = {
        named(text, fault)
        for text in texts(lang)
        for shown in text.shown
        for fault in faults(shown, lang, SHAPES[text.field])
    }

    assert sorted(found) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_template_of_a_finding_is_too_long(lang: str) -> None:
    assert [
        named(text, str(len(text.words)))
        for text in texts(lang)
        if text.field == "finding" and len(text.words) > FINDING_LIMIT
    ] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_said_in_officialese(lang: str) -> None:
    banned = re.compile(OFFICIALESE[lang], re.IGNORECASE)
    found = [named(text, match[0]) for text in texts(lang) if (match := banned.search(text.words))]

    assert found == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_paragraph_begins_with_a_capital_and_a_doer_with_a_small_letter(lang: str) -> None:
    wrong = [
        named(text, text.words[:30])
        for text in texts(lang)
        if not text.words.startswith(("{", "CRM", "«", "“", "VIP", "CEO"))
        and text.words[0].isupper() == (text.field == "who")
        and not text.words[0].isdigit()
    ]

    assert wrong == []


def test_every_variant_of_a_finding_is_said_by_some_rule() -> None:
    code = "\n".join(path.read_text("utf-8") for path in sorted(Path(rules.__file__).parent.glob("*.py")))
    variants = {(text.rule, text.key.partition(".")[2]) for text in texts("en") if "." in text.key}
    by_values = {(rule, value) for rule, known in NAMED_BY_VALUES.items() for value in known}

    def is_said(variant: str) -> bool:
        # a rule may put the name together from two
        cuts = [place for place, letter in enumerate(variant) if letter == "_"]
        ways = [(variant,), *((variant[:cut], variant[cut + 1 :]) for cut in cuts)]
        return any(all(f'"{part}"' in code for part in way) for way in ways)

    assert sorted((rule, variant) for rule, variant in variants - by_values if not is_said(variant)) == []


@pytest.mark.parametrize(
    ("lang", "field", "words", "fault"),
    [
        ("ru", "title", "Отдел «продаж", "has quotes other than «ёлочки»"),
        ("ru", "why", 'Отдел "продаж" ждёт.', "has straight quotes"),
        ("ru", "title", "Продажи стоят.", "ends with ."),
        ("ru", "fix", "Назвать того, кто ответит", "does not end with ."),
        ("ru", "title", "Oтдел продаж", "mixes Latin and Cyrillic letters in a word"),
        ("en", "title", "Отдел has no leader", "has Cyrillic letters"),
        ("en", "title", "x" * 81, "is longer than 80 characters"),
    ],
)
def test_each_kind_of_fault_is_found(lang: str, field: str, words: str, fault: str) -> None:
    assert list(faults(words, lang, SHAPES[field])) == [fault]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "Данный отдел"),
        ("ru", "в рамках плана"),
        ("ru", "Является руководителем? Нет: являются"),
        ("en", "to implement it"),
    ],
)
def test_officialese_is_recognised(lang: str, words: str) -> None:
    assert re.search(OFFICIALESE[lang], words, re.IGNORECASE)


@pytest.mark.parametrize("words", ["в данных нет ничего", "обеспеченный клиент", "следующий шаг"])
def test_ordinary_words_are_not_officialese(words: str) -> None:
    assert re.search(OFFICIALESE["ru"], words, re.IGNORECASE) is None


def test_a_conclusion_of_its_own_has_a_finding_that_it_goes_on_from() -> None:
    variants = {
        (text.rule, text.lang, text.key.partition(".")[2]) for text in texts(*LANGUAGES) if text.field == "finding"
    }
    own = [text for text in texts(*LANGUAGES) if text.field == "conclusion"]

    assert [
        named(text, text.words) for text in own if (text.rule, text.lang, text.key.partition(".")[2]) not in variants
    ] == []
    assert [named(text, text.words) for text in own if text.words[:1] != text.words[:1].upper()] == []
