"""What people say, understood; what can be read in two ways, asked back."""

from __future__ import annotations

import datetime
import json
import re
import string
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesaudit.knowledge import vocabulary
from salesaudit.questionnaire.answer import STATUSES
from salesaudit.questionnaire.definition import Choice, Nothing, Question, Type, Words, ids, load
from salesaudit.questionnaire.showing import shown
from salesaudit.questionnaire.spoken import command, plain
from salesaudit.questionnaire.understand import Known, Misunderstood, Understood, known_of, understand

TABLE = [line.split("\t") for line in (Path(__file__).parent / "spoken.tsv").read_text("utf-8").splitlines()[1:]]
SOME = Words("?", "?")
FILLS = {"count": "lead_generation.criteria.quantity"}
COLOURS = tuple(
    Choice(value, Words(ru, en))
    for value, ru, en in (
        ("help_buy", "помогать покупать", "to help customers buy"),
        ("close", "закрывать сделки", "to close deals"),
        ("both", "и то, и другое", "both, really"),
    )
)
PEOPLE = {
    "people": {"petrov": {"name": "Пётр Петров"}, "petrova": {"name": "Анна Петрова"}, "lee": {"name": "Bob Lee"}},
    "roles": {"head_of_sales": {"title": "РОП"}, "ceo": {}, "sales_rep": {}},
    "departments": {"workshop": {"title": "Цех"}},
    "company": {"currency": "EUR"},
}
EVERYBODY = ("petrov", "petrova", "lee", "head_of_sales", "ceo", "sales_rep", "workshop")
LETTERS = sorted(
    {*string.ascii_letters, *map(chr, range(0x400, 0x460)), *string.punctuation, " ", "\t", "\n", "ё", "№"}
)


def question(type_: str, **more: Any) -> Question:
    fills = more.pop("fills", FILLS.get(type_, "a.b"))
    return Question("q", fills, SOME, SOME, type_, **more)  # type: ignore[arg-type]


def usual(type_: str, **more: Any) -> Question:
    """Return a question of a type with whatever that type needs."""
    if type_ in ("choice", "many"):
        more["choices"] = COLOURS
    if type_ == "shares":
        more["parts"] = ("selling", "admin", "other")
    return question(type_, **more)


def understood(asked: Question, said: str, lang: str = "ru", known: Known | None = None) -> Understood:
    outcome = understand(asked, said, lang, known)
    assert isinstance(outcome, Understood), (said, outcome)
    return outcome


def asked_back(asked: Question, said: str, known: Known | None = None) -> str:
    outcome = understand(asked, said, "ru", known)
    assert isinstance(outcome, Misunderstood), (said, outcome)
    assert outcome.sentence("ru")
    assert outcome.sentence("en")
    assert outcome.advice("ru") is not None
    return outcome.message_key


class TestTheTable:
    def test_it_has_two_hundred_forms_in_both_languages(self) -> None:
        russian = [form for form, *_ in TABLE if re.search("[а-яё]", form.lower())]

        assert len(TABLE) >= 200
        assert len(russian) >= 100
        assert len({(form, type_) for form, type_, *_ in TABLE}) == len(TABLE)

    @pytest.mark.parametrize(("form", "type_", "value", "shown"), TABLE)
    def test_each_form_is_understood_and_shown_back(self, form: str, type_: str, value: str, shown: str) -> None:
        english = bool(re.search("[A-Za-z$]", form)) and not re.search("[А-Яа-яЁё]", form)
        known = Known(currency="USD" if english else "RUB")
        found = understood(question(type_), form, "en" if english else "ru", known)

        assert found.shown == shown
        if value in STATUSES:
            assert (found.status, found.value) == (value, None)
        else:
            assert (found.status, found.value) == ("answered", json.loads(value))

    @pytest.mark.parametrize(("form", "type_", "value", "shown"), [row for row in TABLE if row[2] not in STATUSES])
    @pytest.mark.parametrize("lang", ["ru", "en"])
    def test_the_other_language_of_the_questions_does_not_matter(
        self, form: str, type_: str, value: str, shown: str, lang: str
    ) -> None:
        known = Known(currency="USD" if "$" in form or "dollar" in form else "RUB")

        assert understood(question(type_), form, lang, known).value == json.loads(value)


