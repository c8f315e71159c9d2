"""Photos and the logo: what is taken in and what is not, who sees it, and what is left of a file."""

import io
import re
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, PngImagePlugin

from organizations import services
from organizations.models import Event, Membership, Organization, Picture
from organizations.pictures.reading import LARGEST_FILE
from organizations.privacy.parts import erasers
from organizations.tasks import tidy_pictures
from tests.cast import NOW
from tests.flat import queries_of

YOU, LOGO = "/o/acme/you/photo/", "/o/acme/settings/logo/"
PLACE = b"49.2002N"


def image(size=(120, 80), colour=(180, 40, 40), kind="JPEG", **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **more)
    return out.getvalue()


def send(client: Client, data: bytes, name="me.jpg", path=YOU, said="image/jpeg"):
    return client.post(path, {"picture": SimpleUploadedFile(name, data, content_type=said)})


def refused(answer, words: str) -> None:
    """422, the sentence at the field, and nothing kept."""
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert "has-error" in html
    assert 'aria-describedby="id_picture-' in html


def photo_of(acme, member) -> str:
    with acme.scope():
        return Membership.objects.get(pk=member.pk).photo


def fetch(client: Client, digest: str, size="large", slug="acme"):
    return client.get(f"/o/{slug}/pictures/{digest}/{size}")


def test_a_photo_stands_beside_the_name_on_every_page(acme, enter):
    rob, lea = enter(acme.rob), enter(acme.lea)
    answer = send(rob, image())
    assert (answer.status_code, answer["Location"]) == (302, "/o/acme/you/")
    address = f"/o/acme/pictures/{photo_of(acme, acme.rob)}/small"
    for client, path in [
        (rob, "/o/acme/today/"), (lea, "/o/acme/team/"), (lea, "/o/acme/people/"), (lea, "/o/acme/one-on-ones/"),
        (lea, f"/o/acme/people/{acme.rob.pk}/"), (lea, "/o/acme/absences/"),
    ]:  # fmt: skip
        html = client.get(path).content.decode()
        assert address.replace("small", "") in html, path
        assert ">RR<img" in html, "initials stand behind the picture"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_kind_of_picture_becomes_one_of_ours_whatever_its_name(kind, acme, enter):
    send(enter(acme.rob), image(kind=kind), name="../../etc/passwd\x00.exe", said="text/html")
    answer = fetch(enter(acme.rita), photo_of(acme, acme.rob))
    assert answer.status_code == 200
    shown = Image.open(io.BytesIO(answer.content))
    assert (shown.format, shown.size) == ("WEBP", (320, 320))


def test_a_picture_is_answered_as_a_picture_and_nothing_else(acme, enter):
    send(enter(acme.rob), image(), name='x"; filename=evil.html')
    answer = fetch(enter(acme.rita), photo_of(acme, acme.rob), "small")
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'inline; filename="small.webp"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    again = enter(acme.rita).get(answer.request["PATH_INFO"], headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_where_and_with_what_it_was_taken_is_gone_and_it_stands_upright(acme, enter):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "Acme Phone"
    exif.get_ifd(0x8825)[2] = (49.0, 12.0, 0.0)
    exif[0x9286] = PLACE
    upper = Image.new("RGB", (200, 200), "blue")
    upper.paste("red", (0, 0, 100, 200))  # its left half is red: turned upright, its upper half is
    out = io.BytesIO()
    upper.save(out, "JPEG", exif=exif, icc_profile=b"profile of a phone" * 20, comment=b"at home")
    assert PLACE in out.getvalue()
    send(enter(acme.rob), out.getvalue())
    kept = fetch(enter(acme.rob), photo_of(acme, acme.rob)).content
    shown = Image.open(io.BytesIO(kept))
    assert not shown.getexif()
    assert {"exif", "icc_profile", "xmp", "comment"} & set(shown.info) == set()
    for word in (PLACE, b"Acme Phone", b"profile of a phone", b"at home", b"EXIF", b"ICCP", b"XMP "):
        assert word not in kept
    assert shown.convert("RGB").getpixel((160, 20))[0] > 200, "red is on top"
    assert shown.convert("RGB").getpixel((160, 300))[2] > 200


