from django.urls import path, register_converter

from . import views


class Digest:
    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PictureSize(Digest):
    regex = "large|small"


register_converter(Digest, "digest")
register_converter(PictureSize, "picture_size")

urlpatterns = [
    path("you/photo/", views.your_photo, name="your_photo"),
    path("you/photo/remove/", views.remove_your_photo, name="remove_your_photo"),
    path("you/photo/back/<digest:digest>/", views.photo_back, name="photo_back"),
    path("people/<int:pk>/photo/remove/", views.remove_photo_of, name="remove_photo_of"),
    path("people/<int:pk>/photo/back/<digest:digest>/", views.photo_of_back, name="photo_of_back"),
    path("settings/logo/", views.logo, name="logo"),
    path("settings/logo/remove/", views.remove_logo, name="remove_logo"),
    path("settings/logo/back/<digest:digest>/", views.logo_back, name="logo_back"),
    path("pictures/<digest:digest>/<picture_size:size>", views.picture, name="picture"),
]
