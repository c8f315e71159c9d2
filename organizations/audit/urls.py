from django.urls import path

from organizations.audit import views

urlpatterns = [
    path("audit/", views.audit, name="audit"),
    path("audit/export/", views.export_audit, name="export_audit"),
    path("audit/<int:pk>/", views.audit_event, name="audit_event"),
]
