"""What an editor shows at the pointer: findings explained, fields of the format, words of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol.types import Hover, MarkupContent, MarkupKind, Position

from salesaudit.audit.phrases import sentence
from salesaudit.audit.report import Finding
from salesaudit.editor.check import Checked, Text
from salesaudit.editor.complete import WHO, ids, kind_of
from salesaudit.editor.outline import Token, at, outline
from salesaudit.editor.positions import contains
from salesaudit.editor.spots import Word, allowed, known_keys, spot
from salesaudit.knowledge import vocabulary
from salesaudit.knowledge.sources import sources
from salesaudit.rules.registry import RULES, find_rule
from salesaudit.rules.wording import prose
from salesaudit.safety.markup import markdown
from salesaudit.texts.catalogue import say

BETWEEN = "\n\n---\n\n"


def hover(text: Text, position: Position, checked: Checked) -> Hover | None:
    """Return what is known about a point: the findings there, then the key or value that stands there."""
    tokens = outline(text.text)
    token = at(tokens, *text.lines.point(position))
    parts = [_finding(finding, checked) for range_, finding in checked.findings if contains(range_, position)]
    kind = kind_of(tokens)
    if token is not None and kind is not None:
        about = _key(token, kind, checked.lang) if token.mode == "key" else _value(token, kind, tokens, checked.lang)
        parts += filter(None, [about])
    if not parts:
        return None
    range_ = text.lines.range(token.span) if token else None
    return Hover(MarkupContent(MarkupKind.Markdown, BETWEEN.join(parts)), range_)


def _finding(finding: Finding, checked: Checked) -> str:
    lang = checked.lang
    currency = checked.audited.report.currency if checked.audited else "RUB"
    word = vocabulary.word("severity", finding.severity, lang)
    return "\n\n".join(
        [f"**{finding.rule}** {word}", markdown(sentence(finding, lang, currency)), *_advice(finding.rule, lang)]
    )


def _advice(rule: str, lang: str) -> Iterator[str]:
    """Yield what ``explain`` says of a rule."""
    words = prose(rule, lang)
    for label in ("why", "fix", "first_step", "who", "done"):
        told = str(getattr(words, label))
        if told:
            yield f"*{say(f'label.{label}', lang)}*: {markdown(told)}"
    named = [known.title.in_(lang) for id_ in RULES[rule].sources if (known := sources().get(id_))]
    if named:
        yield f"*{say('label.sources', lang)}*: {markdown('; '.join(named))}"
    yield f"`salesaudit explain {rule}`"


def _key(token: Token, kind: str, lang: str) -> str:
    found = spot(kind, token.path)
    if found is None:
        return ""
    container = spot(kind, token.path[:-1])
    if container is not None and container.shape.form == "map":
        return _told(known_keys(container, lang), str(token.path[-1]))
    about = found.about
    if about is None:
        return ""
    needed = f" ({say('lsp.needed', lang)})" if found.field and found.field.required else ""
    lines = [f"**{markdown(token.text)}**{needed}", markdown(about.text.in_(lang))]
    if example := about.example.in_(lang):
        lines.append(f"{say('lsp.example', lang)}:\n\n```yaml\n{token.text}: {example}\n```")
    if words := [word for word in allowed(found, lang) if word.title]:
        lines.append("\n".join(f"- `{word.text}` {markdown(word.title)}" for word in words))
    return "\n\n".join(lines)


def _value(token: Token, kind: str, tokens: Sequence[Token], lang: str) -> str:
    found = spot(kind, token.path)
    if found is None:
        return ""
    word = token.text.strip("\"'")
    if found.field is not None and found.field.key == "Accepted.rule" and (rule := find_rule(word)):
        told = [f"**{rule.id}** {markdown(prose(rule.id, lang).title)}", *_advice(rule.id, lang)]
        return "\n\n".join(told)
    return _told(allowed(found, lang), word) or _told(_named(tokens, lang), word)


def _named(tokens: Sequence[Token], lang: str) -> list[Word]:
    known = vocabulary.archetypes()
    return [
        Word(id_, title or (known[id_].title.in_(lang) if id_ in known else ""))
        for id_, title in ids(tokens, *WHO).items()
    ]


def _told(words: Sequence[Word], id_: str) -> str:
    word = next((word for word in words if word.text == id_ and (word.title or word.meaning)), None)
    if word is None:
        return ""
    return "\n\n".join(filter(None, [f"**{markdown(word.title or id_)}**", markdown(word.meaning)]))
