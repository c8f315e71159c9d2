from organizations.audit.api_urls import urlpatterns as audit
from organizations.calendar.api_urls import urlpatterns as calendar

app_name = "organizations_api"
urlpatterns = [*audit, *calendar]
