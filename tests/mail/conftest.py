"""A mail server of our own: it keeps what it takes, and refuses what a test tells it to."""

import email
import email.policy
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller

from organizations.mail import queue_mail
from salesleader.embedded.processes import free_port
from tests.cast import NOW


class Sink:
    """`refuse(recipient) -> "550 …"` answers RCPT; `after(n)` answers the nth DATA."""

    def __init__(self):
        self.taken = []
        self.refuse = lambda address: None
        self.answer = lambda number: None
        self.asked = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if said := self.refuse(address):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.asked += 1
        if said := self.answer(self.asked):
            return said
        self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return f"250 taken as {len(self.taken)}"

    @property
    def ids(self):
        return [message["Message-ID"] for message in self.taken]


@pytest.fixture
def sink(settings):
    found = Sink()
    server = Controller(found, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield found
    server.stop()


class Ticking:
    """A clock for deliveries. `breaks_at` names the look at which the process dies."""

    def __init__(self, now=NOW, breaks_at=None):
        self.now, self.breaks_at, self.looks = now, breaks_at, 0

    def __call__(self):
        self.looks += 1
        if self.looks == self.breaks_at:
            raise KeyboardInterrupt
        return self.now

    def later(self, **span):
        self.now += timedelta(**span)
        return self


@pytest.fixture
def queue(acme):
    """`queue("cause")` puts a mail to Rob into the outbox."""

    def put(key, to=None, subject="Hello", **more):
        with acme.scope():
            return queue_mail(
                key=key, kind=more.pop("kind", "end"), recipient=acme.rob,
                to_address=to or acme.rob.user.email, subject=subject,
                text="In words", html="<p>In colour</p>", now=NOW, **more,
            )  # fmt: skip

    return put
