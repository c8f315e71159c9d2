from django.apps import AppConfig


class MetricsConfig(AppConfig):
    name = "metrics"

    def ready(self) -> None:
        from organizations.events import listen

        from . import openness, seeds

        listen("organization_started", seeds.seed)
        openness.register()
