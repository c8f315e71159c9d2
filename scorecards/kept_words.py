"""The sentences that closed cards keep, for translators. They are made in English (verdicts.py, cards.py, goals/)
and told in the reader's language by organizations/kept_words.py; a test tries every one that can be made."""

from django.utils.translation import gettext_noop as _

from organizations.kept_words import keep


def register() -> None:
    keep(*VERDICTS, *PARTS, *CARDS, *AMENDMENTS)


VERDICTS = (
    _("One number was behind."),
    _("No attempts were logged. %(due)s was due."),
    _("No attempts were logged. %(due)s were due."),
    _("%(done)s of %(due)s attempts were made."),
    _("%(done)s of %(due)s attempts were made, at normal rates."),
    _("%(done_words)s of %(due_words)s. Not enough to tell why yet."),
    _("The calls were made. Too few people picked up."),
    _("%(done)s of %(due)s meetings were held, though %(booked)s were booked."),
    _("%(before_words)s led to %(done)s meeting, %(due)s were due."),
    _("%(before_words)s led to %(done)s meetings, %(due)s were due."),
    _("%(n)s of %(all)s numbers ended just short."),
    _("%(came_words)s, the rest was on track."),
    _("Furthest ahead: %(came_words)s."),
    _("%(n)s of %(all)s targets was met, the rest nearly."),
    _("%(n)s of %(all)s targets were met, the rest nearly."),
    _("All %(all)s targets were met."),
    _("The one target was met."),
    _("That points to effort."),
    _("That points to the list or the hour, not to effort."),
    _("That points to skill, not to effort."),
    _("%(done_words)s against %(due)s, and %(then_words)s against %(later)s."),
    _("%(done_words)s against %(due)s, but %(then_words)s against %(later)s."),
    _("%(done_words)s against %(due)s."),
)
PARTS = (
    _("%(name)s came to %(done)s, planned were at most %(due)s"),
    _("%(name)s came to %(done)s of %(due)s"),
    _("%(name)s came to %(done)s against %(due)s"),
    _("%(n)s attempt"),
    _("%(n)s attempts"),
    _("%(n)s conversation"),
    _("%(n)s conversations"),
    _("%(n)s meeting booked"),
    _("%(n)s meetings booked"),
    _("%(n)s meeting held"),
    _("%(n)s meetings held"),
)
CARDS = (
    _("Away all week."),
    _("Nothing was scored this week."),
    _("No goals were set, so nothing was scored."),
    _("nothing to measure"),
    _("no goal"),
    # What became of a promise.
    _("Open"),
    _("Kept"),
    _("Missed"),
    _("Dropped"),
)
AMENDMENTS = (
    _("Late entry for %(day)s"),
    _("Entry of %(day)s changed"),
    _("Entry of %(day)s deleted"),
    _("Entry of %(day)s brought back"),
    _("Entries imported"),
    _("Entries sent later from a device"),
    _("Call log brought in"),
    _("Call log taken out"),
    _("Leave from %(day)s entered"),
    _("Leave from %(day)s taken back"),
    _("Opportunity closed on %(day)s changed"),
    _("Opportunities imported"),
)
