from django.urls import path

from crm.views import accounts, contacts, opportunities

app_name = "crm"
urlpatterns = [
    path("customers/", accounts.accounts, name="accounts"),
    path("customers/add/", accounts.add_account, name="add_account"),
    path("customers/<int:pk>/", accounts.account, name="account"),
    path("customers/<int:pk>/edit/", accounts.edit_account, name="edit_account"),
    path("customers/<int:pk>/contacts/add/", contacts.add_contact, name="add_contact"),
    path("customers/<int:pk>/opportunities/add/", opportunities.add_opportunity, name="add_opportunity"),
    path("customers/contacts/<int:pk>/", contacts.contact, name="contact"),
    path("customers/contacts/<int:pk>/edit/", contacts.edit_contact, name="edit_contact"),
    path("customers/contacts/<int:pk>/allow/", contacts.allow, name="allow_contact"),
    path("customers/contacts/<int:pk>/number/", contacts.restore_number, name="restore_contact_number"),
    path("customers/<int:pk>/number/", accounts.restore_number, name="restore_account_number"),
    path("customers/opportunities/<int:pk>/", opportunities.opportunity, name="opportunity"),
    path("customers/opportunities/<int:pk>/edit/", opportunities.edit_opportunity, name="edit_opportunity"),
    path("customers/opportunities/<int:pk>/move/", opportunities.move, name="move_opportunity"),
    path("customers/opportunities/<int:pk>/credit/", opportunities.share, name="share_credit"),
]
