from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from salesleader.memory import settle


class SalesleaderConfig(AppConfig):
    name = "salesleader"

    def ready(self) -> None:
        from organizations.audit.value_words import word_values
        from organizations.hubs import YOU, Row, add_row
        from salesleader.phone.pages import WAITING
        from salesleader.start.steps import STEPS

        word_values("step", {step.key: step.label for step in STEPS}, "set_up_step_taken")
        why = _("What waits to be sent, and what is kept to log without a network.")
        place = {"place": WAITING}
        add_row(YOU, Row("data", _("On this device"), why, "go", inside=False, arguments=place, rank=90))
        settle()
