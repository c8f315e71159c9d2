from django.urls import path

from crm import api

app_name = "crm_api"
urlpatterns = [
    path("accounts/", api.Accounts.as_view(), name="accounts"),
    path("accounts/<int:pk>/", api.OneAccount.as_view(), name="account"),
    path("contacts/", api.Contacts.as_view(), name="contacts"),
    path("contacts/<int:pk>/", api.OneContact.as_view(), name="contact"),
    path("contacts/<int:pk>/allow/", api.AllowContact.as_view(), name="allow_contact"),
    path("contacts/<int:pk>/number/", api.RestoreContactNumber.as_view(), name="restore_contact_number"),
    path("accounts/<int:pk>/number/", api.RestoreAccountNumber.as_view(), name="restore_account_number"),
    path("opportunities/", api.Opportunities.as_view(), name="opportunities"),
    path("opportunities/<int:pk>/", api.OneOpportunity.as_view(), name="opportunity"),
]
