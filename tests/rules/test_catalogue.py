"""The rules stand in the order of the catalogue, whoever asked for one of them first."""

from __future__ import annotations

import subprocess
import sys

from salesaudit.rules.catalogue import FAMILIES, all_rules

ORDER = "from salesaudit.rules.catalogue import all_rules; print(*(rule.id for rule in all_rules()))"


def test_the_order_does_not_hang_on_what_was_imported_first() -> None:
    early = f"import salesaudit.rules.{FAMILIES[-1]}, salesaudit.rules.leads; {ORDER}"
    told = subprocess.run([sys.executable, "-c", early], capture_output=True, text=True, check=True).stdout

    assert told.split() == [rule.id for rule in all_rules()]
    assert told.split()[0] == "OWN001"
