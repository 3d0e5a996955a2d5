"""Reports for the tests of the faces, made by hand: small, full, with a stranger's text in every place, very long."""

from __future__ import annotations

from dataclasses import replace

from salesaudit.report.view import (
    Accepted,
    Action,
    Answered,
    Area,
    Brand,
    Case,
    Cell,
    Change,
    Comparison,
    Conclusion,
    Count,
    Difference,
    Fact,
    Headline,
    Input,
    Method,
    Passed,
    Phase,
    Picture,
    Reason,
    Share,
    Source,
    Stance,
    Step,
    Table,
    Topic,
    Unknown,
    View,
)
from salesaudit.rules.verdict import Severity

PLAIN = "Пётр Малахов"
HOSTILE = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "](javascript:alert(1))",
    "=cmd|' /C calc'!A0",
    "\u202eтекст наоборот\u2066",
    "א" * 40,
    "длинно" * 50,
    "{{7*7}}",
    "{% for x in y %}",
    "\x1b]52;c;aGk=\x07",
    "две\nстроки",
    "&lt;b&gt; &amp;",
)
WORDS: dict[Severity, str] = {
    "critical": "критично",
    "high": "серьёзно",
    "medium": "стоит исправить",
    "low": "к сведению",
}
NO_TABLE = Table((), ())
S1 = Source("S1", "Три роли руководителя продаж")
S3 = Source("S3", "Задача продавца и части системы")
SVG = (
    '<svg viewBox="0 0 300 60" width="300" height="60" role="img" aria-label="Время">'
    '<rect x="0" y="20" width="210" height="20"/><text x="4" y="12">Продажи</text></svg>'
)


def small(lang: str = "ru") -> View:
    """Return a report of a company of which nothing is known and in which nothing was found."""
    headline = Headline(
        "Оценки нет", None, None, None, "решено 0 из 130 проверок", "Решать было не по чему.", "", (), ""
    )
    method = Method(("Проверено 130 правил.",), (), NO_TABLE, (Input("company.yaml", "описание", "0" * 64),), ())
    return View(
        lang=lang, audience="consultant", company="Ромашка", title="Ромашка", subtitle="", as_of="",
        conclusions=(), headline=headline, first_steps=(), areas=(), topics=(), pictures=(), differences=(),
        unknown=(), accepted=(), passed=(), phases=(), comparison=None, method=method, matrix=NO_TABLE,
        answers=NO_TABLE, brand=Brand(),
    )  # fmt: skip


def full(lang: str = "ru", name: str = PLAIN) -> View:
    """Return a report with everything in it; `name` stands wherever a company's own words may stand."""
    return View(
        lang=lang,
        audience="consultant",
        company=name,
        title=f"Продажи: {name}",
        subtitle=f"Малый бизнес · {name} · на 1 ноября 2026 г.",
        as_of="2026-11-01",
        conclusions=_conclusions(name),
        headline=_headline(),
        first_steps=(
            Step(
                name, "Выписать все свои сделки и против каждой написать, почему её нельзя отдать", "2 часа", "LDR002"
            ),
            Step("Директор", f"Назвать, кто отвечает за канал «{name}»", "1 час", "LGN005"),
            Step("Собственник", "Вернуть спор об отгрузках руководителям отделов", "30 мин", "INT004"),
        ),
        areas=_areas(name),
        topics=_topics(name),
        pictures=(
            Picture(
                "time", "Куда уходит время", f"{name} продаёт 70 % времени", SVG, _table(name), (f"Сноска: {name}",)
            ),
            Picture("areas", "Оценка по областям", "Слабее всего руководитель продаж", SVG, _table(name)),
            Picture("funnel", "Воронка", "До договора доходит 13 %", SVG.replace("210", "120"), _table("Договор")),
        ),
        differences=(
            Difference(
                f"Сколько времени продаёт {name}",
                (Answered(name, "70 %"), Answered("Собственник", "30 %"), Answered("Замер по CRM", "64 %")),
                "LDR002",
                "Собственник видит работу отдела не так, как она идёт",
            ),
        ),
        unknown=(
            Unknown(
                f"Сколько часов в неделю {name} тратит на обучение?",
                "people.petrov.time.teaching",
                ("Руководитель учит продавцов", "Времени на руководство хватает"),
                ("LDR009", "LDR012"),
                name,
            ),
        ),
        accepted=(
            Accepted(
                "LGN005", f"За канал «{name}» никто не отвечает", name, "Канал закроем", name, "1 марта 2027 г.", ""
            ),
            Accepted("FNL002", "Этап без признака", "Этап 3", "Ждём CRM", name, "1 мая 2026 г.", "Срок вышел"),
        ),
        passed=(
            Passed("Стыки между отделами", (("INT001", "У каждого стыка есть хозяин"), ("INT003", f"Спор: {name}"))),
        ),
        phases=_phases(name),
        comparison=_comparison(name),
        method=_method(name),
        matrix=_table(name),
        answers=_table(name),
        brand=Brand(colour="#00aa55"),
    )


