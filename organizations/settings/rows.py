"""The lines of the two hubs that lead to pages of this package."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.hubs import SETTINGS, YOU, Row, add_row
from organizations.languages import language_of
from organizations.name_words import in_sentence

from .rules import PAGES, value_of


def look(request: Any) -> str:
    """ "English, dark"."""
    language = translation.get_language_info(language_of(request.membership))["name_local"]
    theme = request.membership.get_theme_display()
    return _("%(language)s, %(theme)s") % {"language": language.capitalize(), "theme": in_sentence(theme)}


# The rules that change from a date on, with their section on the page.
RULE_ROWS = [
    ("house", "currency"), ("time", "zone"), ("time", "first_weekday"), ("time", "fiscal_month"),
    ("time", "close_time"), ("time", "mail_time"),
]  # fmt: skip


def add_rows() -> None:
    """Called when the app starts."""
    for rank, (section, rule) in enumerate(RULE_ROWS, start=20):
        page = PAGES[rule]
        row = Row(
            section, page.title, page.why, "organizations:rule", value_of(rule), rank=rank,
            arguments={"rule": rule},
        )  # fmt: skip
        add_row(SETTINGS, row)
    add_row(
        SETTINGS,
        Row(
            "house",
            gettext_lazy("Name"),
            gettext_lazy("On every page and in every mail."),
            "organizations:name",
            lambda request: request.organization.name,
            rank=10,
        ),
    )
    add_row(
        SETTINGS,
        Row(
            "security",
            gettext_lazy("Second factor"),
            gettext_lazy("Whether a password alone lets people in."),
            "organizations:second_factor_rule",
            lambda request: (
                _("Required") if request.organization.second_factor_required else _("Not required")
            ),
        ),
    )
    add_row(
        YOU,
        Row(
            "you",
            gettext_lazy("Name"),
            gettext_lazy("How people see you here."),
            "organizations:your_name",
            lambda request: request.membership.name,
            rank=10,
        ),
    )
    add_row(
        YOU,
        Row(
            "you",
            gettext_lazy("Language and look"),
            gettext_lazy("Pages and mails, on all your devices."),
            "organizations:your_look",
            look,
            rank=30,
        ),
    )
    add_row(
        YOU,
        Row(
            "mail",
            gettext_lazy("Which mails you get"),
            gettext_lazy("Every kind that we send, and what you lose without it."),
            "organizations:your_mail",
            rank=10,
        ),
    )
    add_row(
        YOU,
        Row(
            "time",
            gettext_lazy("Time zone"),
            gettext_lazy("Decides which day a call belongs to, and when your week closes."),
            "organizations:your_zone",
            lambda request: request.membership.zone,
            rank=10,
        ),
    )
