"""The network address of who asks: one answer for the brake, the list of sessions, the alerts and allauth's own limits."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest


def adres_van(request: HttpRequest) -> str:
    """The address of the visitor; '' when it cannot be known (then all such visitors share one counter of the brake).

    Behind a proxy it is the address that proxy saw: of `X-Forwarded-For` only the part that our own proxies wrote counts
    (`ALLAUTH_TRUSTED_PROXY_COUNT`). What a visitor puts in that header is never believed; without a proxy it is not read.
    """
    try:
        return str(get_adapter().get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured):
        return ""
