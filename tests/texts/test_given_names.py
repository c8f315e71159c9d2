"""What a new organization is given to start with is its own, and called in the language of its founder."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from metrics.models import Metric
from organizations.models import Membership, Organization, User
from organizations.tenancy.database import owned_models
from organizations.tenancy.scope import organization_scope
from playbooks.models import Play
from scorecards.models import CardTemplate
from scorecards.services import adopt_template
from tests.cast import NOW, start
from tests.start.conftest import BEGIN
from tests.texts.names import written_fields
from tests.texts.pseudo import CLOSE, CODE, LETTERS, OPEN

# What the founder typed; and addresses, which are made of names, and what programs count by.
TYPED = {"Nina New", "UTC", "Europe/Berlin"}
NO_WORDS = {"slug", "source", "value"}


def given() -> Iterator[tuple[str, str]]:
    """Every word that stands in the organization whose scope is open."""
    for model in owned_models():
        for name in {*written_fields(model)} - NO_WORDS:
            for value in model._default_manager.values_list(name, flat=True):
                if isinstance(value, str) and LETTERS.search(value) and value not in TYPED:
                    yield f"{model.__name__}.{name}", value


def is_said(value: str) -> bool:
    return value.startswith(OPEN) and value.endswith(CLOSE)


@pytest.fixture
def founder(db, settings) -> User:
    settings.SIGN_UP = "open"
    return User.objects.create_user("nina@new.example", "another long password", joined_at=NOW)


def begun(founder: User, language: str) -> Organization:
    """Started on the page, in a browser that asks for this language."""
    browser = Client(headers={"accept-language": language})
    browser.force_login(founder)
    assert browser.post("/start/", {**BEGIN, "slug": "bright-water"}).status_code == 302
    return Organization.objects.get(slug="bright-water")


def test_everything_given_is_in_the_language_in_which_the_founder_began(pseudo, founder):
    with organization_scope(begun(founder, CODE).pk):
        found = list(given())
        assert {where for where, value in found if not is_said(value)} == set()
        assert {where for where, _ in found} >= {
            "ActivityType.name", "Outcome.name", "Stage.name", "Metric.name", "Metric.definition", "Play.title",
            "Play.situation", "PlayVersion.body", "PlayVersion.summary", "CardTemplate.name",
        }  # fmt: skip


def test_the_founder_goes_on_reading_what_they_began_in(pseudo, founder):
    with organization_scope(begun(founder, CODE).pk):
        assert Membership.objects.get().language == CODE


def test_a_language_that_is_not_complete_is_the_installations(founder):
    with organization_scope(begun(founder, CODE).pk):
        assert Membership.objects.get().language == ""
        assert not any(is_said(value) for _, value in given())


def test_nobodys_page_is_open_when_a_command_starts_it(pseudo, db):
    """It is in the installation's language, whatever was read before."""
    with translation.override(CODE):
        organization = start("bright-water", "Bright Water", "nina@new.example", "Nina New")
    with organization_scope(organization.pk):
        assert not any(is_said(value) for _, value in given())


def test_keys_are_the_same_in_every_language(pseudo, acme, founder):
    def keys():
        return {
            (model.__name__, key)
            for model in owned_models()
            if model.__name__ in ("ActivityType", "Outcome", "Stage", "Metric")
            for key in model._default_manager.values_list("key", flat=True)
        }

    with acme.scope():
        english = keys()
    with organization_scope(begun(founder, CODE).pk):
        assert keys() == english


def test_a_card_that_is_taken_later_is_called_as_whoever_takes_it_reads(pseudo, acme):
    with acme.scope(), translation.override(CODE):
        taken = adopt_template(role="ae", by=acme.ada, now=NOW)
    with acme.scope(), translation.override("en"):
        assert CardTemplate.objects.get(pk=taken.pk).name == "⟦Full cycle⟧"
        assert adopt_template(role="ae", by=acme.ada, now=NOW) == taken
        assert Metric.objects.get(key="attempts").name == "Attempts"


def test_plays_that_were_renamed_are_not_given_again(acme):
    from playbooks.seeds import seed_plays

    with acme.scope():
        Play.objects.update(title="Ours")
        seed_plays(by=acme.ada, now=NOW)
        assert set(Play.objects.values_list("title", flat=True)) == {"Ours"}
