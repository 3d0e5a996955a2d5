"""The server that editors talk to: it keeps what was last checked of each document and answers from that."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Final

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from salesaudit.editor import fixes, hover, places
from salesaudit.editor.check import SOURCE, Checked, Text, check
from salesaudit.editor.complete import complete
from salesaudit.editor.positions import Lines
from salesaudit.orgfile.nodes import split_lines
from salesaudit.version import __version__

PAUSE: Final = 0.15
"""Seconds without a key pressed before a document is checked again."""
TRIGGERS: Final = [" ", ":", "[", "{", ",", "-"]


class Server(LanguageServer):
    """One editor's session."""

    def __init__(self) -> None:
        # Whole texts: what counts as a line differs between programs, and company files are small.
        super().__init__(SOURCE, __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self._checked: dict[str, Checked] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._complaints: set[str] = set()
        self.language: str | None = None

    def text(self, uri: str) -> Text:
        """Return a document as it stands in the editor."""
        document = self.workspace.get_text_document(uri)
        path = to_fs_path(uri) if uri.startswith("file:") else None
        source = document.source
        lines = split_lines(source.removeprefix("\ufeff"))
        return Text(uri, path or "", source, Lines(lines, document.position_codec.client_num_units))

    def checked(self, uri: str) -> Checked:
        """Return what the check of a document as it is now says."""
        if uri not in self._checked:
            self._checked[uri] = check(self.text(uri), self.language)
        return self._checked[uri]

    def changed(self, uri: str) -> None:
        """Check a document once nobody has typed for a moment."""
        self._checked.pop(uri, None)
        if (waiting := self._waiting.pop(uri, None)) is not None:
            waiting.cancel()
        self._waiting[uri] = asyncio.get_running_loop().create_task(self._later(uri))

    async def _later(self, uri: str) -> None:
        await asyncio.sleep(PAUSE)
        self.publish(uri)

    def publish(self, uri: str) -> None:
        """Check a document and tell the editor what was found."""
        self._checked.pop(uri, None)
        checked = self.checked(uri)
        version = self.workspace.get_text_document(uri).version
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, checked.diagnostics, version))
        if checked.complaint and checked.complaint not in self._complaints:
            self._complaints.add(checked.complaint)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, checked.complaint))

    def closed(self, uri: str) -> None:
        """Forget a document."""
        self._checked.pop(uri, None)
        if (waiting := self._waiting.pop(uri, None)) is not None:
            waiting.cancel()
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


def _initialize(ls: Server, params: types.InitializeParams) -> None:
    options: Any = params.initialization_options
    asked = options.get("language") if isinstance(options, dict) else getattr(options, "language", None)
    if asked in ("ru", "en"):
        ls.language = asked


def _opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    ls.publish(params.text_document.uri)


async def _changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    ls.changed(params.text_document.uri)


def _saved(ls: Server, _params: types.DidSaveTextDocumentParams) -> None:
    # It may be a file that stands beside another one: every open document is looked at again.
    for uri in list(ls.workspace.text_documents):
        ls.publish(uri)


def _closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    ls.closed(params.text_document.uri)


def _complete(ls: Server, params: types.CompletionParams) -> types.CompletionList:
    uri = params.text_document.uri
    text = ls.text(uri)
    line, column = text.lines.point(params.position)
    return types.CompletionList(is_incomplete=False, items=complete(text, line, column, ls.checked(uri)))


def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    uri = params.text_document.uri
    return hover.hover(ls.text(uri), params.position, ls.checked(uri))


def _definition(ls: Server, params: types.DefinitionParams) -> types.Location | None:
    return places.definition(ls.text(params.text_document.uri), params.position)


def _symbols(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    return places.symbols(ls.text(params.text_document.uri))


def _actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    uri = params.text_document.uri
    return fixes.fixes(ls.text(uri), params.range, ls.checked(uri))


FEATURES: Final[dict[str, tuple[Callable[..., Any], Any]]] = {
    types.INITIALIZE: (_initialize, None),
    types.TEXT_DOCUMENT_DID_OPEN: (_opened, None),
    types.TEXT_DOCUMENT_DID_CHANGE: (_changed, None),
    types.TEXT_DOCUMENT_DID_SAVE: (_saved, None),
    types.TEXT_DOCUMENT_DID_CLOSE: (_closed, None),
    types.TEXT_DOCUMENT_COMPLETION: (_complete, types.CompletionOptions(trigger_characters=TRIGGERS)),
    types.TEXT_DOCUMENT_HOVER: (_hover, None),
    types.TEXT_DOCUMENT_DEFINITION: (_definition, None),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (_symbols, None),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        _actions,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    ),
}
"""What the server can do: the request -> the function that answers, and what the editor is told of it."""


def build(language: str | None = None) -> Server:
    """Return a server; `language` is ru, en or None for that of each file."""
    server = Server()
    server.language = language
    for name, (function, options) in FEATURES.items():
        server.feature(name, options)(function)
    return server


def serve(language: str | None = None) -> None:
    """Answer an editor over standard input and output until it says goodbye."""
    logging.getLogger("pygls").setLevel(logging.ERROR)  # editors show what is logged as if something were wrong
    build(language).start_io()
