"""Who may do what: one row for every route inside an organization, HTML and API.

A row names, for each method that the route has, who is let in and how everybody else is answered. Methods
that a row does not name are answered with 405. `tests/test_access.py` tries every row with every member of
Acme, with nobody signed in, with a member of the rival organization, and with the rival's ids; it fails for
a route without a row and for a row without a route.

To add a route: add a row to RULES. `pk="account"` takes the id from the world (tests/world.py), where every
record belongs to Rob of North; `kwargs=` takes a function of the world for anything else.

    "crm:account": Rule("account", get=Can(NORTH), post=Can(NORTH, ok=422)),

People: ada is admin; lea leads North and sells; rob and rita sell in North, what is tried is Rob's;
sam leads South; sol sells in South.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

EVERYONE = "ada lea rob rita sam sol"
ADMIN = "ada"
LEADERS = "ada lea sam"
NORTH = "ada lea rob"  # those who see what is Rob's
REPS = "lea rob rita sol"
PAIR = "lea rob"  # the two of a 1:1


@dataclass(frozen=True)
class Can:
    """Who is answered with `ok`; everybody else in the organization with `no`. `data` is what is sent."""

    who: str
    ok: int = 200
    no: int = 404
    data: Any = None
    but: tuple[str, int] = ("", 0)  # those who are answered otherwise: they see it and may not do it

    def expected(self, name: str) -> int:
        if name in self.but[0].split():
            return self.but[1]
        return self.ok if name in self.who.split() else self.no


@dataclass(frozen=True)
class Rule:
    """One route. `pk` names a record of the world; `query` is added to the address, with `{world.….pk}` filled in."""

    pk: str = ""
    get: Can | None = None
    post: Can | None = None
    put: Can | None = None
    patch: Can | None = None
    delete: Can | None = None
    kwargs: Callable[[Any], dict] | None = None
    query: str = ""

    def arguments(self, world: Any) -> dict:
        if self.kwargs is not None:
            return self.kwargs(world)
        return {"pk": getattr(world, self.pk).pk} if self.pk else {}


def play(world: Any) -> dict:
    return {"slug": world.play.slug}


def digest(world: Any) -> dict:
    return {"digest": world.picture.digest}


def of_block(world: Any) -> dict:
    return {"pk": world.call_block.pk, "person": world.block_person.pk}


RULES: dict[str, Rule] = {
    "home": Rule(get=Can(EVERYONE, ok=302)),
    "more": Rule(get=Can(EVERYONE)),
    # Today, the organization, and the log: seen by leaders, changed by the person and admins
    "today": Rule(get=Can(EVERYONE)),
    "admin_home": Rule(get=Can(ADMIN, no=403)),
    # Acme is no demo, so not even its admin may clear it.
    "clear_demo": Rule(post=Can(ADMIN, ok=404, no=403)),
    "activities:log": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    "activities:who": Rule(get=Can(EVERYONE, ok=302)),
    "activities:timeline": Rule(query="?contact={world.contact.pk}", get=Can(NORTH, ok=302)),
    "activities:entries": Rule(get=Can(EVERYONE)),
    "activities:entry": Rule("activity", get=Can(NORTH), post=Can("ada rob", ok=422, but=("lea", 403))),
    "activities:delete": Rule("activity", post=Can("ada rob", ok=302, but=("lea", 403))),
    "activities:restore": Rule("activity", post=Can("ada rob", ok=302, but=("lea", 403))),
    "activities:finish": Rule("follow_up", post=Can("ada rob", ok=302, but=("lea", 403))),
    "activities:reopen": Rule("follow_up", post=Can("ada rob", ok=302, but=("lea", 403))),
    "activities:later": Rule("follow_up", post=Can("ada rob", ok=302, but=("lea", 403))),
    "activities:put_back": Rule("follow_up", post=Can("ada rob", ok=302, but=("lea", 403))),
    "activities:follow_ups": Rule(get=Can(EVERYONE)),
    "activities:plan_follow_up": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    "activities:follow_up": Rule("follow_up", get=Can(NORTH), post=Can("ada rob", ok=422, but=("lea", 403))),
    "activities:hand_over": Rule("follow_up", post=Can(NORTH, ok=422)),
    "activities:take_back": Rule("follow_up", post=Can(NORTH, ok=302)),
    "activities:drop": Rule("follow_up", post=Can("ada rob", ok=302, but=("lea", 403))),
    "activities:reminders": Rule(get=Can(EVERYONE, ok=302)),
    "activities:reminder_hours": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    "activities:add_device": Rule(post=Can(EVERYONE, ok=422)),
    "activities:remove_device": Rule("push_device", post=Can("rob", ok=302)),
    "activities:call_logs": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    "activities:call_log": Rule("call_log", get=Can("rob"), post=Can("rob")),
    "activities:take_call_log_out": Rule("call_log", post=Can("rob", ok=302)),
    "activities:tally": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=302)),
    "activities:tally_sheet": Rule(get=Can(EVERYONE)),
    "activities:oddities": Rule(get=Can(LEADERS, no=403)),
    "activities:put_oddity_aside": Rule("member", post=Can("ada lea", ok=302, but=("rob", 403))),
    "activities:bring_oddity_back": Rule("member", post=Can("ada lea", ok=302, but=("rob", 403))),
    "activities:next_steps": Rule(get=Can(EVERYONE)),
    "activities:plan_next": Rule(query="?contact={world.contact.pk}", post=Can(NORTH, ok=302)),
    "activities:hold": Rule(query="?contact={world.contact.pk}", post=Can(NORTH, ok=302)),
    "activities:lift_hold": Rule("hold", post=Can(NORTH, ok=302)),
    "activities_api:activities": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    # What can be logged: read by all, changed by admins
    "activities_api:types": Rule(
        get=Can(EVERYONE), post=Can(ADMIN, ok=422, no=403), put=Can(ADMIN, ok=422, no=403)
    ),
    "activities_api:type": Rule(
        kwargs=lambda w: {"key": w.activity.type.key}, get=Can(ADMIN, no=403), patch=Can(ADMIN, no=403)
    ),
    "activities_api:outcomes": Rule(
        kwargs=lambda w: {"key": w.activity.type.key},
        post=Can(ADMIN, ok=422, no=403),
        put=Can(ADMIN, ok=422, no=403),
    ),
    "activities_api:outcome": Rule(
        kwargs=lambda w: {"key": w.activity.type.key, "outcome": w.activity.outcome.key},
        patch=Can(ADMIN, no=403),
    ),
    # Call blocks: one's own alone
    "activities:blocks": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    "activities:block": Rule("call_block", get=Can("rob")),
    "activities:log_call": Rule(kwargs=of_block, post=Can("rob", ok=422)),
    "activities:skip_call": Rule(kwargs=of_block, post=Can("rob", ok=302)),
    "activities:take_up_skipped": Rule("call_block", post=Can("rob", ok=302)),
    "activities:pause_block": Rule("call_block", post=Can("rob", ok=302)),
    "activities:resume_block": Rule("call_block", post=Can("rob", ok=302)),
    "activities:end_block": Rule("call_block", post=Can("rob", ok=302)),
    "activities:types": Rule(get=Can(ADMIN, no=403)),
    "activities:add_type": Rule(get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "activities:order_types": Rule(post=Can(ADMIN, ok=302, no=403)),
    "activities:type": Rule("type", get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "activities:retire_type": Rule("type", post=Can(ADMIN, ok=302, no=403)),
    "activities:restore_type": Rule("type", post=Can(ADMIN, ok=302, no=403)),
    "activities:order_outcomes": Rule("type", post=Can(ADMIN, ok=302, no=403)),
    "activities:add_outcome": Rule("type", get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "activities:outcome": Rule("outcome", get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "activities:retire_outcome": Rule("outcome", post=Can(ADMIN, ok=302, no=403)),
    "activities:restore_outcome": Rule("outcome", post=Can(ADMIN, ok=302, no=403)),
    "activities_api:activity": Rule(
        "activity",
        get=Can(NORTH),
        patch=Can("ada rob", but=("lea", 403)),
        delete=Can("ada rob", ok=204, but=("lea", 403)),
    ),
    # What a phone keeps, and what it sends
    "activities_api:batch": Rule(post=Can(EVERYONE, data={"entries": []})),
    "phone": Rule(get=Can(EVERYONE)),
    "phone_key": Rule(post=Can(EVERYONE)),
    # Customers, and what was imported
    "crm:accounts": Rule(get=Can(EVERYONE)),
    "crm:add_account": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    "crm:account": Rule("account", get=Can(NORTH)),
    "crm:edit_account": Rule("account", get=Can(NORTH), post=Can(NORTH, ok=422)),
    "crm:add_contact": Rule("account", get=Can(NORTH), post=Can(NORTH, ok=422)),
    "crm:add_opportunity": Rule("account", get=Can(NORTH), post=Can(NORTH, ok=422)),
    "crm:contact": Rule("contact", get=Can(NORTH)),
    "crm:edit_contact": Rule("contact", get=Can(NORTH), post=Can(NORTH, ok=422)),
    "crm:opportunity": Rule("opportunity", get=Can(NORTH)),
    "crm:edit_opportunity": Rule("opportunity", get=Can(NORTH), post=Can(NORTH, ok=422)),
    "crm:move_opportunity": Rule("opportunity", post=Can(NORTH, ok=422)),
    "crm:share_credit": Rule("opportunity", post=Can("ada lea", ok=422, but=("rob", 403))),
    "crm_api:accounts": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=400)),
    "crm_api:account": Rule("account", get=Can(NORTH)),
    "crm_api:contacts": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=400)),
    "crm_api:contact": Rule("contact", get=Can(NORTH)),
    "crm_api:opportunities": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=400)),
    "crm_api:opportunity": Rule("opportunity", get=Can(NORTH)),
    # Numbers that are struck and people who wanted no contact: the way back
    "crm:allow_contact": Rule("contact", post=Can("ada lea", ok=422, but=("rob", 403))),
    "crm:restore_contact_number": Rule("contact", post=Can(NORTH, ok=302)),
    "crm:restore_account_number": Rule("account", post=Can(NORTH, ok=302)),
    "crm_api:allow_contact": Rule("contact", post=Can("ada lea", ok=400, but=("rob", 403))),
    "crm_api:restore_contact_number": Rule("contact", post=Can(NORTH)),
    "crm_api:restore_account_number": Rule("account", post=Can(NORTH)),
    "imports:batches": Rule(get=Can(ADMIN, no=403)),
    "imports:batch": Rule("batch", get=Can(ADMIN, no=403)),
    # 1:1s, notes and promises: Lea's and Rob's alone, but promises are seen by admins
    "coaching:one_on_ones": Rule(get=Can(EVERYONE)),
    "coaching:plan": Rule(get=Can("lea sam", no=403), post=Can("lea sam", ok=422, no=403)),
    "coaching:one_on_one": Rule("one_on_one", get=Can(PAIR)),
    "coaching:topic": Rule("one_on_one", post=Can(PAIR, ok=302)),
    "coaching:move": Rule("one_on_one", get=Can(PAIR), post=Can(PAIR, ok=422)),
    "coaching:held": Rule("one_on_one", post=Can(PAIR, ok=302)),
    "coaching:called_off": Rule("one_on_one", post=Can(PAIR, ok=302)),
    "coaching:restored": Rule("one_on_one", post=Can(PAIR, ok=302)),
    "coaching:add_note": Rule("one_on_one", post=Can(PAIR, ok=422)),
    "coaching:commit": Rule("one_on_one", post=Can(PAIR, ok=422)),
    "coaching:note": Rule("note", get=Can("rob"), post=Can("rob", ok=422)),
    "coaching:commitments": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    "coaching:commitment": Rule("commitment", get=Can(NORTH)),
    "coaching:decide": Rule("commitment", post=Can(PAIR, ok=422, but=("ada", 403))),
    "coaching:carry": Rule("commitment", post=Can(PAIR, ok=422, but=("ada", 403))),
    "coaching:drop": Rule("commitment", post=Can(PAIR, ok=422, but=("ada", 403))),
    "coaching:settle": Rule("commitment", post=Can(PAIR, ok=422, but=("ada", 403))),
    "coaching_api:one_on_ones": Rule(get=Can(EVERYONE), post=Can("lea sam", ok=400, no=403)),
    "coaching_api:one_on_one": Rule("one_on_one", get=Can(PAIR)),
    "coaching_api:move": Rule("one_on_one", post=Can(PAIR, ok=400)),
    "coaching_api:held": Rule("one_on_one", post=Can(PAIR)),
    "coaching_api:called_off": Rule("one_on_one", post=Can(PAIR)),
    "coaching_api:notes": Rule("one_on_one", get=Can(PAIR), post=Can(PAIR, ok=400)),
    "coaching_api:commitments": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=400)),
    "coaching_api:commitment": Rule("commitment", get=Can(NORTH)),
    "coaching_api:decide": Rule("commitment", post=Can(PAIR, ok=400, but=("ada", 403))),
    "coaching_api:carry": Rule("commitment", post=Can(PAIR, ok=400, but=("ada", 403))),
    "coaching_api:drop": Rule("commitment", post=Can(PAIR, ok=400, but=("ada", 403))),
    "coaching_api:settle": Rule("commitment", post=Can(PAIR, ok=400, but=("ada", 403))),
    # The playbook: everyone reads what is published, admins and leaders write
    "playbooks:plays": Rule(get=Can(EVERYONE)),
    "playbooks:new": Rule(get=Can(LEADERS, no=403), post=Can(LEADERS, ok=422, no=403)),
    "playbooks:preview": Rule(post=Can(LEADERS, no=403)),
    "playbooks:play": Rule(kwargs=play, get=Can(EVERYONE)),
    "playbooks:edit": Rule(kwargs=play, get=Can(LEADERS, no=403), post=Can(LEADERS, ok=422, no=403)),
    "playbooks:version": Rule(kwargs=lambda w: {**play(w), "number": 1}, get=Can(EVERYONE)),
    "playbooks:changes": Rule(kwargs=lambda w: {**play(w), "older": 1, "newer": 1}, get=Can(EVERYONE)),
    "playbooks:publish": Rule(kwargs=play, post=Can(LEADERS, ok=302, no=403, data={"number": 1})),
    "playbooks:archive": Rule(kwargs=play, post=Can(LEADERS, ok=302, no=403)),
    "playbooks:bring_back": Rule(kwargs=play, post=Can(LEADERS, ok=302, no=403)),
    "playbooks_api:plays": Rule(get=Can(EVERYONE)),
    "playbooks_api:play": Rule(kwargs=play, get=Can(EVERYONE)),
    # People and teams
    "organizations:people": Rule(get=Can(LEADERS, no=403)),
    "organizations:find_people": Rule(get=Can(EVERYONE), query="?field=leader&leader=ro"),
    "organizations:person": Rule("member", get=Can(NORTH)),
    # Settings: of the organization for admins, of oneself for everyone
    "organizations:settings": Rule(get=Can(ADMIN, no=403)),
    "organizations:name": Rule(get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "organizations:second_factor_rule": Rule(get=Can(ADMIN, no=403), post=Can(ADMIN, ok=302, no=403)),
    "organizations:rule": Rule(
        kwargs=lambda world: {"rule": "first_weekday"},
        get=Can(ADMIN, no=403),
        post=Can(ADMIN, ok=422, no=403),
    ),
    "organizations:plan_rule": Rule(
        kwargs=lambda world: {"rule": "first_weekday", "value": "6"}, post=Can(ADMIN, ok=302, no=403)
    ),
    "organizations:you": Rule(get=Can(EVERYONE)),
    "organizations:your_name": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    "organizations:your_zone": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    "organizations:your_look": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    "organizations:change_roles": Rule("member", post=Can(ADMIN, ok=302, but=("lea rob", 403))),
    # Teams, moves and leaving: the admin's
    "organizations:team_tree": Rule(get=Can(ADMIN, no=403)),
    "organizations:add_team": Rule(get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "organizations:place_team": Rule(post=Can(ADMIN, ok=404, no=403)),
    "organizations:undo_team": Rule("event", post=Can(ADMIN, ok=302, no=403)),
    "organizations:team": Rule("team", get=Can(ADMIN, no=403)),
    "organizations:rename_team": Rule("team", post=Can(ADMIN, ok=422, no=403)),
    "organizations:move_team": Rule("team", post=Can(ADMIN, ok=422, no=403)),
    "organizations:team_leader": Rule("team", get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "organizations:retire_team": Rule("team", get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "organizations:restore_team": Rule("team", post=Can(ADMIN, ok=302, no=403)),
    "organizations:most_reports": Rule(get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "organizations:move_member": Rule(
        "member", get=Can(ADMIN, but=("lea rob", 403)), post=Can(ADMIN, ok=422, but=("lea rob", 403))
    ),
    "organizations:take_back_move": Rule("member", post=Can(ADMIN, ok=302, but=("lea rob", 403))),
    "organizations:deactivate_member": Rule(
        "member", get=Can(ADMIN, but=("lea rob", 403)), post=Can(ADMIN, ok=422, but=("lea rob", 403))
    ),
    "organizations:reactivate_member": Rule("member", post=Can(ADMIN, ok=302, but=("lea rob", 403))),
    # Invitations: the admin's. What is open here outside any organization is tried in tests/people.
    "organizations:invitations": Rule(get=Can(ADMIN, no=403)),
    "organizations:invite": Rule(get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "organizations:resend_invitation": Rule("invitation", post=Can(ADMIN, ok=302, no=403)),
    "organizations:revoke_invitation": Rule("invitation", post=Can(ADMIN, ok=302, no=403)),
    # Working calendar: seen by the person and who leads them, changed by those and admins; rules by admins
    "organizations:my_calendar": Rule(get=Can(EVERYONE)),
    "organizations:calendar": Rule("member", get=Can(NORTH)),
    "organizations:add_time_off": Rule("member", get=Can(NORTH), post=Can(NORTH, ok=422)),
    "organizations:takes": Rule("member", get=Can(NORTH), query="?starts_on=2026-11-25&part=whole"),
    "organizations:schedule": Rule("member", get=Can(NORTH), post=Can("ada lea", ok=422, but=("rob", 403))),
    "organizations:move_region": Rule("member", post=Can("ada lea", ok=422, but=("rob", 403))),
    "organizations:dates": Rule("member", post=Can("ada lea", ok=302, but=("rob", 403))),
    "organizations:ramp": Rule("member", get=Can(NORTH), post=Can("ada lea", ok=422, but=("rob", 403))),
    "organizations:remove_schedule": Rule("schedule", post=Can("ada lea", ok=302, but=("rob", 403))),
    "organizations:regions": Rule(get=Can(EVERYONE), query="?prefix=move&move-country=GB"),
    "organizations:absences": Rule(get=Can(LEADERS, no=403)),
    "organizations:time_off": Rule("time_off", get=Can(NORTH)),
    "organizations:approve_time_off": Rule("time_off", post=Can("ada lea", ok=302, but=("rob", 403))),
    "organizations:decline_time_off": Rule("time_off", post=Can("ada lea", ok=422, but=("rob", 403))),
    "organizations:withdraw_time_off": Rule("time_off", post=Can(NORTH, ok=302)),
    "organizations:reopen_time_off": Rule("time_off", post=Can(NORTH, ok=302)),
    "organizations:calendar_rules": Rule(get=Can(ADMIN, no=403)),
    "organizations:set_week": Rule(post=Can(ADMIN, ok=422, no=403)),
    "organizations:set_region": Rule(post=Can(ADMIN, ok=302, no=403)),
    "organizations:add_own_day": Rule(post=Can(ADMIN, ok=422, no=403)),
    "organizations:remove_own_day": Rule("own_day", post=Can(ADMIN, ok=302, no=403)),
    "organizations:ramp_templates": Rule(get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "organizations:ramp_template": Rule(
        "ramp_template", get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)
    ),
    "organizations:bring_back_ramp_template": Rule(
        query="?name=North&shares=0,100&every=1&unit=months", post=Can(ADMIN, ok=302, no=403)
    ),
    "organizations:remove_ramp_template": Rule("ramp_template", post=Can(ADMIN, ok=302, no=403)),
    "organizations_api:days": Rule("member", get=Can(NORTH), query="?from=2026-11-16&to=2026-11-22"),
    "organizations_api:ramp": Rule(
        "member", get=Can(NORTH), put=Can("ada lea", data={"steps": []}, but=("rob", 403))
    ),
    "organizations_api:give_ramp": Rule("member", post=Can("ada lea", ok=400, but=("rob", 403))),
    "organizations_api:ramp_templates": Rule(get=Can(EVERYONE), post=Can(ADMIN, ok=400, no=403)),
    "organizations_api:ramp_template": Rule(
        "ramp_template",
        get=Can(EVERYONE),
        patch=Can(ADMIN, no=403),
        delete=Can(ADMIN, ok=204, no=403),
    ),
    "organizations_api:schedules": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=400)),
    "organizations_api:schedule": Rule("schedule", delete=Can("ada lea", ok=204, but=("rob", 403))),
    "organizations_api:all_time_off": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=400)),
    "organizations_api:time_off": Rule("time_off", get=Can(NORTH)),
    "organizations_api:approve_time_off": Rule("time_off", post=Can("ada lea", but=("rob", 403))),
    "organizations_api:decline_time_off": Rule("time_off", post=Can("ada lea", ok=400, but=("rob", 403))),
    "organizations_api:withdraw_time_off": Rule("time_off", post=Can(NORTH)),
    "organizations_api:reopen_time_off": Rule("time_off", post=Can(NORTH, ok=400)),
    "organizations_api:holidays": Rule(get=Can(EVERYONE), query="?year=2026&country=GB"),
    "organizations_api:own_days": Rule(get=Can(EVERYONE), post=Can(ADMIN, ok=400, no=403)),
    "organizations_api:own_day": Rule("own_day", delete=Can(ADMIN, ok=204, no=403)),
    "organizations_api:standard_week": Rule(get=Can(EVERYONE), put=Can(ADMIN, ok=400, no=403)),
    # The API of people and organization: the same as their pages
    "organizations_api:members": Rule(get=Can(EVERYONE)),
    "organizations_api:member": Rule("member", get=Can(NORTH), patch=Can("rob", but=("ada lea", 403))),
    "organizations_api:roles": Rule("member", put=Can(ADMIN, ok=422, but=("lea rob", 403))),
    "organizations_api:open_work": Rule("member", get=Can(ADMIN, but=("lea rob", 403))),
    "organizations_api:deactivate_member": Rule("member", post=Can(ADMIN, but=("lea rob", 403))),
    "organizations_api:reactivate_member": Rule("member", post=Can(ADMIN, but=("lea rob", 403))),
    "organizations_api:take_back_move": Rule("member", post=Can(ADMIN, ok=422, but=("lea rob", 403))),
    "organizations_api:dates": Rule("member", put=Can("ada lea", ok=422, but=("rob", 403))),
    "organizations_api:region": Rule("member", put=Can("ada lea", ok=422, but=("rob", 403))),
    "organizations_api:placements": Rule(get=Can(EVERYONE), post=Can(ADMIN, ok=422, no=403)),
    "organizations_api:teams": Rule(get=Can(EVERYONE), post=Can(ADMIN, ok=422, no=403)),
    "organizations_api:team": Rule("team", get=Can("ada lea rob rita"), patch=Can(ADMIN, no=403)),
    "organizations_api:retire_team": Rule("team", post=Can(ADMIN, ok=422, no=403)),
    "organizations_api:restore_team": Rule("team", post=Can(ADMIN, no=403)),
    "organizations_api:undo_team": Rule("team", post=Can(ADMIN, ok=422, no=403)),
    "organizations_api:invitations": Rule(get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "organizations_api:many_invitations": Rule(post=Can(ADMIN, ok=400, no=403)),
    "organizations_api:invitation": Rule("invitation", get=Can(ADMIN, no=403)),
    "organizations_api:resend_invitation": Rule("invitation", post=Can(ADMIN, no=403)),
    "organizations_api:revoke_invitation": Rule("invitation", post=Can(ADMIN, no=403)),
    "organizations_api:organization": Rule(get=Can(EVERYONE), patch=Can(ADMIN, no=403)),
    # Pictures: seen by every member, one’s own chosen by oneself, the logo by admins
    "organizations:picture": Rule(
        kwargs=lambda world: {"digest": world.picture.digest, "size": "small"}, get=Can(EVERYONE)
    ),
    "organizations:your_photo": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    "organizations:remove_your_photo": Rule(post=Can(EVERYONE, ok=302)),
    "organizations:photo_back": Rule(kwargs=digest, post=Can("rob", ok=302)),
    "organizations:remove_photo_of": Rule("member", post=Can(ADMIN, ok=302, but=("lea rob", 403))),
    "organizations:photo_of_back": Rule(
        kwargs=lambda w: {"pk": w.member.pk, **digest(w)}, post=Can(ADMIN, ok=302, but=("lea rob", 403))
    ),
    "organizations:logo": Rule(get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "organizations:remove_logo": Rule(post=Can(ADMIN, ok=302, no=403)),
    "organizations:logo_back": Rule(kwargs=digest, post=Can(ADMIN, ok=404, no=403)),
    # Mail: one's own, and all for admins
    "organizations:your_mail": Rule(get=Can(EVERYONE)),
    "organizations:stop_kind": Rule(kwargs=lambda w: {"kind": "card"}, post=Can(EVERYONE, ok=302)),
    "organizations:resume_kind": Rule(kwargs=lambda w: {"kind": "card"}, post=Can(EVERYONE, ok=302)),
    "organizations:outbox": Rule(get=Can(EVERYONE)),
    "organizations:mail": Rule("mail", get=Can("ada rob")),
    "organizations:mail_html": Rule("mail", get=Can("ada rob")),
    "organizations:resend_mail": Rule("mail", post=Can("ada", ok=302, but=("rob", 403))),
    # Audit and openness: the trail is the admins'; what is recorded about oneself is everyone's own
    "organizations:audit": Rule(get=Can(ADMIN, no=403)),
    "organizations:audit_event": Rule("event", get=Can(ADMIN, no=403)),
    "organizations:export_audit": Rule(post=Can(ADMIN, no=403, data={"format": "csv"})),
    "organizations_api:audit": Rule(get=Can(ADMIN, no=403)),
    "organizations:about_me": Rule(get=Can(EVERYONE)),
    "organizations:my_files": Rule(get=Can(EVERYONE, ok=302), post=Can(EVERYONE, ok=302)),
    "organizations:ask_for_erasure": Rule(post=Can(EVERYONE, ok=302)),
    # One that was asked for and not made yet: its owner is led back to where it will be.
    "organizations:fetch_file": Rule("data_export", get=Can("rob", ok=302)),
    "organizations:data": Rule(get=Can(ADMIN, no=403)),
    "organizations:organization_files": Rule(get=Can(ADMIN, ok=302, no=403), post=Can(ADMIN, ok=302, no=403)),
    "organizations:set_keeping": Rule(
        get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403, data={"retention_months": "1"})
    ),
    "organizations:erase": Rule("member", get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    # An admin is asked for their password again first.
    "organizations:end": Rule(get=Can(ADMIN, ok=302, no=403), post=Can(ADMIN, ok=302, no=403)),
    "organizations:call_off_end": Rule(post=Can(ADMIN, ok=302, no=403)),
    # Goals: seen by the person and their leaders, set by the leaders
    "goals:goals": Rule(get=Can(EVERYONE)),
    "goals:goal": Rule("goal", get=Can(NORTH)),
    "goals:set_target": Rule("member", post=Can("ada lea", ok=422, but=("rob", 403))),
    "goals:end_goal": Rule("goal", post=Can("ada lea", ok=302, but=("rob", 403))),
    "goals_api:goals": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=400)),
    # Weekly cards
    "team": Rule(get=Can(LEADERS, no=403)),
    "scorecards:mine": Rule(get=Can(EVERYONE)),
    "scorecards:person": Rule("member", get=Can(NORTH)),
    "scorecards:card": Rule("card", get=Can(NORTH)),
    "scorecards:acknowledge": Rule("card", post=Can("rob", ok=302, but=("ada lea", 403))),
    "scorecards:team_card": Rule("team_card", get=Can("ada lea")),
    "scorecards_api:cards": Rule(get=Can(EVERYONE)),
    "scorecards_api:card": Rule("card", get=Can(NORTH)),
    "scorecards_api:team_cards": Rule(get=Can(EVERYONE)),
    "scorecards_api:team_card": Rule("team_card", get=Can("ada lea")),
    # The team feed, and what is said about an entry
    "coaching:feed": Rule(get=Can(EVERYONE)),
    "coaching:feed_live": Rule(get=Can(EVERYONE, ok=302)),
    "coaching:encourage": Rule(
        "activity", post=Can("ada lea", ok=302, but=("rob", 403), data={"text": "Well asked"})
    ),
    "coaching:withdraw": Rule("encouragement", post=Can("lea", ok=302, but=("ada rob", 403))),
    # Calendars, and the meetings they bring: one's own alone
    "meetings:calendars": Rule(get=Can(EVERYONE)),
    "meetings:start_feed": Rule(post=Can(EVERYONE)),
    "meetings:end_feed": Rule(post=Can(EVERYONE, ok=302)),
    "meetings:add_address": Rule(post=Can(EVERYONE, ok=422)),
    "meetings:add_file": Rule(post=Can(EVERYONE, ok=422)),
    "meetings:remove_source": Rule("calendar_source", post=Can("rob", ok=302)),
    "meetings:check_source": Rule("calendar_source", post=Can("rob", ok=302)),
    "meetings:meetings": Rule(get=Can(EVERYONE)),
    "meetings:meeting": Rule("meeting", get=Can("rob"), post=Can("rob", ok=422)),
    "meetings:dismiss": Rule("meeting", post=Can("rob", ok=302)),
    "meetings:propose_again": Rule("meeting", post=Can("rob", ok=302)),
    # Numbers
    "metrics:numbers": Rule(get=Can(EVERYONE)),
    "metrics:rows": Rule(
        get=Can(NORTH),
        kwargs=lambda world: {"key": world.metric.key},
        query="?from=2026-11-16&to=2026-11-22&member={world.member.pk}",
    ),
    "metrics_api:metrics": Rule(get=Can(EVERYONE)),
    "metrics_api:tally": Rule(
        get=Can(EVERYONE),
        kwargs=lambda world: {"key": world.metric.key},
        query="?from=2026-11-16&to=2026-11-22",
    ),
    "metrics_api:rows": Rule(
        get=Can(NORTH),
        kwargs=lambda world: {"key": world.metric.key},
        query="?from=2026-11-16&to=2026-11-22&member={world.member.pk}",
    ),
    # Setting up: the admins'
    "set_up": Rule(get=Can(ADMIN, ok=302, no=403)),
    "set_up_step": Rule(
        kwargs=lambda world: {"step": "week"}, get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)
    ),
    "set_up_done": Rule(get=Can(ADMIN, no=403)),
    "close_set_up": Rule(post=Can(ADMIN, ok=302, no=403)),
    "reopen_set_up": Rule(post=Can(ADMIN, ok=302, no=403)),
    # Observers: whoever is watched sees them and can end it, and so can their leaders and admins
    "scorecards:observers": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=422)),
    "scorecards:end_watch": Rule("watch", post=Can(NORTH, ok=302)),
    "scorecards:restore_watch": Rule("watch", post=Can(NORTH, ok=302)),
    "scorecards:ask_again": Rule("watch", post=Can(NORTH, ok=302)),
    "scorecards_api:observers": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=400)),
    "scorecards_api:observer": Rule("watch", get=Can(NORTH), delete=Can(NORTH, ok=204)),
    # Tokens of the API: one's own, all for admins. Who makes one is asked first who they are.
    "organizations:tokens": Rule(get=Can(EVERYONE)),
    "organizations:new_token": Rule(get=Can(EVERYONE, ok=302), post=Can(EVERYONE, ok=302)),
    "organizations:all_tokens": Rule(get=Can(ADMIN, no=403)),
    "organizations:revoke_token": Rule("token", get=Can("ada rob"), post=Can("ada rob", ok=302)),
    # Card templates: what is scored is open to all; admins change it, leaders give them to the people they lead
    "scorecards:templates": Rule(get=Can(EVERYONE)),
    "scorecards:template": Rule("card_template", get=Can(EVERYONE)),
    "scorecards:new_template": Rule(get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "scorecards:edit_template": Rule(
        "card_template", get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)
    ),
    "scorecards:adopt_template": Rule(kwargs=lambda world: {"role": "am"}, post=Can(ADMIN, ok=302, no=403)),
    "scorecards:keep_template": Rule("card_template", post=Can(ADMIN, ok=302, no=403)),
    "scorecards:retire_template": Rule("card_template", post=Can(ADMIN, ok=302, no=403)),
    "scorecards:restore_template": Rule("card_template", post=Can(ADMIN, ok=302, no=403)),
    "scorecards:template_holders": Rule(get=Can(EVERYONE), post=Can(LEADERS, ok=422, no=403)),
    "scorecards:template_of": Rule("member", get=Can(NORTH), post=Can("ada lea", ok=422, but=("rob", 403))),
    "scorecards:keep_template_of": Rule("member", post=Can("ada lea", ok=302, but=("rob", 403))),
    "scorecards:default_template": Rule(get=Can(ADMIN, no=403), post=Can(ADMIN, ok=422, no=403)),
    "scorecards:keep_default_template": Rule(post=Can(ADMIN, ok=302, no=403)),
    # What was done last is undone by whoever did it, while they still may, and by admins.
    "scorecards:undo_template": Rule("card_giving", post=Can("ada lea", ok=302)),
    "scorecards_api:templates": Rule(get=Can(EVERYONE), post=Can(ADMIN, ok=400, no=403)),
    "scorecards_api:template_library": Rule(get=Can(EVERYONE), post=Can(ADMIN, ok=400, no=403)),
    "scorecards_api:template": Rule("card_template", get=Can(EVERYONE), put=Can(ADMIN, ok=400, no=403)),
    "scorecards_api:planned_template": Rule("card_template", delete=Can(ADMIN, ok=204, no=403)),
    "scorecards_api:retired_template": Rule(
        "card_template", put=Can(ADMIN, ok=400, no=403), delete=Can(ADMIN, no=403)
    ),
    "scorecards_api:assignments": Rule(get=Can(EVERYONE), post=Can(EVERYONE, ok=400)),
    "scorecards_api:planned_of": Rule("member", delete=Can("ada lea", ok=204, but=("rob", 403))),
    "scorecards_api:default_template": Rule(
        get=Can(EVERYONE), put=Can(ADMIN, ok=400, no=403), delete=Can(ADMIN, ok=204, no=403)
    ),
}