def hostile(text: str, lang: str = "ru") -> View:
    """Return the full report with `text` wherever a company's own words may stand."""
    return full(lang, text)


def many(topics: int = 1000, lang: str = "ru") -> View:
    """Return a report with that many findings, each of its own rule."""
    view = full(lang)
    made = tuple(
        replace_topic(view.topics[n % len(view.topics)], f"ACME{n:04}", f"Находка номер {n}") for n in range(topics)
    )
    return replace(view, topics=made)


def replace_topic(topic: Topic, rule: str, title: str) -> Topic:
    """Return the same topic under another rule and title."""
    cases = tuple(case._replace(anchor=f"{rule}-{case.anchor}") for case in topic.cases)
    return topic._replace(rule=rule, title=title, cases=cases)


def _conclusions(name: str) -> tuple[Conclusion, ...]:
    return (
        Conclusion(f"{name} продаёт сам 70 % времени: отделом никто не руководит", "LDR002", "critical", "критично"),
        Conclusion(
            "Обращения ждут первого ответа пять часов, каждое седьмое — без ответа", "LGN005", "high", "серьёзно"
        ),
        Conclusion("Споры с производством мирит собственник", "INT004", "medium", "стоит исправить"),
    )


def _headline() -> Headline:
    counts = (
        Count("critical", "критично", 1, "1 критичная"),
        Count("high", "серьёзно", 2, "2 серьёзных"),
        Count("medium", "стоит исправить", 1, "1 стоит исправить"),
        Count("low", "к сведению", 1, "1 к сведению"),
    )
    return Headline(
        score="52 из 100", value=52.0, low=40.1, high=71.3, coverage="решено 71 из 130 проверок",
        counted="Каждая проверка весит столько, сколько она значит для продаж.", raw="Без принятых рисков — 50 из 100",
        counts=counts, total="Найдено 4 проблемы и 1 замечание",
    )  # fmt: skip


def _areas(name: str) -> tuple[Area, ...]:
    return (
        Area("LDR", "руководитель продаж", 30.0, "30 из 100", 22.5, Share(0.8, "80 %"),
             (Reason("LDR002", f"Сам продаёт: {name}", "−4,5"), Reason("LDR012", "Мало времени", "−2")), ()),
        Area("LGN", "лидогенерация", 63.9, "64 из 100", None, Share(0.5, "50 %"),
             tuple(Reason(f"LGN00{n}", f"Причина {n}", f"−{n}") for n in range(1, 8)), ()),
        Area("EVD", "чем это подтверждено", None, "судить не по чему", None, Share(0.0, "0 %"), (),
             (f"Сколько сделок ведёт {name}?", "Когда закрыли последнюю сделку?")),
    )  # fmt: skip


