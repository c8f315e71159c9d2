from django.urls import URLPattern

app_name = "organizations_api"
urlpatterns: list[URLPattern] = []
