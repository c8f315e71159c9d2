from django.urls import path

from . import door, views

urlpatterns = [
    path("invitations/", views.invitations, name="invitations"),
    path("invitations/new/", views.invite, name="invite"),
    path("invitations/<int:pk>/resend/", views.resend, name="resend_invitation"),
    path("invitations/<int:pk>/revoke/", views.revoke, name="revoke_invitation"),
]
# Outside any organization.
outside = [
    path("invitation/<str:secret>/", door.invitation, name="invitation"),
    path("invitation/<str:secret>/switch/", door.switch, name="switch_invitation"),
]
