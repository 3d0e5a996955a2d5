"""How every model of a file format is closed: unknown keys are errors, and nothing of the input is echoed."""

from __future__ import annotations

from pydantic import ConfigDict, with_config

closed = with_config(ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True))