class TestNoKeyIsAnAnswer:
    @pytest.mark.parametrize("type_", get_args(Type))
    def test_one_letter_or_sign_never_answers(self, type_: str) -> None:
        known = known_of({**PEOPLE, "people": {"x": {"name": "Ы"}, "y": {"name": "Y"}}}, me="x")

        for lang in ("ru", "en"):
            assert [key for key in LETTERS if isinstance(understand(usual(type_), key, lang, known), Understood)] == []

    def test_nor_commands(self) -> None:
        assert [key for key in LETTERS if command(key)] == []

    @pytest.mark.parametrize(
        "type_",
        sorted(
            {*get_args(Type)}
            - {"choice", "many", "state", "who", "who_many", "role", "person", "share", "count", "counts", "number"}
        ),
    )
    def test_a_digit_is_the_number_of_a_choice_only_where_there_are_choices(self, type_: str) -> None:
        found = [digit for digit in "123456789" if isinstance(understand(usual(type_), digit, "ru"), Understood)]

        assert found == []


@pytest.mark.parametrize(
    ("type_", "said", "key"),
    [
        ("share", "много", "understand.vague"),
        ("share", "a few", "understand.vague"),
        ("share", "примерно 5-10", "understand.range"),
        ("share", "от 5 до 10 %", "understand.range"),
        ("share", "between 5 and 10", "understand.range"),
        ("share", "двадцать-тридцать процентов", "understand.range"),
        ("share", "больше 40 %", "understand.bound"),
        ("share", "less than half", "understand.bound"),
        ("share", "1", "understand.share_one"),
        ("share", "101 %", "understand.share_range"),
        ("share", "-5 %", "understand.no_number"),
        ("share", "5 из 3", "understand.share_range"),
        ("share", "пол", "understand.no_number"),
        ("share", "40 рублей", "understand.more_than_number"),
        ("share", "нет", "understand.no_number"),
        ("share", "nan", "understand.no_number"),
        ("share", "1e5", "understand.more_than_number"),
        ("money", "120", "understand.money_scale"),
        ("money", "полтора", "understand.money_scale"),
        ("money", "1,250 млн", "understand.number_two"),
        ("money", "100 евро", "understand.currency"),
        ("money", "5-10 млн", "understand.range"),
        ("money", "300 тыс в месяц", "understand.period"),
        ("money", "12,34,567", "understand.no_number"),
        ("money", "99999999999999999999", "understand.money_range"),
        ("money", "1 млн 2 млн", "understand.more_than_number"),
        ("duration", "5", "understand.duration_unit"),
        ("duration", "5m", "understand.duration_m"),
        ("duration", "1:30", "understand.duration"),
        ("duration", "день-два", "understand.duration"),
        ("duration", "больше недели", "understand.bound"),
        ("duration", "2-3 дня", "understand.range"),
        ("duration", "сразу", "understand.vague"),
        ("duration", "20 лет назад", "understand.duration"),
        ("duration", "1000000 лет", "understand.duration_range"),
        ("count", "2,5", "understand.count_whole"),
        ("count", "5 %", "understand.number"),
        ("count", "5 часов", "understand.number"),
        ("count", "три-четыре", "understand.range"),
        ("count", "-3", "understand.no_number"),
        ("count", "12 345 678 901", "understand.number_range"),
        ("count", "10 в год", "understand.per_month"),
        ("date", "вчера", "understand.date_relative"),
        ("date", "год назад", "understand.date_relative"),
        ("date", "2026", "understand.date_month"),
        ("date", "2 ноября", "understand.date_year"),
        ("date", "02/11/2026", "understand.date_order"),
        ("date", "31.02.2026", "understand.date_range"),
        ("date", "весной 2025", "understand.date"),
        ("date", "никогда", "understand.date"),
        ("yes_no", "да нет", "understand.yes_no"),
        ("yes_no", "наверное", "understand.yes_no"),
        ("yes_no", "1", "understand.yes_no"),
        ("yes_no", "не", "understand.yes_no"),
        ("text", "…", "understand.empty"),
        ("text", "5", "understand.text_short"),
        ("names", "Иван, Я", "understand.text_short"),
        ("number", "два рубля", "understand.number"),
        ("shares", "бумаги", "understand.shares"),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_back(type_: str, said: str, key: str) -> None:
    assert asked_back(usual(type_), said) == key


def test_too_much_text_is_no_value() -> None:
    assert asked_back(question("share"), "много " * 1000) == "understand.too_long"


def test_blanks_of_any_kind_and_letters_of_the_other_keyboard_do_no_harm() -> None:
    assert understood(question("money"), "\u00a0120\u202f000\u00a0000\u2009₽ ").value == 120_000_000
    assert understood(question("share"), "cорoк процентов").value == 0.4  # Latin c and o
    assert understood(question("yes_no"), "ДA").value is True


def test_what_is_asked_for_a_month_may_be_said_so() -> None:
    assert (
        understood(question("money", fills="lead_generation.channels.ads.cost_per_month"), "150 тыс. в месяц").value
        == 150_000
    )
    assert understood(question("money", fills="company.revenue"), "120 млн в год").value == 120_000_000
    assert asked_back(question("money", fills="company.revenue"), "10 млн в месяц") == "understand.per_year"


def test_weeks_are_working_time_unless_the_calendar_counts() -> None:
    assert understood(question("duration", fills="lead_generation.first_response"), "неделя").value == 40
    assert understood(question("duration", fills="policies.terms.max_deferral"), "две недели").shown == "14\u00a0дней"
    assert understood(question("duration", fills="processes.funnel.cycle"), "месяц").shown == "30\u00a0дней"


def test_days_may_be_said_as_weeks_where_the_fact_is_a_number_of_days() -> None:
    asked = question("number", fills="administration.decision_days")

    assert understood(asked, "две недели").value == 10
    assert understood(asked, "2,5 дня").value == 2.5
    assert understood(asked, "3").value == 3


def test_plan_attainment_may_pass_a_hundred_per_cent() -> None:
    asked = question("share", fills="people.x.results.plan_attainment")

    assert understood(asked, "120 %").value == 1.2
    assert asked_back(asked, "1.2") == "understand.share_one"


def test_never_is_an_answer_where_something_may_never_have_happened() -> None:
    found = understood(question("date", fills="strategy.reviewed"), "никогда")

    assert (found.value, found.shown) == ("none", "никогда")


class TestNotKnowing:
    def test_is_an_answer_of_its_own_where_it_is_allowed(self) -> None:
        found = understood(question("share"), "Не знаю!")

        assert (found.status, found.value, found.shown) == ("unknown", None, "не знаю")

    def test_is_asked_back_where_it_is_not(self) -> None:
        assert asked_back(question("text", allow=()), "не знаю") == "understand.not_unknown"

    @pytest.mark.parametrize(
        ("said", "asks"), [("пропустить", "skip"), ("Назад", "back"), ("why", "why"), ("стоп", "stop")]
    )
    def test_commands_are_whole_words(self, said: str, asks: str) -> None:
        assert command(said) == asks
        assert command(said[:2]) is None


class TestChoosing:
    @pytest.mark.parametrize(
        "said",
        [
            "2",
            "2.",
            "2)",
            "№ 2",
            "вариант 2",
            "закрывать сделки",
            "ЗАКРЫВАТЬ СДЕЛКИ.",
            "close",
            "to close deals",
            "закрывать",
            "deals",
        ],
    )
    def test_by_number_or_by_words_in_either_language(self, said: str) -> None:
        assert understood(usual("choice"), said).value == "close"

    @pytest.mark.parametrize(
        ("said", "key"),
        [
            ("4", "understand.choice_number"),
            ("0", "understand.choice_number"),
            ("закрвать сделки", "understand.choice_near"),
            ("to", "understand.choice"),
            ("луна", "understand.choice"),
            ("и", "understand.letter"),
        ],
    )
    def test_what_is_not_there_is_asked_back(self, said: str, key: str) -> None:
        assert asked_back(usual("choice"), said) == key

    def test_two_that_fit_are_both_named(self) -> None:
        outcome = understand(
            question("person"),
            "Петро",
            "ru",
            known_of({"people": {"a": {"name": "Пётр Петров"}, "b": {"name": "Анна Петрова"}}}),
        )

        assert isinstance(outcome, Misunderstood)
        assert outcome.sentence("ru") == "«петро» подходит и к «Пётр Петров», и к «Анна Петрова»: что из них?"

    @pytest.mark.parametrize(
        "said", ["1, 3", "1 3", "3 и 1", "помогать покупать; и то, и другое", "и то, и другое и help_buy"]
    )
    def test_several_by_number_or_by_words(self, said: str) -> None:
        assert understood(usual("many"), said).value == ["help_buy", "both"]

    def test_all_and_none_of_them(self) -> None:
        assert understood(usual("many"), "все").value == ["help_buy", "close", "both"]
        assert understood(usual("many"), "ничего").value == []

    def test_known_to_be_missing_in_the_question_s_own_words(self) -> None:
        none = Nothing(Words("планов нет", "no plans"))

        assert understood(usual("money", none=none), "планов нет").value == "none"
        assert understood(usual("choice", none=none), "4").value == "none"
        assert understood(usual("many", none=none), "4").value == []
        assert asked_back(usual("many", none=none), "1, 4") == "understand.choice_none"

    def test_a_face_numbers_what_it_offers(self) -> None:
        known = known_of(None, offered=COLOURS[1:])

        assert understood(usual("choice"), "1", known=known).value == "close"

    @pytest.mark.parametrize(
        ("said", "value"),
        [("нет", "absent"), ("на словах", "spoken"), ("4", "practised"), ("on paper", "written"), ("absent", "absent")],
    )
    def test_the_ladder(self, said: str, value: str) -> None:
        assert understood(question("state"), said).value == value

    def test_yes_is_no_step_of_the_ladder(self) -> None:
        assert asked_back(question("state"), "да").startswith("understand.choice")


class TestWho:
    KNOWN = known_of(PEOPLE, me="petrov")

    @pytest.mark.parametrize(
        ("said", "id_"),
        [
            ("Bob", "lee"),
            ("пётр петров", "petrov"),
            ("Петр", "petrov"),
            ("РОП", "head_of_sales"),
            ("гендир", "ceo"),
            ("цех", "workshop"),
            ("1", "petrov"),
            ("я сам", "petrov"),
            ("head of sales", "head_of_sales"),
        ],
    )
    def test_by_name_title_or_number(self, said: str, id_: str) -> None:
        assert understood(question("who"), said, known=self.KNOWN).value == id_

    def test_somebody_else_is_asked_back_with_the_nearest(self) -> None:
        outcome = understand(question("who"), "Пётр Питров", "ru", self.KNOWN)

        assert isinstance(outcome, Misunderstood)
        assert "Пётр Петров" in outcome.sentence("ru")

    def test_nobody(self) -> None:
        assert understood(question("who_many"), "никто", known=self.KNOWN).value == []
        assert (
            understood(question("who", none=Nothing(Words("никто", "nobody"))), "никто", known=self.KNOWN).value
            == "none"
        )

    def test_several(self) -> None:
        assert understood(question("who_many"), "Bob Lee, РОП и цех", known=self.KNOWN).value == [
            "lee",
            "head_of_sales",
            "workshop",
        ]

    def test_several_roles_of_one_person(self) -> None:
        assert understood(question("role", several=True), "роп, гендир", known=self.KNOWN).value == [
            "head_of_sales",
            "ceo",
        ]


class TestShares:
    @pytest.mark.parametrize(
        "said",
        [
            "40 20 40",
            "40/20/40",
            "личные продажи 40, бумаги 20, другое 40",
            "личные продажи — 40 %; бумаги и отчёты — 20 %; другое: 40",
            "40% selling, 20% admin, 40% other",
        ],
    )
    def test_by_name_or_in_order(self, said: str) -> None:
        assert understood(usual("shares"), said).value == {"selling": 0.4, "admin": 0.2, "other": 0.4}

    def test_parts_that_are_not_named_stay_open(self) -> None:
        assert understood(usual("shares"), "личные продажи 12,5 %").value == {"selling": 0.125}

    def test_a_part_is_named_once(self) -> None:
        assert asked_back(usual("shares"), "другое 10, другое 20") == "understand.shares_twice"


def test_names_and_lists_of_numbers() -> None:
    assert understood(question("names"), "Иван Петров, Анна Сидорова и Bob Lee").value == [
        "Иван Петров",
        "Анна Сидорова",
        "Bob Lee",
    ]
    assert understood(question("counts"), "60, 48, 12, 55").value == [60, 48, 12, 55]
    assert understood(question("counts"), "60 48 12").value == [60, 48, 12]
    assert understood(question("counts"), "60, двадцать и 1,200").value == [60, 20, 1200]


def test_free_text_keeps_its_words_and_loses_what_commands_a_terminal() -> None:
    assert understood(question("text"), "  станки,\n ЧПУ \x1b[2J").value == "станки, ЧПУ ␛[2J"


# --- shown and read again ---

PERCENTS = st.integers(0, 100_000).map(lambda thousandths: round(thousandths / 100_000, 9))
SUMS = st.one_of(st.integers(0, 10**12), st.integers(0, 10**8).map(lambda kopecks: kopecks / 100))
HOURS = st.one_of(
    st.integers(0, 5_000).map(lambda quarters: quarters / 4),
    st.integers(0, 60_000).map(lambda minutes: round(minutes / 60, 4)),
)
DAYS = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 12, 31))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "share": PERCENTS,
    "money": SUMS,
    "duration": HOURS,
    "count": st.integers(0, 10_000_000),
    "number": st.integers(0, 10**6).map(lambda parts: parts / 100),
    "date": DAYS.map(lambda day: day.isoformat()),
    "yes_no": st.booleans(),
    "choice": st.sampled_from([choice.value for choice in COLOURS]),
    "state": st.sampled_from(vocabulary.values("state")),
    "many": st.lists(st.sampled_from([choice.value for choice in COLOURS]), unique=True),
    "who_many": st.lists(st.sampled_from(EVERYBODY), unique=True),
    "shares": st.dictionaries(st.sampled_from(["selling", "admin", "other"]), PERCENTS, min_size=1),
}


