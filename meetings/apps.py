from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy

        from meetings import open_work, openness, personal, suppliers
        from organizations.hubs import YOU, Row, add_row
        from organizations.registry import supply

        supply("today", suppliers.today_items)
        add_row(
            YOU,
            Row(
                "time",
                gettext_lazy("Calendars"),
                gettext_lazy("Your follow-ups in your calendar program, and its meetings here."),
                "meetings:calendars",
                rank=60,
            ),
        )
        personal.register()
        open_work.register()
        openness.register()
