"""What changes accounts: opening and closing them, roles, delegations, own settings.

Called by the account page and the command line. Every one is journalled; addresses and names go
into the payload, which can be erased.
"""

from __future__ import annotations

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import override

from ikkan.accounts import messages, rules
from ikkan.accounts.models import Delegation, RoleGrant, User
from ikkan.audit import journal, policy, ports
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import RESERVED_ROLES, SYSTEM_ROLE, Actor
from ikkan.values.errors import InputError, NotAllowed, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "accounts.create_account",
    permission="can_create_account",
    description=Text("アカウントを作る", "Open an account"),
    secret=("password",),
)
def create_account(
    email: str,
    display_name: str = "",
    password: str | None = None,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> User:
    """An account whose address counts as verified; without a password it is set by reset mail.

    Raises InputError (address, weak password).
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise InputError("accounts.email", messages.EMAIL_FORM.format(email=email)) from error
    if User.objects.filter(email=address).exists():
        raise InputError("accounts.email_taken", messages.EMAIL_TAKEN.format(email=address))
    if password is not None:
        _demand_strength(password, User(email=address, display_name=display_name))
    user = User.objects.create_user(address, password, display_name=display_name.strip())
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    journal.write(_ref(user), {"email": address, "display_name": user.display_name})
    return user


def _demand_strength(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        why = Text(_in("ja", error), _in("en", error))
        raise InputError("accounts.password", messages.PASSWORD_WEAK.format(why=why)) from error


def _in(language: str, error: ValidationError) -> str:
    with override(language):
        return " ".join(error.messages)


@action(
    "accounts.close_account",
    permission="can_close_account",
    description=Text("アカウントを閉じる", "Close an account"),
)
def close_account(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> User:
    """Refuse its log-in from now on; grants stay as history. Raises NotFound, VersionConflict."""
    user = _account(code)
    require_version(user, version)
    user.is_active = False
    user.version += 1
    user.save(update_fields=["is_active", "version"])
    journal.write(_ref(user), {"is_active": False})
    return user


@action(
    "accounts.renew_password",
    permission="can_renew_password",
    description=Text("合言葉を付け直す", "Give an account a new password"),
    secret=("password",),
)
def renew_password(
    code: str, password: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> User:
    """Replace the password and end the sessions begun with the earlier one.

    Raises NotFound, VersionConflict, InputError (weak password).
    """
    user = _account(code)
    require_version(user, version)
    _demand_strength(password, user)
    user.set_password(password)
    user.version += 1
    user.save(update_fields=["password", "version"])
    journal.write(_ref(user), {"password": "renewed"})
    return user


@action(
    "accounts.grant_role",
    permission="can_grant_role",
    description=Text("役割を付ける", "Give a role"),
)
def grant_role(
    code: str,
    role: str,
    *,
    scope: Ref | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> RoleGrant:
    """Give the account `code` a role from `valid_from` (else today) to the last day `valid_to`.

    Raises NotFound, InputError (role, dates), NotAllowed (one's own role).
    """
    user = _account(code)
    if by.code == user.code:
        raise NotAllowed("accounts.own_role", messages.OWN_ROLE)
    known = ports.role_labels()
    if role in RESERVED_ROLES or not role or (known and role not in known):
        raise InputError("accounts.role", messages.ROLE_UNKNOWN.format(role=role))
    first = valid_from or as_of
    _demand_order(first, valid_to)
    grant = RoleGrant.objects.create(
        user=user,
        role=role,
        scope_kind=scope.kind if scope else "",
        scope_code=scope.code if scope else "",
        valid_from=first,
        valid_to=valid_to,
        granted_by=by.code,
    )
    journal.write(
        _ref(user),
        {"grant": grant.pk, "role": role, "scope": scope, "from": first, "to": valid_to},
    )
    return grant


@action(
    "accounts.end_role",
    permission="can_grant_role",
    description=Text("役割を終える", "End a role"),
)
def end_role(
    grant_id: int, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> RoleGrant:
    """Make yesterday the last day of a grant. Raises NotFound, VersionConflict, InputError."""
    rows = RoleGrant.objects.select_for_update(of=("self",)).select_related("user")
    grant = rows.filter(pk=grant_id).first()
    if grant is None:
        raise NotFound("accounts.grant", messages.GRANT_UNKNOWN.format(pk=grant_id))
    require_version(grant, version)
    grant.valid_to = _ended(grant.valid_to, as_of)
    grant.version += 1
    grant.save(update_fields=["valid_to", "version"])
    journal.write(_ref(grant.user), {"grant": grant.pk, "role": grant.role, "to": grant.valid_to})
    return grant


@action(
    "accounts.delegate",
    permission="can_delegate",
    description=Text("自分の役割を代理に頼む", "Lend a role of one's own"),
)
def delegate(
    to_email: str,
    role: str,
    *,
    valid_from: date,
    valid_to: date,
    reason: str,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Delegation:
    """Lend a role that one holds oneself for all of these days.

    Raises NotFound (no such account), InputError (self, role, dates, reason).
    """
    giver = _account(by.code)
    taker = User.objects.filter(email=to_email.strip().lower(), is_active=True).first()
    if taker is None:
        raise NotFound("accounts.account", messages.ACCOUNT_UNKNOWN.format(who=to_email))
    if taker == giver:
        raise InputError("accounts.self", messages.SELF_DELEGATION)
    if not rules.delegable(role):
        raise InputError("accounts.not_delegable", messages.NOT_DELEGABLE.format(role=role))
    if not reason.strip():
        raise InputError("accounts.reason", messages.REASON_MISSING)
    _demand_order(valid_from, valid_to)
    if valid_from < as_of:
        words = messages.PAST_START.format(valid_from=valid_from, as_of=as_of)
        raise InputError("accounts.past", words)
    if not _held_throughout(giver, role, valid_from, valid_to):
        words = messages.NOT_HELD.format(role=role, valid_from=valid_from, valid_to=valid_to)
        raise InputError("accounts.not_held", words)
    loan = Delegation.objects.create(
        from_user=giver,
        to_user=taker,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason.strip(),
    )
    journal.write(
        _ref(giver),
        {
            "delegation": loan.pk,
            "to": taker.code,
            "role": role,
            "from": valid_from,
            "until": valid_to,
            "reason": loan.reason,
        },
    )
    return loan


@action(
    "accounts.end_delegation",
    permission="can_delegate",
    description=Text("代理を終える", "End a delegation"),
)
def end_delegation(
    delegation_id: int, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Delegation:
    """Make yesterday its last day; giver, taker or who may end roles.

    Raises NotFound, NotAllowed, VersionConflict, InputError.
    """
    rows = Delegation.objects.select_for_update(of=("self",))
    loan = rows.select_related("from_user", "to_user").filter(pk=delegation_id).first()
    if loan is None:
        words = messages.DELEGATION_UNKNOWN.format(pk=delegation_id)
        raise NotFound("accounts.delegation", words)
    sides = {loan.from_user.code, loan.to_user.code}
    if by.code not in sides and not policy.permitted("can_grant_role", by):
        raise NotAllowed("accounts.not_yours", messages.NOT_YOURS)
    require_version(loan, version)
    loan.valid_to = _ended(loan.valid_to, as_of)
    loan.version += 1
    loan.save(update_fields=["valid_to", "version"])
    journal.write(
        _ref(loan.from_user), {"delegation": loan.pk, "role": loan.role, "until": loan.valid_to}
    )
    return loan


@action(
    "accounts.set_preferences",
    permission="can_set_preferences",
    description=Text("自分の言語と表示を選ぶ", "Choose one's own language and display"),
)
def set_preferences(
    code: str,
    chosen: dict[str, str | bool],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> User:
    """Change some of `language`, `density`, `scheme`, `keys_enabled`, `display_name`.

    `version` None takes the account as it is: a switch in the header overwrites on purpose.
    Raises NotFound, NotAllowed (another's), InputError (unknown setting or value),
    VersionConflict.
    """
    user = _account(code)
    if by.code != user.code and SYSTEM_ROLE not in by.roles:
        raise NotAllowed("accounts.own_only", messages.OWN_ONLY)
    if version is not None:
        require_version(user, version)
    for name, value in chosen.items():
        _demand_choice(name, value)
    before = {name: getattr(user, name) for name in chosen}
    for name, value in chosen.items():
        setattr(user, name, value)
    if before == dict(chosen):
        journal.nothing_to_do()
        return user
    user.version += 1
    user.save(update_fields=[*chosen, "version"])
    journal.write(_ref(user), dict(chosen))
    return user


def _demand_choice(name: str, value: str | bool) -> None:
    allowed: dict[str, list] = {
        "language": User.Language.values,
        "density": User.Density.values,
        "scheme": User.Scheme.values,
        "keys_enabled": [True, False],
    }
    if name == "display_name" and isinstance(value, str) and len(value) <= 100:
        return
    if name not in {*allowed, "display_name"}:
        raise InputError("accounts.setting", messages.SETTING_UNKNOWN.format(field=name))
    if value not in allowed.get(name, []):
        words = messages.CHOICE_UNKNOWN.format(value=value, field=name)
        raise InputError("accounts.choice", words)


def _account(code: str) -> User:
    user = User.objects.select_for_update().filter(code=code).first()
    if user is None:
        raise NotFound("accounts.account", messages.ACCOUNT_UNKNOWN.format(who=code))
    return user


def _ref(user: User) -> Ref:
    return Ref("account", user.code)


def _demand_order(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise InputError("accounts.dates", messages.DATES.format(valid_from=first, valid_to=last))


def _ended(last: date | None, as_of: date) -> date:
    if last is not None and last < as_of:
        raise InputError("accounts.ended", messages.ALREADY_ENDED.format(day=last))
    return as_of - timedelta(days=1)


def _held_throughout(giver: User, role: str, first: date, last: date) -> bool:
    """Whether grants of one's own, one after another, cover every day."""
    day = first
    for grant in giver.grants.filter(role=role).order_by("valid_from"):
        if grant.valid_from <= day:
            if grant.valid_to is None or grant.valid_to >= last:
                return True
            day = max(day, grant.valid_to + timedelta(days=1))
    return False
