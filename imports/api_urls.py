from django.urls import URLPattern

app_name = "imports_api"
urlpatterns: list[URLPattern] = []
