from django.urls import path

from . import api

urlpatterns = [path("organization/", api.TheOrganization.as_view(), name="organization")]