def test_what_hides_behind_a_picture_is_left_out(acme, enter):
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "meet me at the river")
    archive = b"PK\x03\x04 a second file behind the picture"
    send(enter(acme.rob), image(kind="PNG", pnginfo=text) + archive)
    kept = fetch(enter(acme.rob), photo_of(acme, acme.rob)).content
    assert b"river" not in kept
    assert b"PK\x03\x04" not in kept


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (SVG, "a web page or a drawing in code"),
        (b"<!DOCTYPE html><html><body onload=alert(1)>", "a web page or a drawing in code"),
        (image() + SVG, "a web page or a drawing in code"),
        (image(kind="GIF"), "no picture that we can read"),
        (b"%PDF-1.7 not a picture", "no picture that we can read"),
        (b"GIF89a/*<b>*/=1;alert(1)", "no picture that we can read"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 40, "no picture that we can read"),
        (image(size=(900, 900))[:2000], "damaged or cut off"),
        (image(kind="PNG", size=(900, 900))[:700], "damaged or cut off"),
        (b"", "This file is empty"),
        (image(size=(8, 8)), "too small to be seen"),
        (image(size=(12_001, 20)), "too many for us"),
        (image() + b"\x00" * LARGEST_FILE, "larger than 15 MB"),
    ],
    ids=["svg", "html", "polyglot", "gif", "pdf", "gif-script", "head-only", "cut-jpeg", "cut-png", "empty", "tiny",
         "long", "heavy"],
)  # fmt: skip
def test_what_is_no_picture_of_ours_is_refused_at_the_field(data, words, acme, enter):
    refused(send(enter(acme.rob), data), words)
    with acme.scope():
        assert not Picture.objects.exists()
    assert photo_of(acme, acme.rob) == ""


