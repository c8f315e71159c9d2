"""What this app keeps about a person."""

from django.utils.translation import gettext_lazy as _

from organizations.privacy.parts import DOING, keep

HERE = "playbooks."


def register() -> None:
    keep("plays", DOING, f"{HERE}Play", ["owner"], title=_("Plays that you look after"),
         why=_("So that people know whom to ask."), route="playbooks:plays", columns="id title situation created_at")  # fmt: skip # noqa: E501
    keep("play_versions", DOING, f"{HERE}PlayVersion", ["author"], title=_("Versions of plays that you wrote"),
         why=_("What was published stays readable."), route="playbooks:plays",
         columns="id play__title number summary body created_at")  # fmt: skip
