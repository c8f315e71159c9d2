from django.urls import path

from playbooks import views

app_name = "playbooks"
urlpatterns = [
    path("playbook/", views.plays, name="plays"),
    path("playbook/new/", views.new, name="new"),
    path("playbook/preview/", views.preview, name="preview"),
    path("playbook/<slug:slug>/", views.play, name="play"),
    path("playbook/<slug:slug>/edit/", views.edit, name="edit"),
    path("playbook/<slug:slug>/versions/<int:number>/", views.version, name="version"),
    path("playbook/<slug:slug>/changes/<int:older>/<int:newer>/", views.changes, name="changes"),
    path("playbook/<slug:slug>/publish/", views.publish, name="publish"),
    path("playbook/<slug:slug>/archive/", views.archive, name="archive"),
    path("playbook/<slug:slug>/bring-back/", views.bring_back, name="bring_back"),
]
