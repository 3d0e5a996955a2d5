"""``salesaudit rules``: what is checked; ``rules test PACK`` tries a rule pack, ``rules new ID`` begins a rule."""

from __future__ import annotations

from typing import Annotated

import typer

from salesaudit.cli.complete import formats, languages
from salesaudit.cli.complete import rules as rule_names
from salesaudit.cli.exit_codes import ExitCode
from salesaudit.cli.speech import choose, t

FORMATS = ("text", "json", "markdown")
TEST, NEW = "test", "new"


def rules(
    select: Annotated[
        list[str] | None, typer.Argument(help=t("help.rules.select"), show_default=False, autocompletion=rule_names)
    ] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format", "-f", help=t("help.check.format", known=", ".join(FORMATS)), autocompletion=formats(FORMATS)
        ),
    ] = "text",
    claims: Annotated[bool, typer.Option("--claims", help=t("help.rules.claims"))] = False,
    profiles: Annotated[bool, typer.Option("--profiles", help=t("help.rules.profiles"))] = False,
    slug: Annotated[str | None, typer.Option("--slug", help=t("help.rules.slug"))] = None,
    pack: Annotated[list[str] | None, typer.Option("--pack", help=t("help.rules.pack"))] = None,
    plugin: Annotated[list[str] | None, typer.Option("--plugin", help=t("help.rules.plugin"))] = None,
    lang: Annotated[str | None, typer.Option(help=t("help.lang"), autocompletion=languages)] = None,
) -> int:
    """List the rules, or those named by id, slug or family; test a pack; begin a new rule."""
    from salesaudit.cli.options import one_of
    from salesaudit.cli.settings import config_for

    one_of("--format", format_, FORMATS)
    language = choose(lang)
    brought = config_for(None, True, pack, plugin).brought
    match select or []:
        case [word, *packs] if word == TEST:
            return _test(packs, language)
        case [word, *names] if word == NEW:
            return _new(names, slug, language)
        case names if claims:
            _show_claims(names, format_, language)
        case _ if profiles:
            _show_profiles(language)
        case names:
            _show_rules(names, format_, language, {id_ for bundle in brought for id_ in bundle.rules})
    return ExitCode.CLEAN


def _show_rules(names: list[str], format_: str, lang: str, brought: set[str]) -> None:
    from salesaudit.cli.console import show, width, write
    from salesaudit.cli.options import chosen_rules
    from salesaudit.formats import listing
    from salesaudit.rules.catalogue import known_rules

    chosen = chosen_rules("RULES", names)
    meant = [rule for rule in known_rules() if not rule.home or rule.id in brought]
    listed = [rule for rule in meant if chosen is None or rule.id in chosen]
    match format_:
        case "json":
            write(listing.rules_json(listed))
        case "markdown":
            write(listing.rules_markdown(listed, lang))
        case _:
            show(listing.rules_text(listed, lang, width()))


def _show_claims(names: list[str], format_: str, lang: str) -> None:
    from salesaudit.cli.console import show, width, write
    from salesaudit.cli.options import chosen_rules
    from salesaudit.formats import claims as face
    from salesaudit.knowledge.claims import claims

    chosen = chosen_rules("RULES", names)
    listed = [claim for claim in claims().values() if chosen is None or chosen & set(claim.rules)]
    match format_:
        case "json":
            write(face.claims_json(listed))
        case "markdown":
            write(face.claims_markdown(listed, lang))
        case _:
            show(face.claims_text(listed, lang, width()))


def _show_profiles(lang: str) -> None:
    from salesaudit.audit.profile import profile_names, profile_says
    from salesaudit.cli.console import show, width
    from salesaudit.formats.lines import Piece, wrapped

    for name in profile_names():
        show(wrapped((Piece(f"{name}  ", "rule"),), profile_says(name, lang), width(), "  "))


def _test(packs: list[str], lang: str) -> int:
    """Run the examples of rule packs; 1 where a rule does not do what its examples say."""
    from salesaudit.audit.packtest import try_pack
    from salesaudit.cli.console import show, width
    from salesaudit.formats import packs as face
    from salesaudit.rules.packs import load_pack
    from salesaudit.safety.errors import UsageError

    if not packs:
        raise UsageError("usage.missing_argument", argument="PACK")
    wrong = 0
    for path in packs:
        pack = load_pack(path)
        tried = list(try_pack(pack))
        wrong += sum(not one.right for one in tried)
        show(face.tried_text(pack, tried, lang, width()))
    return ExitCode.FINDINGS if wrong else ExitCode.CLEAN


def _new(names: list[str], slug: str | None, lang: str) -> int:
    """Write the beginnings of a rule into the source tree."""
    from salesaudit.cli.console import show
    from salesaudit.formats.lines import line
    from salesaudit.rules.scaffold import begin
    from salesaudit.safety.errors import UsageError
    from salesaudit.texts.catalogue import say

    if len(names) != 1 or slug is None:
        raise UsageError("usage.missing_argument", argument="ID" if len(names) != 1 else "--slug")
    for path in begin(names[0].upper(), slug):
        show([line(say("output.written", lang, file=str(path)))])
    show([line(say("rules.new.next", lang, rule=names[0].upper()))])
    return ExitCode.CLEAN
