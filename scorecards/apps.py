from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "scorecards"

    def ready(self) -> None:
        from organizations.events import listen

        from . import seeds
        from .services import amending

        listen("organization_started", seeds.seed)
        for verb in amending.CAUSES:
            listen(verb, amending.entry_changed)
        listen("records_imported", amending.entries_imported)
