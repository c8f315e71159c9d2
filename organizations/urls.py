from organizations.people_urls import urlpatterns as people

app_name = "organizations"
urlpatterns = [*people]
