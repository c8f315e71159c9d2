from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "imports"

    def ready(self) -> None:
        from . import kept_reasons, openness, personal
        from .people import PeopleImporter
        from .registry import importable

        importable("people", PeopleImporter)
        kept_reasons.register()
        openness.register()
        personal.register()
