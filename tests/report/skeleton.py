"""A page as its readers' programs take it apart: which tags stand where, and all the text."""

from __future__ import annotations

from html.parser import HTMLParser


class Skeleton(HTMLParser):
    """The tags of a page with the names of their attributes, its text, and its style and script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.values: list[str] = []
        self.text = ""
        self.raw: dict[str, str] = {"style": "", "script": ""}
        self._inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        self.values += [value for _, value in attrs if value]
        self._inside = tag if tag in self.raw else ""

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}",))
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.raw[self._inside] += data
        else:
            self.text += data

    def attribute(self, tag: str, name: str) -> list[str]:
        """Return the names of tags that have an attribute of that name."""
        return [one[0] for one in self.tags if one[0] == tag and name in one[1:]]
