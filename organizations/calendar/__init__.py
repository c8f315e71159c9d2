"""Pages and API of the working calendar: days and where they come from, time off, schedules, ramps, own days."""
