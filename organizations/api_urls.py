from organizations.audit.api_urls import urlpatterns as audit
from organizations.calendar.api_urls import urlpatterns as calendar
from organizations.invitations.api_urls import urlpatterns as invitations
from organizations.people_api_urls import urlpatterns as people
from organizations.settings.api_urls import urlpatterns as settings
from organizations.teams.api_urls import urlpatterns as teams

app_name = "organizations_api"
urlpatterns = [*audit, *calendar, *people, *teams, *invitations, *settings]
