"""Who may do what with working days. Seeing is `visible_to`: a person sees themselves and those they lead."""

from organizations.models import Membership, TimeOff


def can_manage_days(membership: Membership, member: Membership) -> bool:
    """Admins, and the leaders of a person: schedule, region, dates, ramp, and time off without asking.

    Asked only for people whom the membership sees: for a leader those are themselves and the people they lead.
    """
    return membership.is_admin or membership.pk != member.pk


def can_answer(membership: Membership, off: TimeOff) -> bool:
    """Admins and the leaders of the person. Asked only for time off that the membership sees."""
    return membership.is_admin or membership.pk != off.membership_id


def can_see_absences(membership: Membership) -> bool:
    return membership.is_admin or membership.leads_any


def can_change_rules(membership: Membership) -> bool:
    """The organization's week, holidays, own days and ramp templates."""
    return membership.is_admin
