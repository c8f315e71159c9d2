from django.urls import path

from crm import api

app_name = "crm_api"
urlpatterns = [
    path("accounts/", api.Accounts.as_view(), name="accounts"),
    path("accounts/<int:pk>/", api.OneAccount.as_view(), name="account"),
    path("contacts/", api.Contacts.as_view(), name="contacts"),
    path("contacts/<int:pk>/", api.OneContact.as_view(), name="contact"),
    path("opportunities/", api.Opportunities.as_view(), name="opportunities"),
    path("opportunities/<int:pk>/", api.OneOpportunity.as_view(), name="opportunity"),
]
