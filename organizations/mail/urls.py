from django.urls import path

from . import choice_views, views

urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/", views.mail, name="mail"),
    path("outbox/<int:pk>/html", views.mail_html, name="mail_html"),
    path("you/mail/", choice_views.your_mail, name="your_mail"),
    path("you/mail/<slug:kind>/stop/", choice_views.stop_kind, name="stop_kind"),
    path("you/mail/<slug:kind>/resume/", choice_views.resume_kind, name="resume_kind"),
    path("outbox/<int:pk>/resend/", views.resend, name="resend_mail"),
]
# Behind the links of mails: outside any organization, without signing in.
outside = [
    path("mails/<str:token>/", choice_views.stop_page, name="stop_mails"),
    path("mails/<str:token>/stop/", choice_views.stop_at_once, name="stop_mails_at_once"),
]
