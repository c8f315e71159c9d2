"""What the codes in this app's events mean, for the audit page. States and kinds that a record's own field lists are
known from there (audit/value_words.py)."""

from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from organizations.audit.field_words import field_words, name_fields
from organizations.audit.names import noun_of
from organizations.audit.value_words import word_values
from organizations.audit.verbs import kinds as kinds_of_events
from organizations.audit.verbs import verbs
from organizations.mail.kinds import kinds as kinds_of_mail
from organizations.models import Membership, SetUp
from organizations.models.organization import WEEKDAYS as NAMES_OF_DAYS
from organizations.places import country_choices
from organizations.privacy.keeping import RULES
from organizations.services.calendar import WEEKDAYS
from organizations.tokens.scopes import in_words

WAYS_IN = {
    "password": _("password"), "code": _("code from the mail"), "password_reset": _("link from the mail"),
    "mfa": _("second factor"), "socialaccount": _("single sign-on"), "passkey": _("passkey"),
    "too many passwords": _("too many passwords"),
}  # fmt: skip
FACTORS = {
    "totp": _("authenticator app"), "webauthn": _("passkey"), "recovery_codes": _("recovery codes"),
}  # fmt: skip


def register() -> None:
    names_of_days: dict[int, Any] = dict(NAMES_OF_DAYS)
    name_fields({rule.field: rule.title for rule in RULES})
    name_fields({key: names_of_days[number] for number, key in enumerate(WEEKDAYS)})
    word_values("methods", WAYS_IN)
    word_values("method", WAYS_IN | FACTORS)
    word_values("type", FACTORS, "second_factor_added", "second_factor_removed")
    word_values("scopes", lambda scope: ", ".join(in_words([scope])))
    word_values("kind", title_of_mail, "mail_stopped", "mail_resumed")
    word_values("what", title_of_events, "audit_exported")
    word_values("record", noun_of, "audit_exported")
    word_values("form", {"csv": _("CSV, for a spreadsheet"), "jsonl": _("JSON lines, for a program")})
    word_values("rule", field_words, "rule_planned")
    word_values("state", {SetUp.DONE: _("Done"), SetUp.SKIPPED: _("Skipped")}, "set_up_step_taken")
    word_values("theme", dict(Membership.THEMES))
    word_values("first_weekday", dict(NAMES_OF_DAYS))
    word_values("language", own_name)
    word_values("country", lambda code: dict(country_choices()).get(code))


def title_of_mail(key: str) -> Any:
    return kinds_of_mail[key].title if key in kinds_of_mail else None


def title_of_events(key: str) -> Any:
    known = verbs.get(key) or kinds_of_events.get(key)
    return known.title if known else None


def own_name(code: str) -> str | None:
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return None
