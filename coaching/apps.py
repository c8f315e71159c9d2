from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "coaching"

    def ready(self) -> None:
        from organizations.registry import supply

        from . import open_work, openness, personal, suppliers

        supply("commitments of a card", suppliers.commitments_of_card)
        supply("next one-on-one", suppliers.next_one_on_one)
        supply("commitments of cards", suppliers.commitments_of_cards)
        supply("next one-on-ones", suppliers.next_one_on_ones)
        supply("today", suppliers.today_items)
        supply("calendar entries", suppliers.calendar_entries)
        openness.register()
        personal.register()
        open_work.register()
