"""Accounts, role grants and delegations.

Decides: what an account is. Written by `actions` only. The journal knows an account by its opaque
`code`; the person's name and address stay here and can be removed.
"""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import pgettext_lazy

from ikkan.audit.actor import RESERVED_ROLES


def new_code() -> str:
    """An opaque account code, such as ``u-3f9a0c1d2b4e5f60``."""
    return f"u-{secrets.token_hex(8)}"


class Accounts(BaseUserManager["User"]):
    """Makes accounts; called by the action `create_account` and by tests."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account with a hashed password, or none (log-in by reset or single sign-on)."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person's account (アカウント); the address of e-mail is the log-in."""

    class Language(models.TextChoices):
        UNSET = "", pgettext_lazy("accounts", "as the browser")
        JA = "ja", "日本語"
        EN = "en", "English"

    class Density(models.TextChoices):
        RELAXED = "relaxed", pgettext_lazy("accounts", "Relaxed")
        STANDARD = "standard", pgettext_lazy("accounts", "Standard")
        DENSE = "dense", pgettext_lazy("accounts", "Dense")

    class Scheme(models.TextChoices):
        AUTO = "auto", pgettext_lazy("accounts", "As the system")
        LIGHT = "light", pgettext_lazy("accounts", "Light")
        DARK = "dark", pgettext_lazy("accounts", "Dark")

    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    email = models.EmailField(pgettext_lazy("accounts", "E-mail"), unique=True)
    display_name = models.CharField(pgettext_lazy("accounts", "Name"), max_length=100, blank=True)
    language = models.CharField(
        pgettext_lazy("accounts", "Language"),
        max_length=2,
        choices=Language,
        default=Language.UNSET,
        blank=True,
    )
    density = models.CharField(
        pgettext_lazy("accounts", "Density"),
        max_length=8,
        choices=Density,
        default=Density.STANDARD,
    )
    scheme = models.CharField(
        pgettext_lazy("accounts", "Colours"), max_length=5, choices=Scheme, default=Scheme.AUTO
    )
    keys_enabled = models.BooleanField(
        pgettext_lazy("accounts", "Single-key commands"), default=True
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Accounts()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="accounts_email_lower"
            ),
        )

    def get_full_name(self) -> str:
        """The display name, else the address."""
        return self.display_name or self.email

    get_short_name = get_full_name


class RoleGrant(models.Model):
    """A role (役割) that an account holds from a day on, everywhere or for one record."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=60)
    scope_kind = models.CharField(max_length=60, blank=True)
    scope_code = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    granted_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("role", "valid_from", "pk")
        indexes = (models.Index(fields=("user", "valid_from"), name="accounts_grant_user"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(role__in=sorted(RESERVED_ROLES)), name="accounts_grant_role"
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(scope_kind="", scope_code="")
                    | (~models.Q(scope_kind="") & ~models.Q(scope_code=""))
                ),
                name="accounts_grant_scope",
            ),
        )


class Delegation(models.Model):
    """A role lent to another account for a stated time (代理)."""

    from_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_given")
    to_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_taken")
    role = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("valid_from", "pk")
        indexes = (models.Index(fields=("to_user", "valid_from"), name="accounts_lent_to"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(from_user=models.F("to_user")), name="accounts_lent_not_self"
            ),
        )
