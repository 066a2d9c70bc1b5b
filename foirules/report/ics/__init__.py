"""Last days for the calendar of a person: which there are, and their file (iCalendar, RFC 5545)."""
