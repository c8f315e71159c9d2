"""What runs it for a company, as far as it can be checked without a container engine."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
OURS = {"web", "worker", "beat", "migrate"}
SERVERS = {"database", "queue"}


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


@pytest.fixture(scope="module")
def dockerfile():
    """Instructions as (word, rest), with continued lines joined."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [tuple(line.split(maxsplit=1)) for line in lines]


def test_every_service_is_there(services):
    assert set(services) == OURS | SERVERS


@pytest.mark.parametrize("name", sorted((OURS | SERVERS) - {"migrate"}))
def test_every_lasting_service_is_asked_how_it_is_and_starts_again(services, name):
    assert services[name]["healthcheck"]["test"]
    assert services[name]["restart"] == "unless-stopped"


def test_nothing_starts_before_the_tables_are_up_to_date(services):
    for name in OURS - {"migrate"}:
        waits = services[name]["depends_on"]
        assert waits["migrate"]["condition"] == "service_completed_successfully"
        assert {waits[server]["condition"] for server in SERVERS} == {"service_healthy"}


def test_only_the_migrations_know_the_owners_password(services):
    knowing = {name for name in OURS if "OWNER" in str(services[name]["environment"])}
    assert knowing == {"migrate"}


def test_the_web_is_published_to_this_machine_only(services):
    assert all(port.startswith("127.0.0.1:") for port in services["web"]["ports"])
    assert [name for name in services if name != "web" and "ports" in services[name]] == []


def test_the_file_holds_no_secret(services):
    for name, service in services.items():
        for variable, value in service["environment"].items():
            if re.search("PASSWORD|SECRET|_URL$", variable):
                assert "${" in value, f"{variable} of {name}"


def test_every_variable_is_in_the_example(services):
    wanted = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    example = (ROOT / "docker/env.example").read_text()
    assert wanted == set(re.findall(r"^(\w+)=", example, re.M))


def test_images_are_pinned(services, dockerfile):
    images = [services[name]["image"] for name in SERVERS]
    images += [rest.split()[0] for word, rest in dockerfile if word == "FROM"]
    assert [image for image in images if not re.search(r":\d", image)] == []


def test_the_database_sorts_as_it_does_in_development(services):
    from salesleader.embedded.postgres import LOCALE

    assert services["database"]["environment"]["POSTGRES_INITDB_ARGS"].split() == LOCALE


def test_mounted_files_exist(services):
    mounts = [mount.split(":")[0] for service in services.values() for mount in service.get("volumes", [])]
    assert [mount for mount in mounts if mount.startswith("./") and not (ROOT / mount).is_file()] == []


def test_every_stage_that_is_copied_from_exists(dockerfile):
    stages = {rest.split(" AS ")[1] for word, rest in dockerfile if word == "FROM"}
    assert stages == {"assets", "packages", "app"}
    assert set(re.findall(r"--from=(\w+)", str(dockerfile))) <= stages


def test_every_file_that_is_copied_exists(dockerfile):
    copies = [rest.split()[:-1] for word, rest in dockerfile if word == "COPY" and "--from" not in rest]
    assert [source for sources in copies for source in sources if not (ROOT / source).exists()] == []


def test_the_image_does_not_run_as_root(dockerfile):
    users = [rest for word, rest in dockerfile if word == "USER"]
    assert users == ["salesleader"]


def test_what_is_private_stays_out_of_the_image():
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".env", ".git", ".data*"} <= set(ignored)


@pytest.mark.parametrize("script", sorted(path.name for path in (ROOT / "docker").glob("*.sh")))
def test_scripts_are_valid_and_may_be_run(script):
    path = ROOT / "docker" / script
    assert os.access(path, os.X_OK)
    subprocess.run(["bash", "-n", str(path)], check=True)


def test_a_new_env_file_has_a_password_of_its_own_for_everything_and_is_private(tmp_path):
    shutil.copytree(ROOT / "docker", tmp_path / "docker")
    subprocess.run([tmp_path / "docker/make-env.sh"], check=True, capture_output=True)
    made = (tmp_path / ".env").read_text()
    secrets = re.findall(r"^\w+(?:PASSWORD|KEY)=(.+)$", made, re.M)
    assert len(set(secrets)) == 5
    assert all(re.fullmatch(r"[\w-]{40}", secret) for secret in secrets)
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0


def test_an_env_file_that_is_there_is_left_alone(tmp_path):
    shutil.copytree(ROOT / "docker", tmp_path / "docker")
    (tmp_path / ".env").write_text("mine")
    refused = subprocess.run([tmp_path / "docker/make-env.sh"], capture_output=True, text=True)
    assert refused.returncode == 1
    assert (tmp_path / ".env").read_text() == "mine"
