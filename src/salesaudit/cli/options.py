"""What the values of options may be, checked before any work is done."""

from __future__ import annotations

from collections.abc import Sequence

from salesaudit.safety.errors import UsageError
from salesaudit.safety.nearest import nearest


def one_of(option: str, value: str, known: Sequence[str]) -> None:
    """Raise UsageError with the nearest name where `value` is none of `known`."""
    if value not in known:
        near = nearest(value, list(known))
        raise UsageError("usage.bad_value", hint="hint.nearest" if near else None, option=option, value=value,
                         nearest=near or "", known=list(known))  # fmt: skip


def percent(option: str, written: str | None) -> float | None:
    """Read a score; raise UsageError where it is not a number between 0 and 100."""
    if written is None:
        return None
    try:
        value = float(written.replace(",", "."))
    except ValueError:
        value = -1
    if not 0 <= value <= 100:
        raise UsageError("usage.bad_score", option=option, value=written)
    return value


def outputs(written: Sequence[str], formats: Sequence[str]) -> list[tuple[str, str]]:
    """Read ``FORMAT=PATH`` pairs; raise UsageError for any that is not one, or two for one file."""
    pairs: list[tuple[str, str]] = []
    for value in written:
        format_, equals, path = value.partition("=")
        if not equals or not path:
            raise UsageError("usage.bad_output", value=value)
        one_of("--output", format_, formats)
        if any(path == other for _, other in pairs):
            raise UsageError("usage.output_twice", file=path)
        pairs.append((format_, path))
    return pairs


def processes(written: str) -> int:
    """Read how many processes are to work; raise UsageError where it is no number that makes sense."""
    from salesaudit.safety.limits import LIMITS
    from salesaudit.safety.workers import cores

    if written == "auto":
        return cores()
    if not written.isdecimal() or not written.isascii() or not 1 <= int(written[:9]) <= LIMITS.workers:
        raise UsageError("usage.bad_jobs", value=written, most=LIMITS.workers)
    return int(written)


def chosen_rules(option: str, written: Sequence[str] | None) -> frozenset[str] | None:
    """Read rule ids, slugs and families, separated by commas or given several times; None where none is given."""
    if not written:
        return None
    from salesaudit.rules.catalogue import known_rules
    from salesaudit.rules.registry import find_rule

    families = {rule.family for rule in known_rules()}
    chosen: set[str] = set()
    for name in (part.strip() for value in written for part in value.split(",")):
        rule = find_rule(name)
        if rule is not None:
            chosen.add(rule.id)
        elif name.upper() in families:
            chosen |= {rule.id for rule in known_rules() if rule.family == name.upper()}
        else:
            raise unknown_rule(name, option)
    return frozenset(chosen)


def unknown_rule(name: str, option: str = "") -> UsageError:
    """Return the error for a rule that does not exist, with the nearest id, slug or family."""
    from salesaudit.rules.catalogue import known_rules

    names = [name_ for rule in known_rules() for name_ in (rule.id, rule.slug, rule.family)]
    near = nearest(name.upper(), names) or nearest(name.lower(), names)
    return UsageError(
        "usage.unknown_rule", hint="hint.nearest" if near else None, option=option, rule=name, nearest=near or ""
    )
