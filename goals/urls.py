from django.urls import path

from goals import views

app_name = "goals"
urlpatterns = [
    path("goals/", views.goals, name="goals"),
    path("goals/of/<int:pk>/", views.set_target, name="set_target"),
    path("goals/<int:pk>/", views.goal, name="goal"),
    path("goals/<int:pk>/end/", views.end_goal, name="end_goal"),
]
