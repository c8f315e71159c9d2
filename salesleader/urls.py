"""Every address. Inside /o/<slug>/ and /api/v1/o/<slug>/ the door has opened that organization."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularJSONAPIView

from meetings.views import feed
from organizations.invitations.urls import outside as invitation
from organizations.mail.urls import outside as mails
from salesleader import admin_home, home, switching, team, today
from salesleader.phone import urls as phone
from salesleader.start import begin
from salesleader.start.urls import urlpatterns as set_up
from scorecards.observers import door as observer_door

APPS = [
    "organizations", "metrics", "imports", "crm", "activities", "goals", "playbooks", "meetings", "scorecards",
    "coaching",
]  # fmt: skip

inside: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("admin/clear-demo/", admin_home.clear_demo, name="clear_demo"),
    path("more/", home.more, name="more"),
    path("today/", today.today, name="today"),
    path("team/", team.team, name="team"),
    path("admin/", admin_home.admin_home, name="admin_home"),
    *set_up,
    *[path("", include(f"{app}.urls")) for app in APPS],
]
api: list[URLPattern | URLResolver] = [
    *phone.api_urlpatterns,
    *[path("", include(f"{app}.api_urls")) for app in APPS],
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.start, name="start"),
    *phone.urlpatterns,
    path("observer/<str:secret>/", observer_door.observer, name="observer"),
    path("observer/<str:secret>/leave/", observer_door.leaves, name="observer_leaves"),
    path("switcher/", switching.switcher, name="switcher"),
    path("switch-account/", switching.switch_account, name="switch_account"),
    *invitation,
    *mails,
    path("start/", begin.begin, name="start_organization"),
    path("accounts/", include("organizations.sign_in.urls")),
    path("calendar/<str:secret>.ics", feed, name="calendar_feed"),
    path("o/<slug:organization_slug>/", include(inside)),
    path("api/v1/o/<slug:organization_slug>/", include(api)),
    path("api/v1/schema.json", SpectacularJSONAPIView.as_view(), name="schema"),
]
if settings.DEBUG:
    from salesleader import design

    urlpatterns.append(path("design/", design.gallery, name="design"))

handler400, handler403 = "salesleader.errors.bad_request", "salesleader.errors.permission_denied"
handler404, handler500 = "salesleader.errors.page_not_found", "salesleader.errors.server_error"
