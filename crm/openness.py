"""What this app tells the audit page."""

from django.utils.translation import gettext_lazy as _

from crm.models import Stage
from organizations.audit.names import MEMBER, call, refer, refer_by_key
from organizations.audit.value_words import word_values
from organizations.audit.verbs import CHANGED, FLIPPED, MADE, kind, say

CUSTOMERS = "customers"
ACCOUNT, CONTACT, OPPORTUNITY, STAGE = "crm.account", "crm.contact", "crm.opportunity", "crm.stage"


def register() -> None:
    kind(CUSTOMERS, _("Customers and opportunities"), rank=50)
    say("account_created", MADE, CUSTOMERS, _("Account added"), _("%(who)s added the account %(what)s"))
    say("account_changed", CHANGED, CUSTOMERS, _("Account changed"), _("%(who)s changed the account %(what)s"),
        parent=ACCOUNT)  # fmt: skip
    say("contact_created", MADE, CUSTOMERS, _("Contact added"), _("%(who)s added the contact %(what)s"))
    say(
        "contact_changed", CHANGED, CUSTOMERS, _("Contact changed"), _("%(who)s changed the contact %(what)s")
    )
    say("contact_blocked", CHANGED, CUSTOMERS, _("Contact blocked"), _("%(who)s noted that %(what)s asked not to be contacted"))  # fmt: skip # noqa: E501
    say("contact_allowed", CHANGED, CUSTOMERS, _("Contact allowed"), _("%(who)s noted that %(what)s may be contacted again"))  # fmt: skip # noqa: E501
    say(
        "opportunity_created",
        MADE,
        CUSTOMERS,
        _("Opportunity added"),
        _("%(who)s added the opportunity %(what)s"),
    )
    say("opportunity_changed", CHANGED, CUSTOMERS, _("Opportunity changed"),
        _("%(who)s changed the opportunity %(what)s"))  # fmt: skip
    say(
        "opportunity_moved",
        CHANGED,
        CUSTOMERS,
        _("Opportunity moved"),
        _("%(who)s moved the opportunity %(what)s"),
    )
    say("credit_shared", CHANGED, CUSTOMERS, _("Credit shared"), _("%(who)s shared the credit of %(what)s"),
        fields=MEMBER)  # fmt: skip
    say(
        "number_struck",
        FLIPPED,
        CUSTOMERS,
        _("Number struck"),
        _("%(who)s struck a wrong number of %(what)s"),
    )
    say(
        "number_restored",
        FLIPPED,
        CUSTOMERS,
        _("Number restored"),
        _("%(who)s restored a number of %(what)s"),
    )
    call(ACCOUNT, _("account"), "name", route="crm:account")
    call(CONTACT, _("contact"), "name", route="crm:contact")
    call(OPPORTUNITY, _("opportunity"), "name", route="crm:opportunity")
    refer(ACCOUNT, "account")
    refer(CONTACT, "contact")
    refer(OPPORTUNITY, "opportunity")
    call(STAGE, _("stage"), "name")
    refer_by_key(STAGE, "stage")
    word_values("kind", dict(Stage.KINDS), "opportunity_created", "opportunity_moved")
