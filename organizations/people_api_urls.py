from django.urls import path

from organizations import members_api, placements_api

urlpatterns = [
    path("members/", members_api.Members.as_view(), name="members"),
    path("members/<int:pk>/", members_api.OneMember.as_view(), name="member"),
    path("members/<int:pk>/roles/", members_api.MemberRoles.as_view(), name="roles"),
    path("members/<int:pk>/open-work/", members_api.OpenWork.as_view(), name="open_work"),
    path("members/<int:pk>/deactivate/", members_api.Deactivate.as_view(), name="deactivate_member"),
    path("members/<int:pk>/reactivate/", members_api.Reactivate.as_view(), name="reactivate_member"),
    path("members/<int:pk>/take-back-move/", placements_api.TakeBackMove.as_view(), name="take_back_move"),
    path("placements/", placements_api.Placements.as_view(), name="placements"),
]
