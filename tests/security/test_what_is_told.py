"""Who learns of a token, what an outbox shows to whom, and whose photo is whose."""

import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from organizations.mail.stopping import one_click, stopping_page
from organizations.models import ApiToken, DataExport, Event, Membership, OutboxMail, Picture
from organizations.privacy import keeping, tasks
from organizations.privacy.exporting import ask_for_file, path_of
from organizations.services import make_token
from tests.cast import NOW
from tests.mail.conftest import queue  # noqa: F401
from tests.world import photo

HERE = "/o/acme/"


def made(acme, name="Dialler <b>", by=None, **more) -> ApiToken:
    with acme.scope():
        return make_token(
            membership=acme.rob, name=name, scopes=["activities:write", "people:read"], by=by, now=NOW, **more
        )[0]


def test_the_owner_of_a_new_token_is_told_with_what_it_opens_and_where_to_revoke_it(acme, enter):
    token = made(acme, by=acme.rob, expires_at=NOW + timedelta(days=30))
    with acme.scope():
        mail = OutboxMail.objects.get(kind="token")
    assert (mail.recipient_id, mail.to_address) == (acme.rob.pk, "rob@acme.example")
    assert mail.subject == "A token was made in your name at Acme: Dialler <b>"
    assert "A token for Acme was made in your name:" in mail.text
    assert "Activities" in mail.text
    assert "18 December 2026" in mail.text
    address = re.search(r"/o/acme/\S+", mail.text)[0]
    assert enter(acme.rob).post(address).status_code == 302
    with acme.scope():
        assert ApiToken.objects.get(pk=token.pk).revoked_at == NOW


def test_the_mail_says_who_made_it_when_it_was_somebody_else_and_never_holds_the_secret(acme):
    with acme.scope():
        _, secret = make_token(membership=acme.rob, name="x", scopes=["people:read"], by=acme.ada, now=NOW)
        made(acme, name="y")
        first, second = OutboxMail.objects.filter(kind="token").order_by("pk")
    assert "Ada Admin has made a token" in first.text
    assert "It works until it is revoked." in first.text
    assert secret not in first.text
    assert "Whoever runs this installation has made a token" in second.text


def test_links_that_stop_mails_are_their_readers_alone(acme, enter, queue):  # noqa: F811
    page, click = stopping_page(acme.rob, "card"), one_click(acme.rob, "card")
    mail = queue("card/x", kind="card")
    with acme.scope():
        OutboxMail.objects.filter(pk=mail.pk).update(
            text=f"No more: {page}", html=f'<a href="{page}">No more</a> <a href="{click}">now</a>'
        )
    keys = {page.rstrip("/").rsplit("/", 1)[-1], click.rstrip("/").rsplit("/", 2)[-2]}
    for way in (f"outbox/{mail.pk}/?as=text", f"outbox/{mail.pk}/html"):
        own, others = (enter(who).get(HERE + way).content.decode() for who in (acme.rob, acme.ada))
        assert any(key in own for key in keys)
        assert not any(key in others for key in keys)
        assert "No more" in others


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def file_of(acme, member, kind) -> zipfile.ZipFile:
    with acme.scope():
        export = ask_for_file(kind=kind, by=member, now=NOW)
    tasks.make_file(organization_id=acme.organization.pk, export_id=export.pk)
    with acme.scope():
        return zipfile.ZipFile(path_of(DataExport.objects.get(pk=export.pk)))


def test_the_organizations_file_holds_no_link_that_acts_for_a_reader(acme, media, queue):  # noqa: F811
    mail, click = queue("card/x", kind="card"), one_click(acme.rob, "card")
    with acme.scope():
        OutboxMail.objects.filter(pk=mail.pk).update(text=f"No more: {click}")
        assert OutboxMail.objects.get(pk=mail.pk).unsubscribe_url == click
    archive, key = file_of(acme, acme.ada, DataExport.ORGANIZATION), click.rstrip("/").rsplit("/", 2)[-2]
    for name in archive.namelist():
        assert key.encode() not in archive.read(name), name
    assert b"No more" in archive.read("csv/organizations.OutboxMail.csv")


def test_a_persons_file_holds_their_photo_and_nobody_elses(acme, media):
    with acme.scope():
        mine = photo(acme.rob)
        photo(acme.rita)
    archive = file_of(acme, acme.rob, DataExport.PERSON)
    (name,) = [one for one in archive.namelist() if one.startswith("photos/")]
    assert archive.read(name) == bytes(mine.large)
    assert name == f"photos/{mine.pk}.webp"
    assert archive.read(name)[8:12] == b"WEBP"


def test_an_admin_removes_somebodys_photo_with_a_line_in_the_trail_and_undo(acme, enter):
    with acme.scope():
        kept = photo(acme.rob)
    ada, remove = enter(acme.ada), f"{HERE}people/{acme.rob.pk}/photo/remove/"
    page = ada.get(f"{HERE}people/{acme.rob.pk}/").content.decode()
    assert remove in page
    for other in (acme.lea, acme.rob):
        assert enter(other).post(remove).status_code == 403
    assert enter(acme.sol).post(remove).status_code == 404
    assert ada.post(remove).status_code == 302
    with acme.scope():
        assert Membership.objects.get(pk=acme.rob.pk).photo == ""
        assert Event.objects.get(verb="picture_removed", actor=acme.ada).subject_id == acme.rob.pk
    page = ada.get(f"{HERE}people/{acme.rob.pk}/").content.decode()
    assert remove not in page
    undo = re.search(r'action="([^"]*/photo/back/[^"]*)"', page)[1]
    assert ada.post(undo).status_code == 302
    with acme.scope():
        assert Membership.objects.get(pk=acme.rob.pk).photo == kept.digest
        assert Picture.objects.current().filter(member=acme.rob).exists()


def test_names_of_tokens_that_expired_long_ago_go_with_the_rule(acme):
    ages_ago = datetime(2016, 1, 4, 10, tzinfo=UTC)
    old, young = made(acme, name="Old"), made(acme, name="Young", expires_at=NOW + timedelta(days=1))
    with acme.scope():
        ApiToken.objects.filter(pk=old.pk).update(
            created_at=ages_ago, expires_at=ages_ago + timedelta(days=30)
        )
    keeping.purge(organization_id=acme.organization.pk, now=NOW)
    with acme.scope():
        names = dict(ApiToken.objects.values_list("pk", "name"))
    assert (names[old.pk], names[young.pk]) == ("", "Young")