@pytest.mark.parametrize("type_", sorted(VALUES))
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_what_is_shown_is_understood_as_the_same_value(type_: str, lang: str) -> None:
    asked, known = usual(type_), known_of(PEOPLE)

    @given(VALUES[type_])
    def read_again(value: Any) -> None:
        text = shown(asked, value, lang, known)
        found = understood(asked, text, lang, known).value
        if isinstance(found, list):  # what was chosen comes back in the order of the list it was chosen from
            assert sorted(map(str, found)) == sorted(value), text
        else:
            assert found == value, text

    read_again()


@given(st.text(max_size=40))
def test_whatever_is_said_is_understood_or_asked_back(said: str) -> None:
    for type_ in get_args(Type):
        outcome = understand(usual(type_), said, "ru", known_of(PEOPLE))
        if isinstance(outcome, Misunderstood):
            assert outcome.sentence("en")
        else:
            assert outcome.shown or outcome.value == ""


def test_plain_form() -> None:
    assert plain("  «Две\u00a0ТРЕТИ» ½ — ё… ") == "две трети 1/2 - е"


@pytest.mark.parametrize("id_", ids())
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_example_and_every_choice_of_our_questions_is_understood(id_: str, lang: str) -> None:
    known = known_of({**PEOPLE, "company": {}})
    for asked in load(id_).questions:
        for words in (asked.example, None if asked.none is None else asked.none.text):
            if words is not None:
                understood(asked, words.in_(lang), lang, known)
        for choice in asked.options:
            assert understood(asked, choice.text.in_(lang), lang, known).value in (choice.value, [choice.value])


