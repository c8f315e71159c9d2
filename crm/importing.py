"""Importing accounts, contacts and opportunities."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop

from crm.models import Account, Stage
from crm.services.taking import link_parents, make_stages, take_accounts, take_contacts, take_opportunities
from imports.chunks import Chunk, Row
from imports.lookups import resolve_links, resolve_people
from imports.refusals import ImportRefused
from imports.registry import Field, Importer, Run
from imports.values import Unreadable, day, money, text
from organizations.lazy_words import gettext_lazy

NO_ACCOUNT = gettext_noop("There is no account of this id. The row was taken without it.")
NO_PARENT = gettext_noop("There is no account of this id to be the parent. The account was taken without it.")
# What else is kept with a line, in English, and told in the reader's language.
KEPT = (
    NO_ACCOUNT,
    NO_PARENT,
    gettext_noop("It is none of: %(names)s. Name each in the mapping's values."),
    gettext_noop("There is no stage of this key. There are: %(names)s."),
    gettext_noop("An amount is 0 or more."),
    gettext_noop("It is in an open stage: the day was left out."),
    gettext_noop("It is won or lost, and no day says when."),
)


def account_kind(raw: str, column: Any) -> str:
    kinds = [key for key, _ in Account.KINDS]
    if raw not in kinds:
        raise Unreadable(f"It is none of: {', '.join(kinds)}. Name each in the mapping's values.")
    return raw


class AccountImporter(Importer):
    """A row is an account. `parent` is the id of another account of the same source, wherever it stands in the file."""

    title = gettext_lazy("accounts")
    fields = (
        Field("external_id", text(200), required=True),
        Field("name", text(300), required=True),
        Field("kind", account_kind),
        Field("industry", text(120)),
        Field("country", text(120)),
        Field("website", text(300)),
        Field("phone", text(60)),
        Field("parent", text(200)),
        Field("owner", text(300)),
    )

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self.parents: dict[str, tuple[Row, str]] = {}
        self.counted: set[str] = set()

    def remember(self, row: Row, *, taken_before: bool) -> None:
        if parent := row.values.get("parent"):
            self.parents[row.values["external_id"]] = (row, parent)
            if taken_before:
                self.counted.add(row.values["external_id"])

    def take(self, chunk: Chunk) -> None:
        resolve_people(chunk, self.run.source, "owner")
        take_accounts(chunk=chunk, rows=chunk.good, source=self.run.source, now=self.run.now)
        self.counted |= chunk.touched

    def finish(self, chunk: Chunk) -> None:
        changed, orphans = link_parents(self.parents, self.run.source)
        late = len(set(changed) - self.counted)
        chunk.updated += late
        chunk.unchanged -= late
        for row in orphans:
            chunk.warn(row, "parent", NO_PARENT)


class ContactImporter(Importer):
    """A row is a person to talk to, with the account that has the given id."""

    title = gettext_lazy("contacts")
    fields = (
        Field("external_id", text(200), required=True),
        Field("name", text(300), required=True),
        Field("account", text(200)),
        Field("title", text(200)),
        Field("email", text(254)),
        Field("phone", text(60)),
        Field("owner", text(300)),
    )

    def take(self, chunk: Chunk) -> None:
        resolve_people(chunk, self.run.source, "owner")
        resolve_links(chunk, self.run.source, "account", Account, NO_ACCOUNT)
        take_contacts(chunk=chunk, rows=chunk.good, source=self.run.source, now=self.run.now)


class OpportunityImporter(Importer):
    """A row is an opportunity. All its credit goes to its owner, on the day it was closed, for their team that day."""

    title = gettext_lazy("opportunities")
    options = frozenset({"stages"})
    fields = (
        Field("external_id", text(200), required=True),
        Field("name", text(300), required=True),
        Field("owner", text(300)),
        Field("account", text(200)),
        Field("stage", text(60), required=True),
        Field("amount", money),
        Field("product", text(200)),
        Field("opened_on", day),
        Field("forecast_on", day),
        Field("closed_on", day),
    )

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self.wanted = checked_stages(run.options.get("stages", []))
        self.stages: dict[str, Stage] = {}

    def take(self, chunk: Chunk) -> None:
        if not self.stages:
            make_stages(self.wanted)
            self.stages = {stage.key: stage for stage in Stage.objects.all()}
        resolve_people(chunk, self.run.source, "owner")
        resolve_links(chunk, self.run.source, "account", Account, NO_ACCOUNT)
        for row in chunk.good:
            self.set_stage(chunk, row)
        take_opportunities(
            chunk=chunk,
            rows=chunk.good,
            source=self.run.source,
            currency=self.run.organization.currency_on(self.run.organization.today(self.run.now)),
            now=self.run.now,
        )

    def set_stage(self, chunk: Chunk, row: Row) -> None:
        stage = self.stages.get(row.values["stage"])
        if stage is None:
            chunk.refuse(
                row, "stage", f"There is no stage of this key. There are: {', '.join(self.stages)}."[:300]
            )
            return
        row.values["stage"] = stage
        if (row.values.get("amount") or 0) < 0:
            chunk.refuse(row, "amount", "An amount is 0 or more.")
        closed_on = row.values.get("closed_on")
        if stage.kind == Stage.OPEN:
            if closed_on is not None:
                chunk.warn(row, "closed_on", "It is in an open stage: the day was left out.")
            row.values["closed_on"] = None
        elif closed_on is None:
            chunk.refuse(row, "closed_on", "It is won or lost, and no day says when.")


def checked_stages(stages: Any) -> list[dict[str, Any]]:
    """The stages that a mapping wants: key, name and kind each, nothing else."""
    try:
        made = [Stage(organization_id=0, **stage) for stage in stages]
        for stage in made:
            stage.clean_fields(exclude=["id", "organization"])
    except (TypeError, AttributeError, ValidationError):
        raise ImportRefused(
            '"stages" is a list of {"key": …, "name": …, "kind": "open", "won" or "lost"}.'
        ) from None
    return [{"key": stage.key, "name": stage.name, "kind": stage.kind} for stage in made]
