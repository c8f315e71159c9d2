"""Setting up organizations, people, teams and working calendars."""

from .calendar import set_ramp, set_schedule, take_time_off
from .people import add_member, deactivate_member, make_token, revoke_token
from .rules import set_standard_week
from .settings import choose_look, move_member_to_zone, rename_member, rename_organization
from .sign_in import require_second_factor
from .start import erase_demo, start_organization
from .teams import create_team, name_leader, place_member

__all__ = [
    "add_member",
    "choose_look",
    "create_team",
    "deactivate_member",
    "erase_demo",
    "make_token",
    "move_member_to_zone",
    "name_leader",
    "place_member",
    "rename_member",
    "rename_organization",
    "require_second_factor",
    "revoke_token",
    "set_ramp",
    "set_schedule",
    "set_standard_week",
    "start_organization",
    "take_time_off",
]
