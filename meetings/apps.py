from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from meetings import suppliers
        from organizations.registry import supply

        supply("today", suppliers.today_items)
