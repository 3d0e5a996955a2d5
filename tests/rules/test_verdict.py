"""What a judgement says, and how a rule says more of it."""

from __future__ import annotations

import pytest

from salesaudit.org.values import Number, Path, Unknown
from salesaudit.rules.verdict import FAIL, PASS, NotApplicable, Verdict

HERE: Path = ("here",)
MORE: Path = ("more",)
OPEN = Verdict("unknown", needs=(MORE,))


def test_it_is_true_where_it_holds_and_waits_where_it_is_unknown() -> None:
    assert PASS
    assert not FAIL
    with pytest.raises(Unknown) as waiting:
        bool(OPEN)
    assert waiting.value.needs == (MORE,)


def test_saying_more_changes_nothing_else() -> None:
    full = Verdict("fail", Number.exactly(1), Number.exactly(2), HERE, (MORE,), {"a": 1, "b": 1}, 2, "low", "other")
    assert full.say(b=2, c=3) == full._replace(says={"a": 1, "b": 2, "c": 3})


def test_steps_add_up() -> None:
    assert FAIL.mild().mild(2).milder == 3
    assert FAIL.worse().milder == -1
    assert FAIL.worse(2).mild().milder == -1


def test_place_sentence_and_cap() -> None:
    assert FAIL.about(HERE) == Verdict("fail", at=HERE)
    assert FAIL.about(HERE).about(HERE).about(MORE).at == MORE
    assert FAIL.worded("other").worded("third").text == "third"
    assert FAIL.capped("low").at_most == "low"


def test_a_rule_without_a_word_gives_its_reason() -> None:
    silent = NotApplicable("said_by_other_rule", rule="LDR002")
    assert (silent.reason, silent.values, str(silent)) == (
        "said_by_other_rule",
        {"rule": "LDR002"},
        "said_by_other_rule",
    )
