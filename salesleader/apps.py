from django.apps import AppConfig


class SalesleaderConfig(AppConfig):
    name = "salesleader"
