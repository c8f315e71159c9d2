from django.urls import path

from . import house, rules, you

urlpatterns = [
    path("settings/", house.settings, name="settings"),
    path("settings/name/", house.name, name="name"),
    path("settings/second-factor/", house.second_factor, name="second_factor_rule"),
    path("settings/most-reports/", house.most_reports, name="most_reports"),
    path("settings/rules/<str:rule>/", rules.rule, name="rule"),
    path("settings/rules/<str:rule>/to/<path:value>/", rules.plan_rule, name="plan_rule"),
    path("you/", you.you, name="you"),
    path("you/name/", you.your_name, name="your_name"),
    path("you/zone/", you.your_zone, name="your_zone"),
    path("you/look/", you.your_look, name="your_look"),
]
