from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy

        from activities import seeds, sources, suppliers
        from activities.importing import KEPT, ActivityImporter
        from activities.views import timeline
        from imports.registry import importable
        from organizations.events import listen
        from organizations.hubs import SETTINGS, YOU, Row, add_row
        from organizations.kept_words import keep
        from organizations.registry import fill_slot, supply

        from . import mail_kinds, open_work, openness, personal

        add_row(
            YOU,
            Row(
                "time",
                gettext_lazy("Reminders"),
                gettext_lazy("In which hours you are reminded, by mail or not, and on which devices."),
                "activities:reminder_hours",
                rank=55,
            ),
        )
        add_row(
            SETTINGS,
            Row(
                "house",
                gettext_lazy("What can be logged"),
                gettext_lazy("Types of activity, how they can end, and what each counts as."),
                "activities:types",
                sees=lambda me: me.is_admin,
                rank=60,
            ),
        )
        mail_kinds.register()
        importable("activities", ActivityImporter)
        listen("organization_started", seeds.seed_types)
        sources.register_sources()
        supply("today", suppliers.today_items)
        supply("calendar entries", suppliers.calendar_entries)
        fill_slot("timeline of a record", timeline.on_page)
        keep(*KEPT)
        openness.register()
        personal.register()
        open_work.register()
