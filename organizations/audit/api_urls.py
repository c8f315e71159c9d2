from django.urls import path

from organizations.audit import api

urlpatterns = [path("audit/", api.AuditTrail.as_view(), name="audit")]