@pytest.mark.parametrize(("lang", "word"), [("en", "to companies"), ("ru", "компаниям")])
def test_what_may_be_meant_is_named_in_the_language_of_the_talk(lang: str, word: str) -> None:
    outcome = understand(load("owner").question("company_market"), "compan", lang)
    assert isinstance(outcome, Misunderstood)
    assert f"{word}" in outcome.sentence(lang)


def test_no_is_none_of_a_list_unless_the_question_is_what_there_is_not() -> None:
    owner = load("owner")
    assert understood(owner.question("departments_here"), "нет", "ru").value == []
    assert understood(owner.question("basics_in_use"), "no", "en").value == []
    assert isinstance(understand(owner.question("basics_missing"), "нет", "ru"), Misunderstood)
    assert isinstance(understand(owner.question("gaps_here"), "no", "en"), Misunderstood)


def test_of_several_answers_the_one_that_is_not_understood_is_named() -> None:
    outcome = understand(load("owner").question("departments_here"), "склад, танцы", "ru")
    assert isinstance(outcome, Misunderstood)
    assert "«танцы»" in outcome.sentence("ru")


@pytest.mark.parametrize("said", ["за час", "в течение часа", "через час", "within an hour", "in 1 h"])
def test_a_time_within_which_is_a_time(said: str) -> None:
    assert understood(load("owner").question("lead_first_response"), said, "ru").value == 1
