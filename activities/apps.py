from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"

    def ready(self) -> None:
        from activities import seeds, sources
        from activities.importing import ActivityImporter
        from imports.registry import importable
        from organizations.events import listen

        importable("activities", ActivityImporter)
        listen("organization_started", seeds.seed_types)
        sources.register_sources()
