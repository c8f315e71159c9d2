"""What this app keeps about a person. Customers are the organization's: here stands only which are theirs."""

from django.utils.translation import gettext_lazy as _

from organizations.privacy.parts import WORK, keep

HERE = "crm."


def register() -> None:
    keep("accounts", WORK, f"{HERE}Account", ["owner"], title=_("Customers that you look after"),
         why=_("So that everyone knows whose a customer is."), route="crm:accounts", columns="id name created_at")  # fmt: skip # noqa: E501
    keep("contacts", WORK, f"{HERE}Contact", ["owner"], title=_("Contacts that you look after"),
         why=_("Their phones and addresses are the organization's and not in your file."), route="crm:accounts",
         columns="id name created_at")  # fmt: skip
    keep("opportunities", WORK, f"{HERE}Opportunity", ["owner"], title=_("Opportunities of yours"),
         why=_("So that everyone knows who works on what."), route="crm:accounts",
         columns="id name stage__name amount currency opened_on forecast_on closed_on")  # fmt: skip
    keep("credit", WORK, f"{HERE}Credit", ["member"], title=_("Your share of what was won"),
         why=_("A deal counts for those who made it."),
         columns="id opportunity__name team__name share amount on")  # fmt: skip
