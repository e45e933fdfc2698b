"""What allauth may do here: no sign-up, no change of address; accounts come from an action.

Called by allauth (settings ACCOUNT_ADAPTER, SOCIALACCOUNT_ADAPTER).
"""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Log-in with an account that an administrator opened."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account by oneself."""
        return False

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """The address is the log-in: it does not go away."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on into an account that exists, by its verified address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """An identity without an account here is refused."""
        return False
