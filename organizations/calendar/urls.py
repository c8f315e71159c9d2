from django.urls import path

from .views import days, person, ramps, rules, time_off

urlpatterns = [
    path("my-calendar/", person.my_calendar, name="my_calendar"),
    path("people/<int:pk>/calendar/", person.calendar, name="calendar"),
    path("people/<int:pk>/time-off/", person.add_time_off, name="add_time_off"),
    path("people/<int:pk>/time-off/takes/", person.takes, name="takes"),
    path("people/<int:pk>/schedule/", days.schedule, name="schedule"),
    path("people/<int:pk>/region/", days.move, name="move_region"),
    path("people/<int:pk>/dates/", days.dates, name="dates"),
    path("people/<int:pk>/ramp/", ramps.ramp, name="ramp"),
    path("schedules/<int:pk>/remove/", days.remove_schedule, name="remove_schedule"),
    path("regions/", days.regions, name="regions"),
    path("absences/", time_off.absences, name="absences"),
    path("time-off/<int:pk>/", time_off.time_off, name="time_off"),
    path("time-off/<int:pk>/approve/", time_off.approve, name="approve_time_off"),
    path("time-off/<int:pk>/decline/", time_off.decline, name="decline_time_off"),
    path("time-off/<int:pk>/withdraw/", time_off.withdraw, name="withdraw_time_off"),
    path("time-off/<int:pk>/reopen/", time_off.reopen, name="reopen_time_off"),
    path("settings/calendar/", rules.rules, name="calendar_rules"),
    path("settings/calendar/week/", rules.set_week, name="set_week"),
    path("settings/calendar/region/", rules.set_region, name="set_region"),
    path("settings/calendar/days/", rules.add_own_day, name="add_own_day"),
    path("settings/calendar/days/<int:pk>/remove/", rules.remove_own_day, name="remove_own_day"),
    path("settings/ramps/", ramps.ramp_templates, name="ramp_templates"),
    path("settings/ramps/bring-back/", ramps.bring_back_ramp_template, name="bring_back_ramp_template"),
    path("settings/ramps/<int:pk>/", ramps.ramp_template, name="ramp_template"),
    path("settings/ramps/<int:pk>/remove/", ramps.remove_ramp_template, name="remove_ramp_template"),
]
