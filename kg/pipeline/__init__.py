"""From an article to its events: what happened, who did it to whom, when and where, and who says so."""
