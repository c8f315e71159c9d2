"""Whatever host a browser names, the links of every mail begin with BASE_URL."""

from django.core import mail

from organizations.models import OutboxMail
from tests.sign_in.conftest import browser, by_password, mailbox  # noqa: F401

FORGED = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-server": "evil.example",
    "forwarded": "host=evil.example",
}
OURS = "https://sales.example"
ASKED = [
    ("/accounts/signup/", {"email": "nina@start.example", "password1": "a boat under the bridge"}),
    ("/accounts/password/reset/", {"email": "rob@acme.example"}),
    ("/accounts/login/code/", {"email": "rob@acme.example"}),
]
INSIDE = [
    ("invitation", "ada", "/o/acme/invitations/new/", {"people": "nora@new.example", "is_rep": "on"}),
    ("observer-ask", "rob", "/o/acme/observers/", {"name": "Olga", "address": "olga@out.example"}),
    ("token", "rob", "/o/acme/you/tokens/new/", {"name": "Dialler", "area_people": "read", "days": "30"}),
    ("end", "ada", "/o/acme/settings/data/end/", {"typed": "Acme"}),
    ("end", "ada", "/o/acme/settings/data/stay/", {}),
]


def test_no_mail_of_any_door_leads_to_a_host_that_somebody_named(acme, mailbox, settings):  # noqa: F811
    settings.BASE_URL, settings.SIGN_UP = OURS, "open"
    for path, data in ASKED:
        assert browser().post(path, data, headers={"host": "evil.example"}).status_code == 400
        assert browser().post(path, data, headers=FORGED).status_code == 302, path
    people = {name: browser(**FORGED) for name in ("rob", "ada")}
    for name, client in people.items():
        by_password(client, f"{name}@acme.example")
    for kind, name, path, data in INSIDE:
        forged = people[name].post(path, data, headers={"host": "evil.example"})
        assert forged.status_code == 400
        before = mails_of(acme, kind)
        assert people[name].post(path, {**data, "member": acme.rob.pk}).status_code in (200, 201, 302), path
        assert mails_of(acme, kind) == before + 1, path
    mailbox("rob@acme.example")
    sent = [message.body + message.alternatives[0][0] for message in mail.outbox]
    with acme.scope():
        inside = [one.text + one.html for one in OutboxMail.objects.all()]
    assert len(mail.outbox) >= len(ASKED)
    for whole in sent + inside:
        assert "evil" not in whole
        assert "localhost" not in whole
        assert OURS in whole


def mails_of(acme, kind: str) -> int:
    with acme.scope():
        return OutboxMail.objects.filter(kind=kind).count()
