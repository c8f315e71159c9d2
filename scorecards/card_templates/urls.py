from django.urls import path

from . import giving_views, views

urlpatterns = [
    path("card-templates/", views.templates, name="templates"),
    path("card-templates/new/", views.new, name="new_template"),
    path("card-templates/library/<slug:role>/adopt/", views.adopt, name="adopt_template"),
    path("card-templates/who/", giving_views.who, name="template_holders"),
    path("card-templates/default/", giving_views.default, name="default_template"),
    path("card-templates/default/keep/", giving_views.keep_default, name="keep_default_template"),
    path("card-templates/of/<int:pk>/", giving_views.of, name="template_of"),
    path("card-templates/of/<int:pk>/keep/", giving_views.keep, name="keep_template_of"),
    path("card-templates/undo/<int:pk>/", giving_views.undo, name="undo_template"),
    path("card-templates/<int:pk>/", views.template, name="template"),
    path("card-templates/<int:pk>/edit/", views.edit, name="edit_template"),
    path("card-templates/<int:pk>/keep/", views.keep, name="keep_template"),
    path("card-templates/<int:pk>/retire/", views.retire, name="retire_template"),
    path("card-templates/<int:pk>/restore/", views.restore, name="restore_template"),
]
