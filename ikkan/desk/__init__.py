"""What waits for somebody: work list, notices, calendar, absence."""
