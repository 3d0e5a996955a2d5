"""Errors that a user can mend: each names a sentence of texts/messages and an exit code."""

from __future__ import annotations


class SalesauditError(Exception):
    """An error told to the user in one sentence and without a traceback.

    `key` names the sentence in texts/messages, `values` fill it, `hint` names a second sentence with what to do.
    """

    exit_code = 2

    def __init__(self, key: str, *, hint: str | None = None, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.hint = hint
        self.values = values


class UsageError(SalesauditError):
    """The command line or the configuration asks for something that cannot be done."""


class InputError(SalesauditError):
    """A file that cannot be opened, is no regular file, is too large or is not text."""
