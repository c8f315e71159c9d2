"""Words that everybody who knows the house would try first (ASVS 6.2.11)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OURS = ("salesleader", "sales leader")


class NoHouseWords:
    """Refuses the product's name and the domain of one's address, with digits and signs around it or not."""

    def validate(self, password: str, user: Any = None) -> None:
        bare = letters_of(password)
        email = getattr(user, "email", "") or ""
        words = {letters_of(word) for word in (*OURS, *email.rpartition("@")[2].split(".")[:-1])}
        if bare and bare in words:
            raise ValidationError(
                _("This is the name of the product or of your mail's domain. Choose another.")
            )

    def get_help_text(self) -> str:
        return _("Not the name of the product or of your mail's domain.")


def letters_of(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalpha())
