from django.urls import path

from . import views

urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/", views.mail, name="mail"),
    path("outbox/<int:pk>/html", views.mail_html, name="mail_html"),
    path("outbox/<int:pk>/resend/", views.resend, name="resend_mail"),
]
