"""Files and mappings written for one test, brought in through the command."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ACCOUNTS = {"source": "test", "columns": {"external_id": "id", "name": "name", "industry": "industry"}}


class Desk:
    """Where files lie. `bring(…)` is what `import_records … --json` prints."""

    def __init__(self, folder: Path, slug: str) -> None:
        self.folder, self.slug = folder, slug

    def file(self, content: str | bytes, name: str = "file.csv") -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def mapping(self, mapping) -> Path:
        path = self.folder / "mapping.json"
        path.write_text(mapping if isinstance(mapping, str) else json.dumps(mapping), encoding="utf-8")
        return path

    def say(self, content, kind="accounts", mapping=ACCOUNTS, *more) -> str:
        out = StringIO()
        path = content if isinstance(content, Path) else self.file(content)
        call_command(
            "import_records", kind, str(path), "--organization", self.slug,
            "--mapping", str(self.mapping(mapping)), *more, stdout=out,
        )  # fmt: skip
        return out.getvalue()

    def bring(self, content, kind="accounts", mapping=ACCOUNTS, *more) -> dict:
        return json.loads(self.say(content, kind, mapping, "--json", *more))


@pytest.fixture
def desk(tmp_path, acme) -> Desk:
    return Desk(tmp_path, acme.organization.slug)
