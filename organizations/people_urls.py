from django.urls import path

from organizations import member_views, people_views

urlpatterns = [
    path("people/", people_views.people, name="people"),
    path("people/find/", people_views.find, name="find_people"),
    path("people/<int:pk>/", people_views.person, name="person"),
    path("people/<int:pk>/roles/", member_views.roles, name="change_roles"),
    path("people/<int:pk>/move/", member_views.move, name="move_member"),
    path("people/<int:pk>/move/take-back/", member_views.take_back_move, name="take_back_move"),
    path("people/<int:pk>/deactivate/", member_views.deactivate, name="deactivate_member"),
    path("people/<int:pk>/reactivate/", member_views.reactivate, name="reactivate_member"),
]
