"""The section that an import adds to mapping files: found by name, opened, judged in common.

Decides: which mappings come along, which keys a section has, and which fields its rows may hold.
Called by the sources of awards, of projects elsewhere and of the horizon. Source:
docs/operations.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ikkan.tabular import mapping, messages
from ikkan.tabular.conversion import Value
from ikkan.tabular.mapping import FieldRule, TableMapping, nearest
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section such as [award], in the mapping files of a folder.

    `lists` are keys that name fields, the first of them needed; `choices` are the values a key may
    have, `types` the types of fields; `fields` may stand there beside those that `lists` name (any,
    where none is said).
    """

    name: str
    folder: Path
    keys: tuple[str, ...]
    lists: tuple[str, ...]
    types: Mapping[str, str]
    fields: tuple[str, ...] = ()
    choices: Mapping[str, tuple[object, ...]] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Mappings that come with the product."""
        return sorted(path.stem for path in self.folder.glob("*.toml"))

    def opened(self, name: str) -> tuple[Opened | None, list[Finding]]:
        """The mapping of that name or path, with everything that is wrong with its section.

        Raises InputError: there is none.
        """
        path = self.folder / f"{name}.toml" if name in self.names() else Path(name)
        try:
            body = path.read_bytes()
        except (OSError, ValueError) as error:
            near = nearest(name, self.names()) or ", ".join(self.names())
            words = messages.SENTENCES["section.file"].format(name=name, near=near)
            raise InputError("section.file", words) from error
        made, found = mapping.parse(body, path.name, (self.name,))
        if made is None:
            return None, found
        said = made.rest.get(self.name)
        if not isinstance(said, dict):
            place = Place(path.name, key=self.name)
            return None, [Finding("section.none", place, values={"section": self.name})]
        opened = Opened(mapping=made, section=self.name, said=said, file=path.name)
        return opened, [*found, *self._findings(opened)]

    def _findings(self, opened: Opened) -> Iterator[Finding]:
        fields = opened.fields
        for key in opened.said:
            if key not in self.keys:
                known = ", ".join(self.keys)
                yield opened.finding("section.key", key, read=key, known=known)
        named: list[str] = []
        for key in self.lists:
            chosen = opened.said.get(key, [])
            listed = isinstance(chosen, list) and all(isinstance(one, str) for one in chosen)
            if not listed or (key == self.lists[0] and not chosen):
                yield opened.finding("section.list", key)
                continue
            named += chosen
            for one in chosen:
                if one not in fields:
                    near = nearest(one, fields) or ", ".join(fields)
                    yield opened.finding("section.field", key, field=one, near=near)
        for key, choices in self.choices.items():
            if key in opened.said and opened.said[key] not in choices:
                known = ", ".join(str(one) for one in choices)
                yield opened.finding("section.choice", key, read=opened.said[key], known=known)
        for name, rule in fields.items():
            if self.fields and name not in (*self.fields, *named):
                near = nearest(name, self.fields) or ", ".join(self.fields)
                yield opened.of_field("section.field", name, field=name, near=near)
            if rule.type != self.types.get(name, rule.type):
                wanted = self.types[name]
                yield opened.of_field("section.type", f"{name}.type", field=name, type=wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A mapping file with its section as it was written."""

    mapping: TableMapping
    section: str
    said: Mapping[str, Any]
    file: str

    @property
    def fields(self) -> dict[str, FieldRule]:
        """The fields by name."""
        return {rule.name: rule for rule in self.mapping.fields}

    def names(self, key: str) -> tuple[str, ...]:
        """The fields that a key names."""
        return tuple(self.said.get(key, ()))

    def finding(self, code: str, key: str, **values: object) -> Finding:
        """A finding at a key of the section."""
        return Finding(code, Place(self.file, key=f"{self.section}.{key}"), values=values)

    def of_field(self, code: str, name: str, **values: object) -> Finding:
        """A finding at a field."""
        return Finding(code, Place(self.file, key=f"fields.{name}"), values=values)


def said(values: Mapping[str, Value], name: str) -> str:
    """What a row says in a field, as text."""
    value = values.get(name)
    return "" if value is None else str(value).strip()


def first_said(
    values: Mapping[str, Value], names: tuple[str, ...], otherwise: tuple[str, ...]
) -> tuple[str, bool]:
    """The texts of some fields with "/" between; of others where all are blank, and then False."""
    found = [said(values, name) for name in names]
    if any(found):
        return "/".join(found), True
    return "/".join(said(values, name) for name in otherwise), False
