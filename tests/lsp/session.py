"""A real client that talks to a real server over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from tests.functional.command import environment

T = TypeVar("T")
PATIENCE = 60
UTF16 = types.PositionEncodingKind.Utf16


class Session:
    """One document in an editor; positions are written as ``|`` in the text that is asked about."""

    def __init__(self, client: LanguageClient, path: Path) -> None:
        self.client = client
        self.path = path
        self.uri = path.as_uri()
        self.version = 0
        self.heard: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.shown: list[str] = []
        self.capabilities: types.ServerCapabilities | None = None

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.heard.put_nowait(params)

        @client.feature(types.WINDOW_SHOW_MESSAGE)
        def shown(params: types.ShowMessageParams) -> None:
            self.shown.append(params.message)

    def turn_to(self, name: str) -> None:
        """Leave the document as it is and go on with another one."""
        self.uri = (self.path.parent / name).as_uri()
        self.version = 0

    async def write(self, text: str) -> list[types.Diagnostic]:
        """Let the document say this, and return what the server finds wrong with it."""
        self.version += 1
        if self.version == 1:
            item = types.TextDocumentItem(self.uri, "yaml", self.version, text)
            self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        else:
            whole = types.TextDocumentContentChangeWholeDocument(text)
            document = types.VersionedTextDocumentIdentifier(self.version, self.uri)
            self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))
        while True:
            params = await asyncio.wait_for(self.heard.get(), PATIENCE)
            if params.uri == self.uri and params.version == self.version:
                return list(params.diagnostics)

    async def at(self, text: str) -> types.Position:
        """Write a text without its mark and return where the mark was, in UTF-16 units."""
        before, _, after = text.partition("|")
        await self.write(before + after)
        last = before.rpartition("\n")[2]
        return types.Position(before.count("\n"), len(last.encode("utf-16-le")) // 2)

    @property
    def document(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)

    async def complete(self, text: str) -> dict[str, types.CompletionItem]:
        position = await self.at(text)
        found = await self.client.text_document_completion_async(types.CompletionParams(self.document, position))
        assert isinstance(found, types.CompletionList)
        return {item.label: item for item in found.items}

    async def hover(self, text: str) -> str:
        position = await self.at(text)
        found = await self.client.text_document_hover_async(types.HoverParams(self.document, position))
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    async def definition(self, text: str) -> types.Location | None:
        position = await self.at(text)
        found = await self.client.text_document_definition_async(types.DefinitionParams(self.document, position))
        assert found is None or isinstance(found, types.Location)
        return found

    async def symbols(self, text: str) -> list[types.DocumentSymbol]:
        await self.write(text)
        found = await self.client.text_document_document_symbol_async(types.DocumentSymbolParams(self.document))
        return [symbol for symbol in found or [] if isinstance(symbol, types.DocumentSymbol)]

    async def actions(self, diagnostic: types.Diagnostic) -> list[types.CodeAction]:
        context = types.CodeActionContext([diagnostic])
        params = types.CodeActionParams(self.document, diagnostic.range, context)
        found = await self.client.text_document_code_action_async(params)
        return [action for action in found or [] if isinstance(action, types.CodeAction)]


def session(
    folder: Path,
    talk: Callable[[Session], Awaitable[T]],
    *,
    options: dict[str, Any] | None = None,
    encodings: list[types.PositionEncodingKind | str] | None = None,
) -> T:
    """Start a server, let `talk` use it, say goodbye properly, and return what `talk` did."""

    async def run() -> T:
        client = LanguageClient("test", "1")
        here = Session(client, folder / "company.yaml")
        await client.start_io(sys.executable, "-m", "salesaudit", "lsp", "--stdio", env=environment(), cwd=folder)
        try:
            general = types.GeneralClientCapabilities(position_encodings=encodings)
            result = await asyncio.wait_for(
                client.initialize_async(
                    types.InitializeParams(
                        capabilities=types.ClientCapabilities(general=general),
                        root_uri=folder.as_uri(),
                        initialization_options=options or {"language": "en"},
                    )
                ),
                PATIENCE,
            )
            here.capabilities = result.capabilities
            client.initialized(types.InitializedParams())
            return await talk(here)
        finally:
            await client.shutdown_async(None)
            client.exit(None)
            await client.stop()  # type: ignore[no-untyped-call]

    # in a thread of its own: where tests of the browser came before, this one has a loop that runs already
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, run()).result()


def apply(text: str, edit: types.TextEdit) -> str:
    """Return a text after an edit, its positions in UTF-16 units."""
    lines = text.split("\n")

    def offset(position: types.Position) -> int:
        line = lines[position.line].encode("utf-16-le")[: 2 * position.character].decode("utf-16-le")
        return sum(len(one) + 1 for one in lines[: position.line]) + len(line)

    return text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
