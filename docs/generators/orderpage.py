"""How fast the questionnaire decides: the adaptive order beside the fixed one, on every example company."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from docs.generators.markdown import page, table

from salesaudit.org.merge import build_org
from salesaudit.orgfile.load import load as load_company
from salesaudit.questionnaire.curve import Point, curve
from salesaudit.questionnaire.definition import load
from salesaudit.safety.markup import xml
from salesaudit.texts import show

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ("player-coach", "trader", "imitation", "departments-at-war", "healthy")
SOURCES = "questionnaires/owner.yaml and examples"
PICTURE = "questionnaire-order.svg"
MARKS = (10, 20, 30, 45, 60)
MOST = MARKS[-1]
WIDTH, HEIGHT, LEFT, TOP, GAP = 600, 150, 190, 24, 26
WORDS = {
    "en": {
        "title": "How fast the questionnaire decides",
        "about": "Every example company answers the owner's questionnaire truthfully, “I don't know” where its file "
        "says nothing. The table shows the share of the rules' weight that is decided after so many replies: in the "
        "order that follows the weight of what is still undecided, with cards, and, after the slash, question by "
        "question in the order of the file.",
        "what": "A reply is one line. It answers one question, or a card: up to eight short values said in one breath, "
        "such as the names of the leaders. The next table shows how many values the replies hold and how many minutes "
        "they take, by the seconds that each question is given; a choice of several from a list is one value.",
        "values": "{values} values, {minutes} min",
        "company": "company",
        "answers": "{count} replies",
        "legend": "Thick line: the order that follows the weight. Thin line: the order of the questionnaire. "
        "The dotted line is half.",
        "alt": "Share of the rules' weight that is decided, by the number of replies",
    },
    "ru": {
        "title": "Как быстро анкета решает",
        "about": "Каждая компания из примеров правдиво отвечает на анкету собственника, а где её файл молчит, говорит "
        "«не знаю». В таблице доля веса правил, которая решена после стольких ответов: если спрашивать сначала о том, "
        "от чего зависит больше всего, и карточками, и, после черты, если спрашивать подряд по одному вопросу.",
        "what": "Ответ — это одна строка. Она отвечает на один вопрос или на карточку: до восьми коротких значений, "
        "которые говорят на одном дыхании, например имена руководителей. Во второй таблице видно, сколько значений в "
        "этих ответах и сколько минут они занимают, если сложить секунды, отведённые на каждый вопрос; "
        "выбор из списка — одно значение.",
        "values": "{values} знач., {minutes} мин",
        "company": "компания",
        "answers": "{count} ответов",
        "legend": "Толстая линия — сначала то, от чего зависит больше. Тонкая — подряд. Пунктир — половина.",
        "alt": "Доля решённого веса правил по числу ответов",
    },
}


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page in each language."""
    for lang, words in WORDS.items():
        heads = [words["company"], *(words["answers"].format(count=count) for count in MARKS)]
        rows = [[f"`{example}`", *(_cell(example, count, lang) for count in MARKS)] for example in EXAMPLES]
        held = [[f"`{example}`", *(_held(example, count, words["values"]) for count in MARKS)] for example in EXAMPLES]
        parts = [
            words["about"],
            table(heads, rows),
            words["what"],
            table(heads, held),
            f"![{words['alt']}]({PICTURE})",
            words["legend"],
        ]
        stem = "questionnaire-order"
        yield stem if lang == "en" else f"{stem}.ru", page(words["title"], stem, lang, SOURCES, parts)


def _cell(example: str, count: int, lang: str) -> str:
    adaptive, fixed = (_at(points(example, adaptive=order), count).coverage for order in (True, False))
    return f"{show.share(round(adaptive, 2), lang)} / {show.share(round(fixed, 2), lang)}"


def _held(example: str, count: int, words: str) -> str:
    point = _at(points(example, adaptive=True), count)
    return words.format(values=point.values, minutes=round(point.seconds / 60))


def _at(found: list[Point], count: int) -> Point:
    return found[min(count, len(found) - 1)]


@cache
def points(example: str, *, adaptive: bool) -> list[Point]:
    """Return how far the replies lead, one by one."""
    company = build_org(load_company(ROOT / "examples" / f"{example}.yaml")).data
    return curve(load("owner"), company, adaptive=adaptive, most=MOST)


def picture() -> str:
    """Return the curves of all examples as SVG."""
    height = TOP + len(EXAMPLES) * (HEIGHT + GAP)
    panels = "".join(_panel(example, TOP + place * (HEIGHT + GAP)) for place, example in enumerate(EXAMPLES))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 20} {height}" '
        'font-family="sans-serif" font-size="12">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{panels}</svg>\n'
    )


def _panel(example: str, top: int) -> str:
    half = top + HEIGHT // 2
    ticks = "".join(
        f'<text x="{_x(mark)}" y="{top + HEIGHT + 14}" text-anchor="middle" fill="#555">{mark}</text>\n'
        for mark in (0, *MARKS)
    )
    return (
        f'<text x="8" y="{top + 14}" font-weight="bold">{xml(example)}</text>\n'
        f'<text x="{LEFT - 6}" y="{top + 10}" text-anchor="end" fill="#555">100%</text>\n'
        f'<text x="{LEFT - 6}" y="{half + 4}" text-anchor="end" fill="#555">50%</text>\n'
        f'<rect x="{LEFT}" y="{top}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#999"/>\n'
        f'<path d="M{LEFT} {half}h{WIDTH}" stroke="#999" stroke-dasharray="4 4"/>\n{ticks}'
        f"{_line(points(example, adaptive=False), top, 1.5, '#777')}"
        f"{_line(points(example, adaptive=True), top, 3, '#06c')}"
    )


def _line(found: list[Point], top: int, width: float, colour: str) -> str:
    way = " ".join(f"{_x(count)},{round(top + HEIGHT * (1 - point.coverage), 1)}" for count, point in enumerate(found))
    return f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="{width}"/>\n'


def _x(count: int) -> float:
    return round(LEFT + WIDTH * count / MOST, 1)
