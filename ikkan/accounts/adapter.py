"""What allauth may do here: no sign-up, no change of address; accounts come from an action.

Called by allauth (settings ACCOUNT_ADAPTER, SOCIALACCOUNT_ADAPTER, MFA_ADAPTER).
"""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Log-in with an account that an administrator opened."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account by oneself."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on into an account that exists, by its verified address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """An identity without an account here is refused."""
        return False


class MfaAdapter(DefaultMFAAdapter):
    """The square of the authenticator app, legible in light and dark."""

    def build_totp_svg(self, url: str) -> str:
        """SVG for the page itself: no XML head, dark squares on white."""
        svg = super().build_totp_svg(url)
        svg = svg[svg.index("<svg") :]
        body = svg.index(">") + 1
        return f'{svg[:body]}<rect width="100%" height="100%" fill="#fff"/>{svg[body:]}'
