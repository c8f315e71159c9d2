from django.apps import AppConfig


class MetricsConfig(AppConfig):
    name = "metrics"

    def ready(self) -> None:
        from organizations.events import listen

        from . import seeds

        listen("organization_started", seeds.seed)
