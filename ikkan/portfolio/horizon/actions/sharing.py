"""Requests for pathogens, samples and their data: asked, answered, provided, returned.

Called by the pages of records. Source: 002:131 (病原体の情報等の早期入手・分与・提供).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor, Reach
from ikkan.awards.models import Award
from ikkan.line.writing import SIDE, Joint, join
from ikkan.parties.models import Organisation
from ikkan.portfolio.horizon import messages, rules
from ikkan.portfolio.horizon.actions.reaching import changed, demand, locked, named, one_named
from ikkan.portfolio.horizon.messages import SHARING_SORTS, SHARING_STATES
from ikkan.portfolio.horizon.models import Sharing, SharingStep, Topic
from ikkan.portfolio.horizon.rules import (
    AWARD,
    CLOSED,
    DECLINED,
    GRANTED,
    PROVIDED,
    SHARING,
    SHARING_STEPS,
    NewSharing,
)
from ikkan.records.codes import next_code
from ikkan.values.errors import RefError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def _asking(arguments: Mapping[str, Any]) -> Reach:
    return _organisation(arguments["new"].organisation)


def _of_request(arguments: Mapping[str, Any]) -> Reach:
    rows = Sharing.objects.filter(code=arguments["code"])
    return _organisation(rows.values_list("organisation__code", flat=True).first() or "")


def _organisation(code: str) -> Reach:
    try:
        return (Ref("parties.organisation", code),) if code else None
    except RefError:
        return None


@action(
    "portfolio.ask_sharing",
    permission="can_ask_sharing",
    description=Text(
        "病原体・試料・情報の分与や提供を申請する", "Ask for a pathogen, sample or data"
    ),
    scope=_asking,
)
def ask_sharing(
    new: NewSharing, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Sharing:
    """In the name of an organisation. Raises InputError with every reason."""
    found = list(rules.titled(new.title))
    found += rules.among(new.sort, SHARING_SORTS)
    found += [] if new.purpose.strip() else [messages.TEXT]
    demand("sharing", found)
    (organisation,) = named(Organisation, messages.ORGANISATION, [new.organisation or "–"])
    made = Sharing.objects.create(
        code=next_code("SHARE", as_of.year),
        sort=new.sort,
        topic=one_named(Topic, messages.TOPIC, new.topic),
        title_ja=new.title.ja.strip() or new.title.en.strip(),
        title_en=new.title.en.strip(),
        organisation=organisation,
        provider=one_named(Organisation, messages.ORGANISATION, new.provider),
        award=one_named(Award, messages.AWARD, new.award),
        purpose=new.purpose.strip(),
        asked_on=as_of,
    )
    own = Ref(SHARING, made.code)
    if new.award:
        join(own, [Joint(kind="sharing", to=Ref(AWARD, new.award), direction=SIDE)])
    journal.write(own, {"sharing": new})
    return made


@action(
    "portfolio.answer_sharing",
    permission="can_answer_sharing",
    description=Text(
        "分与・提供の申請に、条件とともに答える", "Answer a sharing request, with conditions"
    ),
)
def answer_sharing(
    code: str,
    state: str,
    reason: str,
    conditions: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Sharing:
    """Granted with conditions, or declined. Raises NotFound, VersionConflict, InputError."""
    made: Sharing = locked(Sharing, messages.SHARING, code, version)
    found = _step(made, state, (GRANTED, DECLINED))
    found += [] if reason.strip() else [messages.REASON]
    found += [messages.CONDITIONS] if state == GRANTED and not conditions.strip() else []
    demand("sharing", found)
    made.conditions, made.reason, made.answered_on = conditions.strip(), reason.strip(), as_of
    return _moved(made, state, as_of, reason, by, "conditions", "reason", "answered_on")


@action(
    "portfolio.log_sharing",
    permission="can_log_sharing",
    description=Text(
        "送付・返却・利用終了を記録する", "Log that it was provided, returned or ended"
    ),
    scope=_of_request,
)
def log_sharing(
    code: str,
    state: str,
    on_day: date,
    text: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Sharing:
    """One line of the log. Raises NotFound, VersionConflict, InputError."""
    made: Sharing = locked(Sharing, messages.SHARING, code, version)
    found = _step(made, state, (PROVIDED, CLOSED))
    found += rules.not_ahead(on_day, as_of)
    if made.answered_on is not None and on_day < made.answered_on:
        found.append(messages.END_DAY.format(last=on_day, first=made.answered_on))
    demand("sharing", found)
    return _moved(made, state, on_day, text, by)


def _step(made: Sharing, state: str, offered: tuple[str, ...]) -> list[Text]:
    found = list(rules.among(state, offered))
    if not found and state not in SHARING_STEPS[made.state]:
        before = next(one for one, after in SHARING_STEPS.items() if state in after)
        found.append(
            messages.STATE_IS.format(
                kind=messages.SHARING,
                state=SHARING_STATES[made.state],
                wanted=SHARING_STATES[before],
            )
        )
    return found


def _moved(made: Sharing, state: str, on_day: date, text: str, by: Actor, *names: str) -> Sharing:
    SharingStep.objects.create(
        sharing=made, on_day=on_day, state=state, text=text.strip(), by=by.code
    )
    made.state = state
    said = {"state": state, "on_day": on_day, "text": text, "conditions": made.conditions}
    done: Sharing = changed(made, SHARING, said, "state", *names)
    return done
