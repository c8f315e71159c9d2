from django.apps import AppConfig

from salesleader.memory import settle


class SalesleaderConfig(AppConfig):
    name = "salesleader"

    def ready(self) -> None:
        from organizations.audit.value_words import word_values
        from salesleader.start.steps import STEPS

        word_values("step", {step.key: step.label for step in STEPS}, "set_up_step_taken")
        settle()
