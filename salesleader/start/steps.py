"""The steps of setting up: what each asks, what is done, and which comes next."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import SetUp

Text = str | Promise


@dataclass(frozen=True)
class Step:
    """One question. `label` in the list of steps, `question` and `why` on its page.

    What a `dated` one changes holds from the next week on, once the organization's first week is over.
    """

    key: str
    label: Text
    question: Text
    why: Text
    asked_of: tuple[str, ...] = ()
    dated: bool = False

    def is_asked_of(self, leading: str) -> bool:
        """Some steps are for those alone who lead in one of these ways."""
        return not self.asked_of or leading in self.asked_of


STEPS = (
    Step(
        "leads",
        _("Who leads"),
        _("Who leads sales here?"),
        _("Somebody decides what matters and asks about it. Where nobody does, the numbers drift."),
    ),
    Step(
        "teams",
        _("Teams"),
        _("Which teams are there?"),
        _("A team has one leader and the people they answer for. One team is enough to begin."),
    ),
    Step(
        "week",
        _("Working week"),
        _("When do you work?"),
        _("Targets, pace and the closing of a week follow the days that are worked, where they are worked."),
        dated=True,
    ),
    Step(
        "holidays",
        _("Holidays"),
        _("Whose public holidays do you keep?"),
        _("Nothing is due on a public holiday: targets of that week are lower by themselves."),
        dated=True,
    ),
    Step(
        "money",
        _("Money"),
        _("What do you count money in?"),
        _("One currency for all figures, and the month your year begins in."),
        dated=True,
    ),
    Step(
        "card",
        _("Weekly card"),
        _("What counts in a week?"),
        _("Each week ends with a card that scores up to five numbers. Choose by what most of you do."),
        dated=True,
    ),
    Step(
        "people",
        _("People"),
        _("Who sells with you?"),
        _("Everyone gets a mail with a personal link, and comes in as what you say here."),
        asked_of=(SetUp.SELLS, SetUp.LEADS, SetUp.OTHER, ""),
    ),
    Step(
        "targets",
        _("Your first targets"),
        _("What do you aim at in a week?"),
        _(
            "A weekly number becomes a few calls a day. A first guess is better than none: change it when you like."
        ),
        asked_of=(SetUp.ALONE, SetUp.SELLS),
    ),
    Step(
        "partner",
        _("Someone who asks"),
        _("Who asks you how the week went?"),
        _(
            "Alone, nobody notices a week without prospecting. Name one person who gets your card every week by mail."
        ),
        asked_of=(SetUp.ALONE,),
    ),
)


def steps_for(leading: str) -> tuple[Step, ...]:
    return tuple(step for step in STEPS if step.is_asked_of(leading))


@dataclass(frozen=True)
class Line:
    """One step in the list: what became of it, and whether it is the one on the page."""

    step: Step
    state: str
    current: bool

    @property
    def is_done(self) -> bool:
        return self.state == SetUp.DONE

    @property
    def is_skipped(self) -> bool:
        return self.state == SetUp.SKIPPED


@dataclass(frozen=True)
class Progress:
    """How far the setting up has come. `closed`: nobody wants to be reminded of it."""

    lines: tuple[Line, ...]
    leading: str
    closed: bool

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def done(self) -> int:
        return sum(1 for line in self.lines if line.is_done)

    @property
    def is_complete(self) -> bool:
        return self.done == self.total

    @property
    def reminds(self) -> bool:
        return not self.closed and not self.is_complete

    @property
    def is_alone(self) -> bool:
        return self.leading == SetUp.ALONE

    @property
    def number(self) -> int:
        """Which step the page is, counted from one; 0 for none of them."""
        return next((n for n, line in enumerate(self.lines, start=1) if line.current), 0)

    @property
    def before(self) -> Step | None:
        """The step before the one on the page."""
        return self.lines[self.number - 2].step if self.number > 1 else None

    def following(self, key: str = "") -> str:
        """The next step that is neither done nor skipped, after this one and then from the beginning; "" for none."""
        keys = [line.step.key for line in self.lines]
        at = keys.index(key) + 1 if key in keys else 0
        waiting = [line.step.key for line in (*self.lines[at:], *self.lines[:at]) if not line.state]
        return next((one for one in waiting if one != key), "")

    def waiting(self) -> str:
        """Where to go on: what was not touched, else what was skipped; "" when everything is done."""
        skipped = (line.step.key for line in self.lines if line.is_skipped)
        return self.following() or next(skipped, "")


def progress_of(found: SetUp | None, current: str = "") -> Progress:
    """Nothing has been done where there is no record yet: whoever was here before set-ups were kept is not reminded."""
    steps: dict[str, Any] = found.steps if found else {}
    leading = found.leading if found else ""
    lines = tuple(Line(step, steps.get(step.key, ""), step.key == current) for step in steps_for(leading))
    return Progress(lines, leading, found is None or found.closed_at is not None)


def progress_here(current: str = "") -> Progress:
    """One query."""
    return progress_of(SetUp.objects.first(), current)


def reminder_for(membership: Any) -> Progress | None:
    """What the admin's home says about it; None for others, and when there is nothing to say. One query for admins."""
    return reminding(progress_for(membership))


def progress_for(membership: Any) -> Progress | None:
    """None for who is no admin. One query for admins."""
    return progress_here() if membership.is_admin else None


def reminding(found: Progress | None) -> Progress | None:
    return found if found and found.reminds else None
