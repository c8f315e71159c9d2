from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "imports"

    def ready(self) -> None:
        from . import openness, personal
        from .people import PeopleImporter
        from .registry import importable

        importable("people", PeopleImporter)
        openness.register()
        personal.register()
