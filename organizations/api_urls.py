from organizations.audit.api_urls import urlpatterns as audit

app_name = "organizations_api"
urlpatterns = [*audit]
