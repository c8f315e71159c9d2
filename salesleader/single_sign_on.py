"""Providers of single sign-on, from the environment: `SSO=google,microsoft,okta`, and a few values for each."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env

GOOGLE = "https://accounts.google.com"
MICROSOFT = "https://login.microsoftonline.com/{tenant}/v2.0"
# Microsoft's doors to everybody's directories: whoever has one could name any address in it.
EVERYBODY = ("common", "organizations", "consumers")


def single_sign_on(env: Env) -> dict[str, Any]:
    """What allauth calls SOCIALACCOUNT_PROVIDERS. Empty without SSO."""
    names = words(env, "SSO")
    apps = [provider(env, name) for name in names]
    return {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}} if apps else {}


def provider(env: Env, name: str) -> dict[str, Any]:
    """One provider. `name` stands in its address and in the accounts that are connected to it: it should stay."""
    if not name.isascii() or not name.replace("-", "").isalnum():
        raise ImproperlyConfigured(f"SSO names {name!r}. A name has letters, digits and hyphens.")
    mine = f"SSO_{name.upper().replace('-', '_')}_"
    domains = [domain.lower() for domain in words(env, f"{mine}DOMAINS")]
    return {
        "provider_id": name,
        "name": env.str(f"{mine}NAME", name.capitalize()),
        "client_id": needed(env, f"{mine}CLIENT_ID"),
        "secret": needed(env, f"{mine}SECRET"),
        "settings": {
            "server_url": server_of(env, name, mine),
            "verified_email": domains,
            "second_factor": env.bool(f"{mine}SECOND_FACTOR", False),
            "oauth_pkce_enabled": True,
        },
    }


def server_of(env: Env, name: str, mine: str) -> str:
    if name == "google":
        return env.str(f"{mine}URL", GOOGLE)
    if name != "microsoft":
        return needed(env, f"{mine}URL")
    tenant = needed(env, f"{mine}TENANT")
    if tenant in EVERYBODY:
        raise ImproperlyConfigured(
            f"{mine}TENANT is {tenant!r}, which lets in people of every directory. Name your own by its id."
        )
    return MICROSOFT.format(tenant=tenant)


def words(env: Env, variable: str) -> list[str]:
    return [word.strip() for word in env.str(variable, "").split(",") if word.strip()]


def needed(env: Env, variable: str) -> str:
    value = env.str(variable, "")
    if not value:
        raise ImproperlyConfigured(f"SSO names a provider, so {variable} has to be set.")
    return value
