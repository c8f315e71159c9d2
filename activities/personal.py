"""What this app keeps about a person, and what of it goes when they are erased."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from activities.models import BlockPerson, CallBlock, CallLog, DeviceKey, PushDevice, Reminder
from organizations.models import Membership
from organizations.privacy.parts import DOING, WORK, erase_with, keep, withhold
from organizations.privacy.wiping import addresses_of

HERE = "activities."


def register() -> None:
    keep("entries", WORK, f"{HERE}Activity", ["member"], title=_("Calls and everything else you logged"),
         why=_("This is what is counted. No recording, and no place."), route="activities:entries",
         columns="id type__name outcome__name prospect contact__name account__name opportunity__name occurred_at"
         " occurred_on seconds inbound note evidence logged_at edited_at deleted_at")  # fmt: skip
    keep("follow_ups", WORK, f"{HERE}FollowUp", ["member"], title=_("What you promised to customers"),
         why=_("So that nobody is forgotten."), route="activities:follow_ups",
         columns="id prospect contact__name account__name due_on due_time channel reason created_at"
         " done_at")  # fmt: skip
    keep("holds", WORK, f"{HERE}Hold", ["said_by"], title=_("Why somebody needs no next date"),
         why=_("So that you are not asked again."), columns="id contact__name reason until_on said_at lifted_at",
         route="activities:next_steps")  # fmt: skip
    keep("oddities", WORK, f"{HERE}OddityAside", ["member", "seen_by"], title=_("Questions about entries put aside"),
         why=_("So that the same thing is not asked twice."), columns="id key seen_at")  # fmt: skip
    keep("call_logs", WORK, f"{HERE}CallLog", ["membership"], title=_("Call logs that you brought"),
         why=_("So that each call is taken in once, and all of a file can be taken out again."),
         columns="id name state rows created known refused brought_at")  # fmt: skip
    keep("reminder_hours", DOING, f"{HERE}ReminderHours", ["membership"], title=_("When you are reminded"),
         why=_("So that nobody disturbs your evening."), route="activities:reminder_hours",
         columns="id starts ends by_mail")  # fmt: skip
    keep("reminders", DOING, f"{HERE}Reminder", ["membership"], title=_("Reminders that you were given"),
         why=_("So that you are reminded once."), columns="id title given_at")  # fmt: skip
    keep("devices", DOING, f"{HERE}PushDevice", ["membership"], title=_("Devices that you are reminded on"),
         why=_("The address that your browser's maker gave it."), columns="id name created_at")  # fmt: skip
    keep("blocks", DOING, f"{HERE}CallBlock", ["member"], title=_("Your call blocks"),
         why=_("So that a block goes on where it stopped, on whatever device. Nobody else sees it."),
         route="activities:blocks", columns="id name type__name seconds created_at ended_at")  # fmt: skip
    keep("device_keys", DOING, f"{HERE}DeviceKey", ["membership"], title=_("The key of your devices"),
         why=_("So that entries that wait on a device are locked when you sign out. It is not in your file."),
         columns="id created_at")  # fmt: skip
    withhold(f"{HERE}DeviceKey", "secret", _("a secret"))
    for name in ("CallBlock", "BlockPerson"):
        withhold(f"{HERE}{name}", "*", _("how somebody went through their calls is theirs alone"))
    withhold(f"{HERE}PushDevice", "*", _("a person's own devices"))
    erase_with("devices", _("Their devices, reminders, call blocks, and the files of their call logs."), wipe)


def wipe(member: Membership, now: datetime) -> list[str]:
    """What was called stays in the log; the list they went through goes."""
    PushDevice.objects.filter(membership=member).delete()
    DeviceKey.objects.filter(membership=member).delete()
    BlockPerson.objects.filter(block__member=member).delete()
    CallBlock.objects.filter(member=member).delete()
    Reminder.objects.filter(membership=member).delete()
    CallLog.objects.filter(membership=member).update(text="", name="", refused=[])
    forget_in_call_logs(member)
    return []


def forget_in_call_logs(member: Membership) -> None:
    """What was brought with their calls among it: who was meant by what, and why rows were refused."""
    names = [words.casefold() for words in {member.name, *addresses_of(member.user)} if words]

    def says(text: str) -> bool:
        return any(name in text.casefold() for name in names)

    for log in CallLog.objects.only("text", "name", "state", "reading", "refused"):
        if log.state == CallLog.DRAFT and says(log.text):
            log.delete()
            continue
        for part in ("owners", "why_not"):
            if part in log.reading:
                log.reading[part] = {
                    text: whose
                    for text, whose in log.reading[part].items()
                    if whose != member.pk and not says(text) and not says(str(whose))
                }
        log.refused = [[line, "" if says(str(why)) else why] for line, why in log.refused]
        log.name = "" if says(log.name) else log.name
        log.save(update_fields=["reading", "refused", "name"])
