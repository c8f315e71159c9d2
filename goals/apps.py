from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"

    def ready(self) -> None:
        from . import kept_words, openness, personal

        kept_words.register()
        openness.register()
        personal.register()
