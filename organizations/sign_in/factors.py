"""Authenticator apps and passkeys: how their secrets are kept, drawn and named."""

import base64
from functools import lru_cache
from urllib.parse import urlsplit

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import Organization
from organizations.tenancy.origin import short_agent

from .memberships import organizations_of

QUIET = 4  # modules of white around a QR code, as its standard says
UNREADABLE = base64.b32encode(b"nothing fits this secret").decode()


class SecondFactors(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("That code does not fit. Take the one that the app shows now."),
        "cannot_delete_authenticator": gettext_lazy(
            "An organization of yours asks for a second factor. Add another before you remove this one."
        ),
    }

    def get_totp_issuer(self) -> str:
        return "SalesLeader"

    def build_totp_svg(self, url: str) -> SafeString:
        """A QR code as an element of the page: the content policy lets no picture in that is not a file of ours."""
        return draw(url)

    def encrypt(self, text: str) -> str:
        return keyring().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret that was kept under a key which is gone fits no code; it breaks no page."""
        try:
            return keyring().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return UNREADABLE

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not is_last(authenticator) or not is_asked_for(authenticator.user_id)

    def generate_authenticator_name(self, user: object, type: str) -> str:
        agent = short_agent(self.get_user_agent())
        return agent or _("Passkey")

    def get_user_agent(self) -> str:
        return self.request.headers.get("User-Agent", "") if self.request else ""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the address of the installation, whatever host the browser named."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "localhost", "name": "SalesLeader"}


def is_last(authenticator: Authenticator) -> bool:
    others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
    return not others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def is_asked_for(user_id: int) -> bool:
    """Whether an organization of this person asks for a second factor."""
    theirs = [organization["id"] for organization in organizations_of(user_id)]
    return Organization.objects.filter(pk__in=theirs, second_factor_required=True).exists()


def keyring() -> MultiFernet:
    """Kept under SECRET_KEY; read under those before it too (SECRET_KEY_FALLBACKS)."""
    return ring_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def ring_of(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key_from(secret)) for secret in secrets])


def key_from(secret: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"second factors of SalesLeader")
    return base64.urlsafe_b64encode(kdf.derive(secret.encode()))


def draw(text: str) -> SafeString:
    """Dark on light in both themes: that is what cameras expect. One path, a unit a module."""
    code = qrcode.QRCode(border=QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path fill="#000" d="{2}"/></svg>',
        len(rows), _("QR code for your authenticator app"), path,
    )  # fmt: skip
