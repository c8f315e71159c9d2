"""Why a value was refused or needs a look, for translators. An import keeps these in English with each line."""

from django.utils.translation import gettext_noop as _

from organizations.kept_words import keep


def register() -> None:
    """Called when the app starts."""
    keep(*VALUES, *ROWS, *PEOPLE)


VALUES = (
    _("It is not an amount."),
    _("It is not an amount that can be kept."),
    _("It has more than two decimals."),
    _("It is not a whole number from 0 up."),
    _("It is not a date of the form %(form)s."),
    _("The year %(year)s can't be right."),
    _("It is neither yes nor no."),
    _("It is not a time zone such as Europe/Berlin."),
    _("It is not an e-mail address."),
    _("It is longer than %(longest)s characters."),
)
ROWS = (
    _("It holds a NUL character, which no text has."),
    _("It has %(cells)s cells, the header has %(columns)s."),
    _("Line %(line)s has the same id already."),
    _("'%(value)s' is not known. It was kept as it is."),
    _("'%(value)s' is not known (there is '%(like)s'). It was kept as it is."),
    _("It is none of: %(names)s."),
    _("It is empty. '%(value)s' stands there for now."),
    _("It is empty, and every row needs it."),
    _("This row can't be read (%(why)s). Look for a quote that is not closed."),
)
PEOPLE = (
    _("Nobody here has this name or id. Import or add the person first."),
    _("Several people here have this name. Use their ids."),
)
