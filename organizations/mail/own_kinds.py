"""The mails of this app: about accounts, to whom is invited, and to admins when the organization is to end."""

from django.utils.translation import gettext_lazy as _

from .kinds import ACCOUNT, MEMBERS, OUTSIDE, MailKind, mail_kind

CODES = (
    "login_code", "reauthentication_code", "email_confirmation", "email_confirmation_signup", "password_reset_key",
    "password_reset_code", "email_confirm", "unknown_account", "account_already_exists",
)  # fmt: skip
NOTICES = (
    "password_changed", "password_reset", "password_set", "email_changed", "email_deleted", "new_device",
    "second_factor_reset", "recovery_codes_generated", "totp_activated", "totp_deactivated", "webauthn_added",
    "webauthn_removed", "account_connected", "account_disconnected",
)  # fmt: skip


def register() -> None:
    """Called when the app starts."""
    mail_kind(MailKind(
        "codes", ACCOUNT, _("Codes and links to sign in"), _("When you, or somebody with your address, ask for one."),
        _("They come only when they are asked for, and open your account."), letters=CODES, rank=80,
    ))  # fmt: skip
    mail_kind(MailKind(
        "notices", ACCOUNT, _("Changes of your account"),
        _("A new device, a new password, another address, a second factor."),
        _("If it was not you, this mail is how you learn of it."), letters=NOTICES, rank=81,
    ))  # fmt: skip
    mail_kind(MailKind(
        "end", MEMBERS, _("The organization is to be deleted"), _("When an admin asks for that, or calls it off."),
        _("Everything would be gone. Every admin has to know while it can still be called off."),
        sees=lambda me: me.is_admin, rank=70,
    ))  # fmt: skip
    mail_kind(MailKind(
        "token", MEMBERS, _("A token was made in your name"),
        _("When you, or whoever runs this installation, make a token for a program."),
        _("Whoever has it reads and changes what you may. If it was not you, this mail is how you learn of it."),
        rank=82,
    ))  # fmt: skip
    mail_kind(MailKind(
        "invitation", OUTSIDE, _("Invitations"), _("To whom you invite; once, and again when you send it again."),
        _("It is the only way in. Who does not answer gets no more."),
        sees=lambda me: me.is_admin, route="organizations:invitations", rank=90,
    ))  # fmt: skip
