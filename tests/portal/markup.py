"""A small reader of the pages' HTML: elements by class, attribute and tag, and their text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Element:
    """A tag with its attributes and children."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.children: list[Element | str] = []

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> set[str]:
        return set(self.get("class").split())

    def walk(self) -> Iterator[Element]:
        """Every element below, in reading order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def all(self, tag: str = "", cls: str = "", **attributes: str) -> list[Element]:
        """Elements of that tag, class and attributes (`data_ref="figure:…"`)."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            found
            for found in self.walk()
            if (not tag or found.tag == tag)
            and (not cls or cls in found.classes)
            and all(found.attributes.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str = "", cls: str = "", **attributes: str) -> Element:
        """The only such element."""
        (found,) = self.all(tag, cls, **attributes)
        return found

    def text(self, without: frozenset[str] = frozenset()) -> str:
        """All text below, without elements of the named classes."""
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif not (child.classes & without):
                parts.append(child.text(without))
        return "".join(parts)

    @property
    def words(self) -> str:
        """The text with white space made single."""
        return " ".join(self.text().split())

    @property
    def refs(self) -> list[str]:
        return [found.get("data-ref") for found in self.walk() if found.get("data-ref")]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("#root", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {n: v or "" for n, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """The page as a tree."""
    builder = _Builder()
    builder.feed(html)
    return builder.root


def tight(text: str) -> str:
    """Without any white space, as printed cells and lines of sources are compared."""
    return re.sub(r"\s+", "", text)
