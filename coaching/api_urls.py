from django.urls import path

from coaching.api import commitments, one_on_ones

app_name = "coaching_api"
urlpatterns = [
    path("one-on-ones/", one_on_ones.OneOnOnes.as_view(), name="one_on_ones"),
    path("one-on-ones/<int:pk>/", one_on_ones.OneOneOnOne.as_view(), name="one_on_one"),
    path("one-on-ones/<int:pk>/move/", one_on_ones.Move.as_view(), name="move"),
    path("one-on-ones/<int:pk>/held/", one_on_ones.Held.as_view(), name="held"),
    path("one-on-ones/<int:pk>/call-off/", one_on_ones.CalledOff.as_view(), name="called_off"),
    path("one-on-ones/<int:pk>/notes/", one_on_ones.Notes.as_view(), name="notes"),
    path("commitments/", commitments.Commitments.as_view(), name="commitments"),
    path("commitments/<int:pk>/", commitments.OneCommitment.as_view(), name="commitment"),
    path("commitments/<int:pk>/decide/", commitments.Decide.as_view(), name="decide"),
    path("commitments/<int:pk>/carry/", commitments.CarryOver.as_view(), name="carry"),
    path("commitments/<int:pk>/drop/", commitments.DropIt.as_view(), name="drop"),
    path("commitments/<int:pk>/settle/", commitments.Settle.as_view(), name="settle"),
]
