from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

# Tables that belong to no organization, each with its reason. Anything else must be `Owned`.
GLOBAL_MODELS = {
    "organizations.User": "one person may be a member of several organizations",
    "organizations.Organization": "the door finds it by slug before a scope is open",
    "organizations.SignInMail": "sign-in, before any organization",
    "organizations.Tries": "sign-in, before any organization",
    "account.EmailAddress": "sign-in, before any organization",
    "account.EmailConfirmation": "sign-in, before any organization",
    "mfa.Authenticator": "second factors of an account, asked for before any organization",
    "socialaccount.SocialAccount": "single sign-on, before any organization",
    "socialaccount.SocialApp": "made by allauth, unused: providers come from the settings",
    "socialaccount.SocialToken": "made by allauth, unused: no token of a provider is kept",
    "usersessions.UserSession": "where an account is signed in, whatever organization it then opens",
    "auth.Permission": "made by Django, unused",
    "auth.Group": "made by Django, unused",
    "contenttypes.ContentType": "made by Django, unused",
    "sessions.Session": "sign-in, before any organization",
}


class OrganizationsConfig(AppConfig):
    name = "organizations"

    def ready(self) -> None:
        from . import (
            api_schema,  # noqa: F401  (registers itself)
            kept_reasons,
            open_work,
            openness,
        )
        from .calendar import rows as calendar_rows
        from .calendar import suppliers
        from .mail import own_kinds
        from .pictures import rows as picture_rows
        from .privacy import own_parts
        from .privacy import rows as privacy_rows
        from .registry import supply
        from .settings import rows
        from .sign_in import listen
        from .sign_in import rows as sign_in_rows
        from .teams import rows as team_rows
        from .tenancy import checks, database, grants
        from .tokens import rows as token_rows

        connection_created.connect(database.watch_connection, dispatch_uid="tenancy guard")
        post_migrate.connect(grants.grant_to_application, sender=self, dispatch_uid="tenancy grants")
        listen.connect()
        register(Tags.models)(checks.every_model_has_a_place)
        register(Tags.models)(checks.every_link_stays_inside)
        register(Tags.database)(checks.the_role_is_bound)
        rows.add_rows()
        kept_reasons.register()
        sign_in_rows.add_rows()
        privacy_rows.add_rows()
        picture_rows.add_rows()
        own_kinds.register()
        token_rows.add_rows()
        openness.register()
        open_work.register()
        calendar_rows.add_rows()
        team_rows.add_rows()
        supply("today", suppliers.today_items)
        own_parts.register()
