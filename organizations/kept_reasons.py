"""Why a day counts for less, for translators (day_reasons.py). Closed cards keep these."""

from django.utils.translation import gettext_noop as _

from organizations.kept_words import keep


def register() -> None:
    keep(*REASONS)


REASONS = (
    _("half day"),
    _("part of a day"),
    _("working day"),
    _("not started yet"),
    _("has left"),
    _("not a working day"),
    _("public holiday"),
    _("public holiday: %(name)s"),
    _("company day off"),
    _("company day off: %(name)s"),
    _("company half day"),
    _("company half day: %(name)s"),
    _("company day off in part"),
    _("company day off in part: %(name)s"),
    _("leave"),
    _("half day of leave"),
    _("leave for part of the day"),
)
