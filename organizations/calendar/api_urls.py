from django.urls import path

from .api import days, person, ramps, rules, time_off

urlpatterns = [
    path("members/<int:pk>/days/", days.Days.as_view(), name="days"),
    path("members/<int:pk>/ramp/", days.OneRamp.as_view(), name="ramp"),
    path("members/<int:pk>/ramp/give/", ramps.GiveRamp.as_view(), name="give_ramp"),
    path("members/<int:pk>/dates/", person.Dates.as_view(), name="dates"),
    path("members/<int:pk>/region/", person.Region.as_view(), name="region"),
    path("schedules/", days.Schedules.as_view(), name="schedules"),
    path("schedules/<int:pk>/", days.OneSchedule.as_view(), name="schedule"),
    path("time-off/", time_off.AllTimeOff.as_view(), name="all_time_off"),
    path("time-off/<int:pk>/", time_off.OneTimeOff.as_view(), name="time_off"),
    path("time-off/<int:pk>/approve/", time_off.Approve.as_view(), name="approve_time_off"),
    path("time-off/<int:pk>/decline/", time_off.Decline.as_view(), name="decline_time_off"),
    path("time-off/<int:pk>/withdraw/", time_off.Withdraw.as_view(), name="withdraw_time_off"),
    path("time-off/<int:pk>/reopen/", time_off.Reopen.as_view(), name="reopen_time_off"),
    path("holidays/", rules.Holidays.as_view(), name="holidays"),
    path("own-days/", rules.OwnDays.as_view(), name="own_days"),
    path("own-days/<int:pk>/", rules.OneOwnDay.as_view(), name="own_day"),
    path("ramp-templates/", ramps.RampTemplates.as_view(), name="ramp_templates"),
    path("ramp-templates/<int:pk>/", ramps.OneRampTemplate.as_view(), name="ramp_template"),
    path("standard-week/", rules.OneStandardWeek.as_view(), name="standard_week"),
]
