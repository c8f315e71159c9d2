from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "scorecards"

    def ready(self) -> None:
        from organizations.events import listen

        from . import kept_words, mail_kinds, openness, personal, seeds
        from .card_templates import beside, newcomers
        from .observers import naming, rows
        from .services import amending, amending_deals

        listen("organization_started", seeds.seed)
        for verb in amending.CAUSES:
            listen(verb, amending.entry_changed)
        for verb in amending.MANY:
            listen(verb, amending.many_entries_came)
        for verb in ("import_ended", "import_stopped"):
            listen(verb, amending.import_rests)
        for verb in amending.LEAVE_EVENTS:
            listen(verb, amending.time_off_changed)
        for verb in amending_deals.DEAL_EVENTS:
            listen(verb, amending_deals.deal_changed)
        listen("member_deactivated", naming.end_watches_of_leaver)
        rows.add_rows()
        beside.register()
        newcomers.register()
        kept_words.register()
        mail_kinds.register()
        openness.register()
        personal.register()
