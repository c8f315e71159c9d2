from django.urls import path

from . import api

urlpatterns = [
    path("invitations/", api.Invitations.as_view(), name="invitations"),
    path("invitations/many/", api.ManyInvitations.as_view(), name="many_invitations"),
    path("invitations/<int:pk>/", api.OneInvitation.as_view(), name="invitation"),
    path("invitations/<int:pk>/resend/", api.Resend.as_view(), name="resend_invitation"),
    path("invitations/<int:pk>/revoke/", api.Revoke.as_view(), name="revoke_invitation"),
]
