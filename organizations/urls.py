from organizations.mail.urls import urlpatterns as mail
from organizations.people_urls import urlpatterns as people

app_name = "organizations"
urlpatterns = [*people, *mail]
