"""Who takes over from somebody unless another is chosen: whoever leads them."""

from datetime import datetime

from organizations.models import Membership, Placement, Team


def nearest_leader(member: Membership, now: datetime) -> Membership | None:
    """Who leads the member's team of today or, next above it, one that has another leader who is here."""
    stay = Placement.objects.on(member.today(now)).filter(membership=member).select_related("team").first()
    path = stay.team.path if stay else own_team_path(member)
    above = [int(part) for part in path.split(".") if part]
    teams = Team.objects.in_use().filter(pk__in=above, leader__isnull=False).exclude(leader=member)
    led = {team.pk: team.leader for team in teams.select_related("leader__user")}
    nearest = (led[pk] for pk in reversed(above) if pk in led)
    return next((one for one in nearest if one and one.deactivated_at is None and one.user.is_active), None)


def own_team_path(member: Membership) -> str:
    """For a leader who is in no team: the highest team that they lead."""
    led = Team.objects.in_use().filter(leader=member).order_by("path").first()
    return led.path if led else ""
