"""A query with no organization open is one clear error at every door: never an empty page, never everything."""

import celery
import pytest
from django.core.management import call_command
from django.test import override_settings

from organizations.models import Team
from organizations.tenancy.commands import RecordedCommand
from organizations.tenancy.scope import OrganizationScopeMissing

SAYS = "No organization is open here. Open one at the door"
ROUTES = override_settings(ROOT_URLCONF="tests.security.test_headers")


@pytest.fixture
def client_that_goes_on(acme, enter):
    client = enter(acme.ada)
    client.raise_request_exception = False
    return client


@ROUTES
def test_a_page_is_the_page_of_errors_and_the_log_says_which(client_that_goes_on, caplog):
    answer = client_that_goes_on.get("/broken/")
    assert answer.status_code == 500
    assert b"Something broke on our side." in answer.content
    assert b"OrganizationScopeMissing" not in answer.content
    assert_logged(caplog)


@ROUTES
@pytest.mark.parametrize("path", ["/api/v1/broken/", "/api/v1/broken/rest/"])
def test_a_call_is_an_error_in_json_and_the_log_says_which(client_that_goes_on, caplog, path):
    answer = client_that_goes_on.get(path)
    assert answer.status_code == 500
    assert answer.json() == {
        "detail": "Something broke on our side. Nothing of this call was saved; try again in a minute."
    }
    assert_logged(caplog)


def assert_logged(caplog) -> None:
    raised = [line.exc_info[1] for line in caplog.records if line.exc_info]
    assert any(isinstance(error, OrganizationScopeMissing) and SAYS in str(error) for error in raised)


def test_a_task_fails_with_it_and_the_log_says_which(acme, caplog):
    app = celery.current_app

    @app.task(name="tests.forgetful")
    def forgetful():
        return Team.objects.count()

    try:
        run = forgetful.apply()
    finally:
        app.tasks.unregister("tests.forgetful")
    assert run.state == "FAILURE"
    assert isinstance(run.result, OrganizationScopeMissing)
    assert SAYS in str(run.result)
    assert "tests.forgetful" in caplog.text
    assert "OrganizationScopeMissing" in caplog.text


def test_a_command_stops_with_it(acme):
    class Forgetful(RecordedCommand):
        def handle(self, *args, **options):
            self.stdout.write(str(Team.objects.count()))

    with pytest.raises(OrganizationScopeMissing, match=SAYS):
        call_command(Forgetful())


@pytest.mark.parametrize(
    "typed",
    [
        "Team.objects.count()", "list(Team.objects.all())", "Team.objects.first()", "Team.objects.update(name='x')",
        "Team.objects.all().delete()", "Team.objects.create(name='x', created_at=timezone.now())",
        "connection.cursor().execute('SELECT * FROM organizations_team')",
    ],
)  # fmt: skip
def test_in_a_shell_every_way_of_asking_stops_with_it(acme, typed):
    imports = (
        "from django.db import connection; from django.utils import timezone;"
        " from organizations.models import Team"
    )
    with pytest.raises(OrganizationScopeMissing, match=SAYS):
        call_command("shell", command=f"{imports}\n{typed}", no_imports=True)


def test_in_a_shell_an_organization_can_be_opened(acme, capsys):
    call_command("shell", no_imports=True, command=(
        "from organizations.models import Team\n"
        "from organizations.tenancy.scope import organization_scope\n"
        f"with organization_scope({acme.organization.pk}): print(Team.objects.count())"
    ))  # fmt: skip
    assert capsys.readouterr().out.strip() == "2"
