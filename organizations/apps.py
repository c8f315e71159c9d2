from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

# Tables that belong to no organization, each with its reason. Anything else must be `Owned`.
GLOBAL_MODELS = {
    "organizations.User": "one person may be a member of several organizations",
    "organizations.Organization": "the door finds it by slug before a scope is open",
    "account.EmailAddress": "sign-in, before any organization",
    "account.EmailConfirmation": "sign-in, before any organization",
    "auth.Permission": "made by Django, unused",
    "auth.Group": "made by Django, unused",
    "contenttypes.ContentType": "made by Django, unused",
    "sessions.Session": "sign-in, before any organization",
}


class OrganizationsConfig(AppConfig):
    name = "organizations"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_login_failed

        from . import api_schema  # noqa: F401  (registers itself)
        from .settings import rows
        from .sign_in import trail
        from .tenancy import checks, database, grants

        connection_created.connect(database.watch_connection, dispatch_uid="tenancy guard")
        post_migrate.connect(grants.grant_to_application, sender=self, dispatch_uid="tenancy grants")
        user_login_failed.connect(trail.record_failed_sign_in, dispatch_uid="failed sign-in")
        register(Tags.models)(checks.every_model_has_a_place)
        register(Tags.models)(checks.every_link_stays_inside)
        register(Tags.database)(checks.the_role_is_bound)
        rows.add_rows()
