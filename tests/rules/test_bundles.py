"""Rules that did not come with the product, brought for one run and brought again in another process."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from salesaudit.rules import bundles
from salesaudit.rules.bundles import Bundle, bring_again, bring_pack, bring_plugin, together
from salesaudit.safety.errors import UsageError

OURS = Bundle("pack", "ours.yaml", ("OUR001", "OUR002"), "aa")
THEIRS = Bundle("pack", "theirs.yaml", ("THEIR001",), "bb")
PLUGIN = Bundle("plugin", "more", ("MORE001",))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []

    def pack(path: str) -> object:
        names.append(f"pack {path}")
        return SimpleNamespace(rules=[SimpleNamespace(id="OUR001")], sha256="aa")

    def plugin(name: str) -> object:
        names.append(f"plugin {name}")
        return [SimpleNamespace(id="MORE001")]

    monkeypatch.setattr(bundles, "load_pack", pack)
    monkeypatch.setattr(bundles, "load_plugin", plugin)
    return names


@pytest.mark.usefixtures("asked")
def test_what_is_brought_is_told_by_its_kind_its_name_and_its_rules() -> None:
    assert bring_pack("ours.yaml") == Bundle("pack", "ours.yaml", ("OUR001",), "aa")
    assert bring_plugin("more") == Bundle("plugin", "more", ("MORE001",), "")
    assert PLUGIN.sha256 == ""


def test_each_is_brought_again_in_its_own_way(asked: list[str]) -> None:
    bring_again([OURS, PLUGIN])

    assert asked == ["pack ours.yaml", "plugin more"]


def test_several_are_kept_in_their_order_and_each_once() -> None:
    assert together([THEIRS, OURS, THEIRS, PLUGIN, PLUGIN]) == (THEIRS, OURS, PLUGIN)


def test_the_same_pack_by_another_way_to_its_file_is_no_other() -> None:
    again = Bundle("pack", "./ours.yaml", OURS.rules, OURS.sha256)

    assert together([OURS, again]) == (OURS, again)


@pytest.mark.parametrize(
    "other",
    [
        Bundle("pack", "other.yaml", ("OTHER001", "OUR002"), "cc"),
        Bundle("plugin", "other", ("OUR002",), "cc"),
        Bundle("plugin", "other", ("OUR002",), "aa"),
    ],
)
def test_two_that_bring_the_same_rule_are_refused(other: Bundle) -> None:
    with pytest.raises(UsageError) as refused:
        together([OURS, other])

    assert refused.value.key == "pack.twice"
    assert refused.value.values == {"rule": "OUR002", "file": other.name, "other": "ours.yaml"}
