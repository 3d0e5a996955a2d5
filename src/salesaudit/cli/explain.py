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
    profile: Annotated[str | None, typer.Option(help=t("help.check.profile"), autocompletion=profiles)] = None,
    pack: Annotated[list[str] | None, typer.Option("--pack", help=t("help.check.pack"))] = None,
    plugin: Annotated[list[str] | None, typer.Option("--plugin", help=t("help.check.plugin"))] = None,
    config: Annotated[str | None, typer.Option("--config", help=t("help.check.config"))] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help=t("help.check.no_config"))] = False,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """Explain a rule (id or slug) or a fact (its path); with --on, show what the rule read in a file."""
    from salesaudit.cli.console import show, width
    from salesaudit.cli.options import unknown_rule
    from salesaudit.cli.settings import config_for, settings_on
    from salesaudit.formats import explain as face
    from salesaudit.rules.catalogue import all_rules
    from salesaudit.rules.registry import find_rule

    all_rules()
    on_top = config_for(config, no_config, pack, plugin)
    settings = settings_on(on_top, {"profile": profile, "language": lang})
    chosen = on_top.profile(settings["profile"])
    language = choose(lang, settings["language"])
    found = find_rule(rule)
    if found is None:
        readers = _readers(rule)
        if not readers:
            raise unknown_rule(rule)
        show(face.reading(rule, readers, language))
    elif on is None:
        show(face.render(found, language, width(), chosen))
    else:
        _on_file(found, on, chosen, lang, settings["language"])
    return ExitCode.CLEAN


def _readers(path: str) -> list[Rule]:
    """Return the rules that read the fact at a path, or any fact below it."""
    from salesaudit.audit.needs import ANY, facts_read
    from salesaudit.rules.catalogue import known_rules

    asked = path.split(".")
    return [
        rule
        for rule in known_rules()
        if any(
            len(asked) <= len(read) and all(part in (ANY, word) for word, part in zip(asked, read, strict=False))
            for read in facts_read(rule)
        )
    ]


def _on_file(rule: Rule, path: str, profile: Profile, lang: str | None, usual: str | None) -> None:
    from salesaudit.audit.engine import judge
    from salesaudit.cli.console import show, width
    from salesaudit.formats import explain as face
    from salesaudit.org.merge import build_org
    from salesaudit.orgfile.load import load
    from salesaudit.rules.unrun import broken

    document = load(path)
    org = build_org(document)
    language = choose(lang, usual or org.peek(("company", "language")))
    judged = list(judge(rule, org, profile))
    if failed := broken(org):
        raise failed[0]
    show(face.on_file(judged, document, org, profile, language, width()))
