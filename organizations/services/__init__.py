"""Setting up organizations, people, teams and working calendars."""

from .calendar import remove_schedule, set_dates, set_ramp, set_schedule
from .house import change_organization
from .house_rules import plan_rule
from .leaving import deactivate_member
from .people import add_member
from .pictures import (
    forget_pictures_of,
    forget_replaced_pictures,
    put_picture_back,
    remove_picture,
    set_picture,
)
from .placements import place_member, take_back_move
from .ramps import remove_ramp_template, save_ramp_template
from .regions import set_holiday_region, set_member_region
from .retiring import Going, restore_team, retire_team
from .roles import change_roles, reactivate_member
from .rules import add_own_day, remove_own_day, set_standard_week
from .set_up import (
    answer_step,
    close_set_up,
    reopen_set_up,
    say_who_leads,
    settle_in,
    skip_step,
    start_team,
)
from .settings import (
    change_own,
    choose_look,
    move_member_to_zone,
    rename_member,
    rename_organization,
    set_most_reports,
)
from .sign_in import require_second_factor
from .start import erase_demo, start_organization
from .teams import change_team, create_team, move_team, name_leader, rename_team
from .time_off import (
    FULL_DAY,
    LONGEST_TIME_OFF,
    approve_time_off,
    ask_time_off,
    decline_time_off,
    reopen_time_off,
    take_time_off,
    withdraw_time_off,
)
from .tokens import make_token, revoke_token
from .undoing import undo_team_change

__all__ = [
    "FULL_DAY",
    "LONGEST_TIME_OFF",
    "Going",
    "add_member",
    "add_own_day",
    "answer_step",
    "approve_time_off",
    "ask_time_off",
    "change_organization",
    "change_own",
    "change_roles",
    "change_team",
    "choose_look",
    "close_set_up",
    "create_team",
    "deactivate_member",
    "decline_time_off",
    "erase_demo",
    "forget_pictures_of",
    "forget_replaced_pictures",
    "make_token",
    "move_member_to_zone",
    "move_team",
    "name_leader",
    "place_member",
    "plan_rule",
    "put_picture_back",
    "reactivate_member",
    "remove_own_day",
    "remove_picture",
    "remove_ramp_template",
    "remove_schedule",
    "rename_member",
    "rename_organization",
    "rename_team",
    "reopen_set_up",
    "reopen_time_off",
    "require_second_factor",
    "restore_team",
    "retire_team",
    "revoke_token",
    "save_ramp_template",
    "say_who_leads",
    "set_dates",
    "set_holiday_region",
    "set_member_region",
    "set_most_reports",
    "set_picture",
    "set_ramp",
    "set_schedule",
    "set_standard_week",
    "settle_in",
    "skip_step",
    "start_organization",
    "start_team",
    "take_back_move",
    "take_time_off",
    "undo_team_change",
    "withdraw_time_off",
]
