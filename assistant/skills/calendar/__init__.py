"""The user's calendar: events and reminders in an iCalendar file."""
