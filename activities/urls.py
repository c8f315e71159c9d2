from django.urls import path

from activities import views

app_name = "activities"
urlpatterns = [
    path("log/", views.log, name="log"),
    path("log/who/", views.who, name="who"),
    path("log/when/", views.when, name="when"),
    path("log/entries/", views.entries, name="entries"),
    path("log/entries/<int:pk>/", views.entry, name="entry"),
    path("log/entries/<int:pk>/delete/", views.delete, name="delete"),
    path("log/entries/<int:pk>/restore/", views.restore, name="restore"),
    path("log/follow-ups/", views.follow_ups, name="follow_ups"),
    path("log/follow-ups/plan/", views.plan, name="plan_follow_up"),
    path("log/follow-ups/<int:pk>/", views.follow_up, name="follow_up"),
    path("log/follow-ups/<int:pk>/hand-over/", views.hand_over, name="hand_over"),
    path("log/follow-ups/<int:pk>/drop/", views.drop, name="drop"),
    path("log/reminders/", views.reminders, name="reminders"),
    path("log/reminders/hours/", views.reminder_hours, name="reminder_hours"),
    path("log/reminders/devices/", views.add_device, name="add_device"),
    path("log/reminders/devices/<int:pk>/remove/", views.remove_device, name="remove_device"),
    path("log/call-logs/", views.bring, name="call_logs"),
    path("log/call-logs/<int:pk>/", views.call_log, name="call_log"),
    path("log/call-logs/<int:pk>/take-out/", views.take_out, name="take_call_log_out"),
    path("log/tally/", views.tally, name="tally"),
    path("log/tally/sheet/", views.tally_sheet, name="tally_sheet"),
    path("log/oddities/", views.oddities, name="oddities"),
    path("log/oddities/<int:pk>/aside/", views.put_aside, name="put_oddity_aside"),
    path("log/oddities/<int:pk>/back/", views.bring_back, name="bring_oddity_back"),
    path("log/next-steps/", views.next_steps, name="next_steps"),
    path("log/next-steps/plan/", views.plan_next, name="plan_next"),
    path("log/next-steps/hold/", views.hold, name="hold"),
    path("log/next-steps/<int:pk>/lift/", views.lift_hold, name="lift_hold"),
    path("log/follow-ups/<int:pk>/done/", views.finish, name="finish"),
    path("log/follow-ups/<int:pk>/reopen/", views.reopen, name="reopen"),
    path("log/follow-ups/<int:pk>/later/", views.later, name="later"),
]
