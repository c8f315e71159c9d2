from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"

    def ready(self) -> None:
        from activities import seeds, sources
        from organizations.events import listen

        listen("organization_started", seeds.seed_types)
        sources.register_sources()