def _topics(name: str) -> tuple[Topic, ...]:
    facts = (
        Fact(f"доля времени на свои сделки: {name}", "70 %", "рассказал руководитель", "people.petrov.time.selling",
             "company.yaml:44:21"),
        Fact("менеджеров", "3", "записано в файле", "roles.sales_rep.count", "company.yaml:50:12"),
    )  # fmt: skip

    def case(rule: str, n: int, severity: Severity) -> Case:
        sentence = f"{name} продаёт 70 % рабочего времени при пределе 50 %, случай {n}"
        return Case(f"{rule}-person-{n}", name, severity, sentence, "со слов", facts, "company.yaml:44:21", n == 2)

    def topic(rule: str, area: str, severity: Severity, cases: int, actor: str, change: str) -> Topic:
        return Topic(
            rule=rule, show_rule=True, area=area, severity=severity, severity_word=WORDS[severity],
            title=f"Заголовок {rule}: руководитель сам продаёт больше, чем руководит",
            cases=tuple(case(rule, n, severity) for n in range(1, cases + 1)),
            why="Каждый час на свои сделки отнят у команды: у планов, разбора встреч, обучения.",
            fix="Отдать менеджерам сделки, где личное участие руководителя ничего не решает.",
            first_step="Выписать все сделки руководителя и против каждой написать, почему её нельзя отдать.",
            who=actor or f"директор вместе с {name}", actor=actor, effort="2 дня",
            done="Через два месяца личных продаж в календаре не больше предела.", sources=(S1, S3),
            stances=(Stance("S0", "Руководитель не продаёт вовсе", False), Stance("S1", f"Продаёт: {name}", True)),
            points=4.5, change=change,
        )  # fmt: skip

    return (
        topic("LDR002", "LDR", "critical", 1, name, "worse"),
        topic("LGN005", "LGN", "high", 2, "Директор", "new"),
        topic("INT004", "INT", "high", 1, "Собственник", "same"),
        topic("SYS001", "SYS", "medium", 12, name, "better"),
        topic("STR005", "STR", "low", 1, "", ""),
    )


def _phases(name: str) -> tuple[Phase, ...]:
    first = Action(f"Передать сделки: {name}", name, "до 1 декабря 2026 г.", "2026-12-01", "2 дня",
                   "Своих сделок без причины нет", ("LDR002",), "")  # fmt: skip
    second = Action("Записать признаки этапов", "Директор", "на 45-й день", "", "1 день", "Этапы понимают одинаково",
                    ("FNL002",), f"после дела «{name}»")  # fmt: skip
    return (
        Phase(30, "Первые 30 дней", f"Вернуть отделу руководителя: {name}", (first, second)),
        Phase(60, "31–60 дней", "Навести порядок в воронке", (second,)),
        Phase(90, "61–90 дней", "Закрепить", (first,)),
    )


def _comparison(name: str) -> Comparison:
    changes = (
        Change("fixed", "Исправлено", (("LDR001", f"Продажами руководит {name}"),)),
        Change("new", "Новое", (("LGN005", f"За канал «{name}» никто не отвечает"),)),
        Change("rule_changed", "Правило изменилось", (("SYS003", "Порог стал 90 %"),)),
    )
    return Comparison("отчёт на 1 мая 2026 г.", "Было 45, стало 52: исправлено 1, новых 1", changes, _table("Область"))


def _method(name: str) -> Method:
    thresholds = Table(
        ("Что", "Предел", "Откуда"),
        ((Cell("Личные продажи руководителя трёх менеджеров"), Cell("50 %", 0.5, "share"), Cell("наш порог")),),
    )
    return Method(
        ("Проверено 130 правил версии 1.", "Профиль взвешенный."), (S1, S3), thresholds,
        (Input("company.yaml", f"описание компании: {name}", "ab" * 32),), (("правила", "1.0"), ("программа", "0.1")),
    )  # fmt: skip


def _table(name: str) -> Table:
    return Table(
        ("Кто", "Продаёт", "Руководит", "Отметка"),
        (
            (
                Cell(name),
                Cell("70 %", 0.7, "share", "over"),
                Cell("20 %", 0.2, "share"),
                Cell("", None, "text", "hole"),
            ),
            (Cell("Анна"), Cell("90 %", 0.9, "share"), Cell("0 %", 0.0, "share"), Cell("R R", None, "text", "double")),
        ),
    )
