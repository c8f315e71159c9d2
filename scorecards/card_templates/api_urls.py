from django.urls import path

from . import api

urlpatterns = [
    path("card-templates/", api.Templates.as_view(), name="templates"),
    path("card-templates/library/", api.Library.as_view(), name="template_library"),
    path("card-templates/default/", api.Default.as_view(), name="default_template"),
    path("card-templates/<int:pk>/", api.OneTemplate.as_view(), name="template"),
    path("card-templates/<int:pk>/planned/", api.Planned.as_view(), name="planned_template"),
    path("card-templates/<int:pk>/retirement/", api.Retirement.as_view(), name="retired_template"),
    path("card-template-assignments/", api.Assignments.as_view(), name="assignments"),
    path("card-template-assignments/of/<int:pk>/planned/", api.PlannedOf.as_view(), name="planned_of"),
]
