"""Who somebody is: the actor behind a request, roles with dates, names for the journal.

Called by views of every context through `audit.ports`. `as_of` is the day of the request: roles
are those of today, never those of the date that a page looks back to.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest

from ikkan.accounts import messages, rules
from ikkan.accounts.models import Delegation, RoleGrant, User
from ikkan.audit.actor import PUBLIC, Actor
from ikkan.values.errors import NotFound

_CACHE = "_ikkan_actors"
DISPLAY_COOKIES: Mapping[str, str] = {
    "density": "ikkan_density",
    "scheme": "ikkan_scheme",
    "keys_enabled": "ikkan_keys",
}


def user_of(request: HttpRequest) -> User | None:
    """The account of the session, read once per request; also before Django's own middleware."""
    if not hasattr(request, "session"):
        return None
    user = get_user(request)  # Django keeps it on the request: its own middleware reads no more
    return user if isinstance(user, User) else None


def actor_of(who: HttpRequest | User | AnonymousUser, as_of: date) -> Actor:
    """The actor on that day; two queries, once per request and day. A stranger is PUBLIC."""
    if not isinstance(who, HttpRequest):
        return _actor(who, as_of) if isinstance(who, User) else PUBLIC
    known: dict[date, Actor] = who.__dict__.setdefault(_CACHE, {})
    if as_of not in known:
        user = user_of(who)
        known[as_of] = _actor(user, as_of) if user is not None else PUBLIC
    return known[as_of]


def _actor(user: User, as_of: date) -> Actor:
    if not user.is_active:
        return PUBLIC
    lent = [_lent(row) for row in _valid(Delegation, as_of).filter(to_user=user)]
    givers = {one.giver for one in lent}
    grants = _valid(RoleGrant, as_of).filter(
        Q(user=user) | Q(user__code__in=givers, user__is_active=True)
    )
    roles, scopes = rules.scopes(user.code, [_held(row) for row in grants], lent, as_of)
    return Actor(user.code, roles, scopes)


def _valid(model: type[Delegation] | type[RoleGrant], day: date):
    rows = model._default_manager.filter(valid_from__lte=day).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )
    return rows.select_related(*(("from_user", "to_user") if model is Delegation else ("user",)))


def _held(row: RoleGrant) -> rules.Held:
    return rules.Held(
        holder=row.user.code,
        role=row.role,
        kind=row.scope_kind,
        code=row.scope_code,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _lent(row: Delegation) -> rules.Lent:
    return rules.Lent(
        giver=row.from_user.code,
        taker=row.to_user.code,
        role=row.role,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def names_of(codes: Collection[str]) -> Mapping[str, str]:
    """Display names of account codes; one query. Implements `audit.ports.ActorNames`."""
    rows = User.objects.filter(code__in=codes).values_list("code", "display_name", "email")
    return {code: name or email for code, name, email in rows}


def by_email(email: str) -> User:
    """The account with this address, closed ones too. Raises NotFound."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise NotFound("accounts.account", messages.ACCOUNT_UNKNOWN.format(who=email))
    return user


def open_grants(email: str, role: str, as_of: date) -> tuple[RoleGrant, ...]:
    """Grants of a role that hold on that day or later. Raises NotFound where there are none."""
    rows = by_email(email).grants.filter(role=role).order_by("valid_from", "pk")
    found = tuple(rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=as_of)))
    if not found:
        words = messages.ROLE_NOT_HELD.format(email=email, role=role)
        raise NotFound("accounts.grant", words)
    return found


def grants_of(code: str, role: str, as_of: date) -> tuple[RoleGrant, ...]:
    """Grants of a role to an account that hold on that day."""
    rows = _valid(RoleGrant, as_of).filter(user__code=code, role=role)
    return tuple(rows.order_by("valid_from", "pk"))


def among(emails: Collection[str]) -> tuple[User, ...]:
    """The accounts with these addresses, closed ones too; one query."""
    return tuple(User.objects.filter(email__in=emails).order_by("email"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Everything the account page shows of one person's roles."""

    grants: tuple[RoleGrant, ...]
    given: tuple[Delegation, ...]
    taken: tuple[Delegation, ...]
    delegable: tuple[str, ...]


def standing(user: User, as_of: date) -> Standing:
    """Grants and delegations, those that ended too; three queries."""
    grants = tuple(user.grants.order_by("role", "valid_from"))
    given = Delegation.objects.filter(from_user=user).select_related("to_user")
    taken = Delegation.objects.filter(to_user=user).select_related("from_user")
    lendable = {
        one.role
        for one in grants
        if (one.valid_to is None or one.valid_to >= as_of) and rules.delegable(one.role)
    }
    return Standing(
        grants=grants,
        given=tuple(given),
        taken=tuple(taken),
        delegable=tuple(sorted(lendable)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """How somebody wants pages shown."""

    density: str
    scheme: str
    keys_enabled: bool


def display_of(request: HttpRequest) -> Display:
    """From the account, else from cookies, else standard; unknown values count as not chosen."""
    user = user_of(request)
    if user is not None:
        return Display(density=user.density, scheme=user.scheme, keys_enabled=user.keys_enabled)
    density = request.COOKIES.get(DISPLAY_COOKIES["density"], "")
    scheme = request.COOKIES.get(DISPLAY_COOKIES["scheme"], "")
    return Display(
        density=density if density in User.Density.values else User.Density.STANDARD.value,
        scheme=scheme if scheme in User.Scheme.values else User.Scheme.AUTO.value,
        keys_enabled=request.COOKIES.get(DISPLAY_COOKIES["keys_enabled"]) != "off",
    )
