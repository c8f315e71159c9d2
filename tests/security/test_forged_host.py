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
    ("/o/acme/invitations/new/", {"people": "nora@new.example", "is_rep": "on"}),
    ("/o/acme/observers/", {"name": "Olga", "address": "olga@out.example"}),
]


def test_no_mail_of_any_door_leads_to_a_host_that_somebody_named(acme, mailbox, settings):  # noqa: F811
    settings.BASE_URL, settings.SIGN_UP = OURS, "open"
    for path, data in ASKED:
        assert browser().post(path, data, headers={"host": "evil.example"}).status_code == 400
        assert browser().post(path, data, headers=FORGED).status_code == 302, path
    here = browser(**FORGED)
    by_password(here, "rob@acme.example")
    admin = browser(**FORGED)
    by_password(admin, "ada@acme.example")
    with acme.scope():
        before = OutboxMail.objects.count()
    for path, data in INSIDE:
        client = admin if "invitations" in path else here
        assert client.post(path, data, headers={"host": "evil.example"}).status_code == 400
        data = {**data, "member": acme.rob.pk}
        assert client.post(path, data).status_code in (200, 302), path
    mailbox("rob@acme.example")
    sent = [message.body + message.alternatives[0][0] for message in mail.outbox]
    with acme.scope():
        sent += [one.text + one.html for one in OutboxMail.objects.all()]
        assert OutboxMail.objects.count() >= before + len(INSIDE)
    assert len(mail.outbox) >= len(ASKED)
    for whole in sent:
        assert "evil" not in whole
        assert "localhost" not in whole
    assert sum(OURS in whole for whole in sent) >= len(INSIDE) + 1
