"""What a region sets for itself: values with a begin date and a source, calendars, texts of letters and mails."""
