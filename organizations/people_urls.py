from django.urls import path

from organizations import people_views

urlpatterns = [
    path("people/", people_views.people, name="people"),
    path("people/<int:pk>/", people_views.person, name="person"),
]
