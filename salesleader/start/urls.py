"""Addresses of setting up, inside an organization; `begin` stands outside (salesleader/urls.py)."""

from django.urls import path

from . import done, views

urlpatterns = [
    path("set-up/", views.set_up, name="set_up"),
    path("set-up/done/", done.done, name="set_up_done"),
    path("set-up/close/", views.close, name="close_set_up"),
    path("set-up/reopen/", views.reopen, name="reopen_set_up"),
    path("set-up/<slug:step>/", views.step, name="set_up_step"),
]
