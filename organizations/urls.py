from organizations.audit.urls import urlpatterns as audit
from organizations.calendar.urls import urlpatterns as calendar
from organizations.invitations.urls import urlpatterns as invitations
from organizations.mail.urls import urlpatterns as mail
from organizations.people_urls import urlpatterns as people
from organizations.pictures.urls import urlpatterns as pictures
from organizations.privacy.urls import urlpatterns as privacy
from organizations.settings.urls import urlpatterns as settings
from organizations.teams.urls import urlpatterns as teams
from organizations.tokens.urls import urlpatterns as tokens

app_name = "organizations"
urlpatterns = [
    *people,
    *teams,
    *invitations,
    *mail,
    *settings,
    *audit,
    *calendar,
    *privacy,
    *pictures,
    *tokens,
]
