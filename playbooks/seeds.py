"""Three short plays that every new organization starts with, to read and to rewrite."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from organizations.lazy_words import gettext_lazy as _
from organizations.models import Event, Membership
from playbooks.models import Play
from playbooks.services import publish, write_play


@dataclass(frozen=True)
class Starter:
    title: str
    situation: str
    body: str


ANSWER = Starter(
    _("Call when they answer"),
    _("You dial enough, and too few people pick up."),
    _("""\
## Know

People do not avoid you. They are busy at the hour you chose. Two call blocks at the right hour beat four at \
the wrong one.

## Do

1. Look at your last 50 attempts. At what hour did people pick up?
2. Ask three customers in the same trade: "When do you sit down for five minutes?"
3. Put two blocks of 45 minutes into those hours, this week, in your calendar.
4. Prepare the list the evening before. In the block you only dial.
5. Nobody there? Try once more at another hour on another day before you write or leave a message.

## Say

> "I will be quick, as I called without asking. May I say in one sentence why, and you tell me whether it is \
worth another two minutes?"

## Check

After two weeks, compare conversations per attempt with the two weeks before. No change: keep your hours and \
change the list.
"""),
)
EMAIL = Starter(
    _("They say: send me an e-mail"),
    _("A few seconds into the call they ask for something in writing."),
    _("""\
## Know

Sometimes it is interest without time, more often a polite no. Find out which of the two it is, kindly, before \
you write anything.

## Say

> "Gladly. So that it is worth reading: is it rather the price you would look at, or how it works at your \
place?"

Then wait. An answer is the start of a conversation.

No answer, or "just send everything":

> "I will send half a page today. Shall we look at it together on Thursday at ten, for ten minutes? If it does \
not fit, you tell me so, and I leave you in peace."

## Do

1. Agree on a day and an hour before you hang up.
2. Write within the hour: one problem in their own words, one result of a firm like theirs, one question.
3. Log the call with the date as the follow-up.
4. No date agreed? Log it as "send information" and ring once more in three working days.

## Avoid

A brochure with no question. Three attachments. "Just following up."
"""),
)
REFERRAL = Starter(
    _("Ask for a referral"),
    _("A customer has just said that something went well."),
    _("""\
## Know

The best moment is right after a good one: a delivery that went well, a problem solved, a thank you. Most \
customers would name somebody. Hardly anyone asks them.

## Say

> "I am glad that it works. We help firms like yours with exactly this. Who comes to mind that has the same \
trouble?"

Count to five in silence. When they name somebody:

> "May I say that we spoke? What would they want to hear first?"

When nobody comes to mind, make it smaller:

> "And among your neighbours on this street, or your suppliers?"

## Do

1. Prepare two names yourself: "Do you know anyone at Baker's or at the mill?"
2. Add the name while you are still on the phone.
3. Call within two working days, and begin with who sent you.
4. Tell the customer what came of it, whatever it was. That is how the second name comes.

## Count

Two asks a week are enough. Promise them in your 1:1, with a date.
"""),
)
STARTERS = (ANSWER, EMAIL, REFERRAL)


def seed_plays(*, by: Membership | None, now: datetime) -> None:
    """Publish the starters, in the language that is open. Only where there are no plays: theirs are not looked for by
    name, which is the organization's to change."""
    if Play.objects.exists():
        return
    for starter in STARTERS:
        play = write_play(
            title=str(starter.title),
            situation=str(starter.situation),
            body=str(starter.body),
            by=by,
            now=now,
            summary=gettext("Starter"),
        )
        publish(play=play, version=play.versions.get(number=1), by=by, now=now)


def seed(event: Event) -> None:
    seed_plays(by=event.actor, now=event.at)
