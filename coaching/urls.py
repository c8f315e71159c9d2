from django.urls import path

from coaching.views import commitments, feed, notes, one_on_ones

app_name = "coaching"
urlpatterns = [
    path("feed/", feed.feed, name="feed"),
    path("feed/live/", feed.live, name="feed_live"),
    path("feed/<int:pk>/encourage/", feed.encourage, name="encourage"),
    path("encouragements/<int:pk>/withdraw/", feed.withdraw, name="withdraw"),
    path("one-on-ones/", one_on_ones.one_on_ones, name="one_on_ones"),
    path("one-on-ones/plan/", one_on_ones.plan, name="plan"),
    path("one-on-ones/<int:pk>/", one_on_ones.one_on_one, name="one_on_one"),
    path("one-on-ones/<int:pk>/topic/", one_on_ones.topic, name="topic"),
    path("one-on-ones/<int:pk>/move/", one_on_ones.move, name="move"),
    path("one-on-ones/<int:pk>/held/", one_on_ones.held, name="held"),
    path("one-on-ones/<int:pk>/call-off/", one_on_ones.called_off, name="called_off"),
    path("one-on-ones/<int:pk>/restore/", one_on_ones.restored, name="restored"),
    path("one-on-ones/<int:pk>/notes/", notes.add, name="add_note"),
    path("one-on-ones/<int:pk>/commit/", commitments.commit, name="commit"),
    path("notes/<int:pk>/", notes.edit, name="note"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/<int:pk>/", commitments.commitment, name="commitment"),
    path("commitments/<int:pk>/decide/", commitments.decide, name="decide"),
    path("commitments/<int:pk>/carry/", commitments.carry, name="carry"),
    path("commitments/<int:pk>/drop/", commitments.drop, name="drop"),
    path("commitments/<int:pk>/settle/", commitments.settle, name="settle"),
]
