from django.urls import URLPattern

app_name = "playbooks_api"
urlpatterns: list[URLPattern] = []
