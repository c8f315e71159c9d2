"""Importing people: members, the tree of their teams, and who leads those."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from organizations.lazy_words import gettext_lazy
from organizations.models import Membership, Placement, Team
from organizations.services import add_member, create_team, name_leader, place_member

from .chunks import Chunk, Row
from .lookups import People
from .registry import Field, Importer
from .services import change
from .values import day, email, flag, text, zone

EDITABLE = ("name", "zone", "started_on", "is_rep")


class PeopleImporter(Importer):
    """A row is a person. `team` is the path of their team from the top, `leader` leads that team and is in it.

    A leader who has no row of their own becomes a member that is not a rep. Placements start on `placed_from`,
    so that what they did before the import counts for their team; a person found in another team moves today.
    """

    title = gettext_lazy("people")
    fields = (
        Field("external_id", text(200), required=True),
        Field("name", text(300), required=True),
        Field("email", email),
        Field("zone", zone),
        Field("started_on", day),
        Field("is_rep", flag),
        Field("team", text(300), many=True),
        Field("leader", text(300)),
        Field("placed_from", day),
    )

    def take(self, chunk: Chunk) -> None:
        rows = chunk.good
        texts = [row.values["external_id"] for row in rows] + [row.values.get("leader") for row in rows]
        self.people = People(self.run.source, texts)
        self.teams = {(team.parent_id, team.name): team for team in Team.objects.select_related("leader")}
        self.placed = {p.membership_id: p.team_id for p in Placement.objects.on(self.today())}
        for row in rows:
            try:
                with transaction.atomic():
                    self.take_person(chunk, row)
            except ValidationError as error:
                chunk.refuse(
                    row, next(iter(getattr(error, "error_dict", {})), "name"), " ".join(error.messages)
                )

    def today(self) -> date:
        return self.run.organization.today(self.run.now)

    def take_person(self, chunk: Chunk, row: Row) -> None:
        values = row.values
        member = self.people.by_id.get(values["external_id"])
        new = member is None
        if member is None:
            member = self.add(
                row, values["name"], values["external_id"], is_rep=values.get("is_rep") is not False
            )
        changed = [] if new else change(member, {n: values[n] for n in EDITABLE if values.get(n) is not None})
        if changed:
            member.save(update_fields=changed)
        moved = self.place(row, member)
        chunk.created += new
        chunk.updated += not new and bool(changed or moved)
        chunk.unchanged += not (new or changed or moved)

    def add(self, row: Row, name: str, external_id: str, *, is_rep: bool) -> Membership:
        values, run = row.values, self.run
        own = external_id == values["external_id"]
        member = add_member(
            name=name, email=(values.get("email") if own else None) or self.address_for(name),
            zone=values.get("zone") or run.organization.rule_on("zone", run.organization.today(run.now)), is_rep=is_rep,
            started_on=values.get("started_on") if own else None,
            import_source=run.source, external_id=external_id, by=run.by, now=run.now,
        )  # fmt: skip
        self.people.by_id[external_id] = member
        self.people.by_name[name].append(member)
        return member

    def address_for(self, name: str) -> str:
        """An address that can never receive mail, of this organization alone, for someone who has none."""
        domain = f"{slugify(self.run.source) or 'import'}.{self.run.organization.slug}.invalid"
        stem = slugify(name)[:60] or "person"
        taken = {
            address.lower()
            for address in Membership.objects.filter(user__email__iendswith=f"@{domain}").values_list(
                "user__email", flat=True
            )
        }
        number = 1
        while (address := f"{stem}{'' if number == 1 else f'-{number}'}@{domain}") in taken:
            number += 1
        return address

    def place(self, row: Row, member: Membership) -> bool:
        """Into the team of the row, its leader named; true if the person was somewhere else or nowhere."""
        names = [name for name in row.values.get("team") or [] if name]
        if not names:
            return False
        team = self.team_of(names)
        self.lead(row, team)
        return self.move(row, member, team)

    def team_of(self, names: list[str]) -> Team:
        team: Team | None = None
        for name in names:
            key = (team.pk if team else None, name)
            if key not in self.teams:
                self.teams[key] = create_team(name=name, parent=team, by=self.run.by, now=self.run.now)
            team = self.teams[key]
        assert team is not None
        return team

    def lead(self, row: Row, team: Team) -> None:
        text_ = row.values.get("leader")
        if not text_:
            return
        leader = self.people.find(text_)
        if leader is None and self.people.by_name.get(text_):
            raise ValidationError({"leader": self.people.why_not(text_)})
        leader = leader or self.add(row, text_, text_, is_rep=False)
        if team.leader_id != leader.pk:
            name_leader(team=team, leader=leader, by=self.run.by, now=self.run.now)
        if leader.pk not in self.placed:
            self.move(row, leader, team)

    def move(self, row: Row, member: Membership, team: Team) -> bool:
        if self.placed.get(member.pk) == team.pk:
            return False
        place_member(
            membership=member, team=team, from_on=self.start_of(row, member), by=self.run.by, now=self.run.now
        )
        self.placed[member.pk] = team.pk
        return True

    def start_of(self, row: Row, member: Membership) -> date:
        today = member.today(self.run.now)
        if member.pk in self.placed:
            return today
        return row.values.get("placed_from") or member.started_on or today
