"""Text for people, in Japanese and English.

Decides: which of the two languages a reader gets; a text never exists in one language only.
Called by: errors, pack labels, pages, the command line. Source: design §2 ("labels at the edge").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages, positional: ``Text(ja, en)``."""

    ja: str
    en: str

    def of(self, language: str) -> str:
        """The text in `language` ('ja' or 'en'). Raises KeyError for any other language."""
        if language == "ja":
            return self.ja
        if language == "en":
            return self.en
        raise KeyError(f"no text in language {language!r}; known: {', '.join(LANGUAGES)}")

    def format(self, **values: object) -> Text:
        """Both languages with ``{name}`` replaced; a value that is a Text is put in per language.

        Raises KeyError when a placeholder has no value.
        """
        return Text(self._filled("ja", values), self._filled("en", values))

    @classmethod
    def either(cls, ja: str, en: str) -> Text:
        """A title or name as it was written; one in Japanese only stands for both."""
        return cls(ja, en or ja)

    @classmethod
    def joined(cls, texts: Iterable[Text], ja: str = "", en: str = " ") -> Text:
        """Several in one: sentences after each other, or names with `ja` and `en` between them."""
        found = list(texts)
        return cls(ja.join(one.ja for one in found), en.join(one.en for one in found))

    def _filled(self, language: str, values: dict[str, object]) -> str:
        spoken = {
            name: value.of(language) if isinstance(value, Text) else value
            for name, value in values.items()
        }
        return self.of(language).format_map(spoken)
