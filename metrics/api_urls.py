from django.urls import path

from metrics import api

app_name = "metrics_api"
urlpatterns = [
    path("metrics/", api.Metrics.as_view(), name="metrics"),
    path("metrics/<slug:key>/tally/", api.MetricTally.as_view(), name="tally"),
    path("metrics/<slug:key>/rows/", api.MetricRows.as_view(), name="rows"),
]
