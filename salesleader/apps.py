from django.apps import AppConfig

from salesleader.memory import settle


class SalesleaderConfig(AppConfig):
    name = "salesleader"

    def ready(self) -> None:
        settle()
