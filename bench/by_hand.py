"""The floor of counting: the figures of eight metrics in one statement, written by hand for this question alone."""

from datetime import date
from typing import Any

from django.db import connection

from activities.models import ActivityType, Outcome
from organizations.periods import Period

METRICS = [
    "attempts", "dials", "conversations", "meetings_booked", "meetings_held", "emails_sent", "visits", "talk_time",
]  # fmt: skip
Figures = dict[tuple[int, date], tuple[int, ...]]  # (member, first day of the week) → one figure a metric

# Attempts count a prospect once a channel and day; those with nobody in particular count one each. One pass with
# a sorted text won over two passes and over a line for each prospect first.
SQL = """
SELECT member_id, {week} AS week,
    count(DISTINCT (occurred_on::text || ' ' || ({channel})::text || ' ' || prospect_key) COLLATE "C")
        FILTER (WHERE outcome_id = ANY(%(attempts)s) AND NOT inbound AND prospect_key <> '')
        + count(*) FILTER (WHERE outcome_id = ANY(%(attempts)s) AND NOT inbound AND prospect_key = ''),
    count(*) FILTER (WHERE type_id = ANY(%(call)s) AND NOT inbound),
    count(*) FILTER (WHERE outcome_id = ANY(%(talks)s) AND type_id = ANY(%(prospecting)s)),
    count(*) FILTER (WHERE outcome_id = ANY(%(booked)s)),
    count(*) FILTER (WHERE type_id = ANY(%(meeting)s) AND outcome_id = ANY(%(held)s)),
    count(*) FILTER (WHERE type_id = ANY(%(email)s) AND outcome_id = ANY(%(attempts)s)),
    count(*) FILTER (WHERE type_id = ANY(%(visit)s)),
    coalesce(sum(seconds) FILTER (WHERE type_id = ANY(%(call)s)), 0)
FROM activities_activity
WHERE organization_id = %(organization)s AND occurred_on >= %(start)s AND occurred_on < %(end)s
    AND deleted_at IS NULL {who}
GROUP BY 1, 2
"""


class ByHand:
    """Ids are looked up beforehand, as whoever writes such a statement for one report would."""

    def __init__(self, organization_id: int) -> None:
        self.parameters: dict[str, Any] = {"organization": organization_id}
        types = list(ActivityType.objects.values("pk", "key", "channel", "family"))
        outcomes = list(Outcome.objects.values("pk", "key", "is_attempt", "is_conversation"))
        self.channels = sorted({one["channel"] for one in types})
        self.by_channel = {c: [one["pk"] for one in types if one["channel"] == c] for c in self.channels}
        self.parameters |= {
            "attempts": [one["pk"] for one in outcomes if one["is_attempt"]],
            "talks": [one["pk"] for one in outcomes if one["is_conversation"]],
            "booked": [one["pk"] for one in outcomes if one["key"] == "meeting_booked"],
            "held": [one["pk"] for one in outcomes if one["key"] == "held"],
            "prospecting": [one["pk"] for one in types if one["family"] == "prospecting"],
            "call": self.by_channel["call"],
            "visit": self.by_channel["visit"],
            "email": [one["pk"] for one in types if one["key"] == "email"],
            "meeting": [one["pk"] for one in types if one["key"] == "meeting"],
        }

    def figures(self, period: Period, *, weekly: bool = False, member: int | None = None) -> Figures:
        """One figure a metric, by member and week; one week that begins with the period unless `weekly`."""
        sql = SQL.format(
            week="(occurred_on - %(start)s) / 7" if weekly else "0",
            who="AND member_id = %(member)s" if member else "",
            channel=self.channel(),
        )
        asked = self.parameters | {"start": period.start, "end": period.end, "member": member}
        with connection.cursor() as cursor:
            cursor.execute(sql, asked)
            return {
                (line[0], line[1]): tuple(int(figure) for figure in line[2:]) for line in cursor.fetchall()
            }

    def channel(self) -> str:
        """The channel of a type, as a number."""
        cases = [
            f"WHEN type_id IN ({', '.join(map(str, ids))}) THEN {number}"
            for number, ids in enumerate(self.by_channel.values())
        ]
        return f"CASE {' '.join(cases)} END"
