from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"

    def ready(self) -> None:
        from activities import seeds, sources, suppliers
        from activities.importing import ActivityImporter
        from imports.registry import importable
        from organizations.events import listen
        from organizations.registry import fill_slot, supply

        importable("activities", ActivityImporter)
        listen("organization_started", seeds.seed_types)
        sources.register_sources()
        supply("today", suppliers.today_items)
        supply("calendar entries", suppliers.calendar_entries)
        fill_slot("timeline of an account", suppliers.timeline_of_account)
        fill_slot("timeline of a contact", suppliers.timeline_of_contact)
