from django.apps import AppConfig


class PlaybooksConfig(AppConfig):
    name = "playbooks"

    def ready(self) -> None:
        from organizations.events import listen

        from . import open_work, openness, personal
        from .seeds import seed

        listen("organization_started", seed)
        openness.register()
        personal.register()
        open_work.register()
