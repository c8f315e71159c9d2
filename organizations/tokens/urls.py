from django.urls import path

from . import views

urlpatterns = [
    path("you/tokens/", views.tokens, name="tokens"),
    path("you/tokens/new/", views.new_token, name="new_token"),
    path("tokens/", views.all_tokens, name="all_tokens"),
    path("tokens/<int:pk>/revoke/", views.revoke_token, name="revoke_token"),
]
