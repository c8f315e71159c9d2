"""Files of data: one's own and the organization's, made by a worker, fetched for a week by whoever asked."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client

from crm.models import Account
from organizations.models import DataExport, Event
from organizations.privacy import exporting, tasks
from organizations.privacy.exporting import ask_for_file, folder_of
from organizations.privacy.parts import parts
from organizations.services import deactivate_member
from organizations.tenancy.database import owned_models
from tests.cast import NOW
from tests.world import make_world

ABOUT, DATA = "/o/acme/you/recorded/", "/o/acme/settings/data/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def world(acme):
    with acme.scope():
        made = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        DataExport.objects.all().delete()
    return made


def made_for(acme, member, kind=DataExport.PERSON) -> DataExport:
    with acme.scope():
        export = ask_for_file(kind=kind, by=member, now=NOW)
    tasks.make_file(organization_id=acme.organization.pk, export_id=export.pk)
    with acme.scope():
        return DataExport.objects.get(pk=export.pk)


def fetch(client, export) -> zipfile.ZipFile:
    answer = client.get(f"/o/acme/files/{export.pk}/")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_a_person_asks_waits_and_fetches_everything_about_themselves(acme, world, enter):
    client = enter(acme.rob)
    assert client.post(ABOUT + "files/").status_code == 302
    assert "Waiting for a worker" in client.get(ABOUT).content.decode()
    with acme.scope():
        export = DataExport.objects.get()
    tasks.make_file(organization_id=acme.organization.pk, export_id=export.pk)
    assert f"/o/acme/files/{export.pk}/" in client.get(ABOUT).content.decode()
    archive = fetch(client, export)
    assert {f"csv/{key}.csv" for key in parts} | {f"json/{key}.json" for key in parts} | {
        "README.txt",
        f"photos/{world.picture.pk}.webp",
    } == set(archive.namelist())
    entries = json.loads(archive.read("json/entries.json"))
    assert [entry["note"] for entry in entries] == ["Asked for prices"]
    rows = list(csv.DictReader(io.StringIO(archive.read("csv/entries.csv").decode("utf-8-sig"))))
    assert [row["contact__name"] for row in rows] == ["Marta Novak"]
    assert "rob@acme.example" in archive.read("json/you.json").decode()


def test_a_customers_phone_is_in_nobodys_own_file(acme, world, enter):
    archive = fetch(enter(acme.rob), made_for(acme, acme.rob))
    text = "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    assert "+44 20 7946 0000" not in text
    assert "marta@kestrel.example" not in text


def test_no_cell_of_a_file_is_a_formula(acme, world, enter):
    with acme.scope():
        world.activity.note = "=cmd|' /C calc'!A0"
        world.activity.save(update_fields=["note"])
    archive = fetch(enter(acme.rob), made_for(acme, acme.rob))
    assert "'=cmd" in archive.read("csv/entries.csv").decode()
    assert json.loads(archive.read("json/entries.json"))[0]["note"].startswith("=cmd")


def test_nobody_else_gets_the_file_not_even_an_admin(acme, rival, world, enter):
    export = made_for(acme, acme.rob)
    for person in (acme.ada, acme.lea, acme.rita):
        assert enter(person).get(f"/o/acme/files/{export.pk}/").status_code == 404
    assert enter(rival.mallory).get(f"/o/acme/files/{export.pk}/").status_code == 404
    assert enter(rival.mallory).get(f"/o/rival/files/{export.pk}/").status_code == 404


def test_who_has_left_or_is_signed_out_gets_no_file(acme, world, enter):
    export, client = made_for(acme, acme.rob), enter(acme.rob)
    path = f"/o/acme/files/{export.pk}/"
    assert Client().get(path).status_code == 302
    with acme.scope():
        deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    answer = client.get(path)
    assert answer.status_code in (302, 404)
    assert "attachment" not in answer.get("Content-Disposition", "")


def test_an_organizations_file_has_no_formula_whatever_was_typed(acme, world, enter):
    naughty = ["=1+1", "+1", "-1+2", "@x", "\t=1", "👩🏽‍🚀", "‮evil", "'; DROP TABLE", "İı", 'a,"b"\n=2']
    with acme.scope():
        for name in naughty:
            Account.objects.create(name=name, created_at=NOW)
    archive = fetch(enter(acme.ada), made_for(acme, acme.ada, DataExport.ORGANIZATION))
    sheet = io.StringIO(archive.read("csv/crm.Account.csv").decode("utf-8-sig"), newline="")
    cells = [row["name"] for row in csv.DictReader(sheet)]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    rows = json.loads(archive.read("json/crm.Account.json"))
    assert set(naughty) <= {row["name"] for row in rows}


def test_after_its_days_the_link_is_dead_and_the_file_is_gone(acme, world, enter, clock):
    export, client = made_for(acme, acme.rob), enter(acme.rob)
    assert list(folder_of(acme.organization.pk).iterdir())
    clock.shift(timedelta(days=7, seconds=1))
    answer = client.get(f"/o/acme/files/{export.pk}/", follow=True)
    assert "its time is over" in answer.content.decode()
    tasks.tidy_organization(organization_id=acme.organization.pk)
    assert list(folder_of(acme.organization.pk).iterdir()) == []
    assert "Its time was over" in client.get(ABOUT).content.decode()


def test_asking_twice_is_asking_once(acme, world):
    with acme.scope():
        first = ask_for_file(kind=DataExport.PERSON, by=acme.rob, now=NOW)
        assert ask_for_file(kind=DataExport.PERSON, by=acme.rob, now=NOW) == first
        assert Event.objects.filter(verb="data_asked").count() == 1


def test_making_it_twice_makes_it_once(acme, world, clock):
    export = made_for(acme, acme.rob)
    assert not exporting.make(organization_id=acme.organization.pk, export_id=export.pk, clock=lambda: NOW)
    assert len(list(folder_of(acme.organization.pk).iterdir())) == 1


def test_a_file_whose_worker_was_killed_is_made_by_the_next(acme, world):
    with acme.scope():
        export = ask_for_file(kind=DataExport.PERSON, by=acme.rob, now=NOW)
        DataExport.objects.update(state=DataExport.WORKING, lease_until=NOW + timedelta(minutes=10))
        assert not DataExport.objects.to_make(NOW).exists()
        later = NOW + timedelta(minutes=11)
        assert list(DataExport.objects.to_make(later)) == [export]
    assert exporting.make(organization_id=acme.organization.pk, export_id=export.pk, clock=lambda: later)


def test_what_can_not_be_written_is_tried_three_times_and_then_said(acme, world, settings, tmp_path, enter):
    settings.MEDIA_ROOT = tmp_path / "file"
    (tmp_path / "file").write_text("no folder")
    with acme.scope():
        export = ask_for_file(kind=DataExport.PERSON, by=acme.rob, now=NOW)
    for _attempt in range(3):
        with pytest.raises(OSError):
            exporting.make(
                organization_id=acme.organization.pk,
                export_id=export.pk,
                clock=lambda: NOW,
            )
    assert "It could not be made" in enter(acme.rob).get(ABOUT).content.decode()


def test_the_part_of_the_page_is_what_the_page_shows(acme, world, enter):
    from tests.flat import assert_fragment_is_the_page

    with acme.scope():
        ask_for_file(kind=DataExport.PERSON, by=acme.rob, now=NOW)
    assert_fragment_is_the_page(enter(acme.rob), ABOUT + "files/", ABOUT, "files")


def test_an_admin_gets_every_record_of_the_organization_and_no_secret_and_no_note(acme, rival, world, enter):
    archive = fetch(enter(acme.ada), made_for(acme, acme.ada, DataExport.ORGANIZATION))
    names = {
        name.removeprefix("json/").removesuffix(".json")
        for name in archive.namelist()
        if name.startswith("json")
    }
    left_out = {
        "Viewing", "CalendarFeed", "CalendarSource", "Meeting", "PushDevice", "ObserverKey", "CallBlock", "BlockPerson",
    }  # fmt: skip
    assert names == {"organizations.Organization"} | {
        model._meta.label for model in owned_models() if model.__name__ not in left_out
    }
    text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "Kestrel Foods" in text
    assert "For myself alone" not in text
    assert "0" * 64 not in json.dumps(json.loads(archive.read("json/organizations.ApiToken.json")))
    assert "Mallory" not in text
    assert {row["user__email"] for row in json.loads(archive.read("json/organizations.Membership.json"))} >= {
        "ada@acme.example", "rob@acme.example",
    }  # fmt: skip


def test_everybody_sees_that_an_admin_took_everything(acme, world, enter):
    made_for(acme, acme.ada, DataExport.ORGANIZATION)
    page = enter(acme.rob).get(ABOUT).content.decode()
    assert "Ada Admin: the organization&#x27;s data" in page or "Ada Admin: the organization's data" in page


def test_somebody_who_is_no_admin_any_more_does_not_get_the_organizations_file(acme, world, enter):
    export = made_for(acme, acme.ada, DataExport.ORGANIZATION)
    with acme.scope():
        acme.ada.is_admin = False
        acme.ada.save(update_fields=["is_admin"])
    assert enter(acme.ada).get(f"/o/acme/files/{export.pk}/").status_code == 404


def test_the_sweep_finds_what_the_broker_lost(acme, world, clock):
    with acme.scope():
        ask_for_file(kind=DataExport.PERSON, by=acme.rob, now=NOW)
        assert DataExport.objects.to_make(NOW).count() == 1
    tasks.sweep_files()