def bomb(width=40_000, height=40_000) -> bytes:
    """A PNG of a few kilobytes that says it is 1.6 billion pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 3_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(40_000, 40_000), (11_000, 11_000), (60_000, 10)])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked(size, acme, enter):
    answer = send(enter(acme.rob), bomb(*size), name="small.png")
    assert answer.status_code == 422
    with acme.scope():
        assert not Picture.objects.exists()


def test_nothing_chosen_is_said_at_the_field(acme, enter):
    refused(enter(acme.rob).post(YOU), "Choose a picture first.")


def test_nobody_outside_sees_it(acme, rival, enter):
    send(enter(acme.rob), image())
    digest = photo_of(acme, acme.rob)
    assert fetch(Client(), digest).status_code == 302
    assert fetch(enter(rival.mallory), digest).status_code == 404
    assert fetch(enter(rival.mallory), digest, slug="rival").status_code == 404
    assert fetch(enter(acme.rob), "0" * 64).status_code == 404


def test_a_person_changes_their_own_photo_and_nobody_elses(acme, enter):
    send(enter(acme.rob), image())
    assert photo_of(acme, acme.rita) == ""
    robs = photo_of(acme, acme.rob)
    enter(acme.rita).post(f"/o/acme/you/photo/back/{robs}/")
    enter(acme.rita).post("/o/acme/you/photo/remove/")
    assert (photo_of(acme, acme.rita), photo_of(acme, acme.rob)) == ("", robs)


def undo(client: Client, page: str) -> None:
    """Press Undo in the toast of this page."""
    html = client.get(page).content.decode()
    client.post(re.findall(r'action="([^"]+)"[^>]*>(?:(?!</form>).)*Undo', html, re.DOTALL)[-1])


def test_a_photo_is_replaced_and_the_one_of_before_comes_back(acme, enter):
    rob = enter(acme.rob)
    send(rob, image(colour="red"))
    first = photo_of(acme, acme.rob)
    rob.get("/o/acme/you/")
    send(rob, image(colour="blue"))
    second = photo_of(acme, acme.rob)
    undo(rob, "/o/acme/you/")
    assert photo_of(acme, acme.rob) == first != second
    assert fetch(rob, first).status_code == 200
    assert fetch(rob, second).status_code == 404, "a replaced photo is shown no more"


def test_the_first_photo_can_be_undone_and_a_removed_one_comes_back(acme, enter):
    rob = enter(acme.rob)
    send(rob, image())
    digest = photo_of(acme, acme.rob)
    undo(rob, "/o/acme/you/")
    assert photo_of(acme, acme.rob) == ""
    undo(rob, "/o/acme/you/photo/")
    assert photo_of(acme, acme.rob) == digest
    with acme.scope():
        said = list(
            Event.objects.filter(verb__startswith="picture").order_by("pk").values_list("verb", flat=True)
        )
    assert said == ["picture_set", "picture_removed", "picture_put_back"]


def test_what_was_removed_is_deleted_after_a_day(acme, enter, clock):
    rob = enter(acme.rob)
    send(rob, image(colour="red"))
    first = photo_of(acme, acme.rob)
    send(rob, image(colour="blue"))
    clock.shift(23 * 3600)
    tidy_pictures()
    with acme.scope():
        assert Picture.objects.count() == 2
    clock.shift(2 * 3600)
    tidy_pictures()
    with acme.scope():
        assert Picture.objects.get().digest == photo_of(acme, acme.rob)
    assert enter(acme.rob).post(f"/o/acme/you/photo/back/{first}/").status_code == 404


def test_an_erased_person_has_no_photo_left(acme, enter):
    send(enter(acme.rob), image())
    with acme.scope():
        erasers["photo"].erase(Membership.objects.get(pk=acme.rob.pk), now=NOW)
        assert not Picture.objects.exists()
    assert photo_of(acme, acme.rob) == ""


def test_an_admin_gives_the_organization_a_logo_and_takes_it_back(acme, enter):
    ada = enter(acme.ada)
    wide = image(size=(400, 100), colour="black", kind="PNG")
    answer = send(ada, wide, path=LOGO)
    assert answer["Location"] == "/o/acme/settings/"
    digest = Organization.objects.get(slug="acme").logo
    assert f"/o/acme/pictures/{digest}/small" in enter(acme.rob).get("/o/acme/today/").content.decode()
    shown = Image.open(io.BytesIO(fetch(ada, digest).content)).convert("RGB")
    assert shown.getpixel((160, 10)) == (255, 255, 255), "all of it is shown, on white"
    assert shown.getpixel((160, 160)) < (30, 30, 30)
    undo(ada, "/o/acme/settings/")
    assert Organization.objects.get(slug="acme").logo == ""
    with acme.scope():
        assert Event.objects.filter(verb="picture_removed", actor=acme.ada).exists()


def test_only_admins_choose_the_logo(acme, enter):
    assert send(enter(acme.lea), image(), path=LOGO).status_code == 403
    assert Organization.objects.get(slug="acme").logo == ""


def test_faces_cost_no_query(acme, enter):
    lea = enter(acme.lea)
    before = queries_of(lea, "/o/acme/people/")
    drawn = services.pictures.Drawn(b"large", b"small")
    with acme.scope():
        for member in acme.people:
            services.set_picture(of=member, drawn=drawn, by=acme.ada, now=NOW)
        services.set_picture(of=None, drawn=drawn, by=acme.ada, now=NOW)
    assert queries_of(lea, "/o/acme/people/") == before
    assert lea.get("/o/acme/people/").content.decode().count("<img") >= 3


def test_a_picture_costs_the_door_and_one_query(acme, enter):
    send(enter(acme.rob), image())
    client, path = enter(acme.rita), f"/o/acme/pictures/{photo_of(acme, acme.rob)}/small"
    assert queries_of(client, path) <= queries_of(client, "/o/acme/you/") + 1
