"""``salesaudit explain``: what a rule checks and why, and how it came out on a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from salesaudit.cli.complete import languages, profiles
from salesaudit.cli.complete import rule as rule_names
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

if TYPE_CHECKING:
    from salesaudit.audit.profile import Profile
    from salesaudit.rules.registry import Rule


def explain(
    rule: Annotated[str, typer.Argument(help=t("help.explain.rule"), show_default=False, autocompletion=rule_names)],
    on: Annotated[str | None, typer.Option("--on", help=t("help.explain.on"))] = None,
    profile: Annotated[str, typer.Option(help=t("help.check.profile"), autocompletion=profiles)] = "balanced",
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """Explain a rule (id or slug) or a fact (its path); with --on, show what the rule read in a file."""
    from salesaudit.audit.profile import load_profile
    from salesaudit.cli.console import show, width
    from salesaudit.cli.options import unknown_rule
    from salesaudit.formats import explain as face
    from salesaudit.rules.catalogue import all_rules
    from salesaudit.rules.registry import find_rule

    all_rules()
    chosen = load_profile(profile)
    found = find_rule(rule)
    if found is None:
        readers = _readers(rule)
        if not readers:
            raise unknown_rule(rule)
        show(face.reading(rule, readers, choose(lang)))
    elif on is None:
        show(face.render(found, choose(lang), width(), chosen))
    else:
        _on_file(found, on, chosen, lang)
    return ExitCode.CLEAN


def _readers(path: str) -> list[Rule]:
    """Return the rules that read the fact at a path, or any fact below it."""
    from salesaudit.audit.needs import ANY, facts_read
    from salesaudit.rules.catalogue import all_rules

    asked = path.split(".")
    return [
        rule
        for rule in all_rules()
        if any(
            len(asked) <= len(read) and all(part in (ANY, word) for word, part in zip(asked, read, strict=False))
            for read in facts_read(rule)
        )
    ]


def _on_file(rule: Rule, path: str, profile: Profile, lang: str | None) -> None:
    from salesaudit.audit.engine import judge
    from salesaudit.cli.console import show, width
    from salesaudit.formats import explain as face
    from salesaudit.org.merge import build_org
    from salesaudit.orgfile.load import load

    document = load(path)
    org = build_org(document)
    language = choose(lang, org.peek(("company", "language")))
    judged = list(judge(rule, org, profile))
    show(face.on_file(judged, document, org, profile, language, width()))
