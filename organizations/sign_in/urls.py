"""Everything below /accounts/: our own pages first, allauth's behind them."""

from django.urls import include, path
from django.views.generic import RedirectView

from . import provider_views, views

urlpatterns = [
    path("", views.security, name="security"),
    path("login/", views.sign_in, name="account_login"),
    path("signup/", views.sign_up, name="account_signup"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("reauthenticate/mail/", views.reauthenticate_by_mail, name="reauthenticate_by_mail"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("3rdparty/", views.connections, name="socialaccount_connections"),
    path("2fa/", RedirectView.as_view(pattern_name="security"), name="mfa_index"),
    path("2fa/webauthn/keys/<int:pk>/remove/", views.remove_passkey, name="mfa_remove_webauthn"),
    path("oidc/<slug:provider_id>/login/", provider_views.leave, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", provider_views.come_back, name="openid_connect_callback"),
    path("", include("allauth.urls")),
]
