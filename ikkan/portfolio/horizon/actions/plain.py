"""Pages in plain words for everybody: written, published in both languages, taken down.

Called by the pages of records. Source: 002:134 (国民への分かりやすい情報提供).
"""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.portfolio.horizon import messages, rules
from ikkan.portfolio.horizon.actions.reaching import changed, demand, locked, named
from ikkan.portfolio.horizon.models import Explainer, Topic
from ikkan.portfolio.horizon.rules import EXPLAINER
from ikkan.records.codes import next_code
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "portfolio.write_plain",
    permission="can_write_plain",
    description=Text("やさしい説明を書く", "Write a page in plain words"),
)
def write_plain(
    topic: str,
    title: Text,
    text: Text,
    review_on: date | None = None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Explainer:
    """Not yet published. Raises InputError."""
    demand("plain", _refused(title, text))
    (found,) = named(Topic, messages.TOPIC, [topic or "–"])
    made = Explainer.objects.create(
        code=next_code("PLAIN", as_of.year),
        topic=found,
        title_ja=title.ja.strip(),
        title_en=title.en.strip(),
        text_ja=text.ja.strip(),
        text_en=text.en.strip(),
        written_on=as_of,
        review_on=review_on,
    )
    journal.write(Ref(EXPLAINER, made.code), {"topic": topic, "title": title, "text": text})
    return made


@action(
    "portfolio.revise_plain",
    permission="can_write_plain",
    description=Text("やさしい説明を改める", "Revise a page in plain words"),
)
def revise_plain(
    code: str,
    title: Text,
    text: Text,
    review_on: date | None = None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Explainer:
    """A published one stays so. Raises NotFound, VersionConflict, InputError."""
    made: Explainer = locked(Explainer, messages.EXPLAINER, code, version)
    found = _refused(title, text)
    if made.published and not (title.en.strip() and text.en.strip()):
        found.append(messages.BOTH_LANGUAGES)
    demand("plain", found)
    made.title_ja, made.title_en = title.ja.strip(), title.en.strip()
    made.text_ja, made.text_en = text.ja.strip(), text.en.strip()
    made.written_on, made.review_on = as_of, review_on
    names = ("title_ja", "title_en", "text_ja", "text_en", "written_on", "review_on")
    done: Explainer = changed(made, EXPLAINER, {"title": title, "text": text}, *names)
    return done


@action(
    "portfolio.publish_plain",
    permission="can_write_plain",
    description=Text(
        "やさしい説明を公開する、または公開をやめる",
        "Publish a page in plain words, or withdraw it",
    ),
)
def publish_plain(
    code: str, published: bool, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Explainer:
    """Only in both languages. Raises NotFound, VersionConflict, InputError."""
    made: Explainer = locked(Explainer, messages.EXPLAINER, code, version)
    if published and not (made.title_en and made.text_en):
        demand("plain", [messages.BOTH_LANGUAGES])
    made.published = published
    done: Explainer = changed(made, EXPLAINER, {"published": published}, "published")
    return done


def _refused(title: Text, text: Text) -> list[Text]:
    found = list(rules.titled(title))
    found += [] if text.ja.strip() else [messages.TEXT]
    found += [messages.PERSONAL] if rules.personal(text.ja, text.en) else []
    return found
