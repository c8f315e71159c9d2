from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "crm"

    def ready(self) -> None:
        from crm.importing import KEPT, AccountImporter, ContactImporter, OpportunityImporter
        from crm.seeds import seed_stages
        from crm.sources import register_sources
        from crm.suppliers import amounts_that_stay
        from imports.registry import importable
        from organizations.events import listen
        from organizations.kept_words import keep
        from organizations.registry import supply

        from . import open_work, openness, personal

        importable("accounts", AccountImporter)
        importable("contacts", ContactImporter)
        importable("opportunities", OpportunityImporter)
        listen("organization_started", seed_stages)
        register_sources()
        supply("amounts that stay", amounts_that_stay)
        keep(*KEPT)
        openness.register()
        personal.register()
        open_work.register()
