"""A lease leaves time for a mail, however patient the operator is with the mail server."""

import pytest

from organizations.mail import queue_mail
from organizations.mail.delivery import deliver_due
from tests.cast import NOW


@pytest.mark.parametrize("seconds", [1, 20, 60, 300])
def test_mail_goes_out_whatever_the_timeout_of_the_mail_server_is(acme, settings, mailoutbox, seconds):
    settings.EMAIL_TIMEOUT = seconds
    with acme.scope():
        queue_mail(
            key="one",
            kind="end",
            recipient=acme.rob,
            to_address="rob@acme.example",
            subject="One",
            text="one",
            html="",
            now=NOW,
        )
    assert deliver_due(organization_id=acme.organization.pk, clock=lambda: NOW).sent == 1
    assert len(mailoutbox) == 1
